"""Reading the papers of a year, the templates and lists of a cluster."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thidua.kit.viet import fold
from thidua.ledger.models import Entry
from thidua.ledger.queries import history
from thidua.members.models import Cluster, ClusterYear, LeadTerm, Unit
from thidua.members.queries import Here
from thidua.members.terms import Lead, Office
from thidua.paperwork.layout import REGISTER, digest_of, symbol
from thidua.paperwork.models import Document, Letterhead, RecipientList, Register, SignedCopy, Template
from thidua.paperwork.terms import NUMBERED, Status, TemplateState


def papers_of(year: ClusterYear) -> QuerySet[Document]:
    """Every paper of the year, newest first."""
    return Document.objects.filter(year=year).select_related("issuer", "year__cluster", "template")


def of_subject(year: ClusterYear, subject: str) -> QuerySet[Document]:
    """The papers that document one thing, such as "pledge:12"."""
    return papers_of(year).filter(subject=subject)


def seen_by(here: Here) -> QuerySet[Document]:
    """The papers of the year a person may see: the cluster's numbered ones everybody, its drafts its secretaries and
    the leader who signs; a unit's own papers that unit, and when numbered the secretaries."""
    papers = papers_of(here.year)
    if here.holds(Office.HEAD_SECRETARY, Office.CONFERENCE_SECRETARY, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE):
        everywhere = Q(status__in=NUMBERED) | Q(for_cluster=True)
    else:
        everywhere = Q(status__in=NUMBERED, for_cluster=True)
    written = Q(issuer__in=_units(here, Office.UNIT_OFFICER), for_cluster=False)
    return papers.filter(everywhere | written | Q(issuer__in=_units(here, Office.UNIT_LEADER)))


def _units(here: Here, office: Office) -> set[int]:
    return {seat.membership.unit_id for seat in here.seats if seat.membership and seat.office == office}


def own_unit(here: Here, unit: Unit, office: Office) -> bool:
    """Whether the office is held in this unit."""
    return any(seat.office == office and seat.membership and seat.membership.unit_id == unit.pk for seat in here.seats)


def found(
    year: ClusterYear, search: str = "", kind: str = "", status: str = "", among: QuerySet[Document] | None = None
) -> list[Document]:
    """The papers of the year that hold every word sought, accents or not, in symbol, kind or abstract."""
    papers = papers_of(year) if among is None else among
    asked = {name: value for name, value in (("kind", kind), ("status", status)) if value}
    wanted = fold(search).split()
    return [paper for paper in papers.filter(**asked)
            if all(word in fold(f"{symbol(paper)} {paper} {paper.issuer.name}") for word in wanted)]  # fmt: skip


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


def sent_back(document: Document) -> Entry | None:
    """Why a draft came back, when sending it back was the last that happened to it besides changes."""
    acts = ("paperwork.send_back", "paperwork.sign")
    last = history(document).filter(act__in=acts).order_by("-seq").first()
    return last if last and last.act == "paperwork.send_back" else None


def letterhead_of(cluster: Cluster) -> Letterhead:
    """As kept; as shipped when nothing is."""
    return Letterhead.objects.filter(cluster=cluster).first() or Letterhead(cluster=cluster, mark=REGISTER)


def template_in_use(cluster: Cluster, kind: str) -> Template | None:
    """The cluster's own template of a kind; None: the shipped one."""
    return Template.objects.filter(cluster=cluster, kind=kind, state=TemplateState.IN_USE).first()


def templates_of(cluster: Cluster) -> QuerySet[Template]:
    """Every version of every template, newest first."""
    return Template.objects.filter(cluster=cluster)


def recipients_of(cluster: Cluster) -> QuerySet[RecipientList]:
    return RecipientList.objects.filter(cluster=cluster)


def signed_copies(document: Document) -> QuerySet[SignedCopy]:
    return SignedCopy.objects.filter(document=document)


def one_series(issuer: Unit, mark: str, year: int) -> bool:
    """Whether the papers of this mark are numbered all kinds together in a year."""
    return Register.objects.filter(issuer=issuer, mark=mark, year=year, series="").exists()


def numbers_given(issuer: Unit, mark: str, year: int) -> bool:
    return Register.objects.filter(issuer=issuer, mark=mark, year=year, last__gt=0).exists()


def mark_of(unit: Unit) -> str:
    """The mark of a unit's own papers: the first letters of its short name, BĐ for Biển Đông."""
    return "".join(word[0] for word in unit.short_name.split() if word[0].isalnum()).upper()[:20] or unit.code[:20]


def gaps(issuer: Unit, year: int) -> list[str]:
    """The registers of a year whose numbers do not run from 1 to their last: none, or somebody was in the database."""
    wrong = []
    for register in Register.objects.filter(issuer=issuer, year=year).order_by("series"):
        numbers = list(register.documents.order_by("number").values_list("number", flat=True))
        if numbers != list(range(1, register.last + 1)):
            wrong.append(register.series)
    return wrong


@dataclass(frozen=True)
class Checked:
    """What anybody may know about a paper by its code: no more than stands at its head."""

    document: Document
    symbol: str
    unchanged: bool
    revoked_on: dt.date | None


def checked(code: str) -> Checked | None:
    """The paper of a printed code, and whether it is as it was issued."""
    document = Document.objects.filter(code=code).select_related("issuer", "year__cluster").first()
    if document is None:
        return None
    revoked = revocation(document) if document.status == Status.REVOKED else None
    return Checked(document, symbol(document), digest_of(document) == document.digest, revoked.at if revoked else None)


def chosen(papers: QuerySet[Document], numbers: Sequence[int]) -> list[Document]:
    """Those asked for, in the order of the register: by day, then number."""
    return list(papers.filter(pk__in=numbers).order_by("issued_on", "kind", "number", "pk"))
