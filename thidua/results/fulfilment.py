"""Đăng ký và kết quả: what each unit registered beside what came of it. Derived when asked for; missing is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from thidua import engine
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.results.queries import Asked, nominations, title_names
from thidua.results.terms import Outcome
from thidua.scoring.bridge import Book, book, reading
from thidua.scoring.terms import Hand
from thidua.targets.models import Registration, Target
from thidua.targets.queries import registrations_of, with_targets
from thidua.targets.terms import Scope, State

ACHIEVED = "actual"
"""The engine's name for the figure that is held against a target."""


@dataclass(frozen=True)
class Line:
    """One target of one unit. Exact numbers in the criterion's own measure; None = not known, never zero."""

    criterion: engine.Criterion
    measure: str
    scope: Scope
    proposed: Fraction | None
    agreed: Fraction | None
    achieved: Fraction | None

    @property
    def share(self) -> Fraction | None:
        """Achieved over agreed; None where one of them is missing or the target is zero."""
        if self.scope != Scope.ASSIGNED or self.achieved is None or not self.agreed:
            return None
        return self.achieved / self.agreed

    @property
    def shown(self) -> dict[str, str]:
        """The numbers in Vietnamese writing; "" where there is none."""
        numbers = {"proposed": self.proposed, "agreed": self.agreed, "achieved": self.achieved}
        texts = {name: "" if value is None else engine.show_number(value) for name, value in numbers.items()}
        return {**texts, "share": "" if self.share is None else engine.show_percent(self.share)}

    @property
    def met(self) -> bool:
        return self.share is not None and self.share >= 1


@dataclass(frozen=True)
class Sought:
    """One title: registered or not, and what came of it; `nomination` carries the decision."""

    title: str
    registered: bool
    outcome: Outcome
    nomination: Asked | None


@dataclass(frozen=True)
class Fulfilment:
    """One unit's registration beside what came of it."""

    membership: Membership
    state: State
    titles: tuple[Sought, ...]
    lines: tuple[Line, ...]

    @property
    def counted(self) -> dict[str, int]:
        """How many targets were met, missed, cannot be told yet."""
        known = [line for line in self.lines if line.share is not None]
        met = sum(line.met for line in known)
        asked = sum(line.scope == Scope.ASSIGNED for line in self.lines)
        return {"met": met, "missed": len(known) - met, "unknown": asked - len(known)}


def fulfilments(here: Here, members: Sequence[Membership]) -> list[Fulfilment]:
    """The units asked for, in their order; a fixed number of queries whatever their number."""
    kept, registered = book(here.year, here.day), registrations_of(here.year)
    criteria = with_targets(here.year, here.day)
    asked: dict[int, list[Asked]] = {}
    for one in nominations(here.year):
        if one.row.submitted_at:
            asked.setdefault(one.row.membership_id, []).append(one)
    names = title_names()
    found = []
    for member in members:
        own = registered.get(member.pk)
        found.append(Fulfilment(
            member, State(own.state) if own else State.DRAFT, _titles(own, asked.get(member.pk, []), names),
            tuple(_line(kept, member, criterion) for criterion in criteria) if kept else (),
        ))  # fmt: skip
    return found


def _titles(own: Registration | None, asked: Sequence[Asked], names: Mapping[str, str]) -> tuple[Sought, ...]:
    """The titles registered, then those that came without."""
    by_award = {one.row.award: one for one in asked}
    sought = list(own.titles) if own else []
    keys = [*sought, *(key for key in by_award if key not in sought)]
    return tuple(
        Sought(names.get(key, key), key in sought, _outcome(by_award.get(key)), by_award.get(key)) for key in keys
    )


def _outcome(asked: Asked | None) -> Outcome:
    if asked is None:
        return Outcome.NOT_PROPOSED
    if asked.decision is None:
        return Outcome.AWAITED
    return Outcome.GRANTED if asked.decision.granted else Outcome.REFUSED


def _line(kept: Book, member: Membership, criterion: engine.Criterion) -> Line:
    unit, code = member.unit.code, criterion.code
    target = kept.targets.get(unit, {}).get(code) or Target()
    measure = next((one.unit for one in engine.inputs(criterion) if one.key == ACHIEVED), "")
    return Line(
        criterion, measure, Scope(target.scope), _number(criterion, target.proposed),
        _number(criterion, target.agreed), _achieved(kept, unit, code),
    )  # fmt: skip


def _number(criterion: engine.Criterion, text: str) -> Fraction | None:
    read = engine.read_target(criterion, text) if text else None
    return read if isinstance(read, Fraction) else None


def _achieved(kept: Book, unit: str, code: str) -> Fraction | None:
    """The last word of the hands that have sent their sheets; a table that asks for several figures has no one."""
    claim = kept.effective(unit, tuple(Hand)).get(code)
    value = reading(kept.edition, code, claim.written).values.get(ACHIEVED) if claim else None
    return Fraction(value) if isinstance(value, int | Fraction) else None
