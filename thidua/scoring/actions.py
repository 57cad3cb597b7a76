"""The writer of the scores: rounds, assignments, sheets, explanations, settlements."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua import engine
from thidua.kit.clock import day_of
from thidua.kit.exact import from_thousandths
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.actions import enter_stage
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.reports.figures import sentences, wrong_in
from thidua.reports.models import Evidence
from thidua.reports.queries import all_serving
from thidua.scoring.bridge import Book
from thidua.scoring.division.rules import why_not_all_parts, why_not_part
from thidua.scoring.hands import (
    Overtaken,
    as_before,
    blanks,
    needed,
    overtakes,
    secretary,
    why_not_all_answered,
    writer,
)
from thidua.scoring.models import Assignment, Claim, Remark, Round, Settlement, Sheet
from thidua.scoring.proposals import awaiting
from thidua.scoring.queries import changed, due_of_turn, remarks_of, rounds_of, turn, unsent
from thidua.scoring.review.rules import why_not_reopen_whole
from thidua.scoring.rules import (
    UNIT_HANDS,
    leads_to,
    why_not_assign,
    why_not_close_round,
    why_not_explain,
    why_not_open_round,
    why_not_reopen_round,
    why_not_reply,
    why_not_return,
    why_not_settle,
    why_not_submit,
    why_not_write,
)
from thidua.scoring.settling import agreed_points
from thidua.scoring.sheets import Typed, unexplained
from thidua.scoring.terms import AGREED, Column, Hand, RemarkKind
from thidua.season.queries import days_late


def named(period: str) -> dict[str, object]:
    """The period as a fact of the ledger; nothing where the table has none."""
    return {"period": period} if period else {}


@transaction.atomic
def open_round(*, here: Here, hand: Hand, due_on: dt.date, at: dt.datetime, period: str = "") -> Round:
    """Open a hand's turn for every unit, in the year or in a period of it."""
    require(why_not_open_round(here, hand, period))
    if due_on < here.day:
        raise Refused(_("Hạn phải từ hôm nay trở đi."), "due_on")
    try:
        with transaction.atomic():
            made = Round.objects.create(year=here.year, hand=hand, period=period, opened_on=here.day, due_on=due_on)
    except IntegrityError:
        raise Refused(_("Vòng “%(hand)s” đã mở.") % {"hand": hand.label}) from None
    record(act="scoring.open_round", subject=made, by=here.actor(Office.HEAD_SECRETARY), at=at, year_id=here.year.pk,
           facts={"hand": hand.value, "due": due_on.isoformat(), **named(period)})  # fmt: skip
    return made


@transaction.atomic
def close_round(
    *, here: Here, hand: Hand, at: dt.datetime, absent: Mapping[int, str] | None = None, period: str = ""
) -> None:  # fmt: skip
    """Close a round and move the year on. A unit without a sheet is recorded as absent with a reason, or no closing.

    With periods the year moves on when the round has been closed in every one of them.
    """
    take_turn()
    found = rounds_of(here.year, period).get(hand)
    require(why_not_close_round(here, hand, found))
    excused = {pk: reason.strip() for pk, reason in (absent or {}).items() if reason.strip()}
    missing = unsent(here.year, hand, here.members, period)
    if left := [one.membership for one in missing if one.membership.pk not in excused or hand == Hand.APPRAISED]:
        raise Refused(
            _("Chưa đóng được: chưa có phiếu %(hand)s của %(units)s. Hãy chờ phiếu, hoặc ghi lý do vắng từng đơn vị.")
            % {"hand": hand.label.lower(), "units": ", ".join(member.unit.name for member in left)}
        )
    if hand == Hand.APPRAISED:
        require(why_not_all_answered(here, period))
    if not Round.objects.filter(year=here.year, hand=hand, period=period, closed_at=None).update(closed_at=at):
        raise Refused(_("Vòng “%(hand)s” đã đóng.") % {"hand": hand.label})
    by = here.actor(Office.HEAD_SECRETARY)
    gone = {one.membership.unit.name: excused[one.membership.pk] for one in missing}
    record(act="scoring.close_round", subject=found, by=by, at=at, year_id=here.year.pk,  # type: ignore[arg-type]
           facts={"hand": hand.value, "absent": gone, **named(period)})  # fmt: skip
    if (to := leads_to(here, hand)) and to.order > here.year.at.order:
        enter_stage(year=here.year, to=to, by=by, at=at)


