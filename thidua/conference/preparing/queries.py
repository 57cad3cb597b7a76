"""Reading the preparation: what is set, talks, invitations with what was sent, the order by hand, seats, documents."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from thidua.conference.models import Conference, Delegate
from thidua.conference.preparing.models import Block, HandOrder, Handout, Invite, Mailing, Need, Setup, Spot, Talk
from thidua.conference.preparing.terms import Answer, OpenTo
from thidua.conference.terms import Session
from thidua.members.models import Membership, Seat
from thidua.members.queries import open_on
from thidua.members.terms import Office

USUAL_BEGIN = {Session.MORNING: dt.time(8), Session.AFTERNOON: dt.time(14), Session.DAY: dt.time(8)}
USUAL_END = {Session.MORNING: dt.time(11, 30), Session.AFTERNOON: dt.time(17), Session.DAY: dt.time(17)}
DAYS_BEFORE, DAYS_AFTER = 3, 7
"""How long around the conference the delegates' pages are open, unless days are set."""


def setup_of(conference: Conference) -> Setup:
    """What is set; the usual when nothing is."""
    return Setup.objects.filter(conference=conference).first() or Setup(conference=conference)


def opens(conference: Conference, setup: Setup) -> tuple[dt.date, dt.date]:
    """The days on which the delegates' pages are open, both included."""
    first = setup.open_from or conference.on - dt.timedelta(days=DAYS_BEFORE)
    return first, setup.open_to or conference.on + dt.timedelta(days=DAYS_AFTER)


def hours(conference: Conference) -> tuple[dt.datetime, dt.datetime]:
    """When it begins and ends: by the programme when every length is known, else the usual end of the session."""
    zone, session = timezone.get_default_timezone(), Session(conference.session)
    starts = dt.datetime.combine(conference.on, conference.begins or USUAL_BEGIN[session], zone)
    lengths = [item.minutes for item in conference.items.all()]
    if lengths and None not in lengths:
        return starts, starts + dt.timedelta(minutes=sum(length or 0 for length in lengths))
    usual = dt.datetime.combine(conference.on, USUAL_END[session], zone)
    return starts, usual if usual > starts else starts + dt.timedelta(hours=2)


def talks_of(conference: Conference) -> QuerySet[Talk]:
    """The talks that stand, as they came."""
    return conference.talks.filter(withdrawn_at__isnull=True).select_related("membership__unit", "item")


def talks_by_item(conference: Conference) -> dict[int, list[Talk]]:
    """The talks that stand, by the item of the programme they belong to."""
    found: dict[int, list[Talk]] = defaultdict(list)
    for talk in talks_of(conference).exclude(item=None):
        found[talk.item_id or 0].append(talk)
    return dict(found)


def hand_order(conference: Conference) -> HandOrder | None:
    """The order set by hand that stands; None: the protocol's own."""
    return HandOrder.objects.filter(conference=conference, undone_at__isnull=True).first()


def needs_of(conference: Conference) -> dict[int, Need]:
    """Dietary and travel notes by delegate. For the secretaries, and of the own delegation for a unit."""
    found = Need.objects.filter(delegate__delegation__conference=conference)
    return {need.delegate_id: need for need in found}


@dataclass(frozen=True)
class Invited:
    """An invitation with its letters: the newest state that went out, and to whom."""

    invite: Invite
    mailings: tuple[Mailing, ...]
    stale: bool

    @property
    def sent(self) -> bool:
        return bool(self.mailings)


def invited(conference: Conference) -> list[Invited]:
    """Every invitation, units in their order, then the others; `stale` when day, hour or place changed since."""
    sent: dict[int, list[Mailing]] = defaultdict(list)
    for one in Mailing.objects.filter(invite__conference=conference).select_related("letter"):
        sent[one.invite_id].append(one)
    invites = conference.invites.select_related("membership__unit", "paper")
    found = sorted(
        invites, key=lambda one: (one.membership is None, one.membership.order if one.membership else one.pk)
    )
    return [
        Invited(one, tuple(sent[one.pk]),
                bool(sent[one.pk]) and max(each.sequence for each in sent[one.pk]) < conference.sequence)
        for one in found
    ]  # fmt: skip


def addresses(invite: Invite, day: dt.date) -> list[str]:
    """Where its letters go: the address written down, or the leaders and officers of the unit that have one."""
    if invite.email or invite.membership is None:
        return [invite.email] if invite.email else []
    seats = Seat.objects.filter(open_on(day), membership=invite.membership, person__is_active=True,
                                office__in=[Office.UNIT_LEADER, Office.UNIT_OFFICER])  # fmt: skip
    return sorted({seat.person.email for seat in seats.select_related("person") if seat.person.email})


def answers(found: Iterable[Invited]) -> dict[Answer, int]:
    """How many will come, are excused, have not answered."""
    counted = dict.fromkeys(Answer, 0)
    for one in found:
        counted[Answer(one.invite.answer)] += 1
    return counted


def short_of(one: Delegate) -> str:
    """The delegate's unit as the cluster calls it."""
    member = one.delegation.membership
    return member.unit.short_name if member else one.delegation.body


@dataclass(frozen=True)
class Row:
    """One row of a block: each seat with who sits there, from the left."""

    row: int
    spots: tuple[tuple[int, Delegate | None], ...]

    @property
    def cells(self) -> list[tuple[int, int, str, str]]:
        """Seat, number of the delegate (0: nobody), name, and the unit in short."""
        return [(seat, one.pk, str(one), short_of(one)) if one else (seat, 0, "", "") for seat, one in self.spots]


@dataclass(frozen=True)
class Hall:
    """A block with its rows, the front first."""

    block: Block
    rows: tuple[Row, ...]


def talks_stored(membership: Membership) -> QuerySet[Talk, tuple[str, int]]:
    """Hash and size of each talk kept of a unit, those it withdrew among them: their files stay."""
    return Talk.objects.filter(membership=membership).values_list("sha256", "size")


def halls(conference: Conference, delegates: Iterable[Delegate]) -> list[Hall]:
    """The seat plan; `delegates` of the conference, with their delegations."""
    known, spots = {one.pk: one for one in delegates}, Spot.objects.filter(block__conference=conference)
    taken = {(block, row, seat): known.get(pk)
             for block, row, seat, pk in spots.values_list("block_id", "row", "number", "delegate_id")}  # fmt: skip
    return [
        Hall(block, tuple(
            Row(row, tuple((seat, taken.get((block.pk, row, seat))) for seat in range(1, block.seats + 1)))
            for row in range(1, block.rows + 1)))
        for block in conference.blocks.all()
    ]  # fmt: skip


def seated(conference: Conference) -> set[int]:
    """The delegates that have a seat."""
    return set(Spot.objects.filter(block__conference=conference).values_list("delegate_id", flat=True))


def spot_of(delegate: Delegate) -> Spot | None:
    """Where a delegate sits."""
    return Spot.objects.filter(delegate=delegate).select_related("block").first()


def handouts_for(conference: Conference, *, delegate: bool) -> QuerySet[Handout]:
    """The documents a delegate, or anyone at all, may open."""
    open_to = [OpenTo.DELEGATES, OpenTo.PUBLIC] if delegate else [OpenTo.PUBLIC]
    return conference.handouts.filter(open_to__in=open_to)
