"""The year at a glance: which steps are done, passed over or next, and when each was taken."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.ledger.models import Entry
from thidua.ledger.queries import of_year
from thidua.members.models import ClusterYear
from thidua.members.queries import Here
from thidua.members.terms import Stage
from thidua.timeline.steps import STEPS, Step, next_steps


@dataclass(frozen=True)
class Mark:
    """A step on the ribbon: its state, and who entered it when (None: not yet, or the year began there)."""

    step: Step
    state: str  # "done", "now", "skipped", "ahead"
    entered: Entry | None


def stage_entries(year: ClusterYear) -> list[Entry]:
    """Every change of stage of the year, oldest first."""
    return list(of_year(year.pk).filter(act__in=["stage.enter", "stage.back", "year.constitute"]).order_by("seq"))


def latest_acts(year: ClusterYear) -> list[Entry]:
    """The last few acts a reader wants to hear of; giving out seats is not among them."""
    return list(of_year(year.pk).exclude(act__in=["seat.give", "seat.end"])[:6])


def entered_from(year: ClusterYear) -> Stage:
    """The stage the year was at before it last entered the present one."""
    last = [entry for entry in stage_entries(year) if entry.facts.get("to") == year.stage]
    return Stage(last[-1].facts["from"]) if last else Stage.CONSTITUTED


def ribbon(year: ClusterYear) -> list[Mark]:
    """Every step of the year in order. A step not entered by its own act, though later ones were, was skipped."""
    entries = stage_entries(year)
    own: dict[str, Entry] = {}
    for entry in entries:
        if entry.act == "year.constitute":
            own[Stage.CONSTITUTED] = entry
        elif entry.act == "stage.enter" and "passed_over" not in entry.facts:
            own[entry.facts["to"]] = entry
    marks = []
    for step in STEPS:
        entered = own.get(step.stage)
        if step.stage == year.at:
            state = "now"
        elif step.stage.order > year.at.order:
            state = "ahead"
        else:
            state = "done" if entered else "skipped"
        marks.append(Mark(step, state, entered if state != "ahead" else None))
    return marks


@dataclass(frozen=True)
class Turn:
    """A step that can be taken now, and whether the reader is one of those who take it."""

    step: Step
    mine: bool


def turns(here: Here) -> list[Turn]:
    """Whose turn it is: the steps open from the present stage."""
    return [Turn(step, here.holds(*step.who)) for step in next_steps(here.year.at)]


@dataclass(frozen=True)
class Ask:
    """What is asked of a person: a sentence, where to do it, of which unit, by when.

    `key` names what is asked through the days, whatever its words are meanwhile; `day` is the day it was looked up.
    """

    text: str
    url: str
    year: ClusterYear
    key: str
    day: dt.date
    unit: str = ""
    due: dt.date | None = None

    @property
    def days_left(self) -> int | None:
        """Whole days to the due day, which itself still counts; negative when over, None when there is none."""
        return None if self.due is None else (self.due - self.day).days

    @property
    def late(self) -> bool:
        return self.days_left is not None and self.days_left < 0

    @property
    def soon(self) -> bool:
        return self.days_left is not None and 0 <= self.days_left <= SOON

    @property
    def says(self) -> str:
        """How the due day stands to today, in words."""
        return in_days(self.days_left)


SOON = 3
"""Days before the due day from which a thing is urgent, and reminded of."""


def in_days(left: int | None) -> str:
    """ "còn 3 ngày", "hạn hôm nay", "quá hạn 2 ngày"; "" without a due day."""
    if left is None:
        return ""
    if left < 0:
        return _("quá hạn %(days)s ngày") % {"days": -left}
    return _("còn %(days)s ngày") % {"days": left} if left else _("hạn hôm nay")
