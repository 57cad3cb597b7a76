"""The writer of the members' room: clusters, units, years, people, seats, head and deputy, stages."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import DateField, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.models import Cluster, ClusterYear, LeadTerm, Lineage, Membership, Person, Seat, Unit
from thidua.members.queries import Here
from thidua.members.rules import (
    why_not_both,
    why_not_days_away,
    why_not_delegate,
    why_not_office,
    why_not_successor,
)  # fmt: skip
from thidua.members.terms import SEATS_PEOPLE, SITE_OFFICES, Lead, Office, Stage, Succession


@transaction.atomic
def found_unit(
    *, code: str, name: str, short_name: str, by: Actor, at: dt.datetime, founded_on: dt.date | None = None,
    illustrative: bool = False,
) -> Unit:  # fmt: skip
    """Enter a unit. Refused when the code is taken."""
    if Unit.objects.filter(code=code).exists():
        raise Refused(_("Mã đơn vị “%(code)s” đã có; hãy dùng mã khác.") % {"code": code}, "code")
    unit = Unit.objects.create(
        code=code, name=name, short_name=short_name, founded_on=founded_on, illustrative=illustrative
    )
    record(act="unit.found", subject=unit, by=by, at=at)
    return unit


@transaction.atomic
def succeed_unit(
    *, predecessor: Unit, successor: Unit, kind: Succession, on: dt.date, by_document: str, by: Actor, at: dt.datetime
) -> Lineage:
    """Link a unit to the one it became part of. History stays under the old unit."""
    link = Lineage.objects.create(
        predecessor=predecessor, successor=successor, kind=kind, on=on, by_document=by_document
    )
    facts = {"predecessor": predecessor.name, "kind": kind, "on": on.isoformat(), "document": by_document}
    record(act="unit.succeed", subject=successor, by=by, at=at, facts=facts)
    return link


@transaction.atomic
def found_cluster(
    *, slug: str, organiser: str, family: str, number: str, name: str, by: Actor, at: dt.datetime,
    illustrative: bool = False,
) -> Cluster:  # fmt: skip
    """Create a cluster; organiser + family + number is its identity."""
    if Cluster.objects.filter(organiser=organiser, family=family, number=number).exists():
        raise Refused(_("Cụm này đã có: cùng cơ quan tổ chức, nhóm và số."), "number")
    if Cluster.objects.filter(slug=slug).exists():
        raise Refused(_("Địa chỉ “%(slug)s” đã dùng cho cụm khác.") % {"slug": slug}, "slug")
    cluster = Cluster.objects.create(
        slug=slug, organiser=organiser, family=family, number=number, name=name, illustrative=illustrative
    )
    record(act="cluster.found", subject=cluster, by=by, at=at)
    return cluster


@transaction.atomic
def constitute_year(
    *, cluster: Cluster, year: int, units: Sequence[Unit], head: Unit, deputy: Unit | None, since: dt.date,
    by: Actor, at: dt.datetime, by_document: str = "", cut_off: dt.date | None = None, mid_review: bool = True,
) -> ClusterYear:  # fmt: skip
    """Fix the members, head and deputy of a cluster for a year (domain.md S0). `units` are in protocol order.

    The deputyship may be vacant (None): a vacancy is a state of its own, never filled by guessing.
    """
    if head == deputy:
        raise Refused(_("Cụm trưởng và Cụm phó phải là hai đơn vị khác nhau."), "deputy")
    if any(lead not in units for lead in (head, deputy) if lead):
        raise Refused(_("Cụm trưởng và Cụm phó phải là đơn vị thành viên của cụm trong năm."), "units")
    if ClusterYear.objects.filter(cluster=cluster, year=year).exists():
        raise Refused(_("%(cluster)s đã có năm %(year)s.") % {"cluster": cluster.name, "year": year}, "year")
    made = ClusterYear.objects.create(
        cluster=cluster, year=year, by_document=by_document, cut_off=cut_off, mid_review=mid_review
    )
    for order, unit in enumerate(units, 1):
        Membership.objects.create(year=made, unit=unit, order=order)
    for lead, role in ((head, Lead.HEAD), (deputy, Lead.DEPUTY)):
        if lead is None:
            continue
        member = Membership.objects.get(year=made, unit=lead)
        LeadTerm.objects.create(year=made, membership=member, role=role, since=since, by_document=by_document)
    record(act="year.constitute", subject=made, by=by, at=at, year_id=made.pk,
           facts={"units": [unit.name for unit in units], "head": head.name, "deputy": deputy.name if deputy else "",
                  "document": by_document})  # fmt: skip
    return made


@transaction.atomic
def admit(
    *, username: str, name: str, by: Actor, at: dt.datetime, password: str | None = None, rank: str = "",
    title: str = "", email: str = "", illustrative: bool = False,
) -> Person:  # fmt: skip
    """Make an account. Without a password nobody can sign in with it until one is set."""
    if Person.objects.filter(username__iexact=username).exists():
        raise Refused(_("Tên đăng nhập “%(name)s” đã có người dùng.") % {"name": username}, "username")
    person = Person(username=username, name=name, rank=rank, title=title, email=email, illustrative=illustrative)
    if password is None:
        person.set_unusable_password()
    else:
        person.set_password(password)
    person.save()
    record(act="person.admit", subject=person, by=by, at=at)
    return person


@transaction.atomic
def set_password(*, person: Person, password: str, by: Actor, at: dt.datetime) -> None:
    """Give an account a password; every session made with an older one ends."""
    person.set_password(password)
    person.save(update_fields=["password"])
    record(act="person.password", subject=person, by=by, at=at)


@transaction.atomic
def end_password(*, person: Person, by: Actor, at: dt.datetime) -> None:
    """The password opens nothing any more, and every session made with it ends."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record(act="person.password_ended", subject=person, by=by, at=at)


