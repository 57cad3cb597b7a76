"""The writer of the exceptions to a quota, and of the grade of the collective above that quotas hang on."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua import engine
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.scoring.actions import named
from thidua.scoring.bridge import shelf
from thidua.scoring.models import CollectiveGrade, QuotaException
from thidua.scoring.quotas.queries import quotas_of
from thidua.scoring.quotas.rules import why_not_except
from thidua.scoring.quotas.terms import OTHER


@transaction.atomic
def let_past_quota(
    *, here: Here, membership: Membership, document: str, reason: str, at: dt.datetime, period: str = ""
) -> QuotaException:  # fmt: skip
    """The standing office accepts a unit's grade past a quota, by a document and with a reason."""
    take_turn()
    require(why_not_except(here))
    for field, text in (("document", document), ("reason", reason)):
        if not text.strip():
            raise Refused(_("Ngoại lệ phải có văn bản cho phép và lý do."), field)
    found = shelf(here.year, here.day)
    if found is None or membership.pk not in {one.member.pk for one in quotas_of(found, period).cut}:
        raise Refused(_("Đơn vị này không bị tỷ lệ khống chế hạ mức nên không cần ngoại lệ."), "membership")
    by = here.actor(Office.STANDING_OFFICE)
    made = QuotaException.objects.create(membership=membership, period=period, document=document.strip(),
                                         reason=reason.strip(), by_name=by.name, at=at)  # fmt: skip
    record(act="scoring.let_past_quota", subject=made, by=by, at=at, year_id=here.year.pk, reason=made.reason,
           facts={"unit": membership.unit.name, "document": made.document, **named(period)})  # fmt: skip
    return made


@transaction.atomic
def end_exception(*, here: Here, exception: QuotaException, reason: str, at: dt.datetime) -> None:
    """Take an exception back, with a reason; the engine's grade stands again."""
    require(why_not_except(here))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do bỏ ngoại lệ."), "reason")
    member = exception.membership
    facts = {"unit": member.unit.name, "document": exception.document, **named(exception.period)}
    if not QuotaException.objects.filter(pk=exception.pk).delete()[0]:
        raise Refused(_("Ngoại lệ này vừa được bỏ."))
    record(act="scoring.end_exception", subject=member, by=here.actor(Office.STANDING_OFFICE), at=at,
           year_id=here.year.pk, reason=reason.strip(), facts=facts)  # fmt: skip


@transaction.atomic
def grade_collective(
    *, here: Here, grade: str, document: str, at: dt.datetime, period: str = ""
) -> CollectiveGrade:  # fmt: skip
    """The standing office writes down, or corrects, what the collective above was graded, by which document."""
    take_turn()
    require(why_not_except(here))
    if not document.strip():
        raise Refused(_("Hãy ghi văn bản xếp loại tập thể."), "document")
    found = shelf(here.year, here.day)
    hang = engine.parents_in(found.edition) if found else ()
    if not hang or grade not in (*hang, OTHER):
        raise Refused(_("Bảng tiêu chí không có tỷ lệ nào tuỳ theo xếp loại này."), "grade")
    by = here.actor(Office.STANDING_OFFICE)
    before = CollectiveGrade.objects.filter(year=here.year, period=period).first()
    given = {"grade": grade, "document": document.strip(), "by_name": by.name, "at": at}
    made, _new = CollectiveGrade.objects.update_or_create(year=here.year, period=period, defaults=given)
    record(act="scoring.grade_collective", subject=here.year, by=by, at=at, year_id=here.year.pk,
           facts={"before": before.grade if before else "", "grade": grade, "document": made.document,
                  **named(period)})  # fmt: skip
    return made
