"""Every paper of the demo's year: drafted, signed and numbered through the actions."""

from tests.seeded import seeded
from thidua.members.terms import Stage
from thidua.pack import actions as packing
from thidua.pack.queries import pack
from thidua.paperwork import actions
from thidua.paperwork.layout import digest_of
from thidua.paperwork.models import Document
from thidua.paperwork.queries import papers_of
from thidua.samples.cast import UNITS, Cast, moment

AT = moment(2026, 12, 20)
CLERK = "thu-ky-cum-truong"


def year() -> Cast:
    """The year as it was handed over."""
    return seeded(Stage.HANDED_OVER)


def drafted(cast: Cast) -> list[Document]:
    """Everything that can be drafted, by whoever may."""
    made = []
    for username in (*(f"can-bo-{code}" for code, _name, _short in UNITS), CLERK):
        here = cast.here(username, AT.date())
        made += packing.draft(here=here, chosen=[line.item for line in pack(here) if line.ready], at=AT)
    return made


def issued(cast: Cast, papers: list[Document]) -> list[Document]:
    """Signed by the leader of each issuing unit, then numbered."""
    for paper in papers:
        leader = cast.here(f"lanh-dao-{paper.issuer.code}", AT.date())
        actions.sign_draft(here=leader, document=paper, seen=digest_of(paper), at=AT)
        clerk = CLERK if paper.for_cluster else f"can-bo-{paper.issuer.code}"
        actions.number_draft(here=cast.here(clerk, AT.date()), document=paper, at=AT)
    return list(papers_of(cast.year).order_by("issued_on", "pk"))