@transaction.atomic
def describe(*, person: Person, rank: str, title: str, by: Actor, at: dt.datetime) -> None:
    """How a person is written on papers: rank and office title, kept apart. Nothing new writes nothing."""
    facts = {"rank": [person.rank, rank], "title": [person.title, title]}
    if all(before == after for before, after in facts.values()):
        return
    person.rank, person.title = rank, title
    person.save(update_fields=["rank", "title"])
    record(act="person.describe", subject=person, by=by, at=at, facts=facts)


@transaction.atomic
def readdress(*, person: Person, email: str, by: Actor, at: dt.datetime) -> None:
    """Where letters to a person go. Recorded before it is so: who hears of it is told where letters went until now."""
    if person.email == email:
        return
    record(act="person.email", subject=person, by=by, at=at)
    person.email = email
    person.save(update_fields=["email"])


@transaction.atomic
def seat(
    *, person: Person, office: Office, by: Actor, at: dt.datetime, since: dt.date, year: ClusterYear | None = None,
    membership: Membership | None = None, by_document: str = "",
) -> Seat:  # fmt: skip
    """Give a person an office: in a unit of a year, or for the whole site."""
    if office in SITE_OFFICES and (year or membership):
        raise Refused(
            _("%(office)s là chức trách chung, không gắn với một đơn vị.") % {"office": office.label}, "membership"
        )
    if office not in SITE_OFFICES and (year is None or membership is None or membership.year_id != year.pk):
        raise Refused(_("Hãy chọn đơn vị thành viên trong năm thi đua cho chức trách này."), "membership")
    try:
        with transaction.atomic():
            made = Seat.objects.create(
                person=person, office=office, year=year, membership=membership, since=since, by_document=by_document
            )
    except IntegrityError:
        raise Refused(_("%(name)s đã giữ chức trách này.") % {"name": person.name}, "person") from None
    record(act="seat.give", subject=made, by=by, at=at, year_id=year.pk if year else None,
           facts={"office": office, "unit": membership.unit.name if membership else "", "since": since.isoformat(),
                  "document": by_document})  # fmt: skip
    return made


