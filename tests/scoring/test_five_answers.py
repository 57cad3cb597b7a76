"""Not assigned, waived, zero, missing and unknown are five different answers, on every screen."""

import json
import re

import pytest

from tests.scoring.asking import asking, send
from tests.scoring.year import AT, DAY, here
from thidua.engine import ENGINE
from thidua.kit.refusal import Refused
from thidua.results.gathering import gather
from thidua.results.sealing import work_out
from thidua.scoring import actions
from thidua.scoring.models import Claim
from thidua.scoring.queries import board
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Column, Hand
from thidua.targets.models import Target
from thidua.targets.terms import Scope

SHEET = "/cum/cum-mau/2026/cham-diem/tu-cham/bien-dong/"
CARD = "/cum/cum-mau/2026/bang-diem/bien-dong/"


@pytest.fixture
def asked(cast):
    return asking(cast)


def keep(cast, **rows):
    typed = [Typed(code, {key: text}, reason) for code, (key, text, reason) in rows.items()]
    actions.save_sheet(
        here=here(cast, "can-bo-bien-dong"), membership=cast.member("bien-dong"), hand=Hand.SELF, rows=typed, at=AT
    )


def state(page, code):
    """What the card says of one criterion, tags taken off."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.S) if f"<td>{code}</td>" in row)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def test_nobody_can_tell_needs_a_reason(asked):
    with pytest.raises(Refused, match="A: không xác định được thì phải ghi lý do"):
        keep(asked, A=("points", "Không xác định được", ""))
    assert not Claim.objects.exists()


def test_unknown_is_an_answer_for_sending_and_no_point_for_ranking(asked):
    send(asked, "bien-dong", A=("points", "KXĐ", "mất hồ sơ gốc"), B=("points", "9", ""), C=("n", "4", ""))
    row = next(row for row in board(asked.year, DAY, Column.SELF).rows if row.place.unit == "bien-dong")
    assert row.score.points["A"] is None
    assert "A" in row.score.unknown
    assert "A" not in row.score.missing
    assert not board(asked.year, DAY, Column.SELF).official


def test_the_appraiser_may_know_better(asked):
    send(asked, "bien-dong", A=("points", "KXĐ", "mất hồ sơ gốc"), B=("points", "9", ""), C=("n", "4", ""))
    found = gather(asked.year, DAY)
    assert found["answers"]["bien-dong"]["A"] == {"points": "KXĐ"}, "kept as written"
    # B and C hang on facts about the unit that nobody has told yet
    assert work_out(found, ENGINE)["scores"]["bien-dong"]["unknown"] == ["A", "B", "C"]


def test_five_answers_read_differently_on_the_card(asked, visit):
    member = asked.member("bien-dong")
    Target.objects.create(membership=member, code="B", scope=Scope.NOT_ASSIGNED, reason="không có nhiệm vụ")
    keep(asked, A=("points", "0", ""))
    officer = visit("can-bo-bien-dong")
    sheet = officer.get(SHEET).content.decode()
    assert "Không được giao" in sheet
    told = {}
    for name, text, reason in (("zero", "0", ""), ("unknown", "không xác định được", "mất hồ sơ")):
        keep(asked, A=("points", text, reason), C=("n", "3", ""))
        actions.submit_sheet(here=here(asked, "lanh-dao-bien-dong"), membership=member, hand=Hand.SELF, at=AT)
        told[name] = state(officer.get(CARD).content.decode(), "A")
        told["not assigned"] = state(officer.get(CARD).content.decode(), "B")
        actions.return_sheet(
            here=here(asked, "thu-ky-cum-truong"), membership=member, hand=Hand.SELF, reason="sửa", at=AT
        )
    told["missing"] = state(officer.get(CARD).content.decode(), "A")
    Target.objects.filter(code="B").update(scope=Scope.WAIVED)
    told["waived"] = state(officer.get(CARD).content.decode(), "B")
    assert "0" in told["zero"].split()
    assert "không xác định được" in told["unknown"]
    assert "không được giao" in told["not assigned"]
    assert "chưa có số liệu" in told["missing"]
    assert "được miễn" in told["waived"]
    assert len(set(told.values())) == 5


def test_the_points_move_to_the_words_while_typing(asked, visit):
    officer = visit("can-bo-bien-dong")
    answer = officer.post(SHEET + "tinh/", {"A:points": "không xác định được"})
    made = json.loads(answer.content)
    assert made["points"]["A"] == "không xác định được"
    assert made["points"]["C"] == "–", "nothing typed is missing, not unknown"
    assert made["wrong"] == {}


def test_rows_that_wait_for_their_reason_are_not_kept_by_themselves(asked, visit):
    officer = visit("can-bo-bien-dong")
    answer = officer.post(SHEET + "tu-luu/", {"A:points": "KXĐ", "note:A": "", "C:n": "5"})
    told = json.loads(answer.content)
    assert set(told["seen"]) == {"C"}
    assert not told["refused"]
    again = officer.post(SHEET + "tu-luu/", {"A:points": "KXĐ", "note:A": "mất hồ sơ", "C:n": "5"})
    assert set(json.loads(again.content)["seen"]) == {"A"}


def test_two_who_write_one_row_are_both_told(asked, visit):
    officer = visit("can-bo-bien-dong")
    blank = re.search(r'name="seen:A" value="([^"]+)"', officer.get(SHEET).content.decode())[1]
    officer.post(SHEET + "tu-luu/", {"A:points": "5", "seen:A": blank})
    told = json.loads(officer.post(SHEET + "tu-luu/", {"A:points": "6", "seen:A": blank, "C:n": "2"}).content)
    assert told["overtaken"]["A"]["fields"]["A:points"] == "5"
    assert set(told["seen"]) == {"C"}, "the other row is kept all the same"
    assert Claim.objects.get(code="A").written == {"points": "5"}


def test_nothing_is_kept_by_itself_for_a_stranger_or_after_sending(asked, visit):
    assert visit("can-bo-song-hong").post(SHEET + "tu-luu/", {"A:points": "5"}).status_code == 404
    send(asked, "bien-dong", A=("points", "1", ""), B=("points", "9", ""), C=("n", "4", ""))
    told = json.loads(visit("can-bo-bien-dong").post(SHEET + "tu-luu/", {"A:points": "5"}).content)
    assert told["refused"]
    assert Claim.objects.get(code="A").written == {"points": "1"}
