"""The writer of the conferences: planning, programme, delegations, attendance, the record, opening and closing."""

import datetime as dt
import secrets

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.ballots import queries as ballots
from thidua.conference import queries
from thidua.conference.acts import CODE
from thidua.conference.acts import held as _held
from thidua.conference.acts import wrote as _wrote
from thidua.conference.acts import wrote_of as _wrote_of
from thidua.conference.checkin.models import Arrival
from thidua.conference.following.terms import Sort
from thidua.conference.minutes import paper
from thidua.conference.minutes.terms import Kind as DraftKind
from thidua.conference.models import Conference, Delegate, Delegation, Item, Recommendation, Statement
from thidua.conference.preparing.actions.programme import note_needs
from thidua.conference.programme import USUAL
from thidua.conference.rules import (
    LEADS_TO,
    SECRETARIES,
    why_not_announce,
    why_not_close,
    why_not_kind,
    why_not_open,
    why_not_plan,
    why_not_prepare,
    why_not_run,
)
from thidua.conference.terms import Kind, Presence, Session, Side, State
from thidua.kit.refusal import Refused, require
from thidua.members.actions import enter_stage
from thidua.members.models import Membership, Unit
from thidua.members.queries import Here
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind as PaperKind


@transaction.atomic
def plan(
    *, here: Here, kind: Kind, title: str, on: dt.date, session: Session, place: str, host: Unit, at: dt.datetime,
    chair: str = "", begins: dt.time | None = None,
) -> Conference:  # fmt: skip
    """Plan a conference: one of a kind a year."""
    require(why_not_plan(here))
    require(why_not_kind(here, Kind(kind)), "kind")
    try:
        with transaction.atomic():
            made = Conference.objects.create(
                year=here.year, kind=kind, title=title, on=on, session=session, place=place, host=host, chair=chair,
                begins=begins,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("Năm thi đua này đã có hội nghị loại đó; hãy sửa hội nghị đã có."), "kind") from None
    _wrote(here, "plan", made, at, kind=kind, on=on.isoformat(), session=session, place=place, host=host.name)
    return made


@transaction.atomic
def change(
    *, here: Here, conference: Conference, title: str, on: dt.date, session: Session, place: str, host: Unit,
    chair: str, at: dt.datetime, begins: dt.time | None = None,
) -> None:  # fmt: skip
    """Correct the plan before the opening."""
    held = _held(here, conference)
    require(why_not_prepare(here, held))
    before = {"title": held.title, "on": held.on.isoformat(), "place": held.place, "host": held.host.name,
              "begins": str(held.begins or "")}  # fmt: skip
    moved = (held.on, held.session, held.place, held.begins) != (on, session, place, begins)
    Conference.objects.filter(pk=held.pk).update(
        title=title, on=on, session=session, place=place, host=host, chair=chair, begins=begins,
        sequence=held.sequence + moved,
    )  # fmt: skip
    _wrote(here, "change", held, at, before=before,
           after={"title": title, "on": on.isoformat(), "place": place, "host": host.name,
                  "begins": str(begins or "")})  # fmt: skip


@transaction.atomic
def add_item(
    *, here: Here, conference: Conference, title: str, at: dt.datetime, minutes: int | None = None, speaker: str = "",
    position: int | None = None,
) -> Item:  # fmt: skip
    """Put an item into the programme, at its end or at a place counted from 1."""
    held = _held(here, conference)
    require(why_not_run(here, held))
    rows = list(held.items.all())
    if rows and title == rows[min(position or len(rows), len(rows)) - 1].title:
        raise Refused(_("Mục này đã đứng ở đúng chỗ đó trong chương trình."), "title")
    item = Item.objects.create(conference=held, title=title, minutes=minutes, speaker=speaker, order=len(rows) + 1)
    if position and position <= len(rows):
        rows.insert(position - 1, item)
        _renumber(rows)
    _wrote(here, "item_add", held, at, item=title, minutes=str(minutes or ""))
    return item


def _renumber(rows: list[Item]) -> None:
    for order, row in enumerate(rows, 1):
        row.order = order
    Item.objects.bulk_update(rows, ["order"])


