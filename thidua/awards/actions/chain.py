"""Writing the dossiers: opened, sent, recalled, returned, forwarded, opined on, put to the Council, decided."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from thidua.awards.actions.register import Line, decide, grant
from thidua.awards.council import why_not_leave
from thidua.awards.eligibility import Checked, check
from thidua.awards.models import Dossier, Move, Opinion, Ruling
from thidua.awards.queries import listed
from thidua.awards.rules import why_not_at, why_not_keep, why_not_move, why_not_open, why_not_rule, why_not_send
from thidua.awards.terms import State, Verdict
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.models import Membership, Person, Seat
from thidua.members.queries import Here, open_on
from thidua.members.terms import Office, Stage
from thidua.results.models import Decision, Nomination
from thidua.results.queries import vote_for


@dataclass(frozen=True)
class Way:
    """One move of the chain: whose it is, from where to where, whether it needs a reason."""

    office: Office
    from_: tuple[State, ...]
    to: State
    label: str | Promise
    reason: bool = False


WAYS = {
    "send": Way(Office.HEAD_SECRETARY, (State.CLUSTER,), State.STANDING, gettext_lazy("Gửi cơ quan thường trực")),
    "recall": Way(Office.HEAD_SECRETARY, (State.STANDING,), State.CLUSTER, gettext_lazy("Lấy lại để sửa"), True),
    "withdraw": Way(Office.HEAD_SECRETARY, (State.CLUSTER,), State.WITHDRAWN, gettext_lazy("Rút hồ sơ"), True),
    "return": Way(
        Office.STANDING_OFFICE, (State.STANDING, State.COUNCIL), State.CLUSTER, gettext_lazy("Trả lại cụm"), True
    ),
    "to_council": Way(Office.STANDING_OFFICE, (State.STANDING,), State.COUNCIL, gettext_lazy("Trình Hội đồng")),
}


@transaction.atomic
def open_dossier(
    *, here: Here, membership: Membership, title: str, at: dt.datetime, person: str = "", office: str = "",
    achievement: str = "",
) -> Dossier:  # fmt: skip
    """Make the dossier of a nominee. One nominee has one dossier under way for the same title."""
    take_turn()
    require(why_not_open(here))
    if membership.year_id != here.year.pk:
        raise Refused(_("Hãy chọn một đơn vị thành viên của năm này."), "membership")
    found = _looked_up(membership, title, here.day, person)
    if found is None:
        raise Refused(_("Danh hiệu này không dùng cho đối tượng đã chọn: danh hiệu cá nhân cần ghi tên cá nhân, danh "
                        "hiệu tập thể thì để trống."), "title")  # fmt: skip
    _require_eligible(found)
    vote = vote_for(here.year, membership, title) if not person else None
    nomination = Nomination.objects.filter(year=here.year, membership=membership, award=title).first()
    try:
        with transaction.atomic():
            made = Dossier.objects.create(
                year=here.year, membership=membership, person=" ".join(person.split()), office=office.strip(),
                title=title, asked=title, achievement=achievement.strip(), checked=found.kept(), made_at=at,
                nomination=None if person else nomination, ballot=vote.ballot if vote else None,
            )  # fmt: skip
    except IntegrityError:
        who = person.strip() or membership.unit.name
        raise Refused(_("%(who)s đã có hồ sơ đề nghị danh hiệu này đang xử lý; không nằm trong hai hồ sơ cho cùng "
                        "danh hiệu.") % {"who": who}, "title") from None  # fmt: skip
    moved(made, here, Office.HEAD_SECRETARY, "Lập hồ sơ", "", at=at)
    return made


@override("vi")  # what is kept is Vietnamese, whoever sends
def _looked_up(membership: Membership, title: str, day: dt.date, person: str) -> Checked | None:
    return check(membership, title, day, person)


def _require_eligible(found: Checked) -> None:
    if found.lacking:
        raise Refused(_("Chưa đủ điều kiện: %(why)s") % {
            "why": "; ".join(f"{item.text} {item.fact} ({item.article})" for item in found.lacking)
        }, "title")  # fmt: skip


def moved(dossier: Dossier, here: Here, office: Office, what: str, reason: str, *, at: dt.datetime) -> None:
    """A step of the way, on the dossier and in the ledger."""
    by = here.actor(office)
    Move.objects.create(dossier=dossier, at=at, by_name=by.name, what=what, reason=reason, state=dossier.state)
    record(act="awards.move", subject=dossier, by=by, at=at, year_id=here.year.pk, reason=reason,
           facts={"what": what, "state": dossier.state, "title": dossier.title})  # fmt: skip


def set_on(dossier: Dossier, from_: tuple[State, ...], **told: object) -> None:
    """Move on only from where the page saw it: of two clicks one is refused."""
    if not Dossier.objects.filter(pk=dossier.pk, state__in=from_).update(**told):
        dossier.refresh_from_db()
        require(why_not_at(dossier, *from_) or _("Hồ sơ vừa được xử lý ở nơi khác. Hãy tải lại trang."))
    dossier.refresh_from_db()


@transaction.atomic
def move(*, here: Here, dossier: Dossier, way: str, at: dt.datetime, reason: str = "") -> None:
    """One of the plain moves; sending looks the conditions up again and keeps what was found."""
    take_turn()
    going = WAYS[way]
    require(why_not_move(here, dossier, going.office, *going.from_))
    if going.reason and not reason.strip():
        raise Refused(_("Hãy ghi lý do."), "reason")
    require(why_not_leave(dossier))
    told: dict[str, object] = {"state": going.to}
    if way == "send":
        require(why_not_send(here, dossier))
        told["nomination"] = listed(dossier)
    if going.to == State.WITHDRAWN:
        told["nomination"] = None
    if going.to in (State.STANDING, State.COUNCIL):
        found = _looked_up(dossier.membership, dossier.title, here.day, dossier.person)
        if found is None:
            raise Refused(_("Danh hiệu này không còn hiệu lực."))
        _require_eligible(found)
        if going.to == State.COUNCIL and found.verdict == Verdict.RULING:
            raise Refused(_("Còn điều kiện chưa có người quyết định; hãy ghi quyết định cho từng điều kiện rồi trình."))
        told["checked"] = found.kept()
    set_on(dossier, going.from_, **told)
    with override("vi"):
        what = str(going.label)
    moved(dossier, here, going.office, what, reason.strip(), at=at)


@transaction.atomic
def assign(*, here: Here, dossier: Dossier, officer: Person, at: dt.datetime) -> None:
    """Forward to an officer of the standing office."""
    require(why_not_move(here, dossier, Office.STANDING_OFFICE, State.STANDING, State.COUNCIL))
    if not Seat.objects.filter(open_on(here.day), person=officer, office=Office.STANDING_OFFICE).exists():
        raise Refused(_("Người này không thuộc cơ quan thường trực."), "officer")
    set_on(dossier, (State.STANDING, State.COUNCIL), officer=officer)
    moved(dossier, here, Office.STANDING_OFFICE, f"Chuyển {officer.name} xử lý", "", at=at)


@transaction.atomic
def ask(*, here: Here, dossier: Dossier, person: Person, question: str, at: dt.datetime) -> Opinion:
    """Ask somebody's opinion; several are asked at the same time and answer each for itself."""
    require(why_not_move(here, dossier, Office.STANDING_OFFICE, State.STANDING, State.COUNCIL))
    by = here.actor(Office.STANDING_OFFICE)
    try:
        with transaction.atomic():
            made = Opinion.objects.create(dossier=dossier, person=person, question=question.strip(), asked_at=at,
                                          asked_by=by.name)  # fmt: skip
    except IntegrityError:
        raise Refused(_("Đã hỏi ý kiến %(name)s về hồ sơ này.") % {"name": person.name}, "person") from None
    moved(dossier, here, Office.STANDING_OFFICE, f"Hỏi ý kiến {person.name}", question.strip(), at=at)
    return made


