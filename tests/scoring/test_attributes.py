"""What the table asks about a unit is told by its judges, and decides which criteria, thresholds and groups apply."""

import pytest

from tests.scoring.asking import asking, send
from tests.scoring.year import AT, DAY, here
from thidua.engine import ENGINE
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.results.gathering import gather
from thidua.results.sealing import seal, work_out
from thidua.scoring.queries import board
from thidua.scoring.terms import Column
from thidua.targets import actions
from thidua.targets.models import Trait

PAGE = "/cum/cum-mau/2026/dang-ky/thong-tin/"
FULL = {"A": ("points", "8", ""), "B": ("points", "9", ""), "C": ("n", "4", "")}


@pytest.fixture
def asked(cast):
    return asking(cast)


def describe(cast, unit, who="thu-ky-cum-truong", **traits):
    return actions.describe(here=here(cast, who), membership=cast.member(unit), traits=traits, at=AT)


def points(cast, unit, column=Column.SELF):
    row = next(row for row in board(cast.year, DAY, column).rows if row.place.unit == unit)
    return row.score.points


def test_a_criterion_for_one_kind_of_unit_leaves_the_others_maximum(asked):
    describe(asked, "bien-dong", khoi="9", si_so="50")
    describe(asked, "truong-son", khoi="8", si_so="40")
    send(asked, "bien-dong", **FULL)
    send(asked, "truong-son", **FULL)
    assert points(asked, "bien-dong") == {"A": 8000, "B": 9000, "C": 8000}
    assert points(asked, "truong-son") == {"A": 8000, "B": None, "C": 10000}


def test_what_nobody_told_makes_the_point_unknown_never_zero(asked):
    describe(asked, "bien-dong", khoi="9")
    send(asked, "bien-dong", **FULL)
    row = next(row for row in board(asked.year, DAY, Column.SELF).rows if row.place.unit == "bien-dong")
    assert row.score.points["C"] is None
    assert row.score.unknown == ("C",)
    assert not row.score.complete


def test_units_are_ranked_within_their_groups(asked, visit):
    for unit, group in (("bien-dong", "I"), ("truong-son", "II")):
        describe(asked, unit, khoi="9", si_so="50", nhom=group)
        send(asked, unit, **FULL)
    ranked = {row.place.unit: (row.place.group, row.place.rank) for row in board(asked.year, DAY, Column.SELF).rows}
    assert ranked["bien-dong"] == ("I", 1)
    assert ranked["truong-son"] == ("II", 1)
    shown = visit("thu-ky-cum-truong").get("/cum/cum-mau/2026/bang-diem/?cot=self").content.decode()
    assert "xếp hạng trong nhóm II" in shown


def test_the_sealed_result_carries_what_was_told_and_replays_without_the_database(asked):
    describe(asked, "bien-dong", khoi="9", si_so="50", nhom="I")
    given = gather(asked.year, DAY)
    assert given["attributes"] == {"bien-dong": {"khoi": "9", "si_so": "50", "nhom": "I"}}
    kept = seal(given)
    Trait.objects.all().delete()
    assert seal(given) == kept
    assert work_out({**given, "attributes": {}}, ENGINE) != work_out(given, ENGINE)


def test_the_unit_never_tells_it_of_itself(asked):
    with pytest.raises(Refused, match="đơn vị của chính mình"):
        describe(asked, "bien-dong", who="lanh-dao-bien-dong", khoi="9")
    assert not Trait.objects.exists()


def test_what_the_table_does_not_ask_and_a_doubtful_number_are_refused(asked):
    with pytest.raises(Refused, match="không hỏi thông tin “mau_sac”"):
        describe(asked, "bien-dong", mau_sac="đỏ")
    with pytest.raises(Refused, match="si_so"):
        describe(asked, "bien-dong", si_so="1.250")
    assert not Entry.objects.filter(act="targets.describe").exists()


def test_the_secretariat_tells_it_of_all_units_on_one_page(asked, visit):
    client = visit("thu-ky-cum-truong")
    page = client.get(PAGE).content.decode()
    assert "khoi" in page
    member = asked.member("bien-dong").pk
    wrong = client.post(PAGE, {f"{member}-khoi": "9", f"{member}-si_so": "1.250"})
    assert wrong.status_code == 422
    assert 'value="1.250"' in wrong.content.decode()
    assert client.post(PAGE, {f"{member}-khoi": "9", f"{member}-si_so": "1250"}).status_code == 302
    assert {(one.key, one.written) for one in Trait.objects.all()} == {("khoi", "9"), ("si_so", "1250")}
    assert Entry.objects.get(act="targets.describe").facts["khoi"] == {"before": "", "after": "9"}
    assert "chưa biết" in visit("can-bo-bien-dong").get(PAGE).content.decode()


def test_taken_back_by_a_blank(asked):
    describe(asked, "bien-dong", khoi="9")
    assert not describe(asked, "bien-dong", khoi="9"), "the same again changes nothing"
    describe(asked, "bien-dong", khoi="")
    assert not Trait.objects.exists()