@transaction.atomic
def reopen_round(*, here: Here, hand: Hand, reason: str, at: dt.datetime, period: str | None = None) -> None:
    """Open a closed round again, of one period or (None, stepping back) the one closed last.

    A round that never was (passed over) has nothing to reopen.
    """
    found = Round.objects.filter(year=here.year, hand=hand, closed_at__isnull=False).order_by("-closed_at", "-pk")
    one = (found if period is None else found.filter(period=period)).first()
    require(why_not_reopen_round(here, hand, one.period if one else period or ""))
    if period is not None and not reason.strip():
        raise Refused(_("Hãy ghi lý do mở lại vòng này."), "reason")
    if one and Round.objects.filter(pk=one.pk, closed_at__isnull=False).update(closed_at=None):
        record(act="scoring.reopen_round", subject=one, by=here.actor(Office.STANDING_OFFICE, Office.HEAD_SECRETARY),
               at=at, year_id=here.year.pk, facts={"hand": hand.value, **named(one.period)}, reason=reason)  # fmt: skip
    elif period is not None:
        raise Refused(_("Vòng “%(hand)s” đang mở hoặc chưa mở lần nào.") % {"hand": hand.label})


@transaction.atomic
def assign(*, here: Here, pairs: Mapping[int, int | None], at: dt.datetime) -> int:
    """Say who cross-checks whom: checked membership id → checker's, None for nobody. How many assignments changed."""
    take_turn()
    require(why_not_assign(here))
    members = {member.pk: member for member in here.members}
    before = {one.membership_id: one.checker_id for one in Assignment.objects.filter(year=here.year)}
    begun = set(
        Sheet.objects.filter(membership__year=here.year, hand=Hand.CROSS).values_list("membership_id", flat=True)
    )
    changed = {checked: checker for checked, checker in pairs.items() if before.get(checked) != checker}
    for checked, checker in changed.items():
        if checked not in members or (checker is not None and checker not in members):
            raise Refused(_("Hãy chọn trong các đơn vị thành viên của năm thi đua."))
        if checked == checker:
            raise Refused(_("%(unit)s không thể tự chấm chéo đơn vị mình.") % {"unit": members[checked].unit.name})
        if checked in begun:
            raise Refused(_("Việc chấm chéo %(unit)s đã bắt đầu nên không đổi người chấm được.")
                          % {"unit": members[checked].unit.name})  # fmt: skip
    Assignment.objects.bulk_create(
        [Assignment(year=here.year, membership_id=one, checker_id=by) for one, by in changed.items() if by],
        update_conflicts=True, unique_fields=["year", "membership"], update_fields=["checker"],
    )  # fmt: skip
    Assignment.objects.filter(
        year=here.year, membership__in=[one for one, by in changed.items() if by is None]
    ).delete()
    if changed:
        facts = {members[one].unit.name: members[by].unit.name if by else "" for one, by in changed.items()}
        record(act="scoring.assign", subject=here.year, by=here.actor(Office.HEAD_SECRETARY), at=at,
               year_id=here.year.pk, facts=facts)  # fmt: skip
    return len(changed)


def assign_ring(*, here: Here, at: dt.datetime) -> int:
    """Chia vòng: in protocol order each unit checks the one before it, the first the last."""
    present = [member for member in here.members if member.left_on is None]
    if len(present) < 2:
        raise Refused(_("Cần ít nhất hai đơn vị để chấm chéo."))
    return assign(here=here, at=at, pairs={
        member.pk: present[(at_place + 1) % len(present)].pk for at_place, member in enumerate(present)
    })  # fmt: skip


