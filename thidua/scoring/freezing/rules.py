"""Who keeps the board from the members before the conference."""

from django.utils.translation import gettext as _

from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_since
from thidua.members.terms import Office, Stage
from thidua.scoring.queries import frozen

FREEZERS = (Office.HEAD_SECRETARY, Office.STANDING_OFFICE)


def freezes(here: Here) -> bool:
    """Whether the page of the freeze is this person's to open now."""
    return here.holds(*FREEZERS) and here.year.at == Stage.APPRAISED


def why_not_freeze(here: Here) -> str:
    """The head's secretariat or the standing office, between the closing of the appraisal and the conference."""
    if why_not := (
        why_not_office(here, *FREEZERS)
        or why_not_since(here.year, Stage.APPRAISED)
        or why_not_before(here.year, Stage.CONCLUDED)
    ):
        return why_not
    return _("Bảng điểm đang được giữ kín.") if frozen(here.year) else ""


def why_not_lift(here: Here) -> str:
    """Whoever may freeze may lift it; the conference lifts it by itself."""
    if why_not := why_not_office(here, *FREEZERS):
        return why_not
    return "" if frozen(here.year) else _("Bảng điểm không bị giữ kín.")
