"""Reading the papers of a year."""

from django.db.models import QuerySet

from thidua.kit.viet import fold
from thidua.ledger.models import Entry
from thidua.ledger.queries import history
from thidua.members.models import ClusterYear, LeadTerm, Unit
from thidua.members.queries import Here
from thidua.members.terms import Lead
from thidua.paperwork.layout import symbol
from thidua.paperwork.models import Document


def papers_of(year: ClusterYear) -> QuerySet[Document]:
    """Every paper of the year, newest first."""
    return Document.objects.filter(year=year).select_related("issuer", "year__cluster")


def of_subject(year: ClusterYear, subject: str) -> QuerySet[Document]:
    """The papers that document one thing, such as "pledge:12"."""
    return papers_of(year).filter(subject=subject)


def found(year: ClusterYear, search: str = "", kind: str = "") -> list[Document]:
    """The papers of the year that hold every word sought, accents or not, in symbol, kind or abstract."""
    papers = papers_of(year).filter(kind=kind) if kind else papers_of(year)
    wanted = fold(search).split()
    return [paper for paper in papers if all(word in fold(f"{symbol(paper)} {paper}") for word in wanted)]


def issuer_of(here: Here) -> Unit | None:
    """The unit whose number the year's papers carry: the head; after its term, the last head the year had."""
    if head := here.leads.get(Lead.HEAD):
        return head.unit
    terms = LeadTerm.objects.filter(year=here.year, role=Lead.HEAD, since__lte=here.day)
    last = terms.select_related("membership__unit").order_by("since").last()
    return last.membership.unit if last else None


def revocation(document: Document) -> Entry | None:
    """Who revoked a paper, when and why."""
    return history(document).filter(act="paperwork.revoke").first()
