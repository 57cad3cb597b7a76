"""Papers: drafted by one, signed by another, numbered, issued; revoked with a reason."""

import datetime as dt
import secrets
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.queries import head_on
from thidua.ledger.terms import Actor
from thidua.members.models import Unit
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork.layout import digest_of, held_by, symbol
from thidua.paperwork.models import Document, Register
from thidua.paperwork.queries import issuer_of, letterhead_of, mark_of, one_series, template_in_use
from thidua.paperwork.rules import (
    CLERKS,
    KEEPERS,
    why_not_change,
    why_not_issue,
    why_not_number,
    why_not_prepare,
    why_not_revoke,
    why_not_send_back,
    why_not_sign,
)
from thidua.paperwork.terms import Kind, Status

LETTERS, LONG = "abcdefghjkmnpqrstuvwxyz23456789", 12
"""Of what a code is made: nothing that is read for something else. Twelve of them are not guessed."""


@transaction.atomic
def issue(
    *, here: Here, kind: Kind, about: str, subject: str, content: dict[str, Any], at: dt.datetime,
    by: Actor | None = None,
) -> Document:  # fmt: skip
    """Issue a paper with the next number of its kind. The room whose act it is calls this inside its transaction.

    The ledger's turn is taken first, so two papers at once get two numbers; an act that fails gives its number back.
    """
    take_turn()
    issuer = issuer_of(here)
    if issuer is None:
        raise Refused(why_not_issue(here))
    document = _made(here, issuer, kind=kind, about=about, subject=subject, content=content)
    _give_number(document, timezone.localdate(at))
    document.save(force_insert=True)
    _record_issue(here, document, by or here.actor(), at)
    return document


@transaction.atomic
def draft(
    *, here: Here, kind: Kind, about: str, subject: str, content: dict[str, Any], at: dt.datetime,
    issuer: Unit | None = None,
) -> Document:  # fmt: skip
    """Prepare a paper of the cluster, or of a unit that is named; it waits to be signed by another."""
    for_cluster, issuer = issuer is None, issuer or issuer_of(here)
    require(why_not_prepare(here, issuer, for_cluster=for_cluster))
    assert issuer is not None  # noqa: S101  the rule asked
    if not about.strip():
        raise Refused(_("Hãy ghi trích yếu của văn bản."), "about")
    document = _made(here, issuer, kind=kind, about=about, subject=subject, content=content)
    document.prepared_by = here.person
    if not for_cluster:
        document.for_cluster, document.mark = False, mark_of(issuer)
    document.save(force_insert=True)
    record(act="paperwork.draft", subject=document, by=_preparer(here, document), at=at, year_id=here.year.pk,
           facts={"kind": kind, "of": subject, "digest": digest_of(document)})  # fmt: skip
    return document


@transaction.atomic
def change_draft(
    *, here: Here, document: Document, about: str, content: dict[str, Any], seen: str, at: dt.datetime
) -> None:
    """Write a draft anew. `seen` is the digest of the draft that was changed: another's changes are not lost."""
    take_turn()
    now = _as_is(document)
    require(why_not_change(here, now))
    _same(now, seen)
    if not about.strip():
        raise Refused(_("Hãy ghi trích yếu của văn bản."), "about")
    before = digest_of(now)
    now.about, now.content, now.prepared_by = about, content, here.person
    _moved(now, Status.DRAFT, Status.DRAFT, about=about, content=content, prepared_by=here.person)
    record(act="paperwork.change", subject=now, by=_preparer(here, now), at=at, year_id=here.year.pk,
           facts={"before": before, "after": digest_of(now)})  # fmt: skip


@transaction.atomic
def drop_draft(*, here: Here, document: Document, at: dt.datetime) -> None:
    """Put a draft aside. It had no number, so none is lost."""
    require(why_not_change(here, document))
    _moved(document, Status.DRAFT, Status.DROPPED)
    record(act="paperwork.drop", subject=document, by=_preparer(here, document), at=at, year_id=here.year.pk)


@transaction.atomic
def sign_draft(*, here: Here, document: Document, seen: str, at: dt.datetime) -> None:
    """Sign off what was read (`seen`), by the issuing unit's leader; an only place without a name gets it."""
    take_turn()
    now = _as_is(document)
    require(why_not_sign(here, now))
    _same(now, seen)
    places = [dict(one) for one in now.content.get("signatures", ())]
    if len(places) == 1 and not places[0].get("name"):
        places[0]["name"] = " ".join(part for part in (here.person.rank, here.person.name) if part)
    content = {**now.content, "signatures": places}
    _moved(now, Status.DRAFT, Status.SIGNED, signed_by=here.person, content=content)
    record(act="paperwork.sign", subject=now, by=_leader(here, now.issuer), at=at, year_id=here.year.pk,
           facts={"digest": seen})  # fmt: skip