@transaction.atomic
def save_sheet(
    *, here: Here, membership: Membership, hand: Hand, rows: Sequence[Typed], at: dt.datetime, period: str = ""
) -> int:  # fmt: skip
    """Keep the touched rows of a sheet, all or none. Answers how many rows changed."""
    at_turn = turn(membership, hand, period)
    require(why_not_write(here, at_turn))
    found = needed(here, period, of=membership.unit.code)
    require(why_not_part(here, at_turn, found.edition, [row.code for row in rows]))
    if wrong := sentences(found.edition, wrong_in(found.edition, {row.code: row.written for row in rows})):
        raise Refused(" ".join(wrong))
    if bare := [row.code for row in rows if unexplained(found.edition, row)]:
        raise Refused(_("%(codes)s: không xác định được thì phải ghi lý do ở cùng dòng.") % {"codes": ", ".join(bare)})
    made, _new = Sheet.objects.get_or_create(membership=membership, hand=hand, period=period)
    sheet = Sheet.objects.select_for_update().get(pk=made.pk)  # one writer of a sheet at a time
    if sheet.submitted_at is not None:
        raise Refused(_("Phiếu vừa được gửi ở nơi khác; hãy tải lại trang."))
    claims = {claim.code: claim for claim in Claim.objects.filter(sheet=sheet)}
    if overtaken := {row.code: kept for row in rows if (kept := overtakes(row, claims.get(row.code)))}:
        raise Overtaken(overtaken)
    by = writer(here, at_turn)
    facts = _keep_rows(found, sheet, membership.unit.code, rows, claims=claims, by=by, at=at)
    if facts:
        record(act="scoring.save_sheet", subject=sheet, by=by, at=at, year_id=here.year.pk, facts=facts)
    return len(facts)


def _keep_rows(
    found: Book, sheet: Sheet, unit: str, rows: Sequence[Typed], *, claims: Mapping[str, Claim], by: Actor,
    at: dt.datetime,
) -> dict[str, object]:  # fmt: skip
    """Write the rows that differ; a later hand's row equal to the hand before it is no claim. Before and after."""
    hand = Hand(sheet.hand)
    earlier = found.answers(unit, found.effective(unit, hand.before)) if hand.before else {}
    written, dropped = [], []
    facts: dict[str, object] = {}
    for row in rows:
        kept = claims.get(row.code)
        if row.code in found.scopes.get(unit, {}):
            raise Refused(_("Tiêu chí %(code)s không được giao cho đơn vị hoặc đơn vị được miễn.") % {"code": row.code})
        if hand.before and as_before(found, row, earlier):
            if kept is None:
                continue
            dropped.append(kept.pk)
        elif kept and (kept.written, kept.reason) == (row.written, row.reason):
            continue
        else:
            version = kept.version + 1 if kept else 1
            written.append(Claim(sheet=sheet, code=row.code, written=row.written, reason=row.reason, version=version,
                                 by_name=by.name, at=at))  # fmt: skip
        facts[row.code] = {"before": kept.written if kept else {}, "after": row.written, "reason": row.reason}
    Claim.objects.bulk_create(
        written, update_conflicts=True, unique_fields=["sheet", "code"],
        update_fields=["written", "reason", "version", "by_name", "at"],
    )  # fmt: skip
    Claim.objects.filter(pk__in=dropped).delete()
    return facts


@transaction.atomic
def submit_sheet(
    *, here: Here, membership: Membership, hand: Hand, at: dt.datetime, period: str = "",
    sent_at: dt.datetime | None = None,
) -> None:  # fmt: skip
    """End a hand's turn at a unit. A self sheet must answer every criterion that is the unit's.

    `sent_at`: when it was sent, if that was at another site."""
    at_turn = turn(membership, hand, period)
    require(why_not_submit(here, at_turn))
    if hand == Hand.SELF and (left := blanks(needed(here, period), membership.unit.code)):
        raise Refused(
            _("Chưa gửi được: còn %(n)s tiêu chí chưa có số liệu (%(codes)s). Không phát sinh thì ghi 0 hoặc “không”.")
            % {"n": len(left), "codes": ", ".join(left)}
        )
    if hand == Hand.APPRAISED:
        require(why_not_all_parts(at_turn, needed(here, period).edition))
    sheet, _new = Sheet.objects.get_or_create(membership=membership, hand=hand, period=period)
    by, due_on, sent = writer(here, at_turn), due_of_turn(at_turn), sent_at or at
    late = days_late(day_of(sent), due_on) if sheet.days_late is None else sheet.days_late
    if not Sheet.objects.filter(pk=sheet.pk, submitted_at=None).update(
        submitted_at=sent, submitted_by=by.name, days_late=late
    ):
        raise Refused(_("Phiếu này đã gửi rồi."))
    record(act="scoring.submit_sheet", subject=sheet, by=by, at=at, year_id=here.year.pk,
           facts={"hand": hand.value, "days_late": str(late), "due": due_on.isoformat(), **named(period)})  # fmt: skip