@transaction.atomic
def give_opinion(*, here: Here, opinion: Opinion, agrees: bool, text: str, at: dt.datetime) -> None:
    """Answer, once, in the own name."""
    if opinion.person_id != here.person.pk:
        raise Refused(_("Chỉ người được hỏi mới trả lời được."))
    if not Opinion.objects.filter(pk=opinion.pk, given_at__isnull=True).update(
        agrees=agrees, text=text.strip(), given_at=at
    ):
        raise Refused(_("Ý kiến này đã được ghi."))
    record(act="awards.opinion", subject=opinion.dossier, by=here.actor(), at=at, year_id=here.year.pk,
           facts={"agrees": agrees, "text": text.strip()})  # fmt: skip


@transaction.atomic
def rule(
    *, here: Here, membership: Membership, title: str, condition: str, passes: bool, reason: str, at: dt.datetime,
    person: str = "", document: str = "",
) -> Ruling:  # fmt: skip
    """A human's decision on one condition, on record with its reason; once."""
    require(why_not_rule(here))
    found = check(membership, title, here.day, person)
    if found is None or condition not in {item.text for item in found.items if item.asks}:
        raise Refused(_("Điều kiện này không cần, hoặc đã có, quyết định của người."))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do của quyết định."), "reason")
    by = here.actor(Office.STANDING_OFFICE)
    try:
        with transaction.atomic():
            made = Ruling.objects.create(
                membership=membership, person=" ".join(person.split()), title=title, condition=condition, passes=passes,
                reason=reason.strip(), document=document.strip(), at=at, by_name=by.name,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("Điều kiện này vừa được quyết định.")) from None
    record(act="awards.rule", subject=made, by=by, at=at, year_id=here.year.pk, reason=made.reason,
           facts={"unit": membership.unit.name, "person": made.person, "title": title, "condition": condition,
                  "passes": passes, "document": made.document})  # fmt: skip
    return made


@transaction.atomic
def answer(
    *, here: Here, dossier: Dossier, body: str, number: str, on: dt.date, signer: str, at: dt.datetime
) -> None:  # fmt: skip
    """The decision on a dossier the council passed: entered in the register; the cluster's nomination hears of it."""
    take_turn()
    require(why_not_move(here, dossier, Office.STANDING_OFFICE, State.PASSED))
    by = here.actor(Office.STANDING_OFFICE)
    require(why_not_keep(by))
    asked = dossier.nomination
    waits = asked is not None and not Decision.objects.filter(nomination=asked).exists()
    if (
        asked
        and waits
        and dossier.title == asked.award
        and here.year.at.reached(Stage.NOMINATED)
        and asked.submitted_at
    ):
        made = decide(here=here, nomination=asked, granted=True, number=number, on=on, signer=signer, at=at, body=body)
    else:
        line = Line(dossier.membership.unit.name, dossier.title, here.year.year, dossier.person, dossier.office,
                    dossier.membership.unit)  # fmt: skip
        made = grant(by=by, at=at, body=body, number=number, on=on, signer=signer, line=line)
    set_on(dossier, (State.PASSED,), state=State.GRANTED, award=made)
    moved(dossier, here, Office.STANDING_OFFICE, f"Quyết định số {number.strip()}", "", at=at)
