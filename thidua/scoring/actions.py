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
from thidua.members.rules import secretariat_for
from thidua.members.terms import Office
from thidua.reports.figures import sentences, wrong_in
from thidua.scoring.bridge import Book, book, reading
from thidua.scoring.models import Assignment, Claim, Remark, Round, Settlement, Sheet
from thidua.scoring.queries import Turn, board_of, changed, remarks_of, rounds_of, turn, unsent
from thidua.scoring.rules import (
    CHECKERS,
    LEADS_TO,
    UNIT_HANDS,
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
from thidua.scoring.terms import Column, Hand, RemarkKind


class Overtaken(Refused):
    """Somebody else changed these rows meanwhile; nothing was saved."""

    def __init__(self, rows: Mapping[str, Claim]) -> None:
        self.rows = rows
        super().__init__(
            _("Chưa lưu: người khác vừa sửa các dòng %(rows)s. Cả hai giá trị được ghi ở từng dòng; "
              "hãy chọn giá trị đúng rồi lưu lại.") % {"rows": ", ".join(rows)}
        )  # fmt: skip


def needed(here: Here) -> Book:
    """The year's book; refused before a criteria table is adopted."""
    found = book(here.year, here.day)
    if found is None:
        raise Refused(_("Chưa có bảng tiêu chí được thông qua nên chưa chấm điểm được."))
    return found


def secretary(here: Here, membership: Membership) -> Actor:
    """The secretariat acting on a unit; for the ledger."""
    held = secretariat_for(here, membership)
    return here.actor(Office(held.office) if held else Office.HEAD_SECRETARY)


def writer(here: Here, at_turn: Turn) -> Actor:
    """The hand that writes a sheet; for the ledger."""
    if at_turn.hand == Hand.APPRAISED:
        return secretary(here, at_turn.membership)
    if at_turn.hand == Hand.CROSS:
        return here.actor(*CHECKERS, of=at_turn.checker)
    return here.actor(*UNIT_HANDS, of=at_turn.membership)


@transaction.atomic
def open_round(*, here: Here, hand: Hand, due_on: dt.date, at: dt.datetime) -> Round:
    """Open a hand's turn for every unit."""
    require(why_not_open_round(here, hand))
    if due_on < here.day:
        raise Refused(_("Hạn phải từ hôm nay trở đi."), "due_on")
    try:
        with transaction.atomic():
            made = Round.objects.create(year=here.year, hand=hand, opened_on=here.day, due_on=due_on)
    except IntegrityError:
        raise Refused(_("Vòng “%(hand)s” đã mở.") % {"hand": hand.label}) from None
    record(act="scoring.open_round", subject=made, by=here.actor(Office.HEAD_SECRETARY), at=at, year_id=here.year.pk,
           facts={"hand": hand.value, "due": due_on.isoformat()})  # fmt: skip
    return made


@transaction.atomic
def close_round(*, here: Here, hand: Hand, at: dt.datetime, absent: Mapping[int, str] | None = None) -> None:
    """Close a round and move the year on. A unit without a sheet is recorded as absent with a reason, or no closing."""
    found = rounds_of(here.year).get(hand)
    require(why_not_close_round(here, hand, found))
    excused = {pk: reason.strip() for pk, reason in (absent or {}).items() if reason.strip()}
    missing = unsent(here.year, hand, here.members)
    if left := [one.membership for one in missing if one.membership.pk not in excused or hand == Hand.APPRAISED]:
        raise Refused(
            _("Chưa đóng được: chưa có phiếu %(hand)s của %(units)s. Hãy chờ phiếu, hoặc ghi lý do vắng từng đơn vị.")
            % {"hand": hand.label.lower(), "units": ", ".join(member.unit.name for member in left)}
        )
    if hand == Hand.APPRAISED:
        require(why_not_all_answered(here))
    if not Round.objects.filter(year=here.year, hand=hand, closed_at=None).update(closed_at=at):
        raise Refused(_("Vòng “%(hand)s” đã đóng.") % {"hand": hand.label})
    by = here.actor(Office.HEAD_SECRETARY)
    gone = {one.membership.unit.name: excused[one.membership.pk] for one in missing}
    record(act="scoring.close_round", subject=found, by=by, at=at, year_id=here.year.pk,  # type: ignore[arg-type]
           facts={"hand": hand.value, "absent": gone})  # fmt: skip
    enter_stage(year=here.year, to=LEADS_TO[hand], by=by, at=at)


def why_not_all_answered(here: Here) -> str:
    """Every change of a unit's own points needs the unit's word: an explanation, or that it agrees."""
    found, remarks = needed(here), remarks_of(here.year)
    waiting = [
        f"{member.unit.short_name} ({', '.join(codes)})"
        for unit, member in found.members.items()
        if (codes := [code for code in changed(found, unit) if not remarks.get((member.pk, code))])
    ]
    if not waiting:
        return ""
    return _("Chưa đóng được: còn tiêu chí bị đổi điểm mà đơn vị chưa giải trình hoặc chưa đồng ý: %(units)s.") % {
        "units": "; ".join(waiting)
    }


@transaction.atomic
def reopen_round(*, here: Here, hand: Hand, reason: str, at: dt.datetime) -> None:
    """Open a closed round again; part of stepping back. A round that never was (passed over) has nothing to reopen."""
    require(why_not_reopen_round(here, hand))
    found = Round.objects.filter(year=here.year, hand=hand, closed_at__isnull=False)
    if (one := found.first()) and found.update(closed_at=None):
        record(act="scoring.reopen_round", subject=one, by=here.actor(Office.STANDING_OFFICE, Office.HEAD_SECRETARY),
               at=at, year_id=here.year.pk, facts={"hand": hand.value}, reason=reason)  # fmt: skip


@transaction.atomic
def assign(*, here: Here, pairs: Mapping[int, int], at: dt.datetime) -> None:
    """Say who cross-checks whom: checked membership id → checker's membership id. Never the own unit."""
    require(why_not_assign(here))
    members = {member.pk: member for member in here.members}
    before = {one.membership_id: one.checker_id for one in Assignment.objects.filter(year=here.year)}
    begun = set(
        Sheet.objects.filter(membership__year=here.year, hand=Hand.CROSS).values_list("membership_id", flat=True)
    )
    for checked, checker in pairs.items():
        if checked not in members or checker not in members:
            raise Refused(_("Hãy chọn trong các đơn vị thành viên của năm thi đua."))
        if checked == checker:
            raise Refused(_("%(unit)s không thể tự chấm chéo đơn vị mình.") % {"unit": members[checked].unit.name})
        if checked in begun and before.get(checked) != checker:
            raise Refused(_("Việc chấm chéo %(unit)s đã bắt đầu nên không đổi người chấm được.")
                          % {"unit": members[checked].unit.name})  # fmt: skip
    Assignment.objects.bulk_create(
        [Assignment(year=here.year, membership_id=checked, checker_id=checker) for checked, checker in pairs.items()],
        update_conflicts=True, unique_fields=["year", "membership"], update_fields=["checker"],
    )  # fmt: skip
    facts = {members[checked].unit.name: members[checker].unit.name for checked, checker in pairs.items()}
    record(act="scoring.assign", subject=here.year, by=here.actor(Office.HEAD_SECRETARY), at=at, year_id=here.year.pk,
           facts=facts)  # fmt: skip


def assign_ring(*, here: Here, at: dt.datetime) -> None:
    """Chia vòng: in protocol order each unit checks the one before it, the first the last."""
    present = [member for member in here.members if member.left_on is None]
    if len(present) < 2:
        raise Refused(_("Cần ít nhất hai đơn vị để chấm chéo."))
    assign(here=here, at=at, pairs={
        member.pk: present[(at_place + 1) % len(present)].pk for at_place, member in enumerate(present)
    })  # fmt: skip


@transaction.atomic
def save_sheet(*, here: Here, membership: Membership, hand: Hand, rows: Sequence[Typed], at: dt.datetime) -> int:
    """Keep the touched rows of a sheet, all or none. Answers how many rows changed."""
    at_turn = turn(membership, hand)
    require(why_not_write(here, at_turn))
    found = needed(here)
    if wrong := sentences(found.edition, wrong_in(found.edition, {row.code: row.written for row in rows})):
        raise Refused(" ".join(wrong))
    if bare := [row.code for row in rows if unexplained(found.edition, row)]:
        raise Refused(_("%(codes)s: không xác định được thì phải ghi lý do ở cùng dòng.") % {"codes": ", ".join(bare)})
    made, _new = Sheet.objects.get_or_create(membership=membership, hand=hand)
    sheet = Sheet.objects.select_for_update().get(pk=made.pk)  # one writer of a sheet at a time
    if sheet.submitted_at is not None:
        raise Refused(_("Phiếu vừa được gửi ở nơi khác; hãy tải lại trang."))
    claims = {claim.code: claim for claim in Claim.objects.filter(sheet=sheet)}
    if overtaken := {row.code: kept for row in rows if (kept := _overtakes(row, claims.get(row.code)))}:
        raise Overtaken(overtaken)
    by = writer(here, at_turn)
    facts = _keep_rows(found, sheet, membership.unit.code, rows, claims=claims, by=by, at=at)
    if facts:
        record(act="scoring.save_sheet", subject=sheet, by=by, at=at, year_id=here.year.pk, facts=facts)
    return len(facts)


def _overtakes(row: Typed, kept: Claim | None) -> Claim | None:
    """What somebody else wrote meanwhile over the version this row was typed on; None when nothing, or the same."""
    if row.version is None or row.version == (kept.version if kept else 0):
        return None
    if kept is None:
        return Claim(code=row.code, written={}, by_name="")
    return None if (kept.written, kept.reason) == (row.written, row.reason) else kept


def _keep_rows(
    found: Book, sheet: Sheet, unit: str, rows: Sequence[Typed], *, claims: Mapping[str, Claim], by: Actor,
    at: dt.datetime,
) -> dict[str, object]:  # fmt: skip
    """Write the rows that differ; a later hand's row equal to the hand before it is no claim. Before and after."""
    hand = Hand(sheet.hand)
    earlier = found.answers(unit, found.effective(unit, hand.before)) if hand.before else {}
    fresh, updated, dropped = [], [], []
    facts: dict[str, object] = {}
    for row in rows:
        kept = claims.get(row.code)
        if row.code in found.scopes.get(unit, {}):
            raise Refused(_("Tiêu chí %(code)s không được giao cho đơn vị hoặc đơn vị được miễn.") % {"code": row.code})
        if hand.before and _as_before(found, row, earlier):
            if kept is None:
                continue
            dropped.append(kept.pk)
        elif kept is None:
            fresh.append(
                Claim(sheet=sheet, code=row.code, written=row.written, reason=row.reason, by_name=by.name, at=at)
            )
        elif (kept.written, kept.reason) == (row.written, row.reason):
            continue
        else:
            updated.append(Claim(pk=kept.pk, written=row.written, reason=row.reason, version=kept.version + 1,
                                 by_name=by.name, at=at))  # fmt: skip
        facts[row.code] = {"before": kept.written if kept else {}, "after": row.written, "reason": row.reason}
    Claim.objects.bulk_create(fresh)
    Claim.objects.bulk_update(updated, ["written", "reason", "version", "by_name", "at"])
    Claim.objects.filter(pk__in=dropped).delete()
    return facts


def _as_before(found: Book, row: Typed, earlier: Mapping[str, engine.Answer]) -> bool:
    """Whether a later hand's row says what the hand before says; where it differs it needs value and reason."""
    answer, before = reading(found.edition, row.code, row.written), earlier.get(row.code, engine.MISSING)
    if answer == before:
        return True
    if answer == engine.MISSING:
        raise Refused(_("Dòng %(code)s: hãy ghi giá trị; nếu không phát sinh thì ghi 0, không để trống.")
                      % {"code": row.code})  # fmt: skip
    if not row.reason:
        raise Refused(_("Dòng %(code)s khác với người chấm trước nên phải ghi lý do.") % {"code": row.code})
    return False


@transaction.atomic
def submit_sheet(*, here: Here, membership: Membership, hand: Hand, at: dt.datetime) -> None:
    """End a hand's turn at a unit. A self sheet must answer every criterion that is the unit's."""
    at_turn = turn(membership, hand)
    require(why_not_submit(here, at_turn))
    if hand == Hand.SELF and (blanks := _blanks(needed(here), membership.unit.code)):
        raise Refused(
            _("Chưa gửi được: còn %(n)s tiêu chí chưa có số liệu (%(codes)s). Không phát sinh thì ghi 0 hoặc “không”.")
            % {"n": len(blanks), "codes": ", ".join(blanks)}
        )
    sheet, _new = Sheet.objects.get_or_create(membership=membership, hand=hand)
    by, due = writer(here, at_turn), at_turn.round.due_on  # type: ignore[union-attr]  # the rule said it is open
    late = max((day_of(at) - due).days, 0) if sheet.days_late is None else sheet.days_late
    if not Sheet.objects.filter(pk=sheet.pk, submitted_at=None).update(
        submitted_at=at, submitted_by=by.name, days_late=late
    ):
        raise Refused(_("Phiếu này đã gửi rồi."))
    record(act="scoring.submit_sheet", subject=sheet, by=by, at=at, year_id=here.year.pk,
           facts={"hand": hand.value, "days_late": str(late)})  # fmt: skip


def _blanks(found: Book, unit: str) -> list[str]:
    claims = found.effective(unit, (Hand.SELF,), draft=(unit, Hand.SELF))
    answers = found.answers(unit, claims)
    return [leaf.code for leaf in found.edition.leaves if answers.get(leaf.code, engine.MISSING) == engine.MISSING]


@transaction.atomic
def return_sheet(*, here: Here, membership: Membership, hand: Hand, reason: str, at: dt.datetime) -> None:
    """Give a submitted sheet back to its hand, with a reason."""
    at_turn = turn(membership, hand)
    require(why_not_return(here, at_turn))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do trả lại để người chấm biết phải sửa gì."), "reason")
    if not Sheet.objects.filter(membership=membership, hand=hand, submitted_at__isnull=False).update(submitted_at=None):
        raise Refused(_("Phiếu vừa được trả lại trước đó."))
    record(act="scoring.return_sheet", subject=at_turn.sheet, by=secretary(here, membership), at=at,  # type: ignore[arg-type]
           year_id=here.year.pk, facts={"hand": hand.value}, reason=reason)  # fmt: skip


@transaction.atomic
def explain(*, here: Here, membership: Membership, code: str, text: str, at: dt.datetime) -> Remark:
    """The unit's word on a point that a later hand changed."""
    is_changed = code in changed(needed(here), membership.unit.code)
    require(why_not_explain(here, membership, is_changed=is_changed))
    return _remark(membership, code, RemarkKind.EXPLANATION, text, by=here.actor(*UNIT_HANDS, of=membership), at=at)


def agree(*, here: Here, membership: Membership, code: str, at: dt.datetime) -> Remark:
    """The unit agrees with the changed point."""
    return explain(here=here, membership=membership, code=code, text="Đồng ý với điểm thẩm định.", at=at)


@transaction.atomic
def reply(*, here: Here, membership: Membership, code: str, text: str, at: dt.datetime) -> Remark:
    """The appraiser's answer to an explanation."""
    require(why_not_reply(here, membership))
    if not Remark.objects.filter(membership=membership, code=code, kind=RemarkKind.EXPLANATION).exists():
        raise Refused(_("Chưa có giải trình nào của đơn vị ở tiêu chí này."))
    return _remark(membership, code, RemarkKind.REPLY, text, by=secretary(here, membership), at=at)


def _remark(membership: Membership, code: str, kind: RemarkKind, text: str, *, by: Actor, at: dt.datetime) -> Remark:
    if not text.strip():
        raise Refused(_("Hãy ghi nội dung."), "text")
    take_turn()
    last = Remark.objects.filter(membership=membership, code=code).last()
    if last and (last.kind, last.text) == (kind, text.strip()):
        raise Refused(_("Ý kiến này đã được ghi."), "text")
    made = Remark.objects.create(membership=membership, code=code, kind=kind, text=text.strip(), by_name=by.name, at=at)
    record(act=f"scoring.{kind.value}", subject=made, by=by, at=at, year_id=membership.year_id,
           facts={"unit": membership.unit.name, "criterion": code, "text": text.strip()})  # fmt: skip
    return made


@transaction.atomic
def settle(*, here: Here, membership: Membership, code: str, points: str, reason: str, at: dt.datetime) -> Settlement:
    """Agree on points other than the computed ones, with a reason and a name."""
    take_turn()
    require(why_not_settle(here, turn(membership, Hand.APPRAISED)))
    found, unit = needed(here), membership.unit.code
    if not reason.strip():
        raise Refused(_("Điểm thống nhất khác điểm tính phải có lý do."), "reason")
    agreed = agreed_points(found, unit, code, points)
    computed = board_of(found, here.year, Column.APPRAISED)
    score = next(row.score for row in computed.rows if row.place.unit == unit)
    if score.points[code] == agreed:
        raise Refused(_("Điểm này đúng bằng điểm tính được nên không cần ghi thống nhất."), "points")
    by, before = secretary(here, membership), found.settlements.get(unit, {}).get(code)
    if before and (before.points, before.reason) == (from_thousandths(agreed), reason.strip()):
        raise Refused(_("Điểm thống nhất này đã được ghi."), "points")
    made, _new = Settlement.objects.update_or_create(
        membership=membership, code=code,
        defaults={
            "points": from_thousandths(agreed),  # type: ignore[misc]  # the field keeps a Decimal exactly
            "reason": reason.strip(), "by_name": by.name, "at": at,
        },
    )  # fmt: skip
    record(act="scoring.settle", subject=made, by=by, at=at, year_id=here.year.pk, reason=reason.strip(),
           facts={"unit": membership.unit.name, "criterion": code, "points": engine.show(agreed),
                  "before": str(before.points) if before else ""})  # fmt: skip
    return made


@transaction.atomic
def unsettle(*, here: Here, membership: Membership, code: str, reason: str, at: dt.datetime) -> None:
    """Go back to the computed points, with a reason; what was agreed stays in the ledger."""
    take_turn()
    require(why_not_settle(here, turn(membership, Hand.APPRAISED)))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do bỏ điểm thống nhất."), "reason")
    kept = Settlement.objects.filter(membership=membership, code=code)
    one = kept.first()
    if one is None or not kept.delete()[0]:
        raise Refused(_("Tiêu chí này không có điểm thống nhất."))
    record(act="scoring.unsettle", subject=membership, by=secretary(here, membership), at=at, year_id=here.year.pk,
           reason=reason.strip(), facts={"criterion": code, "before": str(one.points)})  # fmt: skip


@transaction.atomic
def correct(
    *, membership: Membership, code: str, points: Decimal | None, reason: str, by_name: str, by: Actor, at: dt.datetime
) -> None:
    """Set agreed points, or take them off (None), as part of a rescore, whose own rules have been asked."""
    kept = Settlement.objects.filter(membership=membership, code=code)
    before = kept.first()
    if points is None:
        kept.delete()
    else:
        fields = {"points": points, "reason": reason, "by_name": by_name, "at": at}
        Settlement.objects.update_or_create(membership=membership, code=code, defaults=fields)
    record(act="scoring.correct", subject=membership, by=by, at=at, year_id=membership.year_id, reason=reason,
           facts={"criterion": code, "points": "" if points is None else str(points),
                  "before": str(before.points) if before else ""})  # fmt: skip
