"""Periods and reports: opened, written, submitted by the leader, late or not, returned; figures as written."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.reports.year import BASE, HALF, NINE, save, submit
from tests.scoring.year import AT, here, texts
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.reports import actions
from thidua.reports.models import Figure, Period, Report
from thidua.reports.queries import latest_figures
from thidua.reports.terms import State
from thidua.samples.cast import moment


def test_the_first_period_sets_the_year_running(running, visit):
    ClusterYear.objects.filter(pk=running.year.pk).update(stage=Stage.PLEDGED)
    typed = {
        "span": "half",
        "name": "6 tháng",
        "from_date": "01/01/2026",
        "to_date": "30/06/2026",
        "due_on": "15/06/2026",
    }
    assert visit("thu-ky-cum-truong").post(BASE, typed).status_code == 302
    running.year.refresh_from_db()
    assert running.year.at == Stage.RUNNING
    assert list(Entry.objects.order_by("-seq").values_list("act", flat=True)[:2]) == [
        "stage.enter",
        "reports.open_period",
    ]
    again = visit("thu-ky-cum-truong").post(BASE, typed)
    assert again.status_code == 422
    assert "Đã có kỳ báo cáo “6 tháng”" in again.content.decode()
    assert Period.objects.count() == 1


def test_periods_run_forward_and_only_the_heads_secretariat_opens_them(running):
    with pytest.raises(Refused, match="kết thúc"):
        actions.open_period(here=here(running, "thu-ky-cum-truong"), at=AT, **(HALF | {"to_date": dt.date(2025, 1, 1)}))
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        actions.open_period(here=here(running, "thu-ky-cum-pho"), at=AT, **HALF)
    ClusterYear.objects.filter(pk=running.year.pk).update(stage=Stage.LAUNCHED)
    with pytest.raises(Refused, match="Chưa đến lúc"):
        actions.open_period(here=here(running, "thu-ky-cum-truong"), at=AT, **HALF)


def test_the_officer_writes_and_figures_stay_as_written(running, half, visit):
    address = f"{BASE}{half.pk}/song-hong/"
    client = visit("can-bo-song-hong")
    typed = {"narrative": "Hoàn thành", "I.1.a:actual": "1.234,5", "II.3.a:sent": "30/01/2025", "I.3.a:met": "có"}
    assert client.post(address, typed).status_code == 302
    assert dict(Figure.objects.values_list("code", "written")) == {
        "I.1.a": "1.234,5", "II.3.a": "30/01/2025", "I.3.a": "có",
    }  # fmt: skip
    client.post(address, typed | {"I.1.a:actual": ""})
    assert not Figure.objects.filter(code="I.1.a").exists()
    assert Entry.objects.latest("seq").facts["figures"] == {"I.1.a:actual": {"before": "1.234,5", "after": ""}}


def test_wrong_figures_are_named_row_by_row_and_nothing_is_saved(running, half, visit):
    answer = visit("can-bo-song-hong").post(
        f"{BASE}{half.pk}/song-hong/",
        {"narrative": "Đang làm", "I.1.a:actual": "nhiều", "I.2.b:points": "999", "I.2.c:points": "40"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("I.1.a Số hồ sơ", "“nhiều” không phải là một số", "I.2.b", "999 lớn hơn", 'value="nhiều"', "Đang làm"):
        assert said in page
    assert not Report.objects.exists()


def test_another_unit_neither_reads_nor_writes(running, half, visit):
    address = f"{BASE}{half.pk}/song-hong/"
    assert visit("can-bo-bien-dong").get(address).status_code == 404
    assert visit("can-bo-bien-dong").post(address, {"narrative": "x"}).status_code == 404
    for who in ("thuong-truc", "thu-ky-cum-truong", "thu-ky-cum-pho", "lanh-dao-song-hong"):
        assert visit(who).get(address).status_code == 200


def test_the_officer_prepares_the_leader_submits(running, half, visit):
    with pytest.raises(Refused, match="Chưa có gì để gửi"):
        submit(running, half, "song-hong")
    save(running, half, "song-hong", {}, narrative=" ")
    with pytest.raises(Refused, match="còn trống"):
        submit(running, half, "song-hong")
    save(running, half, "song-hong", {"I.1.a": {"actual": "10"}})
    address = f"{BASE}{half.pk}/song-hong/"
    assert "lãnh đạo" in visit("can-bo-song-hong").post(address + "gui/", follow=True).content.decode()
    assert Report.objects.get().state == State.DRAFT
    visit("lanh-dao-song-hong").post(address + "gui/")
    assert Report.objects.get().state == State.SUBMITTED
    assert "đã gửi rồi" in visit("lanh-dao-song-hong").post(address + "gui/", follow=True).content.decode()
    assert Entry.objects.filter(act="reports.submit").count() == 1
    with pytest.raises(Refused, match="không sửa được"):
        save(running, half, "song-hong", {})


@pytest.mark.parametrize(
    ("at", "late"),
    [
        (moment(2026, 6, 1), 0),
        (moment(2026, 6, 15, 23, 59) + dt.timedelta(seconds=59), 0),
        (moment(2026, 6, 16, 0, 0) + dt.timedelta(seconds=1), 1),
        (moment(2026, 6, 15, 23, 59).astimezone(dt.UTC), 0),
        (moment(2026, 6, 19), 4),
    ],
)
def test_days_late_are_days_of_viet_nam(running, half, at, late):
    save(running, half, "song-hong", {})
    assert submit(running, half, "song-hong", at).days_late == late


def test_a_returned_report_is_mended_and_not_late_twice(running, half, visit):
    save(running, half, "bien-dong", {})
    submit(running, half, "bien-dong", moment(2026, 6, 10))
    address = f"{BASE}{half.pk}/bien-dong/tra-lai/"
    assert "ghi lý do" in visit("thu-ky-cum-truong").post(address, {"reason": ""}, follow=True).content.decode()
    visit("thu-ky-cum-truong").post(address, {"reason": "Thiếu số liệu quý II"})
    assert Report.objects.get().state == State.RETURNED
    page = visit("can-bo-bien-dong").get(f"{BASE}{half.pk}/bien-dong/").content.decode()
    assert "Thiếu số liệu quý II" in page
    save(running, half, "bien-dong", {})
    assert submit(running, half, "bien-dong", moment(2026, 6, 25)).days_late == 0


def test_the_heads_own_report_is_returned_by_the_deputys_secretariat(running, half):
    save(running, half, "song-hong", {})
    submit(running, half, "song-hong")
    given = {"period": half, "membership": running.member("song-hong"), "reason": "xem lại", "at": AT}
    with pytest.raises(Refused, match="Thư ký Cụm phó"):
        actions.return_report(here=here(running, "thu-ky-cum-truong"), **given)
    actions.return_report(here=here(running, "thu-ky-cum-pho"), **given)


def test_the_period_before_stands_beside(running, half, visit):
    save(running, half, "song-hong", {"I.1.a": {"actual": "777"}})
    submit(running, half, "song-hong")
    nine = actions.open_period(here=here(running, "thu-ky-cum-truong"), at=AT, **NINE)
    page = visit("can-bo-song-hong").get(f"{BASE}{nine.pk}/song-hong/").content.decode()
    assert 'Kỳ trước: <span class="then">777</span>' in page
    assert "6 tháng</li>" in page
    assert 'value="777"' not in page


def test_the_latest_figures_are_those_of_the_last_submitted_period(running, half):
    nine = actions.open_period(here=here(running, "thu-ky-cum-truong"), at=AT, **NINE)
    save(running, half, "song-hong", {"I.1.a": {"actual": "700"}})
    submit(running, half, "song-hong")
    save(running, nine, "song-hong", {"I.1.a": {"actual": "1100"}})
    assert latest_figures(running.member("song-hong")) == {"I.1.a": {"actual": "700"}}
    submit(running, nine, "song-hong")
    assert latest_figures(running.member("song-hong")) == {"I.1.a": {"actual": "1100"}}


def test_the_overview_names_who_has_not_reported_in_constant_queries(running, half, visit):
    client = visit("thuong-truc")
    with clock.at(AT):
        client.get(BASE)  # notes that the session is in use
    with clock.at(AT), CaptureQueriesContext(connection) as few:
        page = client.get(BASE).content.decode()
    assert page.count("Chưa gửi, quá hạn") == 5
    save(running, half, "song-hong", texts("self", "song-hong"))
    submit(running, half, "song-hong", moment(2026, 6, 18))
    actions.open_period(here=here(running, "thu-ky-cum-truong"), at=AT, **NINE)
    with clock.at(AT), CaptureQueriesContext(connection) as more:
        page = client.get(BASE).content.decode()
    assert "chậm 3 ngày" in page
    assert len(more) == len(few)


def test_before_any_period_the_page_says_what_to_do(running, visit):
    assert "Chưa có kỳ báo cáo nào." in visit("can-bo-song-hong").get(BASE).content.decode()


@pytest.mark.parametrize("field", ["from_date", "to_date", "due_on"])
def test_a_slip_in_the_year_of_a_period_is_noticed(running, visit, field):
    typed = {name: str(value) for name, value in HALF.items()} | {field: "1926-06-15"}
    answer = visit("thu-ky-cum-truong").post(BASE, typed)
    assert answer.status_code == 422
    assert "kỳ báo cáo này thuộc năm thi đua 2026" in answer.content.decode()
    assert 'value="1926-06-15"' in answer.content.decode()
    assert not Period.objects.exists()


def test_a_reason_for_returning_that_cannot_be_kept_is_refused(running, half, visit):
    answer = visit("thu-ky-cum-truong").post(f"{BASE}{half.pk}/bien-dong/tra-lai/", {"reason": "a\x00"}, follow=True)
    assert "ký tự không đọc được" in answer.content.decode()
