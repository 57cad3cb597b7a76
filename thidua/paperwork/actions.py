"""The writer of the paperwork: issuing with a number, revoking with a reason."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork.layout import symbol
from thidua.paperwork.models import Document
from thidua.paperwork.queries import issuer_of
from thidua.paperwork.rules import why_not_issue, why_not_revoke
from thidua.paperwork.terms import Kind, Status


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
    day = timezone.localdate(at)
    taken = Document.objects.filter(issuer=issuer, kind=kind, number_year=day.year).aggregate(last=Max("number"))
    document = Document.objects.create(
        year=here.year, issuer=issuer, kind=kind, about=about, subject=subject, content=content, status=Status.ISSUED,
        number=(taken["last"] or 0) + 1, issued_on=day, number_year=day.year,
    )  # fmt: skip
    record(act="paperwork.issue", subject=document, by=by or here.actor(), at=at, year_id=here.year.pk,
           facts={"symbol": symbol(document), "of": subject})  # fmt: skip
    return document


@transaction.atomic
def revoke(*, here: Here, document: Document, reason: str, at: dt.datetime) -> None:
    """Revoke an issued paper. It keeps its number and stays readable, marked."""
    require(why_not_revoke(here, document))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do thu hồi."), "reason")
    if not Document.objects.filter(pk=document.pk, status=Status.ISSUED).update(status=Status.REVOKED):
        raise Refused(_("Văn bản này đã thu hồi trước đó."))
    by = here.actor(Office.HEAD_SECRETARY, Office.STANDING_OFFICE)
    record(act="paperwork.revoke", subject=document, by=by, at=at, year_id=here.year.pk,
           facts={"symbol": symbol(document)}, reason=reason)  # fmt: skip
