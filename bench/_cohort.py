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
Answers = dict[str, dict[str, Answer]]
Targets = dict[str, dict[str, Fraction]]


def cohort(units: int, seed: int = 1) -> tuple[Edition, Answers, Targets]:
    """A table and everybody's answers and targets."""
    edition = load(table(seed))
    return edition, *figures(edition, units, seed)


def figures(edition: Edition, units: int, seed: int) -> tuple[Answers, Targets]:
    chance = dice(seed)
    names = [f"unit-{place}" for place in range(units)]
    answers = {name: {leaf.code: answered(leaf.rule, chance) for leaf in edition.leaves} for name in names}
    relative = compared(edition)
    return answers, {name: {code: Fraction(chance.randint(50, 150)) for code in relative} for name in names}


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


def table(seed: int, mix: dict[str, int] = MIX) -> str:
    kinds = [kind for kind, times in mix.items() for _ in range(times)]
    total = 10 * len(kinds)
    head = f'name = "đo tốc độ {seed}"\ntitle = "Bảng để đo (số liệu minh hoạ)"\nyear = 2025\ntotal = {total}\n'
    lines = [head]
    for place, kind in enumerate(kinds):
        if place % 16 == 0:
            lines.append(f'[[criterion]]\ncode = "{place // 16}"\ntitle = "Nhóm"\nmax = 160\n')
        lines.append(f'[[criterion]]\ncode = "{place // 16}.{place}"\ntitle = "Tiêu chí"\nmax = 10\n')
        lines.append(f'[criterion.rule]\nkind = "{kind}"\n')
    return "\n".join(lines)
