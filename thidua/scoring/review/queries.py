"""Reading the second review: which explained points still wait for an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thidua import engine
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.scoring.bridge import Book
from thidua.scoring.models import Claim, Remark, Round
from thidua.scoring.queries import Turn, changed, departments_of, is_over, remarks_of
from thidua.scoring.terms import Hand, RemarkKind

Remarks = Mapping[tuple[int, str], Sequence[Remark]]
DECIDES = (RemarkKind.REPLY, RemarkKind.REVISED, RemarkKind.AGREEMENT)
"""Remarks after which a point is no longer open."""


@dataclass(frozen=True)
class Flag:
    """A point the unit objects to: what it claimed, what was written over it, and everything said about it."""

    member: Membership
    criterion: engine.Criterion
    own: Claim | None
    last: Claim
    remarks: Sequence[Remark]


def flags(found: Book, remarks: Remarks) -> list[Flag]:
    """The points that wait for the second review, unit by unit in the table's order."""
    waiting = []
    for unit, member in found.members.items():
        later = changed(found, unit)
        for leaf in found.edition.leaves:
            said = remarks.get((member.pk, leaf.code), ())
            if leaf.code in later and is_open(found, unit, later[leaf.code], said):
                own = found.claim(unit, leaf.code, Hand.SELF)
                waiting.append(Flag(member, leaf, own, later[leaf.code], said))
    return waiting


def waits(found: Book, unit: str, code: str, said: Sequence[Remark]) -> bool:
    """Whether one point of a unit waits for the second review; `said` about it, oldest first."""
    last = changed(found, unit).get(code)
    return last is not None and is_open(found, unit, last, said)


def is_open(found: Book, unit: str, last: Claim, said: Sequence[Remark]) -> bool:
    """Explained, and nothing decided since: no answer, no agreement, no new value, no settlement."""
    if not said or said[-1].kind in DECIDES:
        return False
    settled = found.settlements.get(unit, {}).get(last.code)
    later: list[Any] = [one for one in (settled, last) if one is not None and one.at > said[-1].at]
    return not later


def appraisal_in(
    found: Book, membership: Membership, rounds: Mapping[Hand, Round], checker: Membership | None
) -> Turn:  # fmt: skip
    """The appraisal's turn at one unit, as `turn`, of what is read already."""
    sheet = found.sheets.get((membership.unit.code, Hand.APPRAISED))
    return Turn(membership, Hand.APPRAISED, rounds.get(Hand.APPRAISED), sheet, checker, found.period,
                is_over(found.period, rounds), departments_of(membership.year_id))  # fmt: skip


def open_flags(here: Here, found: Book, period: str = "") -> list[Flag]:
    """As `flags`, with the remarks read."""
    return flags(found, remarks_of(here.year, period))


def named(waiting: Sequence[Flag]) -> str:
    """The open points in words: "Biển Đông (I.3.d); Sông Hồng (I.2.c, II.1.a)"."""
    units: dict[str, list[str]] = {}
    for one in waiting:
        units.setdefault(one.member.unit.short_name, []).append(one.criterion.code)
    return "; ".join(f"{unit} ({', '.join(codes)})" for unit, codes in units.items())
