"""Reading minutes and conclusions."""

from django.db.models import QuerySet

from thidua.conference.minutes.models import Draft, Revision, Section
from thidua.conference.minutes.sections import digest_of
from thidua.conference.minutes.terms import Kind
from thidua.conference.models import Conference


def drafts_of(conference: Conference) -> dict[Kind, Draft]:
    """The drafts begun, by kind."""
    return {Kind(draft.kind): draft for draft in conference.drafts.select_related("paper")}


def revisions_of(section: Section) -> QuerySet[Revision]:
    """Its versions, newest first."""
    return section.revisions.all()


def is_as_approved(draft: Draft) -> bool:
    """Whether the paper still holds exactly what was approved."""
    return bool(draft.paper and digest_of(draft.paper.content) == draft.digest)
