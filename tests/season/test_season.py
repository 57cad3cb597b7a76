"""The launch and the calendar."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.terms import Stage
from thidua.samples.cast import moment
from thidua.season import actions
from thidua.season.models import Extension, Launch, Movement, Window
from thidua.season.queries import due, extended, launch_of, spans, windows_of
from thidua.season.rules import why_not_open
from thidua.season.terms import Phase

ADDRESS = "/cum/cum-mau/2026/phong-trao/"
TYPED = {"name": "Vì cộng đồng", "launched_by": "Bộ Minh hoạ", "slogan": "Đoàn kết, sáng tạo, về đích sớm",
         "aims": "Thi đua thực chất.", "on": "10/01/2026", "by_document": "Kế hoạch minh hoạ số 02"}  # fmt: skip
DAYS = {"phase": Phase.REPORT, "opens_on": dt.date(2026, 2, 1), "due_on": dt.date(2026, 3, 31)}


def launch(cast, username="thuong-truc", **changed):
    given = {"name": "Vì cộng đồng", "launched_by": "Bộ Minh hoạ", "slogan": "Đoàn kết", **changed}
    return actions.launch(here=cast.here(username), at=moment(2026, 1, 10), **given)


def set_window(cast, username="thu-ky-cum-truong", **changed):
    return actions.set_window(here=cast.here(username), at=moment(2026, 2, 1), **{**DAYS, **changed})


def test_the_launch_moves_the_year_and_is_in_the_ledger(cast):
    made = launch(cast)
    cast.year.refresh_from_db()
    assert (cast.year.at, launch_of(cast.year)) == (Stage.LAUNCHED, made)
    entry = Entry.objects.get(act="season.launch")
    assert entry.facts["movement"] == "Vì cộng đồng"
    assert entry.actor_office == "standing_office"


def test_the_head_secretary_may_launch_a_movement_that_is_there(cast):
    there = Movement.objects.create(name="Vì cộng đồng", year=2026, launched_by="Bộ Minh hoạ")
    launch(cast, "thu-ky-cum-truong", movement=there)
    assert Movement.objects.count() == 1
    assert launch_of(cast.year).movement == there


@pytest.mark.parametrize("username", ["can-bo-song-hong", "lanh-dao-song-hong", "thu-ky-cum-pho", "quan-tri"])
def test_others_do_not_launch(cast, username):
    with pytest.raises(Refused, match="Cơ quan thường trực / Thư ký Cụm trưởng"):
        launch(cast, username)
    assert not Movement.objects.exists()


def test_a_second_or_stale_launch_changes_nothing(cast):
    stale = cast.here("thuong-truc")
    old_page = type(stale.year).objects.get(pk=stale.year.pk)
    launch(cast)
    with pytest.raises(Refused, match="đang ở bước"):
        launch(cast, name="Khác")
    here = type(stale)(old_page, stale.person, stale.day, stale.seats)
    with pytest.raises(Refused, match="Trang này đã cũ"):
        actions.launch(here=here, name="Khác", launched_by="Bộ Minh hoạ", at=moment(2026, 1, 10))
    assert Launch.objects.count() == Movement.objects.count() == 1


def test_a_launch_needs_a_movement_of_the_year_and_its_body(cast):
    with pytest.raises(Refused, match="tên phong trào"):
        launch(cast, name=" ")
    with pytest.raises(Refused, match="cơ quan phát động"):
        launch(cast, launched_by="")
    with pytest.raises(Refused, match="năm 2025"):
        launch(cast, movement=Movement.objects.create(name="Cũ", year=2025, launched_by="Bộ"))
    Movement.objects.create(name="Vì cộng đồng", year=2026, launched_by="Bộ Minh hoạ")
    with pytest.raises(Refused, match="đã có"):
        launch(cast)
    cast.year.refresh_from_db()
    assert cast.year.at == Stage.CONSTITUTED


def test_launching_on_the_page_keeps_what_was_typed_when_refused(cast, visit):
    refused = visit("can-bo-song-hong").post(ADDRESS + "phat-dong/", TYPED)
    assert refused.status_code == 422
    assert "về đích sớm" in refused.content.decode()
    assert visit("thuong-truc").post(ADDRESS + "phat-dong/", TYPED).status_code == 302
    page = visit("can-bo-song-hong").get(ADDRESS).content.decode()
    for part in ("“Vì cộng đồng”", "<blockquote>Đoàn kết, sáng tạo, về đích sớm</blockquote>", "Bộ Minh hoạ phát động",
                 "Phát động ngày 10 tháng 01 năm 2026", "Kế hoạch minh hoạ số 02"):  # fmt: skip
        assert part in page or part.replace("01 năm", "1 năm") in page, part


def test_a_date_in_letters_is_named_and_kept(cast, visit):
    refused = visit("thuong-truc").post(ADDRESS + "phat-dong/", {**TYPED, "on": "hôm qua"})
    assert refused.status_code == 422
    assert "hôm qua" in refused.content.decode()
    assert not Launch.objects.exists()


def test_the_page_says_who_launches(cast, visit):
    page = visit("can-bo-song-hong").get(ADDRESS).content.decode()
    assert "chưa phát động" in page
    assert "Việc này do Cơ quan thường trực / Thư ký Cụm trưởng thực hiện" in page
    assert ADDRESS + "phat-dong/" not in page
    assert ADDRESS + "phat-dong/" in visit("thuong-truc").get(ADDRESS).content.decode()


def test_the_calendar_is_set_by_the_heads_secretariat_only(cast):
    set_window(cast)
    assert due(cast.year, Phase.REPORT) == dt.date(2026, 3, 31)
    assert due(cast.year, Phase.CROSS_CHECK) is None
    for username in ("thu-ky-cum-pho", "can-bo-song-hong", "thuong-truc"):
        with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
            set_window(cast, username, phase=Phase.APPRAISAL)
    assert Entry.objects.get(act="season.set_window").facts["due_on"] == "2026-03-31"


def test_an_extension_is_another_row_later_and_with_a_reason(cast):
    set_window(cast)
    with pytest.raises(Refused, match="lý do"):
        set_window(cast, due_on=dt.date(2026, 4, 10))
    with pytest.raises(Refused, match="sau hạn đang có"):
        set_window(cast, due_on=dt.date(2026, 3, 31), reason="mưa lũ")
    set_window(cast, due_on=dt.date(2026, 4, 10), reason="mưa lũ")
    assert due(cast.year, Phase.REPORT) == dt.date(2026, 4, 10)
    span = spans(list(windows_of(cast.year)))[0]
    assert (span.first_due, span.extensions[0].reason) == (dt.date(2026, 3, 31), "mưa lũ")
    assert Entry.objects.get(act="season.extend").facts["before"] == "2026-03-31"


def test_due_before_opening_is_refused(cast):
    with pytest.raises(Refused, match="từ ngày mở"):
        set_window(cast, due_on=dt.date(2026, 1, 31))
    assert not Window.objects.exists()


def test_a_handed_over_year_keeps_its_calendar(cast):
    type(cast.year).objects.filter(pk=cast.year.pk).update(stage=Stage.HANDED_OVER)
    with pytest.raises(Refused, match="Đã khoá"):
        set_window(cast)


def test_a_phase_is_open_from_its_first_to_its_last_day(cast):
    assert why_not_open(cast.year, Phase.REPORT, dt.date(2026, 1, 1)) == "", "no calendar, no bounds"
    set_window(cast)
    assert "Chưa đến" in why_not_open(cast.year, Phase.REPORT, dt.date(2026, 1, 31))
    assert why_not_open(cast.year, Phase.REPORT, dt.date(2026, 2, 1)) == ""
    assert why_not_open(cast.year, Phase.REPORT, dt.date(2026, 3, 31)) == ""
    assert "Đã quá hạn" in why_not_open(cast.year, Phase.REPORT, dt.date(2026, 4, 1))
    set_window(cast, due_on=dt.date(2026, 4, 10), reason="mưa lũ")
    assert why_not_open(cast.year, Phase.REPORT, dt.date(2026, 4, 1)) == ""


def test_setting_a_window_on_the_page(cast, visit):
    typed = {"phase": "report", "opens_on": "01/02/2026", "due_on": "31/01/2026", "reason": ""}
    refused = visit("thu-ky-cum-truong").post(ADDRESS + "thoi-han/", typed)
    assert refused.status_code == 422
    assert "Hạn phải từ ngày mở trở đi" in refused.content.decode()
    typed["due_on"] = "31/03/2026"
    assert visit("thu-ky-cum-truong").post(ADDRESS + "thoi-han/", typed).status_code == 302
    page = visit("lanh-dao-bien-dong").get(ADDRESS).content.decode()
    assert "Báo cáo kết quả" in page
    assert "31/03/2026" in page
    assert visit("can-bo-song-hong").post(ADDRESS + "thoi-han/", typed).status_code == 422


def test_the_page_costs_the_same_for_one_and_three_windows(cast, visit):
    visitor = visit("lanh-dao-bien-dong")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(ADDRESS).status_code == 200
        return len(queries)

    set_window(cast)
    one = cost()
    set_window(cast, phase=Phase.SELF_SCORING)
    set_window(cast, phase=Phase.CROSS_CHECK)
    assert cost() == one


def extend(cast, username="thu-ky-cum-truong", **changed):
    given = {"phase": Phase.REPORT, "membership": cast.member("bien-dong"), "given": dt.date(2026, 6, 15),
             "due_on": dt.date(2026, 6, 20), "reason": "mưa lũ", "of": "6 tháng"}  # fmt: skip
    return actions.extend(here=cast.here(username), at=moment(2026, 6, 10), **{**given, **changed})


def test_an_extension_for_one_unit_lengthens_its_due_day_only(cast):
    extend(cast, by_document="Công văn minh hoạ số 12")
    found, first = extended(cast.year), dt.date(2026, 6, 15)
    assert found.due(Phase.REPORT, first, cast.member("bien-dong").pk, "6 tháng") == dt.date(2026, 6, 20)
    assert found.due(Phase.REPORT, first, cast.member("dong-bang").pk, "6 tháng") == first
    assert found.due(Phase.REPORT, first, cast.member("bien-dong").pk, "9 tháng") == first
    entry = Entry.objects.get(act="season.extend_for")
    assert (entry.reason, entry.facts["before"], entry.facts["document"]) == (
        "mưa lũ", "2026-06-15", "Công văn minh hoạ số 12")  # fmt: skip


def test_an_extension_for_all_and_one_of_the_phase_reach_every_unit(cast):
    extend(cast, membership=None)
    own = cast.member("dong-bang").pk
    assert extended(cast.year).due(Phase.REPORT, dt.date(2026, 6, 15), own, "6 tháng") == dt.date(2026, 6, 20)
    set_window(cast, phase=Phase.SELF_SCORING)
    given = dt.date(2026, 3, 31)
    assert extended(cast.year).due(Phase.SELF_SCORING, given, own) == given
    set_window(cast, phase=Phase.SELF_SCORING, due_on=dt.date(2026, 4, 10), reason="mưa lũ")
    assert extended(cast.year).due(Phase.SELF_SCORING, given, own) == dt.date(2026, 4, 10)


def test_an_extension_is_later_than_what_counts_and_says_why(cast):
    extend(cast)
    with pytest.raises(Refused, match="ngày 20 tháng 06 năm 2026"):
        extend(cast, due_on=dt.date(2026, 6, 18))
    with pytest.raises(Refused, match="ngày 20 tháng 06 năm 2026"):
        extend(cast)
    with pytest.raises(Refused, match="lý do"):
        extend(cast, due_on=dt.date(2026, 6, 25), reason=" ")
    extend(cast, due_on=dt.date(2026, 6, 25))
    assert Extension.objects.count() == 2


@pytest.mark.parametrize(("username", "unit"), [("can-bo-bien-dong", "bien-dong"), ("thu-ky-cum-pho", "bien-dong"),
                                                ("thu-ky-cum-truong", "song-hong")])  # fmt: skip
def test_nobody_extends_for_the_own_head_nor_for_what_is_not_theirs(cast, username, unit):
    with pytest.raises(Refused):
        extend(cast, username, membership=cast.member(unit))
    assert not Extension.objects.exists()


@pytest.mark.parametrize("username", ["thu-ky-cum-pho", "thuong-truc"])
def test_the_heads_own_unit_is_extended_by_the_deputys_side_or_the_standing_office(cast, username):
    assert extend(cast, username, membership=cast.member("song-hong")).due_before == dt.date(2026, 6, 15)