@transaction.atomic
def usual_programme(*, here: Here, conference: Conference, at: dt.datetime) -> None:
    """Start from the usual programme of such a conference, while there is none."""
    held = _held(here, conference)
    require(why_not_prepare(here, held))
    if held.items.exists():
        raise Refused(_("Chương trình đã có nội dung; hãy sửa trên chương trình đó."))
    usual = USUAL[Kind(held.kind)]
    Item.objects.bulk_create(
        Item(conference=held, title=title, minutes=length, order=order)
        for order, (title, length) in enumerate(usual, 1)
    )
    _wrote(here, "programme_usual", held, at, items=[title for title, _length in usual])


@transaction.atomic
def change_item(
    *, here: Here, item: Item, title: str, minutes: int | None, speaker: str, record: str, at: dt.datetime
) -> None:
    """Correct an item, or write down what happened under it."""
    held = _held(here, item.conference)
    require(why_not_run(here, held))
    if not Item.objects.filter(pk=item.pk).update(title=title, minutes=minutes, speaker=speaker, record=record):
        raise Refused(_("Mục này đã bị bỏ khỏi chương trình."))
    _wrote(here, "item_change", held, at, before=item.title, after=title, minutes=str(minutes or ""), record=record)


@transaction.atomic
def move_item(*, here: Here, item: Item, up: bool, at: dt.datetime) -> None:
    """One place up or down."""
    held = _held(here, item.conference)
    require(why_not_run(here, held))
    rows = list(held.items.all())
    now = next((place for place, row in enumerate(rows) if row.pk == item.pk), -1)
    there = now + (-1 if up else 1)
    if now < 0 or there not in range(len(rows)):
        raise Refused(_("Mục này đã ở đầu hoặc cuối chương trình."))
    rows.insert(there, rows.pop(now))
    _renumber(rows)
    _wrote(here, "item_move", held, at, item=item.title, to=str(there + 1))


@transaction.atomic
def drop_item(*, here: Here, item: Item, at: dt.datetime) -> None:
    """Take an item out before the opening."""
    held = _held(here, item.conference)
    require(why_not_prepare(here, held))
    if not Item.objects.filter(pk=item.pk).delete()[0]:
        raise Refused(_("Mục này đã bị bỏ khỏi chương trình."))
    _renumber(list(held.items.all()))
    _wrote(here, "item_drop", held, at, item=item.title)


@transaction.atomic
def tick_item(*, here: Here, item: Item, at: dt.datetime) -> None:
    """The item is over; the big screen goes on to the next."""
    held = _held(here, item.conference)
    require(why_not_run(here, held))
    if held.state != State.OPEN:
        raise Refused(_("Hội nghị chưa khai mạc."))
    if not Item.objects.filter(pk=item.pk, done_at__isnull=True).update(done_at=at):
        raise Refused(_("Mục này đã xong trước đó."))
    _wrote(here, "item_done", held, at, item=item.title)


@transaction.atomic
def announce(
    *, here: Here, conference: Conference, membership: Membership | None, at: dt.datetime, body: str = "",
    side: Side | None = None, note: str = "",
) -> Delegation:  # fmt: skip
    """Enter a delegation: of a member unit (by itself or the secretaries) or of another body (by the secretaries)."""
    held = _held(here, conference)
    require(why_not_announce(here, held, membership))
    if membership is not None:
        body = membership.unit.name
        side = side or (Side.HOST if held.host_id == membership.unit_id else Side.MEMBER)
    try:
        with transaction.atomic():
            made = Delegation.objects.create(conference=held, membership=membership, body=body, note=note,
                                             side=side or Side.GUEST, order=held.delegations.count() + 1)  # fmt: skip
    except IntegrityError:
        raise Refused(_("Đoàn “%(body)s” đã có trong danh sách.") % {"body": body}, "body") from None
    _wrote_of(here, "announce", made, at, body=body, side=made.side)
    return made


def _open_delegation(here: Here, delegation: Delegation) -> None:
    require(why_not_announce(here, _held(here, delegation.conference), delegation.membership))


@transaction.atomic
def withdraw(*, here: Here, delegation: Delegation, at: dt.datetime) -> None:
    """Take a delegation with no delegate off the list."""
    _open_delegation(here, delegation)
    if delegation.delegates.exists():
        raise Refused(_("Đoàn còn đại biểu; hãy bỏ từng đại biểu trước."))
    if not Delegation.objects.filter(pk=delegation.pk).delete()[0]:
        raise Refused(_("Đoàn này đã được bỏ trước đó."))
    _wrote_of(here, "withdraw", delegation, at, body=delegation.body)