@transaction.atomic
def send_back(*, here: Here, document: Document, reason: str, at: dt.datetime) -> None:
    """Back to who prepared it, with a reason; a signature already given is taken off."""
    require(why_not_send_back(here, document))
    if not reason.strip():
        raise Refused(_("Hãy ghi cần sửa gì."), "reason")
    _moved(document, document.status, Status.DRAFT, signed_by=None)
    record(act="paperwork.send_back", subject=document, by=_leader(here, document.issuer), at=at,
           year_id=here.year.pk, reason=reason)  # fmt: skip


@transaction.atomic
def number_draft(*, here: Here, document: Document, at: dt.datetime) -> Document:
    """Give a signed paper its number and day: it is issued."""
    take_turn()
    now = _as_is(document)
    require(why_not_number(here, now))
    _give_number(now, timezone.localdate(at))
    given = ("number", "issued_on", "number_year", "register", "content", "code", "digest")
    _moved(now, Status.SIGNED, Status.ISSUED, **{name: getattr(now, name) for name in given})
    _record_issue(here, now, _preparer(here, now), at)
    return now


@transaction.atomic
def revoke(*, here: Here, document: Document, reason: str, at: dt.datetime) -> None:
    """Revoke an issued paper. It keeps its number and stays readable, marked."""
    require(why_not_revoke(here, document))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do thu hồi."), "reason")
    if not Document.objects.filter(pk=document.pk, status=Status.ISSUED).update(status=Status.REVOKED):
        raise Refused(_("Văn bản này đã thu hồi trước đó."))
    record(act="paperwork.revoke", subject=document, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"symbol": symbol(document)}, reason=reason)  # fmt: skip


def _made(here: Here, issuer: Unit, *, kind: Kind, about: str, subject: str, content: dict[str, Any]) -> Document:
    """A paper not yet kept, on the cluster's letterhead and the template it uses now."""
    head = letterhead_of(here.year.cluster)
    placed = content if content.get("place") or not head.place else {**content, "place": head.place}
    return Document(
        year=here.year, issuer=issuer, kind=kind, mark=head.mark, about=about, subject=subject, content=placed,
        template=template_in_use(here.year.cluster, kind),
    )  # fmt: skip


def _give_number(document: Document, day: dt.date) -> None:
    """The next number of the register, which the transaction holds from here on; whatever fails gives it back."""
    issuer, mark = document.issuer, document.mark
    series = "" if one_series(issuer, mark, day.year) else document.kind
    register, _new = Register.objects.get_or_create(issuer=issuer, mark=mark, series=series, year=day.year)
    Register.objects.filter(pk=register.pk).update(last=F("last") + 1)
    register.refresh_from_db()
    document.register, document.number = register, register.last
    document.issued_on, document.number_year, document.status = day, day.year, Status.ISSUED
    document.content = {**document.content, **held_by(head_on(day))}
    document.code = "".join(secrets.choice(LETTERS) for _letter in range(LONG))
    document.digest = digest_of(document)


def _record_issue(here: Here, document: Document, by: Actor, at: dt.datetime) -> None:
    record(act="paperwork.issue", subject=document, by=by, at=at, year_id=here.year.pk,
           facts={"symbol": symbol(document), "of": document.subject, "digest": document.digest})  # fmt: skip


def _as_is(document: Document) -> Document:
    return Document.objects.select_related("issuer", "year__cluster").get(pk=document.pk)


def _same(document: Document, seen: str) -> None:
    if digest_of(document) != seen:
        raise Refused(_("Dự thảo vừa được sửa ở nơi khác. Hãy mở lại trang, đọc bản mới rồi làm tiếp."))


def _moved(document: Document, since: str, to: str, **columns: object) -> None:
    """One step of a paper, taken once: who comes second is told."""
    if not Document.objects.filter(pk=document.pk, status=since).update(status=to, **columns):
        raise Refused(_("Văn bản này vừa được xử lý ở nơi khác. Hãy mở lại trang."))


def _preparer(here: Here, document: Document) -> Actor:
    """Acting as the cluster's secretary, or as the officer of the unit."""
    return here.actor(*(CLERKS if document.for_cluster else (Office.UNIT_OFFICER,)))


def _leader(here: Here, issuer: Unit) -> Actor:
    member = next((one for one in here.members if one.unit_id == issuer.pk), None)
    return here.actor(Office.UNIT_LEADER, of=member)
