"""The writer of the division: the bodies with their criteria and people, and their word that a part is finished."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.kit.viet import alphabetical
from thidua.ledger.actions import record, take_turn
from thidua.members.models import Membership, Person
from thidua.members.queries import Here, people_of
from thidua.members.terms import Office
from thidua.rulebook.queries import adopted
from thidua.scoring.division.rules import why_not_divide, why_not_finish
from thidua.scoring.models import Department, DepartmentDone
from thidua.scoring.queries import turn
from thidua.scoring.terms import Hand


@transaction.atomic
def divide(
    *, here: Here, name: str, codes: Sequence[str], people: Sequence[Person], at: dt.datetime,
    department: Department | None = None,
) -> Department:  # fmt: skip
    """Name a body, the criteria or groups it appraises and its people; or change one."""
    take_turn()
    require(why_not_divide(here))
    edition, name = adopted(here.year, here.day), name.strip()
    if not name:
        raise Refused(_("Hãy ghi tên cơ quan thẩm định."), "name")
    if unknown := [code for code in codes if edition is None or code not in edition.codes]:
        raise Refused(_("Bảng tiêu chí không có tiêu chí %(code)s.") % {"code": unknown[0]}, "codes")
    seated = {seat.person_id for seat in people_of(here.year, here.day)}
    if strange := [one.name for one in people if one.pk not in seated]:
        raise Refused(_("%(name)s không có vị trí trong năm thi đua này.") % {"name": strange[0]}, "people")
    before = _told(department) if department else {}
    after = {"name": name, "codes": sorted(codes), "people": sorted((one.name for one in people), key=alphabetical)}
    if department and before == after:
        return department
    try:
        with transaction.atomic():
            made = department or Department.objects.create(year=here.year, name=name)
            Department.objects.filter(pk=made.pk).update(name=name, codes=sorted(codes))
    except IntegrityError:
        raise Refused(_("Đã có cơ quan thẩm định tên “%(name)s”.") % {"name": name}, "name") from None
    made.people.set(people)
    record(act="scoring.divide", subject=made, at=at, year_id=here.year.pk, facts={"before": before, "after": after},
           by=here.actor(Office.HEAD_SECRETARY, Office.STANDING_OFFICE))  # fmt: skip
    return made


def _told(department: Department) -> dict[str, object]:
    """A body as the ledger tells it."""
    people = sorted((one.name for one in department.people.all()), key=alphabetical)
    return {"name": department.name, "codes": list(department.codes), "people": people}


@transaction.atomic
def finish(*, here: Here, department: Department, membership: Membership, at: dt.datetime, period: str = "") -> None:
    """A body says that its part of a unit is finished."""
    require(why_not_finish(here, department, turn(membership, Hand.APPRAISED, period)))
    try:
        with transaction.atomic():
            made = DepartmentDone.objects.create(
                department=department, membership=membership, period=period, by_name=here.person.name, at=at
            )
    except IntegrityError:
        raise Refused(_("Phần này đã báo xong.")) from None
    record(act="scoring.finish_part", subject=made, by=here.actor(), at=at, year_id=here.year.pk,
           facts={"department": department.name, "unit": membership.unit.name})  # fmt: skip


@transaction.atomic
def resume(*, here: Here, department: Department, membership: Membership, at: dt.datetime, period: str = "") -> None:
    """A body takes its word back while the sheet is not sent."""
    require(why_not_finish(here, department, turn(membership, Hand.APPRAISED, period)))
    if not DepartmentDone.objects.filter(department=department, membership=membership, period=period).delete()[0]:
        raise Refused(_("Phần này chưa báo xong."))
    record(act="scoring.resume_part", subject=department, by=here.actor(), at=at, year_id=here.year.pk,
           facts={"department": department.name, "unit": membership.unit.name})  # fmt: skip
