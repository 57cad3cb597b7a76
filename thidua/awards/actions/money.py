"""Writing the fund: money in and out, an award paid once by the law's multiple of the base salary of its day."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.awards.models import Award, FundEntry
from thidua.awards.money import due
from thidua.awards.rules import why_not_keep
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor


@transaction.atomic
def enter_money(*, by: Actor, at: dt.datetime, on: dt.date, amount: int, what: str, document: str = "") -> FundEntry:
    """Money into the fund (positive) or out of it (negative)."""
    require(why_not_keep(by))
    if not amount:
        raise Refused(_("Hãy ghi số tiền khác 0."), "amount")
    take_turn()
    if FundEntry.objects.filter(on=on, amount=amount, what=what.strip(), document=document.strip()).exists():
        raise Refused(_("Khoản y hệt này đã được ghi. Nếu đúng là hai khoản, hãy ghi rõ nội dung từng khoản."), "what")
    made = FundEntry.objects.create(on=on, amount=amount, what=what.strip(), document=document.strip(), by_name=by.name)
    record(act="awards.money", subject=made, by=by, at=at,
           facts={"amount": str(amount), "what": made.what, "document": made.document, "on": on.isoformat()},
           )  # fmt: skip
    return made


@transaction.atomic
def pay(*, by: Actor, at: dt.datetime, award: Award, on: dt.date, document: str = "") -> FundEntry:
    """Pay what the law gives for an award, once."""
    require(why_not_keep(by))
    sum_due = due(award)
    if sum_due is None:
        raise Refused(
            _("Danh mục chưa có mức tiền thưởng cho danh hiệu này vào ngày quyết định; hãy ghi khoản chi bằng tay.")
        )
    try:
        with transaction.atomic():
            made = FundEntry.objects.create(on=on, amount=-sum_due.amount, award=award, document=document.strip(),
                                            what=f"Tiền thưởng: {award}"[:300], by_name=by.name)  # fmt: skip
    except IntegrityError:
        raise Refused(_("Khen thưởng này đã được trả tiền thưởng.")) from None
    record(act="awards.pay", subject=award, by=by, at=at,
           facts={"amount": str(sum_due.amount), "told": sum_due.told, "document": made.document})  # fmt: skip
    return made
