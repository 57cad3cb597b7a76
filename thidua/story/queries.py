"""Dữ kiện: gathers from the rows of the year what a story about one of its conferences may say."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.conference.models import Conference, Delegate, Delegation, Recommendation, Statement
from thidua.conference.queries import Group, of_year, record
from thidua.conference.terms import Kind, Presence, Side, State
from thidua.handover.models import Handover
from thidua.kit.viet import number
from thidua.members.models import ClusterYear, LeadTerm, Unit
from thidua.members.terms import Lead
from thidua.news import facts as told
from thidua.news.journalism import PLACE_KINDS
from thidua.news.models import Picture
from thidua.news.queries import standing_pictures
from thidua.results.queries import places, votes
from thidua.season.queries import launch_of


@dataclass(frozen=True)
class Check:
    """One kind of fact: what it is, what is known of it, and in which room it is entered."""

    what: str | Promise
    known: str
    where: str

    def __bool__(self) -> bool:
        return bool(self.known)


def conferences(year: ClusterYear) -> QuerySet[Conference]:
    """The conferences of the year a story can tell of, by day."""
    return of_year(year).select_related("year__cluster", "host")


def facts(conference: Conference) -> told.ConferenceFacts:
    """All that the record holds about this conference and its year; what it does not hold stays empty."""
    year, held = conference.year, record(conference)
    launch = launch_of(year)
    came = [(group.delegation, one) for group in held.groups for one in _came(conference, group)]
    sums_up = conference.kind == Kind.SUMMARY
    return told.ConferenceFacts(
        kind=told.Kind(conference.kind),
        cluster=year.cluster.name,
        organiser=year.cluster.organiser,
        members=tuple(member_of(member.unit) for member in held.members),
        movement=launch.movement.name if launch else "",
        launched_by=launch.movement.launched_by if launch else "",
        slogan=launch.movement.slogan if launch else "",
        year=year.year,
        date=conference.on,
        session=told.Session(conference.session),
        place=conference.place,
        attendees=tuple(_person(delegation, one) for delegation, one in came if one.name),
        groups=tuple(_group(delegation, one) for delegation, one in came if not one.name and not delegation.membership),
        delegations=_delegations(conference, held.groups),
        speeches=tuple(
            told.Speech(f"speech.{one.pk}", _person(delegation, one)) for delegation, one in came if one.spoke
        ),
        results=_statements("statement", held.results),
        discussion=_statements("statement", held.discussion),
        recommendations=_statements("recommendation", held.recommendations),
        ranking=_ranking(year) if sums_up else (),
        votes=_votes(year) if sums_up else (),
        handover=_handover(year) if sums_up else told.Handover(),
        photographs=_photographs(year, held.photographs),
        illustrative=year.cluster.illustrative,
    )


def _came(conference: Conference, group: Group) -> list[Delegate]:
    """Who was there: only those marked present, for a story states what happened."""
    if conference.state == State.PLANNED:
        return []
    return [one for one in group.delegates if one.presence == Presence.PRESENT]


def _body_name(delegation: Delegation) -> str:
    return delegation.membership.unit.short_name if delegation.membership else delegation.body


def _person(delegation: Delegation, one: Delegate) -> told.Person:
    """Rank, name, office, body; the body stays out where the office title names it already."""
    body = _body_name(delegation)
    named = body.casefold() in one.title.casefold() or not one.title
    return told.Person(
        f"delegate.{one.pk}", one.name, one.rank, one.title, "" if named else body, told.Side(delegation.side)
    )


def _delegations(conference: Conference, groups: Iterable[Group]) -> tuple[told.Delegation, ...]:
    """Delegations of the members, and others that have a named lead."""
    kept = []
    for group in groups:
        delegation, present = group.delegation, _came(conference, group)
        lead = next((one for one in present if one.lead and one.name), None)
        if lead or (present and delegation.membership):
            person = _person(delegation, lead) if lead else None
            kept.append(told.Delegation(f"delegation.{delegation.pk}", _body_name(delegation), person))
    return tuple(kept)


def _group(delegation: Delegation, one: Delegate) -> told.Statement:
    """A delegate without a name, of a body that is no member: the members' are told by their delegations."""
    body = _body_name(delegation)
    named = body.casefold() in one.title.casefold() or delegation.side == Side.MEMBER
    return told.Statement(f"delegate.{one.pk}", one.title if named else f"{one.title} {body}")