@transaction.atomic
def add_delegate(
    *, here: Here, delegation: Delegation, title: str, at: dt.datetime, rank: str = "", name: str = "",
    lead: bool = False, since_year: int | None = None, dietary: str = "", travel: str = "",
) -> Delegate:  # fmt: skip
    """Enter a delegate. Without a name the office title stands for the person."""
    _open_delegation(here, delegation)
    if lead:
        _refuse_second_lead(delegation)
    if name and delegation.delegates.filter(rank=rank, name=name, title=title).exists():
        raise Refused(_("Đại biểu này đã có trong đoàn."), "name")
    made = Delegate.objects.create(
        delegation=delegation, rank=rank, name=name, title=title, lead=lead, order=delegation.delegates.count() + 1,
        code=secrets.token_urlsafe(CODE), since_year=since_year,
    )  # fmt: skip
    _wrote_of(here, "delegate_add", delegation, at, body=delegation.body, delegate=str(made), title=title, lead=lead)
    note_needs(here=here, delegate=made, dietary=dietary, travel=travel, at=at)
    return made


def _refuse_second_lead(delegation: Delegation, but: int = 0) -> None:
    if other := delegation.delegates.filter(lead=True).exclude(pk=but).first():
        raise Refused(
            _("Đoàn đã có trưởng đoàn là %(name)s; hãy bỏ dấu trưởng đoàn ở đó trước.") % {"name": other}, "lead"
        )


@transaction.atomic
def change_delegate(
    *, here: Here, delegate: Delegate, title: str, rank: str, name: str, lead: bool, at: dt.datetime,
    since_year: int | None = None, dietary: str | None = None, travel: str | None = None,
) -> None:  # fmt: skip
    """Correct a delegate."""
    _open_delegation(here, delegate.delegation)
    if lead:
        _refuse_second_lead(delegate.delegation, delegate.pk)
    changed = {"title": title, "rank": rank, "name": name, "lead": lead, "since_year": since_year}
    if not Delegate.objects.filter(pk=delegate.pk).update(**changed):
        raise Refused(_("Đại biểu này đã được bỏ khỏi đoàn."))
    _wrote_of(here, "delegate_change", delegate.delegation, at, before=str(delegate), after=f"{rank} {name}".strip(),
              title=title, lead=lead)  # fmt: skip
    if dietary is not None and travel is not None:
        note_needs(here=here, delegate=delegate, dietary=dietary, travel=travel, at=at)


@transaction.atomic
def drop_delegate(*, here: Here, delegate: Delegate, at: dt.datetime) -> None:
    """Take a delegate off who has not been checked in."""
    _open_delegation(here, delegate.delegation)
    found = Delegate.objects.filter(pk=delegate.pk).exclude(presence=Presence.PRESENT).exclude(turns__isnull=False)
    if not found.delete()[0]:
        raise Refused(_("Đại biểu này đã điểm danh có mặt, đã đăng ký phát biểu, hoặc đã được bỏ khỏi đoàn trước đó."))
    _wrote_of(here, "delegate_drop", delegate.delegation, at, delegate=str(delegate), title=delegate.title)


@transaction.atomic
def check_in(
    *, here: Here, delegate: Delegate, presence: Presence, at: dt.datetime, key: str = "",
    stated_at: dt.datetime | None = None,
) -> bool:  # fmt: skip
    """Mark a delegate present, excused or absent. Twice the same changes nothing: False, and no error.

    A phone that was without a line gives its own `key` and says when the mark was made.
    """
    held = _held(here, delegate.delegation.conference)
    require(why_not_run(here, held))
    came = (stated_at or at) if presence == Presence.PRESENT else None
    if (
        not Delegate.objects.filter(pk=delegate.pk)
        .exclude(presence=presence)
        .update(presence=presence, checked_in_at=came)
    ):
        return False
    Arrival.objects.create(delegate=delegate, key=key or secrets.token_hex(CODE), presence=presence,
                           by_name=here.person.name, stated_at=stated_at, received_at=at)  # fmt: skip
    _wrote(here, "check_in", held, at, delegate=str(delegate), body=delegate.delegation.body, presence=presence)
    return True


@transaction.atomic
def mark_speaker(*, here: Here, delegate: Delegate, spoke: bool, at: dt.datetime) -> None:
    """The delegate spoke (or was marked by mistake)."""
    held = _held(here, delegate.delegation.conference)
    require(why_not_run(here, held))
    if Delegate.objects.filter(pk=delegate.pk).exclude(spoke=spoke).update(spoke=spoke):
        _wrote(here, "speaker", held, at, delegate=str(delegate), spoke=spoke)


