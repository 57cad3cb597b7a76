"""The writer of the rulebook: drafting, proposing, adopting and superseding criteria tables."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.engine import Edition, EditionError, digest, dump, load
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.actions import enter_stage
from thidua.members.queries import Here
from thidua.members.terms import Office, Stage
from thidua.rulebook.models import CriterionRow, EditionText
from thidua.rulebook.queries import adopted_text, edition_of
from thidua.rulebook.rules import (
    why_not_adopt,
    why_not_draft,
    why_not_propose,
    why_not_redraft,
    why_not_take_back,
)
from thidua.rulebook.terms import Status


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
    require(why_not_adopt(here, edition))
    if not by_document.strip():
        raise Refused(_("Hãy ghi văn bản thông qua."), "by_document")
    before = adopted_text(here.year, here.day)
    effective = effective_on or on
    if before and not reason.strip():
        raise Refused(_("Năm thi đua đã có bảng tiêu chí; thay bằng bản mới cần ghi lý do."), "reason")
    by = here.actor(Office.STANDING_OFFICE)
    EditionText.objects.filter(year=here.year, status=Status.ADOPTED, effective_on__gte=effective).update(
        status=Status.SUPERSEDED
    )
    facts = {"adopted_on": on, "effective_on": effective, "by_document": by_document}
    _move(edition, Status.PROPOSED, Status.ADOPTED, **facts)
    edition.refresh_from_db()
    CriterionRow.objects.bulk_create(_rows(edition))
    if here.year.at == Stage.LAUNCHED:
        enter_stage(year=here.year, to=Stage.RULES_ADOPTED, by=by, at=at)
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
