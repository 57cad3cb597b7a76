"""The writer of the results: seal, publish, nominate, send, record decisions."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.actions import enter_stage
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Lead, Office, Stage
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind
from thidua.results import sealing, submission
from thidua.results.gathering import gather
from thidua.results.models import Decision, Nomination, Result
from thidua.results.queries import collective_titles, latest, nominations, published, title_names, vote_for, votes
from thidua.results.reading import table
from thidua.results.rules import (
    PUBLISHERS,
    why_not_complete,
    why_not_decide,
    why_not_nominate,
    why_not_publish,
    why_not_seal,
)


@transaction.atomic
def seal(*, here: Here, at: dt.datetime, reason: str = "") -> Result:
    """Fix the result: what was given and what came out, as one text. A correction is another version, with a reason."""
    require(why_not_seal(here))
    given = gather(here.year, here.day)
    if given is None:
        raise Refused(_("Chưa có bảng tiêu chí được thông qua nên chưa chốt được kết quả."))
    sealed = sealing.seal(given)
    require(why_not_complete(table(sealed).missing))
    last, by = latest(here.year), here.actor(Office.HEAD_SECRETARY)
    if last is not None and last.sealed == sealed:
        raise Refused(_("Kết quả đã chốt ở bản %(version)s và từ đó không có gì thay đổi.") % {"version": last.version})
    if last is not None and not reason.strip():
        raise Refused(_("Kết quả đã chốt trước đó; chốt bản đính chính phải có lý do."), "reason")
    try:
        with transaction.atomic():
            made = Result.objects.create(
                year=here.year, version=last.version + 1 if last else 1, sealed=sealed, reason=reason.strip(),
                digest=sealing.digest_of(sealed), sealed_at=at, sealed_by=by.name,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("Kết quả vừa được chốt trong lúc bạn thao tác. Hãy tải lại trang.")) from None
    record(act="results.seal", subject=made, by=by, at=at, year_id=here.year.pk, reason=reason.strip(),
           facts={"version": made.version, "digest": made.digest, "before": last.digest if last else ""})  # fmt: skip
    return made


@transaction.atomic
def publish(*, here: Here, result: Result, at: dt.datetime) -> None:
    """Make the sealed result official: all members see it."""
    require(why_not_publish(here, result))
    if not Result.objects.filter(pk=result.pk, published_at__isnull=True).update(published_at=at):
        raise Refused(_("Bản %(version)s đã được công bố.") % {"version": result.version})
    result.published_at = at
    record(act="results.publish", subject=result, by=here.actor(*PUBLISHERS), at=at, year_id=here.year.pk,
           facts={"version": result.version, "digest": result.digest})  # fmt: skip


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
    taken, _rows = Nomination.objects.filter(pk=nomination.pk, submitted_at__isnull=True).delete()
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