@transaction.atomic
def state(*, here: Here, conference: Conference, kind: str, text: str, at: dt.datetime) -> Statement:
    """Write down a result or a point of the discussion."""
    held = _held(here, conference)
    require(why_not_run(here, held))
    if held.statements.filter(kind=kind, text=text).exists():
        raise Refused(_("Nội dung này đã được ghi."), "text")
    made = Statement.objects.create(conference=held, kind=kind, text=text, order=held.statements.count() + 1)
    _wrote(here, "state", held, at, kind=kind, text=text)
    return made


@transaction.atomic
def unstate(*, here: Here, statement: Statement, at: dt.datetime) -> None:
    """Strike what was written down by mistake, before the close."""
    held = _held(here, statement.conference)
    require(why_not_run(here, held))
    if not Statement.objects.filter(pk=statement.pk).delete()[0]:
        raise Refused(_("Ghi nhận này đã được bỏ trước đó."))
    _wrote(here, "unstate", held, at, kind=statement.kind, text=statement.text)


@transaction.atomic
def recommend(
    *, here: Here, conference: Conference, text: str, at: dt.datetime, owner: str = "", due_on: dt.date | None = None,
    unit: Unit | None = None, sort: Sort = Sort.RECOMMENDATION,
) -> Recommendation:  # fmt: skip
    """Write down a recommendation, who is to do it and by when."""
    held = _held(here, conference)
    require(why_not_run(here, held))
    if held.recommendations.filter(text=text).exists():
        raise Refused(_("Kiến nghị này đã được ghi."), "text")
    made = Recommendation.objects.create(conference=held, text=text, owner=owner or (unit.name if unit else ""),
                                         due_on=due_on, unit=unit, sort=sort)  # fmt: skip
    _wrote(here, "recommend", held, at, text=text, owner=owner, due_on=due_on.isoformat() if due_on else "")
    return made


@transaction.atomic
def unrecommend(*, here: Here, recommendation: Recommendation, at: dt.datetime) -> None:
    """Strike a recommendation written down by mistake, before the close and before anybody took it up."""
    held = _held(here, recommendation.conference)
    require(why_not_run(here, held))
    if not Recommendation.objects.filter(pk=recommendation.pk, followups__isnull=True).delete()[0]:
        raise Refused(_("Kiến nghị này đã có tình hình thực hiện, hoặc đã được bỏ trước đó."))
    _wrote(here, "unrecommend", held, at, text=recommendation.text, owner=recommendation.owner)


@transaction.atomic
def open_conference(*, here: Here, conference: Conference, at: dt.datetime) -> None:
    """Khai mạc."""
    held = _held(here, conference)
    require(why_not_open(here, held))
    Conference.objects.filter(pk=held.pk, state=State.PLANNED).update(state=State.OPEN)
    _wrote(here, "open", held, at)


@transaction.atomic
def close(*, here: Here, conference: Conference, at: dt.datetime) -> None:
    """Bế mạc: the record is fixed, the year moves on; minutes nobody writes are issued from the record."""
    held = _held(here, conference)
    require(why_not_close(here, held))
    Conference.objects.filter(pk=held.pk, state=State.OPEN).update(state=State.CLOSED)
    held.state = State.CLOSED
    told = queries.record(held)
    _wrote(here, "close", held, at, present=str(told.present), units=f"{told.units_present}/{len(told.members)}")
    if not held.drafts.filter(kind=DraftKind.MINUTES).exists():
        _issue_minutes(here, held, told, at)
    enter_stage(year=here.year, to=LEADS_TO[Kind(held.kind)], by=here.actor(*SECRETARIES), at=at)


def _issue_minutes(here: Here, held: Conference, told: queries.ConferenceRecord, at: dt.datetime) -> None:
    """Where nobody writes minutes of the own, they are made from the record and issued at once."""
    votes = ballots.outcomes(here.year) if held.kind == Kind.SUMMARY else []
    issue(here=here, kind=PaperKind.MINUTES, about=held.title, subject=f"conference:{held.pk}", at=at,
          by=here.actor(*SECRETARIES),
          content=paper.content(told, votes, ballots.award_names(), here.person.name))  # fmt: skip
