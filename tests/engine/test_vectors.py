"""Every real table is an edition of ours, and every worked example comes out to the thousandth."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from thidua import engine
from thidua.engine.grades import limits

HERE = Path(__file__).parent
TABLES = sorted(path.stem for path in (HERE / "tables").glob("*.toml"))
EXPECTED = {"points", "total", "assigned_max", "percent", "rank", "grade", "why"}
VECTORS = [
    tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    for path in sorted((HERE / "vectors").glob("*.toml"))
]
CASES = [case for vector in VECTORS for case in vector.get("case", [])]
QUOTAS = [quota for vector in VECTORS for quota in vector.get("quota", [])]

# What real tables really do, and the checker must say. Anything not listed here is a mistake of ours.
DOUBTS = {
    "gungho-hatinh": {"unbounded"},
    "thcs-lehuulap-nam": {"band_hole"},
    "thcs-lehuulap-thang": {"unbounded"},
    "thcs-lehuulap-tuan": {"unbounded"},
    "thongke-hungyen-2026": {"over_total"},
    "thpt-chuvanan-2026": {"unbounded"},
    "thpt-giaothuyc-chu-nhiem": {"unbounded"},
    "thpt-giaothuyc-tuan": {"unbounded"},
    "tnmt-tiengiang-2022": {"band_hole", "bonus_without_rule", "penalty_over_max", "unbounded"},
    "tphcm-so-cham-quan-huyen": {"over_total"},
    "truong-vb510-giao-vien": {"over_total", "unbounded"},
    "truong-vb510-van-phong": {"over_total", "unbounded"},
    "dieu6": {"rank_hole"},
}


def table(name: str) -> engine.Edition:
    return engine.load((HERE / "tables" / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TABLES)
def test_a_real_table_loads_and_round_trips(name: str) -> None:
    edition = table(name)
    text = engine.dump(edition)
    assert engine.load(text) == edition
    assert engine.dump(engine.load(text)) == text
    assert len(engine.digest(edition)) == 64


@pytest.mark.parametrize("name", TABLES)
def test_the_checker_says_what_is_doubtful_in_a_real_table_and_nothing_else(name: str) -> None:
    found = engine.check(table(name))
    assert {problem.code for problem in found} == DOUBTS.get(name, set())
    assert not [str(problem) for problem in found if problem.blocking]


@pytest.mark.parametrize("name", TABLES)
def test_every_criterion_has_a_sentence_and_says_what_to_type(name: str) -> None:
    for leaf in table(name).leaves:
        sentence = leaf.rule.says(leaf)
        assert sentence.endswith(".")
        assert sentence[0] == sentence[0].upper()
        keys = [item.key for item in engine.inputs(leaf)]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_worked_example_comes_out(case: dict[str, Any]) -> None:
    edition = table(case["table"])
    data = {key: value for key, value in case.items() if key not in EXPECTED | {"name", "table"}}
    figures = engine.read_figures(edition, data)
    told = {"attributes": figures.attributes}
    scores = engine.score(edition, figures.answers, figures.targets, figures.overrides, **told)
    places = {place.unit: place for place in engine.rank(edition, scores)}
    for unit, expected in case.get("points", {}).items():
        assert written(scores.units[unit].points, expected) == expected
        for code, point in expected.items():
            if edition.criterion(code).is_leaf:
                why = engine.explain(edition, figures.answers, figures.targets, unit, code, **told)
                assert ("" if why.points is None else engine.show(why.points)) == point
    for unit, sentences in case.get("why", {}).items():
        for code, sentence in sentences.items():
            assert engine.explain(edition, figures.answers, figures.targets, unit, code).sentence == sentence
    units = scores.units
    assert {unit: engine.show(units[unit].total) for unit in case.get("total", {})} == case.get("total", {})
    wanted = case.get("assigned_max", {})
    assert {unit: engine.show(units[unit].assigned_max) for unit in wanted} == wanted
    wanted = case.get("percent", {})
    assert {unit: engine.show_percent(units[unit].percent) for unit in wanted} == wanted
    assert {unit: places[unit].rank for unit in case.get("rank", {})} == case.get("rank", {})
    assert {unit: places[unit].grade for unit in case.get("grade", {})} == case.get("grade", {})


def written(points: Any, wanted: dict[str, str]) -> dict[str, str]:
    return {code: "" if points[code] is None else engine.show(points[code]) for code in wanted}


@pytest.mark.parametrize("quota", QUOTAS, ids=[str(quota["eligible"]) for quota in QUOTAS])
def test_nested_quotas_are_cut_down_one_inside_the_other(quota: dict[str, Any]) -> None:
    assert limits(table(quota["table"]), quota["eligible"], quota["parent"]) == quota["limits"]


def test_a_table_says_on_which_grades_of_the_collective_its_quotas_hang() -> None:
    assert [engine.parents_in(table(name)) for name in ("e29-ty-le", "cand-quangtri-2025")] == [("1", "2"), ()]
