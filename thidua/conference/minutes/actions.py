"""The writer of minutes and conclusions: sections, versions, sent to the chair's office, approved and issued."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from thidua.conference.acts import wrote
from thidua.conference.minutes.models import Draft, Revision, Section
from thidua.conference.minutes.rules import why_not_begin, why_not_judge, why_not_send, why_not_write
from thidua.conference.minutes.sections import BEGINNING, Facts, digest_of
from thidua.conference.minutes.terms import Kind, State
from thidua.conference.models import Conference
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.members.queries import Here
from thidua.members.terms import Lead, Office
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind as PaperKind

PAPERS = {Kind.MINUTES: (PaperKind.MINUTES, "conference"), Kind.CONCLUSIONS: (PaperKind.NOTICE, "conclusions")}


class Clashed(Refused):
    """Somebody else saved the section meanwhile; nothing was lost, nothing overwritten."""


def _as_it_is(draft: Draft) -> Draft:
    """The draft as it is now, locked, so that nothing is written into what has just been sent or approved."""
    return Draft.objects.select_for_update().get(pk=draft.pk)


@transaction.atomic
def begin(*, here: Here, conference: Conference, kind: Kind, at: dt.datetime) -> Draft:
    """Begin the minutes, or the notice of conclusions, with the usual sections."""
    require(why_not_begin(here, conference, kind))
    try:
        with transaction.atomic():
            made = Draft.objects.create(conference=conference, kind=kind)
    except IntegrityError:
        raise Refused(_("Dự thảo này đã được bắt đầu trước đó.")) from None
    Section.objects.bulk_create(
        Section(draft=made, key=key, heading=heading, order=order)
        for order, (key, heading) in enumerate(BEGINNING[kind], 1)
    )
    wrote(here, "draft_begin", conference, at, kind=kind)
    return made


@transaction.atomic
def write(*, here: Here, section: Section, text: str, version: int, at: dt.datetime) -> None:
    """Save a section over the version it was read in; refused, with nothing changed, when there is a newer one."""
    require(why_not_write(here, _as_it_is(section.draft)))
    now = Section.objects.get(pk=section.pk)
    if now.text == text:
        return
    saved = Section.objects.filter(pk=section.pk, version=version).update(text=text, version=F("version") + 1)
    if not saved:
        raise Clashed(_("Người khác vừa lưu mục này. Bản ấy ở ngay trên ô: hãy gộp vào ô của bạn rồi lưu lại."), "text")
    Revision.objects.create(section=section, version=version + 1, text=text, person=here.person.pk,
                            by_name=here.person.name, at=at)  # fmt: skip


@transaction.atomic
def add_section(*, here: Here, draft: Draft, heading: str, at: dt.datetime) -> Section:
    """A section more, at the end."""
    kept = _as_it_is(draft)
    require(why_not_write(here, kept))
    if kept.sections.filter(heading=heading).exists():
        raise Refused(_("Đã có mục tên này."), "heading")
    made = Section.objects.create(draft=kept, heading=heading, order=kept.sections.count() + 1)
    wrote(here, "draft_section", draft.conference, at, kind=kept.kind, heading=heading)
    return made


@transaction.atomic
def send(*, here: Here, draft: Draft, at: dt.datetime) -> None:
    """Send it to the chair's office."""
    require(why_not_send(here, _as_it_is(draft)))
    Draft.objects.filter(pk=draft.pk, state=State.WRITING).update(state=State.SENT, sent_by=here.person.name)
    wrote(here, "draft_send", draft.conference, at, kind=draft.kind)


@transaction.atomic
def give_back(*, here: Here, draft: Draft, reason: str, at: dt.datetime) -> None:
    """The chair's office gives it back, with a reason, to be written on."""
    require(why_not_judge(here, _as_it_is(draft)))
    if not reason.strip():
        raise Refused(_("Hãy ghi điều cần sửa."), "reason")
    Draft.objects.filter(pk=draft.pk, state=State.SENT).update(state=State.WRITING)
    record(act="conference.draft_return", subject=draft.conference, at=at, year_id=here.year.pk, reason=reason.strip(),
           by=here.actor(Office.UNIT_LEADER, of=here.leads[Lead.HEAD]), facts={"kind": draft.kind})  # fmt: skip


@transaction.atomic
def approve(*, here: Here, draft: Draft, seen: str, at: dt.datetime) -> None:
    """The chair's office approves what it read, named by its digest (`seen`), and nothing else: the whole is frozen by
    that digest and issued as a paper with its number."""
    kept = _as_it_is(draft)
    require(why_not_judge(here, kept))
    whole = Facts(kept).whole()
    digest = digest_of(whole)
    if digest != seen:
        raise Refused(_("Nội dung đã đổi từ khi bạn mở trang này. Hãy đọc lại bản dưới đây rồi duyệt."))
    by = here.actor(Office.UNIT_LEADER, of=here.leads[Lead.HEAD])
    kind, subject = PAPERS[Kind(kept.kind)]
    conference = kept.conference
    about = conference.title if kind == PaperKind.MINUTES else f"Kết luận {conference.title}"
    paper = issue(here=here, kind=kind, about=about, subject=f"{subject}:{conference.pk}", content=whole, at=at, by=by)
    Draft.objects.filter(pk=kept.pk, state=State.SENT).update(
        state=State.APPROVED, approved_by=here.person.name, approved_at=at, digest=digest, paper=paper
    )
    record(act="conference.draft_approve", subject=conference, by=by, at=at, year_id=here.year.pk,
           facts={"kind": kept.kind, "sha256": digest})  # fmt: skip
