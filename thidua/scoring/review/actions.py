"""The writer of the second review: a point kept as it is, or changed, with the reason."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports.figures import sentences, wrong_in
from thidua.scoring.hands import as_before, needed, writer
from thidua.scoring.models import Claim, Remark
from thidua.scoring.queries import turn
from thidua.scoring.review.queries import open_flags
from thidua.scoring.review.rules import why_not_review
from thidua.scoring.sheets import Typed, unexplained
from thidua.scoring.terms import Hand, RemarkKind


@transaction.atomic
def keep(*, here: Here, membership: Membership, code: str, reason: str, at: dt.datetime, period: str = "") -> Remark:
    """The point stands, and why."""
    return _decide(here, membership, code, period, kind=RemarkKind.REPLY, reason=reason, written=None, at=at)


@transaction.atomic
def revise(
    *, here: Here, membership: Membership, code: str, written: Mapping[str, str], reason: str, at: dt.datetime,
    period: str = "",
) -> Remark:  # fmt: skip
    """The point is changed, in the sent sheet, for this one criterion; the value before stays in the ledger."""
    return _decide(here, membership, code, period, kind=RemarkKind.REVISED, reason=reason, written=written, at=at)


def _decide(
    here: Here, membership: Membership, code: str, period: str, *, kind: RemarkKind, reason: str,
    written: Mapping[str, str] | None, at: dt.datetime,
) -> Remark:  # fmt: skip
    take_turn()
    appraisal, found = turn(membership, Hand.APPRAISED, period), needed(here, period)
    waiting = [one for one in open_flags(here, found, period) if one.member.pk == membership.pk]
    flagged = any(one.criterion.code == code for one in waiting)
    require(why_not_review(here, appraisal, found.edition, code, flagged=flagged))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do giữ nguyên hoặc sửa."), "reason")
    by = writer(here, appraisal)
    facts: dict[str, object] = {"unit": membership.unit.name, "criterion": code, "text": reason.strip()}
    if written is not None:
        row = Typed(code, {key: text.strip() for key, text in written.items()}, reason.strip())
        kept = Claim.objects.filter(sheet=appraisal.sheet, code=code).first()
        if wrong := sentences(found.edition, wrong_in(found.edition, {code: row.written})):
            raise Refused(" ".join(wrong))
        if unexplained(found.edition, row):
            raise Refused(_("Không xác định được thì phải ghi lý do."), "reason")
        facts |= {"before": kept.written if kept else {}, "after": row.written}
        earlier = found.answers(membership.unit.code, found.effective(membership.unit.code, Hand.APPRAISED.before))
        back = as_before(found, row, earlier)
        if (back and kept is None) or (kept and kept.written == row.written):
            raise Refused(_("Giá trị này đúng bằng giá trị đang có; nếu không đổi, hãy chọn giữ nguyên."))
        if kept and back:
            Claim.objects.filter(pk=kept.pk).delete()
        else:
            fields = {"written": row.written, "reason": row.reason, "by_name": by.name, "at": at,
                      "version": kept.version + 1 if kept else 1}  # fmt: skip
            Claim.objects.update_or_create(sheet=appraisal.sheet, code=code, defaults=fields)
    made = Remark.objects.create(
        membership=membership, period=period, code=code, kind=kind, text=reason.strip(), by_name=by.name, at=at
    )
    record(act=f"scoring.{kind.value}", subject=made, by=by, at=at, year_id=here.year.pk,
           facts=facts | ({"period": period} if period else {}))  # fmt: skip
    return made