@transaction.atomic
def seat_someone(
    *, here: Here, at: dt.datetime, username: str, name: str, office: str, membership: Membership | None,
    since: dt.date, by_document: str,
) -> Seat:  # fmt: skip
    """Give an office in this year, or in the Council, to a person by sign-in name, making the account when it is new.

    A new account has no password: its owner sets one with an invitation (`accounts`), nobody else ever knows it.
    """
    require(why_not_office(here, *SEATS_PEOPLE))
    by = here.actor(*SEATS_PEOPLE)
    take_turn()
    if office == Office.COUNCIL and not by_document.strip():
        raise Refused(_("Hãy ghi quyết định thành lập hoặc kiện toàn Hội đồng."), "by_document")
    person = _person(username, name, by=by, at=at)
    if membership is not None:
        require(why_not_both(person, Office(office), membership, since), "username")
    return seat(person=person, office=Office(office), year=None if office in SITE_OFFICES else here.year,
                membership=membership, since=since, by_document=by_document, by=by, at=at)  # fmt: skip


def _person(username: str, name: str, *, by: Actor, at: dt.datetime) -> Person:
    """The account of that sign-in name, made when it is new."""
    if person := Person.objects.filter(username__iexact=username).first():
        return person
    if not name:
        raise Refused(_("Tài khoản này còn mới; hãy ghi họ và tên, hoặc chức danh."), "name")
    return admit(username=username, name=name, by=by, at=at)


@transaction.atomic
def unseat(*, held: Seat, until: dt.date, reason: str, by: Actor, at: dt.datetime) -> None:
    """End a seat on a day; the seat stays in the record. Who stands in for it ends with it."""
    _end(held, until)
    record(act="seat.end", subject=held, by=by, at=at, year_id=held.year_id,
           facts={"until": until.isoformat()}, reason=reason)  # fmt: skip


def _end(held: Seat, until: dt.date) -> None:
    """Once: a seat that ends that day or earlier is refused. A seat ends no sooner than it began."""
    last = max(until, held.since)
    if not Seat.objects.filter(Q(until=None) | Q(until__gt=last), pk=held.pk).update(until=last):
        raise Refused(_("Chức trách này đã kết thúc trước đó."))
    held.until = last
    Seat.objects.filter(stands_in_for=held, until__gt=last).update(until=Greatest("since", Value(last, DateField())))


@transaction.atomic
def substitute(
    *, here: Here, held: Seat, username: str, since: dt.date, until: dt.date, by_document: str, at: dt.datetime
) -> Seat:
    """Name who stands in for the holder of a seat from a day to a day, by a document (uỷ quyền khi vắng).

    The substitute acts in the own name; the ledger names both. The holder keeps the seat.
    """
    require(why_not_delegate(here, held))
    take_turn()
    require(why_not_days_away(held, since, until, clock.day_of(at)), "until")
    person = Person.objects.filter(username__iexact=username, is_active=True).first()
    if person is None or held.membership is None:
        raise Refused(_("Chưa có tài khoản “%(name)s”; hãy đề nghị Cơ quan thường trực lập.") % {"name": username},
                      "username")  # fmt: skip
    if person.pk == held.person_id:
        raise Refused(_("Người được uỷ quyền phải là người khác."), "username")
    require(why_not_both(person, Office(held.office), held.membership, since, until), "username")
    made = Seat.objects.create(
        person=person, office=held.office, year=held.year, membership=held.membership, since=since, until=until,
        by_document=by_document, stands_in_for=held,
    )  # fmt: skip
    own = held.person_id == here.person.pk
    by = here.actor(Office(held.office), of=held.membership) if own else here.actor(*SEATS_PEOPLE)
    record(act="seat.substitute", subject=made, by=by, at=at, year_id=held.year_id,
           facts={"office": held.office, "unit": held.membership.unit.name, "absent": held.person.name,
                  "substitute": person.name, "since": since.isoformat(), "until": until.isoformat(),
                  "document": by_document})  # fmt: skip
    return made