def member_of(unit: Unit) -> told.Member:
    return told.Member(f"unit.{unit.code}", unit.name, place_of(unit.name))


def place_of(name: str) -> str:
    """The place a unit's name ends with.

    >>> place_of("Công an thành phố Hà Nội")
    'Hà Nội'
    """
    for kind in PLACE_KINDS:
        at = name.casefold().rfind(f" {kind} ")
        if at >= 0:
            return name[at + len(kind) + 2 :]
    return ""


def _statements(kind: str, rows: Iterable[Statement | Recommendation]) -> tuple[told.Statement, ...]:
    return tuple(told.Statement(f"{kind}.{row.pk}", row.text) for row in rows)


def _ranking(year: ClusterYear) -> tuple[told.Standing, ...]:
    """Only what was published, as it was sealed."""
    table = places(year)
    return tuple(
        told.Standing(f"place.{row.unit}", row.rank, row.name, number(row.total))
        for row in (table.rows if table else ())
        if row.rank and row.total is not None
    )


def _votes(year: ClusterYear) -> tuple[told.Vote, ...]:
    """The nominations that passed their ballot."""
    return tuple(
        told.Vote(f"vote.{one.tally.nominee.pk}", one.membership.unit.short_name, one.title, one.tally.in_favour,
                  one.tally.members)
        for one in votes(year)
        if one.tally.passed
    )  # fmt: skip


def _handover(year: ClusterYear) -> told.Handover:
    """Announced at the conference that sums the year up."""
    given = Handover.objects.select_related("next_year", "head__unit", "deputy__unit").filter(year=year).first()
    if given is None:
        return told.Handover()
    terms = LeadTerm.objects.filter(year=year).select_related("membership__unit").order_by("since")
    names = {Lead(term.role): term.membership.unit.short_name for term in terms}
    return told.Handover(
        head_from=names.get(Lead.HEAD, ""),
        head_to=given.head.unit.short_name,
        deputy_from=names.get(Lead.DEPUTY, ""),
        deputy_to=given.deputy.unit.short_name,
        year=given.next_year.year,
    )


def _photographs(year: ClusterYear, pictures: Iterable[Picture]) -> tuple[told.Photograph, ...]:
    """The album, but for what already stands in a published article."""
    used = standing_pictures(year, published_only=True)
    return tuple(
        told.Photograph(f"picture.{one.pk}", one.caption, alt=one.alt) for one in pictures if one.pk not in used
    )


def checklist(known: told.ConferenceFacts) -> list[Check]:
    """Which facts are there and which are missing, in the order a reader meets them."""
    handed = known.handover
    when = ", ".join(part for part in (known.date.strftime("%d/%m/%Y") if known.date else "", known.place) if part)
    return [
        Check(_("Cụm, đơn vị thành viên"), _count(known.members), "members:people"),
        Check(_("Phong trào, khẩu hiệu"), " · ".join(filter(None, (known.movement, known.slogan))), "season:season"),
        Check(_("Thời gian, địa điểm"), when, "conference:conferences"),
        Check(_("Đại biểu có tên"), _count(known.attendees), "conference:conferences"),
        Check(_("Đại biểu theo nhóm"), _count(known.groups), "conference:conferences"),
        Check(_("Đoàn đại biểu"), ", ".join(one.unit for one in known.delegations), "conference:conferences"),
        Check(_("Người phát biểu"), ", ".join(one.speaker.name or one.speaker.office for one in known.speeches),
              "conference:conferences"),
        Check(_("Kết quả của năm"), _count(known.results), "conference:conferences"),
        Check(_("Nội dung thảo luận"), _count(known.discussion), "conference:conferences"),
        Check(_("Kiến nghị, đề xuất"), _count(known.recommendations), "conference:conferences"),
        Check(_("Xếp hạng đã công bố"), _count(known.ranking), "results:results"),
        Check(_("Kết quả bỏ phiếu suy tôn"), _count(known.votes), "ballots:ballots"),
        Check(_("Bàn giao Cụm trưởng, Cụm phó"), " → ".join(filter(None, (handed.head_from, handed.head_to))),
              "handover:handover"),
        Check(_("Ảnh và chú thích"), _count(known.photographs), "newsroom:album"),
    ]  # fmt: skip


