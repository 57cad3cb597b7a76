"""The writer of the results: seal, publish, nominate, send, record decisions."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from thidua.kit.exact import from_thousandths
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.actions import enter_stage
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Lead, Office, Stage
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind
from thidua.results import sealing, submission
from thidua.results.allotting.rules import why_not_one_more
from thidua.results.carrying import circles, taken, takes_over
from thidua.results.gathering import gather
from thidua.results.models import Correction, Decision, Nomination, Rescore, Result
from thidua.results.queries import (
    collective_titles,
    latest,
    nominations,
    proposed_editions,
    published,
    title_names,
    vote_for,
    votes,
)
from thidua.results.reading import table
from thidua.results.rescoring import corrections_of
from thidua.results.rules import (
    PUBLISHERS,
    SECRETARIES,
    why_not_apply,
    why_not_cancel,
    why_not_carry,
    why_not_complete,
    why_not_correct,
    why_not_decide,
    why_not_graded,
    why_not_nominate,
    why_not_open_rescore,
    why_not_publish,
    why_not_seal,
)
from thidua.results.terms import RescoreState, Shows
from thidua.rulebook.actions import replace
from thidua.rulebook.models import EditionText
from thidua.scoring.actions import correct as correct_points
from thidua.scoring.actions import named, save_sheet
from thidua.scoring.bridge import book
from thidua.scoring.queries import turn
from thidua.scoring.rules import why_not_period, why_not_write
from thidua.scoring.settling import agreed_points
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Column, Hand


@transaction.atomic
def seal(*, here: Here, at: dt.datetime, reason: str = "") -> Result:
    """Fix the result: what was given and what came out, as one text. A correction is another version, with a reason."""
    require(why_not_seal(here))
    given = gather(here.year, here.day)
    if given is None:
        raise Refused(_("Chưa có bảng tiêu chí được thông qua nên chưa chốt được kết quả."))
    require(why_not_graded(given))
    sealed = sealing.seal(given)
    require(why_not_complete(table(sealed).missing))
    last, by = latest(here.year), here.actor(Office.HEAD_SECRETARY)
    if last is not None and last.sealed == sealed:
        raise Refused(_("Kết quả đã chốt ở bản %(version)s và từ đó không có gì thay đổi.") % {"version": last.version})
    if last is not None and not reason.strip():
        raise Refused(_("Kết quả đã chốt trước đó; chốt bản đính chính phải có lý do."), "reason")
    return _keep(here, sealed, reason.strip(), by, at)


def _keep(here: Here, sealed: str, reason: str, by: Actor, at: dt.datetime) -> Result:
    """Keep a sealed text as the next version."""
    last = latest(here.year)
    try:
        with transaction.atomic():
            made = Result.objects.create(
                year=here.year, version=last.version + 1 if last else 1, sealed=sealed, reason=reason,
                digest=sealing.digest_of(sealed), sealed_at=at, sealed_by=by.name,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("Kết quả vừa được chốt trong lúc bạn thao tác. Hãy tải lại trang.")) from None
    record(act="results.seal", subject=made, by=by, at=at, year_id=here.year.pk, reason=reason,
           facts={"version": made.version, "digest": made.digest, "before": last.digest if last else ""})  # fmt: skip
    return made


@transaction.atomic
def carry_over(*, here: Here, at: dt.datetime, period: str = "") -> int:
    """Write what other tables' published results give on the appraised sheets, each with its ground. How many rows.

    Only the units this secretariat judges, and only while their appraisal is open and not yet sent; a circle between
    tables is refused, and nothing is written.
    """
    require(why_not_carry(here))
    found = book(here.year, here.day, period)
    if found is None or not takes_over(found.edition):
        raise Refused(_("Bảng tiêu chí không lấy điểm từ bảng khác."))
    if problems := circles(here.year, found.edition):
        raise Refused(" ".join(f"{one.where}: {one.what} {one.mend}" for one in problems))
    rows: dict[str, list[Typed]] = {}
    every = taken(here.year, found.edition, found.members.values())
    for one in every:
        if one.text:
            kept = Typed(one.criterion.code, {"carried": one.text}, one.ground)
            rows.setdefault(one.member.unit.code, []).append(kept)
    if not rows:
        raise Refused(" ".join(dict.fromkeys(one.why_not for one in every)))
    mine = [unit for unit in rows if not why_not_write(here, turn(found.members[unit], Hand.APPRAISED, period))]
    if not mine:
        raise Refused(_("Chưa có gì để lấy: vòng thẩm định chưa mở, hoặc phiếu đã gửi."))
    return sum(
        save_sheet(here=here, membership=found.members[unit], hand=Hand.APPRAISED, rows=rows[unit], at=at,
                   period=period) for unit in mine
    )  # fmt: skip


@transaction.atomic
def open_rescore(
    *, here: Here, reason: str, document: str, at: dt.datetime, edition: EditionText | None = None
) -> Rescore:
    """Begin a rescore of the newest sealed result, by another proposed table if given; nothing changes yet."""
    take_turn()
    require(why_not_open_rescore(here))
    base, by = latest(here.year), here.actor(Office.HEAD_SECRETARY)
    if base is None or not reason.strip() or not document.strip():
        raise Refused(_("Hãy ghi lý do và căn cứ tính lại."), "reason" if not reason.strip() else "document")
    if edition and not proposed_editions(here.year).filter(pk=edition.pk).exists():
        raise Refused(_("Chỉ tính lại được theo một bảng tiêu chí đã trình của năm này."), "edition")
    made = Rescore.objects.create(year=here.year, base=base, reason=reason.strip(), document=document.strip(),
                                  edition=edition, opened_at=at, opened_by=by.name)  # fmt: skip
    record(act="results.open_rescore", subject=made, by=by, at=at, year_id=here.year.pk, reason=made.reason,
           facts={"version": base.version, "document": made.document,
                  "edition": edition.digest if edition else ""})  # fmt: skip
    return made


@transaction.atomic
def correct(
    *, here: Here, rescore: Rescore, membership: Membership, code: str, points: str, reason: str, at: dt.datetime,
    period: str = "",
) -> Correction:  # fmt: skip
    """Enter one correction: agreed points, or blank to take the agreed points off. Entered again, it is replaced."""
    take_turn()
    rescore.refresh_from_db(fields=["state"])
    require(why_not_correct(here, rescore, membership))
    found, unit = book(here.year, here.day, period), membership.unit.code
    if found is None or unit not in found.members:
        raise Refused(_("Hãy chọn một đơn vị thành viên của năm này."), "membership")
    require(why_not_period(found.edition, period), "period")
    if period and not found.took_part(unit, Column.AGREED):
        raise Refused(_("Đơn vị này không có phiếu chấm trong kỳ đã chọn."), "period")
    if not reason.strip():
        raise Refused(_("Mỗi điểm sửa phải có lý do."), "reason")
    if not points.strip() and code not in found.settlements.get(unit, {}):
        raise Refused(_("Tiêu chí này không có điểm thống nhất để bỏ; hãy ghi điểm sửa."), "points")
    agreed = from_thousandths(agreed_points(found, unit, code, points)) if points.strip() else None
    by = here.actor(*SECRETARIES)
    made, _new = Correction.objects.update_or_create(
        rescore=rescore, membership=membership, code=code, period=period,
        defaults={"points": agreed, "reason": reason.strip(), "by_name": by.name},  # type: ignore[misc]
    )  # fmt: skip
    record(act="results.correct", subject=rescore, by=by, at=at, year_id=here.year.pk, reason=made.reason,
           facts={"unit": membership.unit.name, "criterion": code, "points": points.strip(),
                  **named(period)})  # fmt: skip
    return made


@transaction.atomic
def drop_correction(*, here: Here, correction: Correction, at: dt.datetime) -> None:
    """Take one correction out of an open rescore."""
    take_turn()
    rescore = Rescore.objects.get(pk=correction.rescore_id)
    require(why_not_correct(here, rescore, correction.membership))
    facts = {"unit": correction.membership.unit.name, "criterion": correction.code, **named(correction.period)}
    if not Correction.objects.filter(pk=correction.pk).delete()[0]:
        raise Refused(_("Điểm sửa này vừa được bỏ."))
    record(act="results.drop_correction", subject=rescore, by=here.actor(*SECRETARIES), at=at,
           year_id=here.year.pk, facts=facts)  # fmt: skip


@transaction.atomic
def apply_rescore(*, here: Here, rescore: Rescore, seen: str, at: dt.datetime) -> Result:
    """Apply a rescore as a whole: the agreed points change and the next version is sealed, or nothing happens.

    `seen` is the digest of the text the page showed: what is sealed is what was looked at, byte for byte.
    """
    take_turn()
    rescore.refresh_from_db()
    require(why_not_apply(here, rescore))
    by = here.actor(Office.STANDING_OFFICE)
    if rescore.edition:
        replace(here=here, edition=rescore.edition, by_document=rescore.document, reason=rescore.reason, by=by, at=at)
    for one in corrections_of(rescore):
        correct_points(membership=one.membership, code=one.code, points=one.points, reason=one.reason,
                       by_name=one.by_name, by=by, at=at, period=one.period)  # fmt: skip
    given = gather(here.year, rescore.opened_at.date())
    require(why_not_graded(given) if given else "")
    sealed = sealing.seal(given) if given else ""
    if sealing.digest_of(sealed) != seen:
        raise Refused(_("Đợt tính lại vừa thay đổi sau khi bạn mở trang. Hãy xem lại khác biệt rồi áp dụng."))
    require(why_not_complete(table(sealed).missing))
    made = _keep(here, sealed, rescore.reason, by, at)
    _close(rescore, RescoreState.APPLIED, "", by=by, at=at)
    record(act="results.apply_rescore", subject=rescore, by=by, at=at, year_id=here.year.pk, reason=rescore.reason,
           facts={"version": made.version, "digest": made.digest})  # fmt: skip
    return made


@transaction.atomic
def cancel_rescore(*, here: Here, rescore: Rescore, reason: str, at: dt.datetime) -> None:
    """Give a rescore up: nothing of it happens, and it stays on record with its reason."""
    take_turn()
    rescore.refresh_from_db()
    require(why_not_cancel(here, rescore))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do huỷ."), "reason")
    by = here.actor(Office.HEAD_SECRETARY, Office.STANDING_OFFICE)
    _close(rescore, RescoreState.CANCELLED, reason.strip(), by=by, at=at)
    record(act="results.cancel_rescore", subject=rescore, by=by, at=at, year_id=here.year.pk, reason=reason.strip())


def _close(rescore: Rescore, state: RescoreState, because: str, *, by: Actor, at: dt.datetime) -> None:
    done = Rescore.objects.filter(pk=rescore.pk, state=RescoreState.OPEN).update(
        state=state, closed_at=at, closed_by=by.name, closed_because=because
    )
    if not done:
        raise Refused(_("Đợt tính lại này đã kết thúc."))


@transaction.atomic
def publish(
    *, here: Here, result: Result, at: dt.datetime, name: str = "", shows: Shows = Shows.NOTHING
) -> None:  # fmt: skip
    """Make the sealed result official under its name: all members see it, others what was chosen."""
    require(why_not_publish(here, result))
    waiting = Result.objects.filter(pk=result.pk, published_at__isnull=True)
    if not waiting.update(published_at=at, name=name.strip(), shows=shows):
        raise Refused(_("Bản %(version)s đã được công bố.") % {"version": result.version})
    result.published_at = at
    record(act="results.publish", subject=result, by=here.actor(*PUBLISHERS), at=at, year_id=here.year.pk,
           facts={"version": result.version, "digest": result.digest, "name": name.strip(), "shows": shows.value},
           )  # fmt: skip


def _turn(here: Here) -> None:
    """One at a time on the list of proposals, with the stage as it is now: nothing slips in beside the sending."""
    take_turn()
    here.year.refresh_from_db(fields=["stage"])
    require(why_not_nominate(here))


@transaction.atomic
def propose(*, here: Here, membership: Membership, award: str, at: dt.datetime, note: str = "") -> Nomination:
    """Propose a unit for a title. What did not pass a ballot needs a note saying on which ground."""
    _turn(here)
    if membership.year_id != here.year.pk:
        raise Refused(_("Hãy chọn một đơn vị thành viên của năm này."), "membership")
    if award not in {title.key for title in collective_titles(here.day)}:
        raise Refused(_("Danh hiệu này không có trong danh mục đang có hiệu lực cho tập thể."), "award")
    vote = vote_for(here.year, membership, award)
    voted = vote is not None and vote.tally.passed
    if not voted and not note.strip():
        raise Refused(_("Đề nghị này chưa đạt phiếu ở cuộc bỏ phiếu nào; hãy ghi chú căn cứ đề nghị."), "note")
    if why_not := why_not_one_more(here, membership, award):
        raise Refused(why_not, "award")
    try:
        with transaction.atomic():
            made = Nomination.objects.create(
                year=here.year, membership=membership, award=award, note=note.strip(),
                ballot=vote.ballot if vote and voted else None,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("%(unit)s đã được đề nghị danh hiệu này.") % {"unit": membership.unit.name}, "award") from None
    record(act="results.propose", subject=made, by=here.actor(Office.HEAD_SECRETARY), at=at, year_id=here.year.pk,
           facts={"unit": membership.unit.name, "award": award, "voted": voted, "note": made.note})  # fmt: skip
    return made


@transaction.atomic
def withdraw(*, here: Here, nomination: Nomination, at: dt.datetime) -> None:
    """Take a proposal off the list before it is sent."""
    _turn(here)
    facts = {"unit": nomination.membership.unit.name, "award": nomination.award}
    by = here.actor(Office.HEAD_SECRETARY)
    record(act="results.withdraw", subject=nomination, by=by, at=at, year_id=here.year.pk, facts=facts)
    try:
        taken, _rows = Nomination.objects.filter(pk=nomination.pk, submitted_at__isnull=True).delete()
    except ProtectedError:
        raise Refused(_("Đề nghị này đã có hồ sơ; hãy rút hồ sơ trước.")) from None
    if not taken:
        raise Refused(_("Đề nghị này đã gửi hoặc đã rút trước đó."))


@transaction.atomic
def submit(*, here: Here, at: dt.datetime) -> None:
    """Send the proposals with the submission paper; the list is fixed from then on."""
    _turn(here)
    asked, result = nominations(here.year), published(here.year)
    if not asked or result is None:
        raise Refused(_("Chưa có đề nghị nào trong danh sách; hãy thêm đề nghị trước khi gửi."))
    head = here.leads.get(Lead.HEAD)
    if head is None:
        raise Refused(_("Chưa có Cụm trưởng để ký tờ trình; cơ quan thường trực cần chỉ định Cụm trưởng trước."))
    by = here.actor(Office.HEAD_SECRETARY)
    Nomination.objects.filter(year=here.year, submitted_at__isnull=True).update(submitted_at=at)
    record(act="results.submit", subject=here.year, by=by, at=at, year_id=here.year.pk,
           facts={"nominations": [[one.row.membership.unit.name, one.row.award] for one in asked],
                  "result": result.digest})  # fmt: skip
    paper = submission.content(year=here.year, head=head, result=result, asked=asked, votes=votes(here.year))
    about = f"Đề nghị khen thưởng {here.year.cluster.name} năm {here.year.year}"
    issue(
        here=here, kind=Kind.SUBMISSION, about=about, subject=f"submission:{here.year.pk}", content=paper, at=at, by=by
    )
    enter_stage(year=here.year, to=Stage.NOMINATED, by=by, at=at)


@transaction.atomic
def decide(
    *, here: Here, nomination: Nomination, granted: bool, number: str, on: dt.date, signer: str, at: dt.datetime
) -> Decision:
    """Record the decision on a nomination. Months later too: it attaches to the year without reopening it."""
    require(why_not_decide(here, nomination))
    if not number.strip():
        raise Refused(_("Hãy ghi số quyết định (hoặc số văn bản trả lời)."), "number")
    if on > here.day:
        raise Refused(_("Ngày quyết định không thể ở sau hôm nay."), "on")
    by, names = here.actor(Office.STANDING_OFFICE), title_names()
    try:
        with transaction.atomic():
            made = Decision.objects.create(
                nomination=nomination, granted=granted, number=number.strip(), on=on, signer=signer.strip()
            )
    except IntegrityError:
        raise Refused(_("Đề nghị này đã có quyết định.")) from None
    record(act="results.decide", subject=nomination, by=by, at=at, year_id=here.year.pk,
           facts={"unit": nomination.membership.unit.name, "award": names.get(nomination.award, nomination.award),
                  "granted": granted, "number": made.number, "on": on.isoformat(), "signer": made.signer})  # fmt: skip
    if here.year.at == Stage.NOMINATED:
        enter_stage(year=here.year, to=Stage.DECIDED, by=by, at=at)
    return made
