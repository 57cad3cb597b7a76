"""Who may take a year out as a file."""

from thidua.members.queries import Here
from thidua.members.rules import why_not_office, why_not_since
from thidua.members.terms import Office, Stage

KEEPERS = (Office.STANDING_OFFICE, Office.HEAD_SECRETARY)


def why_not_take_out(here: Here) -> str:
    """The standing office and the head's secretariat, once the year has been handed over: then it is complete."""
    return why_not_office(here, *KEEPERS) or why_not_since(here.year, Stage.HANDED_OVER)
