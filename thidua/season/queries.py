"""Reading the season: what was launched, and until when each phase is open."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from thidua.members.models import ClusterYear
from thidua.season.models import Launch, Movement, Window
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
