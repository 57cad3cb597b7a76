"""What a rule says of itself is what it does: the sentences of sentences.toml, tried at their edges."""

import re
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.engine.small import answer, leaf, shown, table
from thidua import engine

RULES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))["rule"]


def edition_of(one: dict[str, Any]) -> engine.Edition:
    return table(leaf("1", one.get("max"), one["rule"]))


def fields(typed: str) -> dict[str, str]:
    return dict(re.findall(r"(\w+) = (.+?)(?=; \w+ = |$)", typed))


@pytest.mark.parametrize("one", RULES, ids=[one["says"][:60] for one in RULES])
def test_a_rule_says_what_an_officer_would_write(one: dict[str, Any]) -> None:
    criterion = edition_of(one).leaves[0]
    assert criterion.rule.says(criterion) == one["says"]


@pytest.mark.parametrize("one", RULES, ids=[one["says"][:60] for one in RULES])
def test_a_rule_does_what_its_sentence_says(one: dict[str, Any]) -> None:
    edition = edition_of(one)
    for typed, wanted in one["tries"]:
        answers, targets = {}, {}
        for unit, text in enumerate([typed, *one.get("peers", [])]):
            figures = fields(text)
            if "target" in figures:
                targets[str(unit)] = {"1": Fraction(figures.pop("target"))}
            answers[str(unit)] = {"1": answer(edition, "1", **figures)}
        assert (typed, shown(engine.score(edition, answers, targets).units["0"].points["1"])) == (typed, wanted)
        assert shown(engine.explain(edition, answers, targets, "0", "1").points) == wanted


def test_every_kind_of_rule_has_its_sentences() -> None:
    assert {edition_of(one).leaves[0].rule.kind for one in RULES} == engine.RULES.keys()