@transaction.atomic
def hand_over(
    *, here: Here, held: Seat, username: str, name: str, since: dt.date, by_document: str, pending: Sequence[str],
    at: dt.datetime,
) -> Seat:  # fmt: skip
    """A successor takes a seat from a day: one act ends the one and begins the other; `pending` is what goes along."""
    require(why_not_office(here, *SEATS_PEOPLE))
    by = here.actor(*SEATS_PEOPLE)
    take_turn()
    held.refresh_from_db()
    person = _person(username, name, by=by, at=at)
    require(why_not_successor(held, person, since), "since" if person.pk != held.person_id else "username")
    if held.membership is None:
        raise Refused(_("Chức trách này không gắn với một đơn vị."))
    require(why_not_both(person, Office(held.office), held.membership, since), "username")
    _end(held, since - dt.timedelta(days=1))
    made = Seat.objects.create(
        person=person, office=held.office, year=held.year, membership=held.membership, since=since,
        by_document=by_document,
    )  # fmt: skip
    record(act="seat.hand_over", subject=made, by=by, at=at, year_id=held.year_id,
           facts={"office": held.office, "unit": held.membership.unit.name, "from": held.person.name,
                  "to": person.name, "since": since.isoformat(), "document": by_document,
                  "pending": list(pending)})  # fmt: skip
    return made


@transaction.atomic
def end_lead_terms(*, year: ClusterYear, until: dt.date, by: Actor, at: dt.datetime) -> None:
    """Close the open terms of head and deputy of a year on a day."""
    LeadTerm.objects.filter(year=year, until__isnull=True).update(until=until)
    record(act="lead.end", subject=year, by=by, at=at, year_id=year.pk, facts={"until": until.isoformat()})


@transaction.atomic
def reopen_lead_terms(*, year: ClusterYear, ended: dt.date, reason: str, by: Actor, at: dt.datetime) -> None:
    """Open again the terms that were to end on a day that has not come."""
    LeadTerm.objects.filter(year=year, until=ended).update(until=None)
    record(act="lead.reopen", subject=year, by=by, at=at, year_id=year.pk, reason=reason,
           facts={"until": ended.isoformat()})  # fmt: skip


@transaction.atomic
def name_leads(
    *, year: ClusterYear, head: Unit, deputy: Unit, since: dt.date, by_document: str, by: Actor, at: dt.datetime
) -> None:
    """Head and deputy for a year that stands without any."""
    if head == deputy:
        raise Refused(_("Cụm trưởng và Cụm phó phải là hai đơn vị khác nhau."), "deputy")
    members = {member.unit_id: member for member in Membership.objects.filter(year=year)}
    if not {head.pk, deputy.pk} <= set(members):
        raise Refused(_("Cụm trưởng và Cụm phó phải là đơn vị thành viên của cụm trong năm."), "head")
    for unit, role in ((head, Lead.HEAD), (deputy, Lead.DEPUTY)):
        LeadTerm.objects.create(year=year, membership=members[unit.pk], role=role, since=since, by_document=by_document)
    record(act="lead.name", subject=year, by=by, at=at, year_id=year.pk,
           facts={"head": head.name, "deputy": deputy.name, "since": since.isoformat()})  # fmt: skip


@transaction.atomic
def unname_leads(*, year: ClusterYear, reason: str, by: Actor, at: dt.datetime) -> None:
    """Take back terms that have not begun; the year stands, without head and deputy."""
    coming = LeadTerm.objects.filter(year=year, since__gt=clock.day_of(at)).select_related("membership__unit")
    names = {Lead(term.role).value: term.membership.unit.name for term in coming}
    coming.delete()
    record(act="lead.unname", subject=year, by=by, at=at, year_id=year.pk, facts=names, reason=reason)


@transaction.atomic
def enter_stage(
    *,
    year: ClusterYear,
    to: Stage,
    by: Actor,
    at: dt.datetime,
    reason: str = "",
    facts: dict[str, object] | None = None,
) -> None:
    """Move the year to a stage, from the one `year` was read at; the room whose act it is calls this.

    Compare-and-set: when the year has moved meanwhile (a double click, a stale page) it is refused and nothing
    changes. `year.stage` is brought up to date.
    """
    before = year.at
    if not ClusterYear.objects.filter(pk=year.pk, stage=before).update(stage=to):
        raise Refused(_("Trang này đã cũ: năm thi đua vừa chuyển bước. Hãy tải lại trang rồi làm tiếp."))
    year.stage = to
    record(act="stage.enter" if to.order > before.order else "stage.back", subject=year, by=by, at=at,
           year_id=year.pk, facts={"from": before, "to": to, **(facts or {})}, reason=reason)  # fmt: skip
