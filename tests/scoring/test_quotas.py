"""Quotas and their exceptions: by the standing office alone, with document and reason, told on board and paper."""

import html
import re

import pytest

from tests.scoring.quarters import HEAD_SECRETARY, Q1, Q2, TEXT, appraised, by_quarters
from tests.scoring.year import AT, here
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.results import reading, submission
from thidua.results.actions import seal
from thidua.results.gathering import gather
from thidua.results.sealing import replay
from thidua.results.sealing import seal as sealed_text
from thidua.samples.cast import moment
from thidua.scoring.bridge import shelf
from thidua.scoring.models import QuotaException
from thidua.scoring.quotas import actions
from thidua.scoring.quotas.queries import quotas_of

BASE = "/cum/cum-mau/2026/"
QUOTAS = TEXT.replace("at_least = 18", "at_least = 16") + '[[quota]]\ngrade = "Xuất sắc"\nshare = 0.2\n'
GROUND = {"document": "Công văn 12/CV-TT ngày 01/10/2026", "reason": "Lập thành tích đột xuất"}


@pytest.fixture
def graded(cast):
    """Three of five earned the first grade, of which one may have it."""
    by_quarters(cast, QUOTAS)
    appraised(cast, "Q1", Q1)
    appraised(cast, "Q2", Q2)
    cast.year.refresh_from_db()
    with clock.at(moment(2026, 10, 5, 12)):
        yield cast


def grades(cast):
    return {row.unit: (row.grade, row.remark) for row in reading.table(sealed_text(gather(cast.year, AT.date()))).rows}


def let_past(cast, unit="song-hong", who="thuong-truc", **ground):
    return actions.let_past_quota(here=here(cast, who), membership=cast.member(unit), at=AT, **GROUND | ground)


def test_who_is_over_the_quota_goes_down_and_it_is_said_why(graded):
    told = quotas_of(shelf(graded.year, AT.date()), "")
    assert [(level.grade, level.most, level.earned) for level in told.levels] == [("Xuất sắc", 1, 3)]
    assert [(one.member.unit.code, one.earned, one.now) for one in told.cut] == [
        ("song-hong", "Xuất sắc", "Tốt"), ("truong-son", "Xuất sắc", "Tốt"),
    ]  # fmt: skip
    assert grades(graded)["song-hong"] == ("Tốt", "Hết tỷ lệ khống chế của mức Xuất sắc.")


def test_the_standing_office_lets_a_unit_past_and_the_result_holds_it(graded):
    let_past(graded)
    assert grades(graded)["song-hong"] == (
        "Xuất sắc", "Ngoại lệ: Lập thành tích đột xuất (Công văn 12/CV-TT ngày 01/10/2026)",
    )  # fmt: skip
    result = seal(here=here(graded, HEAD_SECRETARY), at=AT)
    assert replay(result)
    assert reading.table(result.sealed).exceptions == (
        (graded.member("song-hong").unit.name, "Lập thành tích đột xuất (Công văn 12/CV-TT ngày 01/10/2026)"),
    )  # fmt: skip
    paper = submission.content(year=graded.year, head=graded.member("song-hong"), result=result, asked=[], votes=[])
    assert "Ngoại lệ về tỷ lệ xếp loại được chấp nhận: Đơn vị Sông Hồng" in str(paper)
    entry = Entry.objects.get(act="scoring.let_past_quota")
    assert (entry.reason, entry.facts["document"]) == (GROUND["reason"], GROUND["document"])
    with pytest.raises(Refused, match="không cần ngoại lệ"):
        let_past(graded)


@pytest.mark.parametrize(
    ("case", "says"),
    [({"who": HEAD_SECRETARY}, "Cơ quan thường trực"), ({"who": "lanh-dao-song-hong"}, "Cơ quan thường trực"),
     ({"document": " "}, "văn bản cho phép"), ({"reason": ""}, "lý do"), ({"unit": "cao-nguyen"}, "không cần")],
)  # fmt: skip
def test_nobody_else_and_nothing_without_its_ground(graded, case, says):
    with pytest.raises(Refused, match=says):
        let_past(graded, **case)
    assert not QuotaException.objects.exists()


def test_an_exception_taken_back_leaves_the_grade_the_quota_gives(graded):
    made = let_past(graded)
    office = here(graded, "thuong-truc")
    with pytest.raises(Refused, match="lý do"):
        actions.end_exception(here=office, exception=made, reason="", at=AT)
    actions.end_exception(here=office, exception=made, reason="Văn bản bị thu hồi", at=AT)
    assert grades(graded)["song-hong"][0] == "Tốt"
    made.pk = 999
    with pytest.raises(Refused, match="vừa được bỏ"):
        actions.end_exception(here=office, exception=made, reason="Văn bản bị thu hồi", at=AT)


