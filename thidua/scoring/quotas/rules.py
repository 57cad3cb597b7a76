"""Who lets a unit past a quota."""

from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_since
from thidua.members.terms import Office, Stage


def why_not_except(here: Here) -> str:
    """Only the standing office, never the head that competes; until the handover."""
    return (
        why_not_office(here, Office.STANDING_OFFICE)
        or why_not_since(here.year, Stage.RUNNING)
        or why_not_before(here.year, Stage.HANDED_OVER)
    )
