"""The writer of the room: drafts papers from the figures, by the paperwork's own action."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import override

from thidua.kit.refusal import require
from thidua.ledger.actions import take_turn
from thidua.members.queries import Here
from thidua.pack.catalogue import Item
from thidua.pack.rules import why_not_draft
from thidua.pack.source import Source
from thidua.paperwork import actions as paperwork
from thidua.paperwork.models import Document


@transaction.atomic
def draft(*, here: Here, chosen: Sequence[Item], at: dt.datetime) -> list[Document]:
    """Draft these papers; all of them, or none. A paper is Vietnamese, whoever drafts it."""
    take_turn()
    source, made = Source(here), []
    for item in chosen:
        with override("vi"):
            content = item.content(source)
        require(why_not_draft(here, item, ready=content is not None))
        issuer = item.member.unit if item.sort.of_unit and item.member else None
        made.append(
            paperwork.draft(
                here=here, kind=item.sort.kind, about=item.about(source), subject=item.subject,
                content=dict(content or {}), issuer=issuer, at=at,
            )
        )  # fmt: skip
    return made
