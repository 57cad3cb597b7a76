"""A year scored by quarters, sealed: ranked by all of them, what is missing named, corrected by quarter."""

import datetime as dt
import json

import pytest

from tests.scoring.quarters import Q1, Q2, TEXT, UNITS, appraised, by_quarters, self_scored
from thidua import engine
from thidua.kit.refusal import Refused
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.results import actions, reading
from thidua.results.gathering import gather
from thidua.results.rescoring import outcome
from thidua.results.sealing import digest_of, replay, seal
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.samples.cast import moment
from thidua.scoring.models import Settlement

NOW = moment(2026, 10, 6)
DAY = NOW.date()


def closed(cast):
    by_quarters(cast)
    appraised(cast, "Q1", Q1)
    appraised(cast, "Q2", Q2)
    return cast


def sealed(cast):
    return actions.seal(here=cast.here("thu-ky-cum-truong", DAY), at=NOW)


def rows(text):
    return {row.unit: row for row in reading.table(text).rows}


def test_the_year_is_ranked_by_the_weighted_quarters_with_the_cap_over_both(cast):
    """Sông Hồng: 4 sáng kiến, mức tối đa nửa năm là 3: (20 + 2 × 17 − 1) / 3 = 17,67 chứ không phải 18."""
    result = sealed(closed(cast))
    table = reading.table(result.sealed)
    assert table.periods == (("Q1", "Quý I"), ("Q2", "Quý II"))
    found = [(row.rank, row.unit, str(row.total.normalize()), [int(part) for part in row.periods])
             for row in table.rows]  # fmt: skip
    assert found == [
        (1, "bien-dong", "17.67", [17, 18]), (2, "song-hong", "17.67", [20, 17]), (3, "truong-son", "17", [17, 17]),
        (4, "dong-bang", "14", [14, 14]), (5, "cao-nguyen", "13", [15, 12]),
    ]  # fmt: skip
    assert table.rows[0].decided_by == "điểm mục A cao hơn"
    assert replay(result)
    content = json.loads(result.sealed)
    assert set(content["given"]["periods"]) == {"Q1", "Q2"}
    assert "edition" not in content["given"]["periods"]["Q1"]


def test_a_unit_without_a_quarter_is_told_and_the_year_is_not_sealed(cast):
    by_quarters(cast)
    appraised(cast, "Q2", Q2)
    self_scored(cast, "Q1", {unit: row for unit, row in Q1.items() if unit not in ("dong-bang", "cao-nguyen")})
    preview = reading.table(seal(gather(cast.year, DAY)))
    assert [(name, gaps) for name, gaps in preview.missing] == [
        (cast.member(unit).unit.name, ("Quý I",)) for unit in ("cao-nguyen", "dong-bang")
    ]
    assert rows(seal(gather(cast.year, DAY)))["dong-bang"].periods == (None, 14)
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.APPRAISED)
    with pytest.raises(Refused, match="Quý I"):
        sealed(cast)


def test_before_the_first_quarter_nobody_has_a_place_or_a_zero(cast):
    by_quarters(cast)
    table = reading.table(seal(gather(cast.year, DAY)))
    assert [(row.rank, row.total, row.periods) for row in table.rows] == [(None, None, (None, None))] * 5
    assert all(gaps == ("Quý I", "Quý II") for _name, gaps in table.missing)
    assert len(table.missing) == len(UNITS)


def test_a_correction_names_its_quarter_and_the_year_follows(cast):
    first = sealed(closed(cast))
    secretary = cast.here("thu-ky-cum-truong", DAY)
    rescore = actions.open_rescore(here=secretary, reason="Đối chiếu lại", document="Biên bản 02", at=NOW)
    entry = {"here": secretary, "rescore": rescore, "membership": cast.member("bien-dong"), "code": "A", "points": "9",
             "reason": "Đếm lại", "at": NOW}  # fmt: skip
    with pytest.raises(Refused, match="hãy chọn một kỳ"):
        actions.correct(**entry)
    actions.correct(**entry, period="Q1")
    now = outcome(rescore)
    assert [change.name for change in now.changes if change.criteria] == [cast.member("bien-dong").unit.name]
    assert rows(now.sealed)["bien-dong"].periods == (9, 18)
    made = actions.apply_rescore(here=cast.here("thuong-truc", DAY), rescore=rescore,
                                 seen=digest_of(now.sealed), at=NOW)  # fmt: skip
    assert made.sealed == now.sealed != first.sealed
    assert [(one.period, one.points) for one in Settlement.objects.all()] == [("Q1", 9)]
    assert replay(made)


def test_a_quarter_scored_by_the_table_before_an_amendment_is_sealed_with_that_table(cast):
    by_quarters(cast)
    appraised(cast, "Q1", Q1)
    amended = engine.load(TEXT.replace("each = 1", "each = 0.5"))
    EditionText.objects.create(
        year=cast.year, text=engine.dump(amended), digest=engine.digest(amended), title=amended.title,
        status=Status.ADOPTED, adopted_on=DAY, effective_on=DAY + dt.timedelta(days=1),
    )  # fmt: skip
    later = DAY + dt.timedelta(days=2)
    given = gather(cast.year, later)
    assert given["edition"]["digest"] == engine.digest(amended)
    assert given["periods"]["Q1"]["edition"]["digest"] != given["edition"]["digest"]
    assert rows(seal(given))["song-hong"].periods == (20, None)
