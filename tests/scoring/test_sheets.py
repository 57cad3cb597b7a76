"""Sheets: one page for all criteria, two hands, nobody overwrites anybody, later hands write only differences."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scoring.year import (
    AT,
    DUE,
    FIGURES,
    fill_self,
    here,
    open_round,
    self_scored,
    started,
    submit_self,
    texts,
)
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.reports.models import Figure, Period, Report
from thidua.reports.terms import State
from thidua.samples.cast import moment
from thidua.scoring import actions
from thidua.scoring.models import Assignment, Claim, Sheet
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand

BASE = "/cum/cum-mau/2026/cham-diem/"
OWN = BASE + "tu-cham/song-hong/"


@pytest.fixture
def selfing(cast):
    """The self round is open."""
    open_round(started(cast), Hand.SELF)
    return cast


def form_of(page: str) -> dict[str, str]:
    """What a browser would post back untouched."""
    found = dict(re.findall(r'<input[^>]* name="([^"]+:[^"]*)"[^>]*? value="([^"]*)"', page))
    found |= dict(re.findall(r'<input name="([^"]+:[^"]*)"[^>]*? value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="([^"]+:[^"]*)".*?>(.*?)</select>', page, re.S):
        picked = re.search(r'<option selected value="([^"]*)"', options)
        found[name] = picked[1] if picked else ""
    return found


def test_a_whole_sheet_is_saved_in_one_request(selfing, visit):
    client = visit("can-bo-song-hong")
    typed = form_of(client.get(OWN).content.decode())
    for code, cells in texts("self", "song-hong").items():
        typed |= {f"{code}:{key}": text for key, text in cells.items()}
    assert client.post(OWN, typed).status_code == 302
    assert Claim.objects.count() == 41
    assert Claim.objects.get(code="I.1.a").written == {"actual": "1500"}
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.facts["I.1.a"]["after"]) == ("scoring.save_sheet", {"actual": "1500"})


def test_saving_an_untouched_sheet_writes_nothing(selfing, visit):
    fill_self(selfing, "song-hong")
    client, before = visit("can-bo-song-hong"), Entry.objects.count()
    typed = form_of(client.get(OWN).content.decode())
    assert typed["I.1.a:actual"] == "1500"
    client.post(OWN, typed)
    assert set(Claim.objects.values_list("version", flat=True)) == {1}
    assert Entry.objects.count() == before


def test_bad_input_names_the_row_keeps_what_was_typed_and_saves_nothing(selfing, visit):
    client = visit("can-bo-song-hong")
    typed = form_of(client.get(OWN).content.decode())
    typed |= {"I.1.a:actual": "một nghìn", "I.2.b:points": "999", "I.1.b:actual": "75"}
    answer = client.post(OWN, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“một nghìn” không phải là một số" in page
    assert "999 lớn hơn mức cao nhất là 40" in page
    assert 'value="một nghìn"' in page
    assert 'value="75"' in page
    assert not Claim.objects.exists()


def test_two_officers_on_one_row_see_both_values(selfing, visit):
    fill_self(selfing, "song-hong")
    client = visit("can-bo-song-hong")
    first = form_of(client.get(OWN).content.decode())
    visit("lanh-dao-song-hong").post(OWN, first | {"I.1.a:actual": "1600"})
    answer = client.post(OWN, first | {"I.1.a:actual": "1400", "I.1.b:actual": "80"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="1400"' in page
    assert "<strong>1600</strong>" in page
    assert Claim.objects.get(code="I.1.a").written == {"actual": "1600"}
    assert Claim.objects.get(code="I.1.b").written == {"actual": "75"}, "nothing was saved"


def test_two_officers_on_different_rows_do_not_disturb_each_other(selfing, visit):
    fill_self(selfing, "song-hong")
    client = visit("can-bo-song-hong")
    first = form_of(client.get(OWN).content.decode())
    visit("lanh-dao-song-hong").post(OWN, first | {"I.1.a:actual": "1600"})
    assert client.post(OWN, first | {"I.1.b:actual": "80"}).status_code == 302
    written = dict(Claim.objects.filter(code__in=["I.1.a", "I.1.b"]).values_list("code", "written"))
    assert written == {"I.1.a": {"actual": "1600"}, "I.1.b": {"actual": "80"}}


def test_another_unit_sees_and_writes_nothing(selfing, visit):
    assert visit("can-bo-bien-dong").get(OWN).status_code == 404
    with pytest.raises(Refused, match="Sông Hồng"):
        actions.save_sheet(here=here(selfing, "can-bo-bien-dong"), membership=selfing.member("song-hong"),
                           hand=Hand.SELF, rows=[], at=AT)  # fmt: skip


def test_the_last_report_is_offered_and_kept_only_when_saved(selfing, visit):
    period = Period.objects.create(year=selfing.year, span="year", name="Năm", from_date=dt.date(2026, 1, 1),
                                   to_date=dt.date(2026, 9, 30), due_on=DUE)  # fmt: skip
    report = Report.objects.create(period=period, membership=selfing.member("song-hong"), state=State.SUBMITTED)
    Figure.objects.create(report=report, code="I.1.a", key="actual", written="1500")
    client = visit("can-bo-song-hong")
    page = client.get(OWN).content.decode()
    assert 'value="1500"' in page
    assert "từ báo cáo" in page
    assert not Claim.objects.exists()
    client.post(OWN, form_of(page))
    assert list(Claim.objects.values_list("code", flat=True)) == ["I.1.a"]


def test_the_leader_submits_and_then_nothing_changes(selfing, visit):
    fill_self(selfing, "song-hong")
    with pytest.raises(Refused, match="lãnh đạo"):
        actions.submit_sheet(here=here(selfing, "can-bo-song-hong"), membership=selfing.member("song-hong"),
                             hand=Hand.SELF, at=AT)  # fmt: skip
    client = visit("lanh-dao-song-hong")
    client.post(OWN + "gui/")
    assert Sheet.objects.get().submitted_at is not None
    assert "đã gửi" in client.post(OWN + "gui/", follow=True).content.decode()
    assert Entry.objects.filter(act="scoring.submit_sheet").count() == 1
    with pytest.raises(Refused, match="không sửa được"):
        fill_self(selfing, "song-hong")


def test_a_sheet_with_blanks_is_not_submitted(selfing):
    with pytest.raises(Refused, match=r"còn 41 tiêu chí chưa có số liệu"):
        actions.submit_sheet(here=here(selfing, "lanh-dao-song-hong"), membership=selfing.member("song-hong"),
                             hand=Hand.SELF, at=AT)  # fmt: skip


def test_a_criterion_not_assigned_is_not_asked(selfing, visit):
    submit_self(selfing, "cao-nguyen")
    page = visit("can-bo-cao-nguyen").get(BASE + "tu-cham/cao-nguyen/").content.decode()
    assert "Không được giao" in page
    Sheet.objects.update(submitted_at=None)
    with pytest.raises(Refused, match=r"I\.1\.c không được giao"):
        actions.save_sheet(here=here(selfing, "can-bo-cao-nguyen"), membership=selfing.member("cao-nguyen"),
                           hand=Hand.SELF, rows=[Typed("I.1.c", {"actual": "3"})], at=AT)  # fmt: skip


@pytest.mark.parametrize(("at", "late"), [(moment(2026, 10, 20, 23, 59), 0), (moment(2026, 10, 21, 0, 1), 1)])
def test_lateness_is_counted_in_days_of_viet_nam(selfing, at, late):
    fill_self(selfing, "song-hong")
    actions.submit_sheet(here=here(selfing, "lanh-dao-song-hong"), membership=selfing.member("song-hong"),
                         hand=Hand.SELF, at=at)  # fmt: skip
    assert Sheet.objects.get().days_late == late


def test_a_returned_sheet_can_be_mended(selfing, visit):
    submit_self(selfing, "bien-dong")
    address = BASE + "tu-cham/bien-dong/"
    assert (
        "lý do" in visit("thu-ky-cum-truong").post(address + "tra-lai/", {"reason": " "}, follow=True).content.decode()
    )
    visit("thu-ky-cum-truong").post(address + "tra-lai/", {"reason": "Nhầm đơn vị tính"})
    assert Entry.objects.latest("seq").reason == "Nhầm đơn vị tính"
    fill_self(selfing, "bien-dong")


def test_the_heads_own_sheet_is_returned_by_the_deputys_secretariat(selfing):
    submit_self(selfing, "song-hong")
    with pytest.raises(Refused, match="Thư ký Cụm phó"):
        actions.return_sheet(here=here(selfing, "thu-ky-cum-truong"), membership=selfing.member("song-hong"),
                             hand=Hand.SELF, reason="xem lại", at=AT)  # fmt: skip
    actions.return_sheet(here=here(selfing, "thu-ky-cum-pho"), membership=selfing.member("song-hong"),
                         hand=Hand.SELF, reason="xem lại", at=AT)  # fmt: skip


def test_the_points_of_what_is_typed_are_worked_out_without_saving(selfing, visit):
    client = visit("can-bo-song-hong")
    typed = form_of(client.get(OWN).content.decode()) | {"I.2.b:points": "38,5", "I.2.c:points": "abc"}
    made = client.post(OWN + "tinh/", typed).json()
    assert (made["points"]["I.2.b"], made["total"], made["missing"]) == ("38,5", "38,5", 40)
    assert "abc" in made["wrong"]["I.2.c"]
    assert not Claim.objects.exists()
    assert visit("can-bo-bien-dong").post(OWN + "tinh/", typed).status_code == 404


@pytest.fixture
def crossing(cast):
    """The cross-check is open; Trường Sơn checks Sông Hồng."""
    open_round(self_scored(cast), Hand.CROSS)
    pairs = {cast.member("song-hong").pk: cast.member("truong-son").pk}
    actions.assign(here=here(cast, "thu-ky-cum-truong"), pairs=pairs, at=AT)
    return cast


def test_the_assigned_checker_writes_only_differences_with_a_reason(crossing, visit):
    address = BASE + "cham-cheo/song-hong/"
    assert visit("cham-cheo-bien-dong").get(address).status_code == 404
    client = visit("cham-cheo-truong-son")
    typed = form_of(client.get(address).content.decode())
    assert typed["I.1.a:actual"] == "1500", "the checker sees what the unit claimed"
    without = client.post(address, typed | {"I.1.a:actual": "1480"})
    assert without.status_code == 422
    assert "phải ghi lý do" in without.content.decode()
    assert client.post(address, typed | {"I.1.a:actual": "1480", "note:I.1.a": "Trùng 20 hồ sơ"}).status_code == 302
    claim = Claim.objects.get(sheet__hand=Hand.CROSS)
    assert (claim.code, claim.written, claim.reason) == ("I.1.a", {"actual": "1480"}, "Trùng 20 hồ sơ")
    client.post(address, form_of(client.get(address).content.decode()) | {"I.1.a:actual": "1500,0", "note:I.1.a": ""})
    assert not Claim.objects.filter(sheet__hand=Hand.CROSS).exists(), "the same value is no difference"


def test_the_checker_reads_the_evidence_of_the_unit_and_of_no_other(crossing, visit):
    base = "/cum/cum-mau/2026/bao-cao/minh-chung/"
    assert visit("cham-cheo-truong-son").get(base + "song-hong/").status_code == 200
    assert visit("cham-cheo-truong-son").get(base + "bien-dong/").status_code == 404


def test_a_begun_cross_check_keeps_its_checker(crossing):
    who, member = here(crossing, "cham-cheo-truong-son"), crossing.member("song-hong")
    row = Typed("I.1.a", {"actual": "1480"}, "Trùng 20 hồ sơ")
    actions.save_sheet(here=who, membership=member, hand=Hand.CROSS, rows=[row], at=AT)
    with pytest.raises(Refused, match="đã bắt đầu"):
        actions.assign(here=here(crossing, "thu-ky-cum-truong"), at=AT,
                       pairs={member.pk: crossing.member("bien-dong").pk})  # fmt: skip
    assert Assignment.objects.get().checker == crossing.member("truong-son")


def test_the_unit_sees_the_cross_check_once_it_is_submitted(crossing, visit):
    address = BASE + "cham-cheo/song-hong/"
    assert visit("can-bo-song-hong").get(address).status_code == 404
    visit("cham-cheo-truong-son").post(address + "gui/")
    assert visit("can-bo-song-hong").get(address).status_code == 200


def test_the_sheet_page_needs_few_queries_whatever_the_number_of_rows(selfing, visit):
    client = visit("can-bo-song-hong")
    with clock.at(AT), CaptureQueriesContext(connection) as empty:
        client.get(OWN)
    for unit in FIGURES["units"]:
        fill_self(selfing, unit)
    with clock.at(AT), CaptureQueriesContext(connection) as full:
        assert client.get(OWN).status_code == 200
    assert len(full) <= 20
    assert len(full) <= len(empty) + 1


@pytest.mark.parametrize(("note", "says"), [("một\x00hai", "ký tự không đọc được"), ("x" * 2001, "không quá 2000")])
def test_a_note_that_cannot_be_kept_names_its_row(selfing, visit, note, says):
    client = visit("can-bo-song-hong")
    typed = form_of(client.get(OWN).content.decode())
    answer = client.post(OWN, typed | {"I.1.b:actual": "75", "note:I.1.b": note})
    assert answer.status_code == 422
    assert "I.1.b, lý do, ghi chú: " in answer.content.decode()
    assert says in answer.content.decode()
    assert 'value="75"' in answer.content.decode()
    assert not Claim.objects.exists()


@pytest.mark.parametrize("seen", ["9" * 5000 + ".abc", "².abc", "-1.abc", "", "\x00"])
def test_a_mark_no_page_ever_carried_is_a_stale_row_not_a_fault(selfing, visit, seen):
    client = visit("can-bo-song-hong")
    typed = form_of(client.get(OWN).content.decode())
    assert client.post(OWN, typed | {"I.1.b:actual": "75", "seen:I.1.b": seen}).status_code in (302, 422)
