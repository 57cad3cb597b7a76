"""May the movement be launched, may the calendar be set, is a phase open on a day?"""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.kit.viet import day_in_words
from thidua.members.models import ClusterYear, Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_secretariat, why_not_stage
from thidua.members.terms import Office, Stage
from thidua.season.queries import spans, windows_of
from thidua.season.terms import Phase


def why_not_launch(here: Here) -> str:
    """Once a year, by the standing office or the head's secretariat."""
    return why_not_office(here, Office.STANDING_OFFICE, Office.HEAD_SECRETARY) or why_not_stage(
        here.year, Stage.CONSTITUTED
    )


def why_not_set_window(here: Here) -> str:
    """The head's secretariat keeps the calendar until the year is handed over."""
    return why_not_office(here, Office.HEAD_SECRETARY) or why_not_before(here.year, Stage.HANDED_OVER)


def why_not_extend(here: Here, membership: Membership | None) -> str:
    """For all by the head's secretariat, for one unit by the secretariat that judges it; or the standing office."""
    if why_not := why_not_before(here.year, Stage.CONCLUDED):
        return why_not
    return "" if here.holds(Office.STANDING_OFFICE) else why_not_secretariat(here, membership)


def why_not_open(year: ClusterYear, phase: Phase, day: dt.date) -> str:
    """Whether a phase is open on a day. A phase the calendar does not name is not bound to days.

    What to do with lateness is the asking room's matter: refuse, or take it and show it as late.
    """
    found = spans(list(windows_of(year).filter(phase=phase)))
    if not found:
        return ""
    if day < found[0].opens_on:
        return _("Chưa đến thời hạn: “%(phase)s” mở từ %(day)s.") % {
            "phase": phase.label,
            "day": day_in_words(found[0].opens_on),
        }
    if day > found[0].due_on:
        return _("Đã quá hạn: “%(phase)s” hết hạn %(day)s. Thư ký Cụm trưởng có thể gia hạn, có lý do.") % {
            "phase": phase.label,
            "day": day_in_words(found[0].due_on),
        }
    return ""
