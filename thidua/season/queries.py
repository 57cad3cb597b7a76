"""Reading the season: what was launched, and until when each phase is open."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from thidua.members.models import ClusterYear, Membership
from thidua.season.models import Extension, Launch, Movement, Window
from thidua.season.terms import Phase


def launch_of(year: ClusterYear) -> Launch | None:
    """What was launched in this cluster year; None before the launch."""
    return Launch.objects.filter(year=year).select_related("movement").first()


def movements_of(year: int) -> QuerySet[Movement]:
    """The movements of a calendar year, which any cluster may join."""
    return Movement.objects.filter(year=year)


def windows_of(year: ClusterYear) -> QuerySet[Window]:
    """Every window, extensions included, as they were set."""
    return Window.objects.filter(year=year).order_by("pk")


def due(year: ClusterYear, phase: Phase) -> dt.date | None:
    """The latest day a phase is due; None when the calendar does not name it."""
    last: dt.date | None = windows_of(year).filter(phase=phase).aggregate(last=Max("due_on"))["last"]
    return last


@dataclass(frozen=True)
class Span:
    """A phase in the calendar: from its first opening to its latest due date, with the extensions on the way."""

    phase: Phase
    windows: tuple[Window, ...]

    @property
    def opens_on(self) -> dt.date:
        return min(window.opens_on for window in self.windows)

    @property
    def due_on(self) -> dt.date:
        return max(window.due_on for window in self.windows)

    @property
    def first_due(self) -> dt.date:
        return self.windows[0].due_on

    @property
    def extensions(self) -> tuple[Window, ...]:
        return self.windows[1:]


def spans(windows: list[Window]) -> list[Span]:
    """The calendar: one span a phase, in order of opening."""
    by_phase: dict[str, list[Window]] = {}
    for window in windows:
        by_phase.setdefault(window.phase, []).append(window)
    made = [Span(Phase(phase), tuple(found)) for phase, found in by_phase.items()]
    return sorted(made, key=lambda span: (span.opens_on, span.due_on))


@dataclass(frozen=True)
class Extended:
    """What lengthens the due days of a year, read once: extensions of whole phases, and of single things and units."""

    windows: tuple[Window, ...]
    rows: tuple[Extension, ...]

    def due(self, phase: Phase, given: dt.date, membership_id: int, of: str = "") -> dt.date:
        """The day something is due of a unit: as `given` when it was opened, or later by extension."""
        longer = [row.due_on for row in self.for_unit(phase, membership_id, of)]
        if not of:
            longer += [row.due_on for row in self.windows if row.phase == phase][1:]
        return max([given, *longer])

    def for_unit(self, phase: Phase, membership_id: int, of: str = "") -> list[Extension]:
        """The extensions that reach a unit, its own and everybody's, as they were given."""
        return [
            row for row in self.rows
            if row.phase == phase and row.of == of and row.membership_id in (None, membership_id)
        ]  # fmt: skip


def extended(year: ClusterYear) -> Extended:
    """Everything that lengthens a due day in a year, in two queries."""
    rows = Extension.objects.filter(year=year).select_related("membership__unit").order_by("pk")
    return Extended(tuple(windows_of(year)), tuple(rows))


def due_of(membership: Membership, phase: Phase, given: dt.date, of: str = "") -> dt.date:
    """The day something is due of one unit; everywhere lateness is counted, it is counted from here."""
    return extended(membership.year).due(phase, given, membership.pk, of)


def days_late(day: dt.date, due_on: dt.date) -> int:
    """Whole days after the due day, which itself is still in time; 0 when in time."""
    return max((day - due_on).days, 0)
