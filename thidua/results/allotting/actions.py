"""The writer of the allotments and the exceptions to them."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.results.allotting.queries import left_for
from thidua.results.allotting.rules import why_not_allot, why_not_let_past
from thidua.results.models import Allotment, Extra
from thidua.results.queries import collective_titles


@transaction.atomic
def allot(
    *, here: Here, award: str, document: str, at: dt.datetime, number: int | None = None, percent: int | None = None
) -> Allotment:  # fmt: skip
    """How many units may be put forward for a title; said again, the last word holds and the record keeps both."""
    take_turn()
    require(why_not_allot(here))
    if award not in {title.key for title in collective_titles(here.day)}:
        raise Refused(_("Danh hiệu này không có trong danh mục đang có hiệu lực cho tập thể."), "award")
    if (number is None) == (percent is None):
        raise Refused(_("Hãy ghi số lượng hoặc tỷ lệ, một trong hai."), "number")
    if not document.strip():
        raise Refused(_("Hãy ghi văn bản giao chỉ tiêu."), "document")
    by = here.actor(Office.STANDING_OFFICE)
    told = {"number": number, "percent": percent, "document": document.strip(), "by_name": by.name, "at": at}
    made, _new = Allotment.objects.update_or_create(year=here.year, award=award, defaults=told)
    record(act="results.allot", subject=made, by=by, at=at, year_id=here.year.pk,
           facts={"award": award, "number": number, "percent": percent, "document": made.document})  # fmt: skip
    return made


@transaction.atomic
def let_past(
    *, here: Here, award: str, membership: Membership, document: str, reason: str, at: dt.datetime
) -> Extra:  # fmt: skip
    """A unit may be put forward besides the number, by a document and with a reason."""
    take_turn()
    require(why_not_let_past(here))
    found = left_for(here.year, award)
    if found is None:
        raise Refused(_("Danh hiệu này chưa có chỉ tiêu nên không cần ngoại lệ."), "award")
    if membership.year_id != here.year.pk:
        raise Refused(_("Hãy chọn một đơn vị thành viên của năm này."), "membership")
    for field, text in (("document", document), ("reason", reason)):
        if not text.strip():
            raise Refused(_("Ngoại lệ phải có văn bản cho phép và lý do."), field)
    by = here.actor(Office.STANDING_OFFICE)
    try:
        with transaction.atomic():
            made = Extra.objects.create(allotment=found.allotment, membership=membership, document=document.strip(),
                                        reason=reason.strip(), by_name=by.name, at=at)  # fmt: skip
    except IntegrityError:
        raise Refused(_("Đơn vị này đã có ngoại lệ cho danh hiệu này."), "membership") from None
    record(act="results.let_past", subject=made, by=by, at=at, year_id=here.year.pk, reason=made.reason,
           facts={"unit": membership.unit.name, "award": award, "document": made.document})  # fmt: skip
    return made