def test_on_the_page_the_units_read_and_the_standing_office_writes(graded, visit):
    address = f"{BASE}bang-diem/ty-le/"
    read = visit("can-bo-bien-dong").get(address).content.decode()
    assert "Ghi ngoại lệ" not in read
    office = visit("thuong-truc")
    refused = office.post(address, {"unit": "song-hong", "document": "", "reason": "Thành tích đột xuất"})
    assert refused.status_code == 422
    assert "Thành tích đột xuất" in refused.content.decode()
    sent = {"unit": "song-hong", **GROUND}
    assert office.post(address, sent).status_code == 302
    assert office.post(address, sent).status_code == 422
    board = html.unescape(re.sub("<[^>]+>", " ", visit("can-bo-bien-dong").get(f"{BASE}bang-diem/").content.decode()))
    assert "Ngoại lệ: Lập thành tích đột xuất" in board
    one = QuotaException.objects.get()
    assert office.post(f"{address}{one.pk}/bo/", {"reason": "Thu hồi"}).status_code == 302
    assert not QuotaException.objects.exists()


def test_a_table_without_quotas_has_no_such_page(cast, visit):
    by_quarters(cast)
    with clock.at(moment(2026, 10, 5, 12)):
        assert visit("thuong-truc").get(f"{BASE}bang-diem/ty-le/").status_code == 404


HANGING = TEXT.replace("at_least = 18", "at_least = 16") + "".join(
    f'[[quota]]\ngrade = "Xuất sắc"\nshare = {share}\nparent = "{parent}"\n'
    for share, parent in (("0.6", "Cờ thi đua"), ("0.2", "Tiên tiến"))
)
"""So many may have the first grade as the collective above was graded."""


@pytest.fixture
def hanging(cast):
    by_quarters(cast, HANGING)
    appraised(cast, "Q1", Q1)
    appraised(cast, "Q2", Q2)
    cast.year.refresh_from_db()
    with clock.at(moment(2026, 10, 5, 12)):
        yield cast


def test_quotas_that_hang_on_the_collective_wait_for_its_grade_and_then_hold(hanging, visit):
    """Untold, nothing is sealed; told, the board, the sealed text and its replay go by it; corrected, so do they."""
    address, office = f"{BASE}bang-diem/ty-le/", visit("thuong-truc")
    assert "chưa chốt được kết quả" in office.get(address).content.decode()
    with pytest.raises(Refused, match="tuỳ theo xếp loại của tập thể"):
        seal(here=here(hanging, HEAD_SECRETARY), at=AT)
    told = {"grade": "Tiên tiến", "document": "Quyết định 7 (minh hoạ)"}
    assert visit(HEAD_SECRETARY).post(f"{address}tap-the/", told).status_code == 422
    assert office.post(f"{address}tap-the/", {**told, "document": " "}).status_code == 422
    assert office.post(f"{address}tap-the/", {**told, "grade": "Không có"}).status_code == 422
    assert office.post(f"{address}tap-the/", told).status_code == 302
    assert "Quyết định 7 (minh hoạ)" in visit("can-bo-bien-dong").get(address).content.decode()
    assert grades(hanging)["song-hong"] == ("Tốt", "Hết tỷ lệ khống chế của mức Xuất sắc.")
    result = seal(here=here(hanging, HEAD_SECRETARY), at=AT)
    assert replay(result)
    assert '"collective":{"by":' in result.sealed
    assert office.post(f"{address}tap-the/", {**told, "grade": "Cờ thi đua"}).status_code == 302
    assert grades(hanging)["song-hong"] == ("Xuất sắc", "")
    entries = Entry.objects.filter(act="scoring.grade_collective").order_by("seq")
    assert [(one.facts["before"], one.facts["grade"]) for one in entries] == [
        ("", "Tiên tiến"), ("Tiên tiến", "Cờ thi đua")
    ]  # fmt: skip
    assert office.post(f"{address}tap-the/", {**told, "grade": "khac"}).status_code == 302
    assert quotas_of(shelf(hanging.year, AT.date()), "").levels == [], "of another grade no quota hangs"


def test_a_table_whose_quotas_hang_on_nothing_asks_for_no_grade_above(graded, visit):
    page = visit("thuong-truc").get(f"{BASE}bang-diem/ty-le/").content.decode()
    assert "Xếp loại của tập thể" not in page
    sent = visit("thuong-truc").post(f"{BASE}bang-diem/ty-le/tap-the/", {"grade": "khac", "document": "QĐ 1"})
    assert sent.status_code == 422