def _count(items: tuple[object, ...]) -> str:
    return str(len(items)) if items else ""


SINGLE: dict[str, str | Promise] = {
    "kind": _("Loại hội nghị"), "cluster": _("Cụm thi đua"), "organiser": _("Cơ quan tổ chức"),
    "movement": _("Phong trào"), "launched_by": _("Cơ quan phát động"), "slogan": _("Khẩu hiệu"), "year": _("Năm"),
    "date": _("Ngày"), "session": _("Buổi"), "place": _("Địa điểm"), "illustrative": _("Số liệu minh hoạ"),
    "handover.head_from": _("Cụm trưởng bàn giao"), "handover.head_to": _("Cụm trưởng nhận"),
    "handover.deputy_from": _("Cụm phó bàn giao"), "handover.deputy_to": _("Cụm phó nhận"),
    "handover.year": _("Năm nhận bàn giao"),
}  # fmt: skip


def meanings(known: told.ConferenceFacts) -> dict[str, str]:
    """Every trace in words: what kind of record it is and what it says."""
    found = {key: _single(known, key, label) for key, label in SINGLE.items()}
    found |= {one.key: f"{_('Đơn vị thành viên')}: {one.name}" for one in known.members}
    found |= {one.key: f"{_('Đại biểu')}: {one.name}, {one.office}" for one in known.attendees}
    found |= {one.key: f"{_('Đại biểu')}: {one.text}" for one in known.groups}
    found |= {one.key: f"{_('Đoàn đại biểu')}: {one.unit}" for one in known.delegations}
    leads = [one.lead for one in known.delegations if one.lead] + [one.speaker for one in known.speeches]
    found |= {one.key: f"{_('Đại biểu')}: {', '.join(filter(None, (one.name, one.office)))}" for one in leads
              if one.key not in found}  # fmt: skip
    found |= {one.key: f"{_('Phát biểu')}: {one.speaker.name or one.speaker.office}" for one in known.speeches}
    found |= {one.key: f"{_('Kết quả')}: {one.text}" for one in known.results}
    found |= {one.key: f"{_('Thảo luận')}: {one.text}" for one in known.discussion}
    found |= {one.key: f"{_('Kiến nghị')}: {one.text}" for one in known.recommendations}
    found |= {one.key: standing_words(one) for one in known.ranking}
    found |= {one.key: f"{_('Bỏ phiếu')}: {one.unit}, {one.title}, {one.in_favour}/{one.members}"
              for one in known.votes}  # fmt: skip
    return found | {one.key: f"{_('Ảnh')}: {one.caption}" for one in known.photographs}


def _single(known: told.ConferenceFacts, key: str, label: str | Promise) -> str:
    holder, _dot, name = key.rpartition(".")
    value = getattr(getattr(known, holder) if holder else known, name)
    if value is None or isinstance(value, bool):
        return str(label)
    shown = value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else str(value)
    return f"{label}: {shown}" if key not in ("kind", "session") else str(label)


def standing_words(one: told.Standing) -> str:
    """A place with its points: what must be seen to change when either does."""
    return f"{_('Xếp hạng')}: {one.unit}, {_('hạng')} {one.place}, {one.points} {_('điểm')}"
