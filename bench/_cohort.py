"""The cohort the benches score: a table of 176 criteria in eleven groups, and figures from a fixed seed.

The mix of rules is that of a real table of 176 criteria: 113 judged, 51 met or not, 12 relative to the leader.
Answers are as the engine reads them, or as an officer types them.
"""

import random
from fractions import Fraction

from thidua.engine import Answer, Edition, Rule, load

CRITERIA = 176
MIX = {"given": 113, "yes_no": 51, 'leader_relative"\nno_target = "unknown': 12}
Typed = dict[str, dict[str, str]]


def cohort(units: int, seed: int = 1) -> tuple[Edition, dict[str, dict[str, Answer]], dict[str, dict[str, Fraction]]]:
    """A table and everybody's answers and targets."""
    chance = dice(seed)
    edition = load(table(seed))
    names = [f"unit-{place}" for place in range(units)]
    answers = {name: {leaf.code: answered(leaf.rule, chance) for leaf in edition.leaves} for name in names}
    relative = compared(edition)
    return edition, answers, {name: {code: Fraction(chance.randint(50, 150)) for code in relative} for name in names}


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  figures to measure with, no secret


def compared(edition: Edition) -> list[str]:
    """The criteria measured against a target and the leader."""
    return [leaf.code for leaf in edition.leaves if leaf.rule and leaf.rule.kind == "leader_relative"]


def answered(rule: Rule | None, chance: random.Random) -> Answer:
    kind = rule.kind if rule else ""
    if kind == "given":
        return Answer({"points": chance.randint(0, 100) * 100})
    return Answer({"met": chance.randint(0, 1)} if kind == "yes_no" else {"actual": chance.randint(30, 200)})


def typed(edition: Edition, chance: random.Random) -> Typed:
    """A whole sheet as an officer types it."""
    return {leaf.code: typed_in(leaf.rule, chance) for leaf in edition.leaves}


def typed_in(rule: Rule | None, chance: random.Random) -> dict[str, str]:
    (key, value), *_ = answered(rule, chance).values.items()
    match key:
        case "points":
            whole, tenth = divmod(int(str(value)) // 100, 10)
            return {key: f"{whole},{tenth}" if tenth else str(whole)}
        case "met":
            return {key: "có" if value else "không"}
        case _:
            return {key: str(value)}


def table(seed: int) -> str:
    head = f'name = "đo tốc độ {seed}"\ntitle = "Bảng để đo (số liệu minh hoạ)"\nyear = 2025\ntotal = 1760\n'
    kinds = [kind for kind, times in MIX.items() for _ in range(times)]
    lines = [head]
    for place, kind in enumerate(kinds):
        if place % 16 == 0:
            lines.append(f'[[criterion]]\ncode = "{place // 16}"\ntitle = "Nhóm"\nmax = 160\n')
        lines.append(f'[[criterion]]\ncode = "{place // 16}.{place}"\ntitle = "Tiêu chí"\nmax = 10\n')
        lines.append(f'[criterion.rule]\nkind = "{kind}"\n')
    return "\n".join(lines)
