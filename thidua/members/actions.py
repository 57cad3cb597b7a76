"""The writer of the members' room: clusters, units, years, people, seats, head and deputy, stages."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.ledger.terms import Actor
from thidua.members.models import Cluster, ClusterYear, LeadTerm, Lineage, Membership, Person, Seat, Unit
from thidua.members.queries import Here
from thidua.members.rules import why_not_office
from thidua.members.terms import SITE_OFFICES, Lead, Office, Stage, Succession


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
def seat(
    *, person: Person, office: Office, by: Actor, at: dt.datetime, since: dt.date, year: ClusterYear | None = None,
    membership: Membership | None = None, by_document: str = "",
) -> Seat:  # fmt: skip
    """Give a person an office: in a unit of a year, or for the whole site."""
    if office in SITE_OFFICES and (year or membership):
        raise Refused(
            _("%(office)s là chức trách chung, không gắn với một đơn vị.") % {"office": office.label}, "office"
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
    *, here: Here, at: dt.datetime, username: str, name: str, password: str, office: str, membership: Membership,
    since: dt.date, by_document: str,
) -> Seat:  # fmt: skip
    """Give an office in this year to a person by sign-in name, making the account when the name is new."""
    require(why_not_office(here, Office.STANDING_OFFICE, Office.ADMINISTRATOR))
    by = here.actor(Office.STANDING_OFFICE, Office.ADMINISTRATOR)
    person = Person.objects.filter(username__iexact=username).first()
    if person is None:
        if not password:
            raise Refused(_("Tài khoản mới cần mật khẩu lần đầu (ít nhất 10 ký tự)."), "password")
        person = admit(username=username, name=name, password=password, by=by, at=at)
    elif password:
        raise Refused(_("Tài khoản này đã có; hãy để trống mật khẩu."), "password")
    return seat(person=person, office=Office(office), year=here.year, membership=membership, since=since,
                by_document=by_document, by=by, at=at)  # fmt: skip


@transaction.atomic
def unseat(*, held: Seat, until: dt.date, reason: str, by: Actor, at: dt.datetime) -> None:
    """End a seat on a day; the seat stays in the record."""
    if not Seat.objects.filter(pk=held.pk, until__isnull=True).update(until=until):
        raise Refused(_("Chức trách này đã kết thúc trước đó."))
    record(act="seat.end", subject=held, by=by, at=at, year_id=held.year_id,
           facts={"until": until.isoformat()}, reason=reason)  # fmt: skip


@transaction.atomic
def end_lead_terms(*, year: ClusterYear, until: dt.date, by: Actor, at: dt.datetime) -> None:
    """Close the open terms of head and deputy of a year on a day."""
    LeadTerm.objects.filter(year=year, until__isnull=True).update(until=until)
    record(act="lead.end", subject=year, by=by, at=at, year_id=year.pk, facts={"until": until.isoformat()})


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
