"""Reading minutes and conclusions."""

from typing import Any

from django.db.models import QuerySet

from thidua.conference.minutes.models import Draft, Revision, Section
from thidua.conference.minutes.sections import digest_of
from thidua.conference.minutes.terms import Kind, State
from thidua.conference.models import Conference
from thidua.ledger.models import Entry
from thidua.ledger.queries import history


def drafts_of(conference: Conference) -> dict[Kind, Draft]:
    """The drafts begun, by kind."""
    return {Kind(draft.kind): draft for draft in conference.drafts.select_related("paper")}


def revisions_of(section: Section) -> QuerySet[Revision]:
    """Its versions, newest first."""
    return section.revisions.all()


def sent_back(draft: Draft) -> Entry | None:
    """Who gave back what is being written, when and why; None: it was never sent, or is with the chair's office."""
    if draft.state != State.WRITING:
        return None
    return history(draft.conference).filter(act="conference.draft_return", facts__kind=draft.kind).first()


def frozen(draft: Draft) -> list[dict[str, Any]]:
    """The sections of the approved paper, whatever the record says since; none of what is not approved."""
    return draft.paper.content.get("sections", []) if draft.paper else []


def is_as_approved(draft: Draft) -> bool:
    """Whether the paper still holds exactly what was approved."""
    return bool(draft.paper and digest_of(draft.paper.content) == draft.digest)
