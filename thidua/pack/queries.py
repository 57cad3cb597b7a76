"""What has been made of the year's pack, and what could be."""

from dataclasses import dataclass

from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.pack.catalogue import Item, items
from thidua.pack.source import Source
from thidua.paperwork.models import Document
from thidua.paperwork.queries import papers_of, seen_by
from thidua.paperwork.rules import CLERKS
from thidua.paperwork.terms import Status


@dataclass(frozen=True)
class Line:
    """One paper of the pack: what was made of it (None yet), and whether this person may draft it now."""

    item: Item
    document: Document | None
    ready: bool


def own(here: Here, item: Item) -> bool:
    """Whether the paper is this person's to prepare."""
    if item.sort.of_unit:
        return item.member is not None and here.holds(Office.UNIT_OFFICER, of=item.member)
    return here.holds(*CLERKS)


def shown(here: Here, item: Item) -> bool:
    """A unit sees its own papers; the secretaries and the standing office see that every paper is there."""
    everything = (*CLERKS, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE)
    mine = here.own(Office.UNIT_OFFICER, Office.UNIT_LEADER)
    return not item.sort.of_unit or here.holds(*everything) or item.member == mine


def pack(here: Here) -> list[Line]:
    """The pack as this person sees it, in the order of the year."""
    source = Source(here)
    made = {one.subject: one for one in seen_by(here).exclude(status__in=[Status.DROPPED, Status.REVOKED])
            if one.subject.startswith("pack:")}  # fmt: skip
    lines = []
    for item in items(source):
        if shown(here, item):
            document = made.get(item.subject)
            ready = document is None and own(here, item) and item.content(source) is not None
            lines.append(Line(item, document, ready))
    return lines


def living(here: Here, item: Item) -> Document | None:
    """The paper already made of an item, if any."""
    return (
        papers_of(here.year).filter(subject=item.subject).exclude(status__in=[Status.DROPPED, Status.REVOKED]).first()
    )