@transaction.atomic
def return_sheet(
    *, here: Here, membership: Membership, hand: Hand, reason: str, at: dt.datetime, period: str = ""
) -> None:  # fmt: skip
    """Give a submitted sheet back to its hand, with a reason."""
    at_turn = turn(membership, hand, period)
    require(why_not_return(here, at_turn) or why_not_reopen_whole(at_turn))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do trả lại để người chấm biết phải sửa gì."), "reason")
    sent = Sheet.objects.filter(membership=membership, hand=hand, period=period, submitted_at__isnull=False)
    if not sent.update(submitted_at=None):
        raise Refused(_("Phiếu vừa được trả lại trước đó."))
    record(act="scoring.return_sheet", subject=at_turn.sheet, by=secretary(here, membership), at=at,  # type: ignore[arg-type]
           year_id=here.year.pk, facts={"hand": hand.value, **named(period)}, reason=reason)  # fmt: skip


@transaction.atomic
def explain(
    *, here: Here, membership: Membership, code: str, text: str, at: dt.datetime, period: str = "",
    evidence: Sequence[Evidence] = (), kind: RemarkKind = RemarkKind.EXPLANATION,
) -> Remark:  # fmt: skip
    """The unit's word on a point that a later hand changed, with files of its own; it flags the point for review."""
    is_changed = code in changed(needed(here, period), membership.unit.code)
    require(why_not_explain(here, membership, is_changed=is_changed, period=period))
    if any(one.membership_id != membership.pk for one in evidence) or not all_serving(evidence):
        raise Refused(_("Chỉ đính kèm được minh chứng đang có hiệu lực của đơn vị mình."), "files")
    made = _remark(membership, period, code, kind, text, by=here.actor(*UNIT_HANDS, of=membership), at=at,
                   more={"files": [one.name for one in evidence]} if evidence else {})  # fmt: skip
    made.evidence.set(evidence)
    return made


def agree(*, here: Here, membership: Membership, code: str, at: dt.datetime, period: str = "") -> Remark:
    """The unit agrees with the changed point."""
    return explain(here=here, membership=membership, code=code, text=AGREED, at=at, period=period,
                   kind=RemarkKind.AGREEMENT)  # fmt: skip


@transaction.atomic
def agree_within(*, here: Here, membership: Membership, code: str, at: dt.datetime, period: str = "") -> int:
    """The unit agrees with every changed point under a group, "" for the whole table, that still waits for its word."""
    told = remarks_of(here.year, period)
    said = {one: remarks for (pk, one), remarks in told.items() if pk == membership.pk}
    waiting = awaiting(needed(here, period), membership.unit.code, said, code)
    require(why_not_explain(here, membership, is_changed=True, period=period))
    if not waiting:
        raise Refused(_("Không còn tiêu chí nào chờ đơn vị đồng ý; có thể vừa được ghi ở nơi khác."))
    by = here.actor(*UNIT_HANDS, of=membership)
    for one in waiting:
        _remark(membership, period, one, RemarkKind.AGREEMENT, AGREED, by=by, at=at)
    return len(waiting)


@transaction.atomic
def reply(*, here: Here, membership: Membership, code: str, text: str, at: dt.datetime, period: str = "") -> Remark:
    """The appraiser's answer to an explanation."""
    require(why_not_reply(here, membership, period))
    said = Remark.objects.filter(membership=membership, code=code, period=period)
    if not said.filter(kind=RemarkKind.EXPLANATION).exists():
        raise Refused(_("Chưa có giải trình nào của đơn vị ở tiêu chí này."))
    return _remark(membership, period, code, RemarkKind.REPLY, text, by=secretary(here, membership), at=at)


