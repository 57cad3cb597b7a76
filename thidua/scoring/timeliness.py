"""Ngày gửi thật: when a unit handed in its reports and registration, offered to the criteria that count days late.

Nothing here writes: the officer who saves the sheet takes the day over, and may write another.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua import engine
from thidua.engine.rules.measured import Deadline
from thidua.kit.clock import day_of
from thidua.kit.viet import fold
from thidua.ledger.queries import kind_of, of_year
from thidua.members.models import Membership
from thidua.reports.models import Report
from thidua.scoring.bridge import Book
from thidua.scoring.terms import Hand
from thidua.season.queries import days_late, due_of, windows_of
from thidua.season.terms import Phase
from thidua.targets.models import Registration

ABOUT_REPORTS, ABOUT_REGISTRATION = ("báo cáo",), ("đăng ký thi đua", "giao ước")
"""Words of the tables, which are Vietnamese whatever the reader's language."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What is offered to one row: its cells as they would be typed, a short label, and the whole source in words."""

    written: dict[str, str]
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A thing a unit handed in: due as it was first given out, `late` in whole days after its day as extended.

    A criterion speaks of it by one of `words`, and where it has no due day of its own by `called`. `on` is the first
    day it was handed in: nobody is late twice.
    """

    name: str
    words: tuple[str, ...]
    called: str
    label: str
    due: dt.date
    on: dt.date
    late: int

    def is_meant_by(self, criterion: engine.Criterion, due: dt.date | None) -> bool:
        """Whether the criterion's title speaks of it, and its due day (without one: its name) is the same."""
        title = fold(criterion.title)
        if not any(fold(word) in title for word in self.words):
            return False
        return fold(self.called) in title if due is None else due == self.due

    def says(self) -> str:
        """Where the day comes from."""
        if self.late:
            how = _("chậm %(days)s ngày") % {"days": self.late}
        else:
            how = _("đúng hạn") if self.on <= self.due else _("đúng hạn đã gia hạn")
        return _("%(what)s: gửi ngày %(day)s, %(how)s") % {"what": self.name, "day": f"{self.on:%d/%m/%Y}", "how": how}


def offered(member: Membership, found: Book) -> dict[str, Fact]:
    """The rows with a deadline that nobody wrote on yet, by code, for which exactly one thing handed in can be meant.

    Five statements at most, none when no such row is left.
    """
    written = found.claims.get((member.unit.code, Hand.SELF), {})
    timed = [(leaf, leaf.rule.due) for leaf in found.edition.leaves
             if isinstance(leaf.rule, Deadline) and leaf.code not in written]  # fmt: skip
    spoken = [fold(leaf.title) for leaf, _due in timed]
    sent: list[Sent] = []
    for words, things in ((ABOUT_REPORTS, _reports), (ABOUT_REGISTRATION, _registration)):
        if any(fold(word) in title for word in words for title in spoken):
            sent += things(member)
    facts = {}
    for leaf, due in timed:
        meant = [one for one in sent if one.is_meant_by(leaf, due)]
        if len(meant) == 1:
            one = meant[0]
            answer = {"days": str(one.late)} if due is None else {"sent": f"{one.on:%d/%m/%Y}"}
            facts[leaf.code] = Fact(answer, one.label, one.says())
    return facts


def _reports(member: Membership) -> Iterator[Sent]:
    sent = list(Report.objects.filter(membership=member, days_late__isnull=False).select_related("period"))
    first = _first_sent(member, "reports", sent)
    for report in sent:
        if (on := first.get(str(report.pk))) and report.days_late is not None:
            period = report.period
            yield Sent(period.name, ABOUT_REPORTS, period.name, _("từ báo cáo"), period.due_on, on, report.days_late)


def _registration(member: Membership) -> Iterator[Sent]:
    window = windows_of(member.year).filter(phase=Phase.REGISTRATION).first()
    found = list(Registration.objects.filter(membership=member))
    first = _first_sent(member, "targets", found) if window else {}
    for registration in found:
        if window and (on := first.get(str(registration.pk))):
            late = days_late(on, due_of(member, Phase.REGISTRATION, window.due_on))
            yield Sent(_("Bản đăng ký thi đua"), ABOUT_REGISTRATION, ABOUT_REGISTRATION[0], _("từ bản đăng ký"),
                       window.due_on, on, late)  # fmt: skip


def _first_sent(member: Membership, room: str, things: Sequence[Report | Registration]) -> dict[str, dt.date]:
    """The day each was first handed in, by its number, from the ledger; what its unit recalled was not handed in."""
    if not things:
        return {}
    numbers, first = [str(one.pk) for one in things], dict[str, dt.date]()
    acts = of_year(member.year_id).filter(subject_kind=kind_of(things[0]), subject_id__in=numbers)
    for entry in acts.filter(act__in=[f"{room}.submit", f"{room}.recall"]).reverse():
        if entry.act.endswith(".recall"):
            first.pop(entry.subject_id, None)
        else:
            first.setdefault(entry.subject_id, day_of(entry.at))
    return first
