"""The papers on scoring tell the truth: every rule is there, and every example comes out as printed."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from tests.engine.small import HEAD
from thidua import engine
from thidua.engine.grades import GATE_NAMES
from thidua.engine.language import _CALLS, _COHORT

DOCS = Path(__file__).parents[2] / "docs"
DOC = (DOCS / "scoring.md").read_text(encoding="utf-8")
RULES = (DOCS / "scoring-rules.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"^### (?P<name>.+?): `(?P<kind>\w+)`\n\n.*?```toml\n(?P<toml>.*?)```\n\n> (?P<says>.+?)\n\n"
    r"Nhập `(?P<typed>.+?)`(?:; chỉ tiêu (?P<target>\d+))? được: \*\*(?P<why>.+?)\*\*$",
    re.MULTILINE | re.DOTALL,
)
CRITERION = '[[criterion]]\ncode = "1"\ntitle = "Ví dụ"\n'
EXAMPLES = {found["kind"]: found.groupdict() for found in EXAMPLE.finditer(RULES)}


def test_every_rule_is_documented_and_no_other() -> None:
    assert EXAMPLES.keys() == engine.RULES.keys()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_example_says_and_gives_what_is_printed(kind: str) -> None:
    shown = EXAMPLES[kind]
    source = '[[source]]\nkey = "qc"\ntext = "Quy chế (văn bản minh hoạ)"\n'
    edition = engine.load(f"{HEAD}total = 0\n{source}{CRITERION}{shown['toml']}")
    leaf = edition.leaves[0]
    assert leaf.rule.kind == kind
    assert leaf.rule.name == shown["name"]
    assert leaf.rule.says(leaf) == shown["says"]
    typed = dict(re.findall(r"(\w+) = (.+?)(?=; \w+ = |$)", shown["typed"]))
    answer = engine.read_answer(leaf, typed)
    assert isinstance(answer, engine.Answer)
    targets = {"A": {"1": Fraction(int(shown["target"]))}} if shown["target"] else None
    assert engine.explain(edition, {"A": {"1": answer}}, targets, "A", "1").sentence == shown["why"]


def test_the_first_example_is_a_whole_sound_table() -> None:
    toml = DOC.split("```toml\n", 1)[1].split("```", 1)[0]
    assert engine.check(engine.load(toml)) == []


def test_every_function_and_gate_name_is_documented() -> None:
    for name in [*_CALLS, *_COHORT]:
        assert re.search(rf"`{name}[`(]", DOC), name
    assert all(f"{name}" in DOC for name in GATE_NAMES)