def _remark(
    membership: Membership, period: str, code: str, kind: RemarkKind, text: str, *, by: Actor, at: dt.datetime,
    more: Mapping[str, object] | None = None,
) -> Remark:  # fmt: skip
    if not text.strip():
        raise Refused(_("Hãy ghi nội dung."), "text")
    take_turn()
    last = Remark.objects.filter(membership=membership, code=code, period=period).last()
    if last and (last.kind, last.text) == (kind, text.strip()):
        raise Refused(_("Ý kiến này đã được ghi."), "text")
    made = Remark.objects.create(membership=membership, period=period, code=code, kind=kind, text=text.strip(),
                                 by_name=by.name, at=at)  # fmt: skip
    record(act=f"scoring.{kind.value}", subject=made, by=by, at=at, year_id=membership.year_id,
           facts={"unit": membership.unit.name, "criterion": code, "text": text.strip(), **named(period),
                  **(more or {})})  # fmt: skip
    return made


@transaction.atomic
def settle(
    *, here: Here, membership: Membership, code: str, points: str, reason: str, at: dt.datetime, period: str = ""
) -> Settlement:  # fmt: skip
    """Agree on points other than the computed ones, with a reason and a name."""
    take_turn()
    require(why_not_settle(here, turn(membership, Hand.APPRAISED, period)))
    found, unit = needed(here, period), membership.unit.code
    if not reason.strip():
        raise Refused(_("Điểm thống nhất khác điểm tính phải có lý do."), "reason")
    agreed = agreed_points(found, unit, code, points)
    if found.cohort(Column.APPRAISED).scores().units[unit].points[code] == agreed:
        raise Refused(_("Điểm này đúng bằng điểm tính được nên không cần ghi thống nhất."), "points")
    by, before = secretary(here, membership), found.settlements.get(unit, {}).get(code)
    if before and (before.points, before.reason) == (from_thousandths(agreed), reason.strip()):
        raise Refused(_("Điểm thống nhất này đã được ghi."), "points")
    made, _new = Settlement.objects.update_or_create(
        membership=membership, code=code, period=period,
        defaults={
            "points": from_thousandths(agreed),  # type: ignore[misc]  # the field keeps a Decimal exactly
            "reason": reason.strip(), "by_name": by.name, "at": at,
        },
    )  # fmt: skip
    record(act="scoring.settle", subject=made, by=by, at=at, year_id=here.year.pk, reason=reason.strip(),
           facts={"unit": membership.unit.name, "criterion": code, "points": engine.show(agreed),
                  "before": str(before.points) if before else "", **named(period)})  # fmt: skip
    return made


@transaction.atomic
def unsettle(
    *, here: Here, membership: Membership, code: str, reason: str, at: dt.datetime, period: str = ""
) -> None:  # fmt: skip
    """Go back to the computed points, with a reason; what was agreed stays in the ledger."""
    take_turn()
    require(why_not_settle(here, turn(membership, Hand.APPRAISED, period)))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do bỏ điểm thống nhất."), "reason")
    kept = Settlement.objects.filter(membership=membership, code=code, period=period)
    one = kept.first()
    if one is None or not kept.delete()[0]:
        raise Refused(_("Tiêu chí này không có điểm thống nhất."))
    record(act="scoring.unsettle", subject=membership, by=secretary(here, membership), at=at, year_id=here.year.pk,
           reason=reason.strip(), facts={"criterion": code, "before": str(one.points), **named(period)})  # fmt: skip


@transaction.atomic
def correct(
    *, membership: Membership, code: str, points: Decimal | None, reason: str, by_name: str, by: Actor,
    at: dt.datetime, period: str = "",
) -> None:  # fmt: skip
    """Set agreed points, or take them off (None), as part of a rescore, whose own rules have been asked."""
    kept = Settlement.objects.filter(membership=membership, code=code, period=period)
    before = kept.first()
    if points is None:
        kept.delete()
    else:
        fields = {"points": points, "reason": reason, "by_name": by_name, "at": at}
        Settlement.objects.update_or_create(membership=membership, code=code, period=period, defaults=fields)
    record(act="scoring.correct", subject=membership, by=by, at=at, year_id=membership.year_id, reason=reason,
           facts={"criterion": code, "points": "" if points is None else str(points),
                  "before": str(before.points) if before else "", **named(period)})  # fmt: skip
