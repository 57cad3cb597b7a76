"""Who divides the appraisal, who may write on which part, and whether every part is finished."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from thidua import engine
from thidua.members.queries import Here
from thidua.members.rules import secretariat_for, why_not_before, why_not_office, why_not_since
from thidua.members.terms import Office, Stage
from thidua.scoring.division.queries import owners, unfinished
from thidua.scoring.models import Department
from thidua.scoring.queries import Turn
from thidua.scoring.rules import why_not_turn
from thidua.scoring.terms import Hand


def why_not_divide(here: Here) -> str:
    """The head's secretariat or the standing office, until the appraisal is closed."""
    return (
        why_not_office(here, Office.HEAD_SECRETARY, Office.STANDING_OFFICE)
        or why_not_since(here.year, Stage.RULES_ADOPTED)
        or why_not_before(here.year, Stage.APPRAISED)
    )


def is_of(here: Here, department: Department) -> bool:
    return any(one.pk == here.person.pk for one in department.people.all())


def own_part(here: Here, at_turn: Turn, edition: engine.Edition) -> set[str]:
    """The criteria this person may write on: the own body's; those of no body are the unit's secretariat's."""
    leaves = {leaf.code for leaf in edition.leaves}
    if at_turn.hand != Hand.APPRAISED or not at_turn.departments:
        return leaves
    whose = owners(at_turn.departments, edition)
    mine = {code for code, bodies in whose.items() if any(is_of(here, one) for one in bodies)}
    return mine | (leaves - whose.keys() if secretariat_for(here, at_turn.membership) else set())


def why_not_part(here: Here, at_turn: Turn, edition: engine.Edition, codes: Iterable[str]) -> str:
    """Nobody writes on another body's criteria; says whose the first of them is."""
    mine = own_part(here, at_turn, edition)
    others = [code for code in codes if code in edition.codes and code not in mine]
    if not others:
        return ""
    bodies = owners(at_turn.departments, edition).get(others[0], [])
    who = ", ".join(one.name for one in bodies) or _("Thư ký cụm")
    return _("Tiêu chí %(code)s do %(who)s thẩm định.") % {"code": others[0], "who": who}


def why_not_finish(here: Here, department: Department, at_turn: Turn) -> str:
    """A body's own people say that its part of a unit is finished, never of their own unit."""
    if not is_of(here, department):
        return _("Chỉ người của %(name)s báo xong phần này.") % {"name": department.name}
    if any(seat.membership_id == at_turn.membership.pk for seat in here.seats):
        return _("Không ai thẩm định đơn vị của chính mình.")
    return why_not_turn(at_turn)


def why_not_all_parts(at_turn: Turn, edition: engine.Edition) -> str:
    """The appraised sheet is sent when every body with a part has finished the unit."""
    if at_turn.hand != Hand.APPRAISED or not at_turn.departments:
        return ""
    left = unfinished(at_turn.departments, edition, at_turn.membership, at_turn.period)
    if not left:
        return ""
    return _("Chưa gửi được: chưa báo xong phần của mình: %(names)s.") % {"names": ", ".join(one.name for one in left)}
