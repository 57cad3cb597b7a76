"""The writer of the rulebook: drafting, proposing, adopting and superseding criteria tables."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.engine import Edition, EditionError, digest, dump, load
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.actions import enter_stage
from thidua.members.models import ClusterYear
from thidua.members.queries import Here
from thidua.members.terms import Office, Stage
from thidua.rulebook.models import Comment, CriterionRow, EditionText
from thidua.rulebook.queries import DRAFTERS, adopted_text, copyable_years, edition_of, holders, moved
from thidua.rulebook.rules import (
    COMMENTERS,
    why_not_adopt,
    why_not_comment,
    why_not_copy,
    why_not_copy_to,
    why_not_draft,
    why_not_effective,
    why_not_propose,
    why_not_redraft,
    why_not_reply,
    why_not_take_back,
)
from thidua.rulebook.terms import Status, Verdict


@transaction.atomic
def draft(*, here: Here, text: str, at: dt.datetime) -> EditionText:
    """Keep a text as a draft, in its canonical form. Problems do not stop a draft, only a text nobody can read does."""
    require(why_not_draft(here))
    edition = _read(text)
    canonical = dump(edition)
    try:
        with transaction.atomic():
            made = EditionText.objects.create(
                year=here.year, text=canonical, digest=digest(edition), title=edition.title[:300]
            )
    except IntegrityError:
        raise Refused(_("Bảng tiêu chí y hệt đã có trong năm này."), "text") from None
    record(act="rulebook.draft", subject=made, by=here.actor(Office.HEAD_SECRETARY), at=at, year_id=here.year.pk,
           facts={"digest": made.digest})  # fmt: skip
    return made


@transaction.atomic
def redraft(*, here: Here, edition: EditionText, text: str, at: dt.datetime) -> EditionText:
    """Replace the text of a draft."""
    require(why_not_redraft(here, edition))
    read = _read(text)
    before = edition.digest
    new = {"text": dump(read), "digest": digest(read), "title": read.title[:300]}
    try:
        with transaction.atomic():
            done = EditionText.objects.filter(pk=edition.pk, status=Status.DRAFT, digest=before).update(**new)
    except IntegrityError:
        raise Refused(_("Bảng tiêu chí y hệt đã có trong năm này."), "text") from None
    if not done:
        raise Refused(_("Bản dự thảo này vừa được người khác thay đổi. Hãy tải lại trang rồi sửa tiếp."))
    edition.refresh_from_db()
    record(act="rulebook.redraft", subject=edition, by=here.actor(Office.HEAD_SECRETARY), at=at, year_id=here.year.pk,
           facts={"before": before, "digest": edition.digest})  # fmt: skip
    return edition


@transaction.atomic
def propose(*, here: Here, edition: EditionText, at: dt.datetime) -> None:
    """Put a draft before the standing office; its text stands still from now on."""
    take_turn()
    require(why_not_propose(here, edition))
    _move(edition, Status.DRAFT, Status.PROPOSED)
    record(act="rulebook.propose", subject=edition, by=here.actor(Office.HEAD_SECRETARY), at=at,
           year_id=here.year.pk, facts={"digest": edition.digest})  # fmt: skip


@transaction.atomic
def take_back(*, here: Here, edition: EditionText, at: dt.datetime) -> None:
    """Make a proposed table a draft again."""
    require(why_not_take_back(here, edition))
    _move(edition, Status.PROPOSED, Status.DRAFT)
    by = here.actor(Office.HEAD_SECRETARY, Office.STANDING_OFFICE)
    record(act="rulebook.take_back", subject=edition, by=by, at=at, year_id=here.year.pk)


@transaction.atomic
def adopt(
    *,
    here: Here,
    edition: EditionText,
    on: dt.date,
    by_document: str,
    at: dt.datetime,
    reason: str = "",
    effective_on: dt.date | None = None,
) -> EditionText:
    """Adopt a proposed table: the first moves the year to RULES_ADOPTED, a later one amends it, with a reason.

    An amendment holds from `effective_on` (the day of adoption, if not given); the table before it stays in force
    until then, and is superseded for good only when the new one reaches back to its first day.
    """
    take_turn()
    require(why_not_adopt(here, edition))
    before, effective = adopted_text(here.year, here.day), effective_on or on
    if before:
        require(why_not_effective(here.year, before, effective), "effective_on")
    by = here.actor(Office.STANDING_OFFICE)
    _take_effect(
        here, edition, before, on=on, effective=effective, by_document=by_document, reason=reason, by=by, at=at,
    )  # fmt: skip
    if here.year.at == Stage.LAUNCHED:
        enter_stage(year=here.year, to=Stage.RULES_ADOPTED, by=by, at=at)
    return edition


@transaction.atomic
def replace(
    *, here: Here, edition: EditionText, by_document: str, reason: str, by: Actor, at: dt.datetime
) -> EditionText:
    """Put a proposed table in the place of the one in force, for good: from the first day that one held.

    Only a rescore does this, after self-scoring; its own rules have asked who may and when.
    """
    before = adopted_text(here.year, here.day)
    if before is None or before.effective_on is None:
        raise Refused(_("Năm thi đua chưa có bảng tiêu chí được thông qua để thay."))
    return _take_effect(
        here, edition, before, on=here.day, effective=before.effective_on, by_document=by_document, reason=reason,
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def comment(*, here: Here, edition: EditionText, code: str, text: str, at: dt.datetime) -> Comment:
    """Say something about a criterion of a proposed table, or about the whole of it; it is never changed afterwards."""
    take_turn()
    edition.refresh_from_db(fields=["status"])
    require(why_not_comment(here, edition))
    if code and code not in edition_of(edition.text).codes:
        raise Refused(_("Bảng này không có tiêu chí “%(code)s”; hãy tải lại trang.") % {"code": code[:40]}, "code")
    if not text.strip():
        raise Refused(_("Hãy ghi nội dung góp ý."), "text")
    offices = DRAFTERS if edition.status == Status.DRAFT else COMMENTERS
    by = here.actor(*offices)
    same = Comment.objects.filter(edition=edition, code=code, text=text.strip(), by_name=by.name, by_unit=by.unit)
    if same.exists():
        raise Refused(_("Góp ý y hệt của bạn đã được ghi."), "text")
    made = Comment.objects.create(
        edition=edition, code=code, text=text.strip(), by_name=by.name, by_office=by.office, by_unit=by.unit, at=at
    )
    record(act="rulebook.comment", subject=made, by=by, at=at, year_id=here.year.pk,
           facts={"digest": edition.digest, "code": code, "text": made.text})  # fmt: skip
    return made


@transaction.atomic
def reply(*, here: Here, comment: Comment, verdict: Verdict, text: str, at: dt.datetime) -> None:
    """Answer a comment, once: taken up or not, and why."""
    require(why_not_reply(here, comment))
    if not text.strip():
        raise Refused(_("Hãy ghi trả lời."), "reply")
    by = here.actor(Office.HEAD_SECRETARY)
    answer = {"verdict": verdict, "reply": text.strip(), "replied_by": by.name, "replied_at": at}
    if not Comment.objects.filter(pk=comment.pk, verdict="").update(**answer):
        raise Refused(_("Góp ý này vừa được trả lời. Hãy tải lại trang."))
    record(act="rulebook.reply", subject=comment, by=by, at=at, year_id=here.year.pk,
           facts={"verdict": verdict.value}, reason=text.strip())  # fmt: skip


@dataclass(frozen=True)
class Copied:
    """Where a table was copied to, and where not, with the sentence that says why."""

    made: list[EditionText]
    refused: list[tuple[ClusterYear, str]]


@transaction.atomic
def copy(*, here: Here, edition: EditionText, years: Collection[ClusterYear], at: dt.datetime) -> Copied:
    """Put a table, its year moved along, among the drafts of other cluster years; tell which cannot take it."""
    take_turn()
    allowed = copyable_years(here)
    require(why_not_copy(here, allowed))
    open_now = {year.pk: year for year in allowed}
    copied = Copied([], [])
    texts = {year.year: moved(edition.text, year.year) for year in years}
    digests = {year: digest(edition_of(text)) for year, text in texts.items()}
    held = holders((year.pk, digests[year.year]) for year in years)
    for year in years:
        closed = "" if year.pk in open_now else _("Năm này không còn mở, hoặc bạn không soạn bảng cho cụm này.")
        if why_not := closed or why_not_copy_to(year, digests[year.year], held):
            copied.refused.append((year, why_not))
            continue
        try:
            with transaction.atomic():
                copied.made.append(_copied(here, edition, year, texts[year.year], at))
        except IntegrityError:
            copied.refused.append((year, _("Năm này vừa có bảng y hệt.")))
    return copied


def _copied(here: Here, edition: EditionText, year: ClusterYear, text: str, at: dt.datetime) -> EditionText:
    read = edition_of(text)
    made = EditionText.objects.create(year=year, text=text, digest=digest(read), title=read.title[:300])
    by = here.actor(Office.STANDING_OFFICE, Office.HEAD_SECRETARY)
    record(act="rulebook.copy", subject=made, by=by, at=at, year_id=year.pk,
           facts={"digest": made.digest, "from": str(here.year), "from_digest": edition.digest})  # fmt: skip
    return made


def _take_effect(
    here: Here,
    edition: EditionText,
    before: EditionText | None,
    *,
    on: dt.date,
    effective: dt.date,
    by_document: str,
    reason: str,
    by: Actor,
    at: dt.datetime,
) -> EditionText:
    """Make a proposed table the adopted one from a day on; those it leaves no day to are superseded."""
    if not by_document.strip():
        raise Refused(_("Hãy ghi văn bản thông qua."), "by_document")
    if before and not reason.strip():
        raise Refused(_("Năm thi đua đã có bảng tiêu chí; thay bằng bản mới cần ghi lý do."), "reason")
    EditionText.objects.filter(year=here.year, status=Status.ADOPTED, effective_on__gte=effective).update(
        status=Status.SUPERSEDED
    )
    facts = {"adopted_on": on, "effective_on": effective, "by_document": by_document}
    _move(edition, Status.PROPOSED, Status.ADOPTED, **facts)
    edition.refresh_from_db()
    CriterionRow.objects.bulk_create(_rows(edition))
    record(act="rulebook.adopt", subject=edition, by=by, at=at, year_id=here.year.pk, reason=reason.strip(),
           facts={"digest": edition.digest, "supersedes": before.digest if before else "", "on": on.isoformat(),
                  "effective_on": effective.isoformat(), "document": by_document})  # fmt: skip
    return edition


def _read(text: str) -> Edition:
    """The text as a table, or a refusal that says what nobody can read in it."""
    try:
        return load(text)
    except EditionError as error:
        raise Refused(" ".join(str(problem) for problem in error.problems[:8]), "text") from None


def _move(edition: EditionText, before: Status, after: Status, **facts: object) -> None:
    """Change a status, only from the one this page was made for."""
    try:
        with transaction.atomic():
            done = EditionText.objects.filter(pk=edition.pk, status=before).update(status=after, **facts)
    except IntegrityError:
        raise Refused(_("Năm thi đua đã có bảng tiêu chí được thông qua. Hãy tải lại trang.")) from None
    if not done:
        raise Refused(_("Trang này đã cũ: bảng tiêu chí vừa đổi trạng thái. Hãy tải lại trang."))
    edition.status = after


def _rows(edition: EditionText) -> list[CriterionRow]:
    return [
        CriterionRow(edition=edition, order=order, code=criterion.code, parent=criterion.parent,
                     title=criterion.title[:500], is_leaf=criterion.is_leaf)
        for order, criterion in enumerate(edition_of(edition.text).criteria, 1)
    ]  # fmt: skip
