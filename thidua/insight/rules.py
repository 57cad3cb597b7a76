"""Who may look back on a year."""

from django.utils.translation import gettext as _

from thidua.members.queries import Here
from thidua.members.rules import why_not_before
from thidua.members.terms import Office, Stage
from thidua.rulebook.rules import why_not_draft
from thidua.scoring import rules as scoring
from thidua.scoring.queries import is_over, rounds_of

JUDGES = (Office.STANDING_OFFICE, Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY)


def why_not_look(here: Here) -> str:
    """Whoever may see the board may see what it says."""
    return scoring.why_not_see_board(here, over=is_over("", rounds_of(here.year, "")))


def why_not_run(here: Here) -> str:
    """What was reported of the targets is looked at until the appraisal is closed: then the points say it."""
    return why_not_before(here.year, Stage.APPRAISED)


def why_not_judge_hands(here: Here) -> str:
    """How the hands differ from each other is for those who answer for the scoring, not for the units compared."""
    if here.holds(*JUDGES):
        return why_not_look(here)
    return _("Trang này dành cho Cơ quan thường trực và thư ký của Cụm trưởng, Cụm phó.")


def why_not_keep(here: Here) -> str:
    """A table that was tried can be kept as a draft by whoever may draft one."""
    return why_not_draft(here)
