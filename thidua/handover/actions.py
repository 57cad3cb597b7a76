"""The writer of the handover: announce, keep the list, sign over, accept, archive."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.handover import checklist, minutes, rotation
from thidua.handover.models import Handover, Item, Refusal, RotationRule, Signing
from thidua.handover.queries import (
    WHOLE,
    ending_year,
    last_terms,
    outgoing,
    signing_seat,
    successor_year,
    takes_over_on,
    to_sign,
)
from thidua.handover.rules import (
    ANNOUNCERS,
    RULERS,
    why_not_accept,
    why_not_announce,
    why_not_archive,
    why_not_prepare,
    why_not_proposed,
    why_not_rule,
    why_not_sign_over,
    why_not_start,
    why_not_withdraw,
)
from thidua.handover.terms import Rotation, Side
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.actions import (
    constitute_year,
    end_lead_terms,
    enter_stage,
    name_leads,
    reopen_lead_terms,
    unname_leads,
)
from thidua.members.models import ClusterYear, Unit
from thidua.members.queries import Here
from thidua.members.rules import why_not_office
from thidua.members.terms import Lead, Office, Stage
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Succession:
    """What was announced: the units of the next year in protocol order, its head and deputy, from which day."""

    units: Sequence[Unit]
    head: Unit
    deputy: Unit
    since: dt.date


@transaction.atomic
def announce(
    *, here: Here, announced_on: dt.date, at: dt.datetime, succession: Succession | None = None,
    by_document: str = "", note: str = "",
) -> Handover:  # fmt: skip
    """Announce who leads next. The next year is constituted by it; one that stands already is linked as it is."""
    take_turn()
    require(why_not_announce(here))
    following = successor_year(here.year)
    if succession:
        require(why_not_proposed(here.year, succession.head), "head")
        require(why_not_proposed(here.year, succession.deputy), "deputy")
    if following is None:
        if succession is None:
            raise Refused(_("Hãy chọn đơn vị thành viên, Cụm trưởng và Cụm phó của năm sau."), "head")
        following = _constitute(here, succession, by_document, at)
    else:
        _agree(here, following, succession, by_document, at)
    terms, ending = last_terms(following), last_terms(here.year).get(Lead.HEAD)
    if Lead.HEAD not in terms or Lead.DEPUTY not in terms:
        raise Refused(_("Năm sau đã được lập nhưng chưa có đủ Cụm trưởng và Cụm phó."))
    require(why_not_start(here, terms[Lead.HEAD].since, announced_on, ending.since if ending else None), "since")
    try:
        with transaction.atomic():
            made = Handover.objects.create(
                year=here.year, next_year=following, head=terms[Lead.HEAD].membership,
                deputy=terms[Lead.DEPUTY].membership, announced_on=announced_on, note=note,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("Bàn giao của năm này đã được công bố.")) from None
    record(act="handover.announce", subject=made, by=here.actor(*ANNOUNCERS), at=at, year_id=here.year.pk,
           facts={"head": made.head.unit.name, "deputy": made.deputy.unit.name, "next_year": following.year,
                  "since": terms[Lead.HEAD].since.isoformat(), "announced_on": announced_on.isoformat(),
                  "document": by_document, "elected_by": _ballots_of(here.year, made)})  # fmt: skip
    end_lead_terms(year=here.year, until=terms[Lead.HEAD].since - ONE_DAY, by=here.actor(*ANNOUNCERS), at=at)
    return made


def _ballots_of(year: ClusterYear, made: Handover) -> list[str]:
    """The ballots out of which those announced came, where the cluster elects."""
    named = {Lead.HEAD: made.head.unit_id, Lead.DEPUTY: made.deputy.unit_id}
    return [vote.ballot.title for vote in rotation.proposal(year).votes
            if vote.ballot and vote.elected and vote.elected.unit_id == named[vote.role]]  # fmt: skip


@transaction.atomic
def withdraw(*, here: Here, handover: Handover, reason: str, at: dt.datetime) -> None:
    """Take a wrong announcement back before it takes effect: in one act the present terms are open again, those that
    were to come are gone, and so is the handover. The next year stands, to be given its leads anew."""
    take_turn()
    held = Handover.objects.select_related(*WHOLE).filter(pk=handover.pk, year=here.year).first()
    if held is None:
        raise Refused(_("Công bố này đã được rút trước đó."))
    require(why_not_withdraw(here, held))
    by, since = here.actor(*ANNOUNCERS), takes_over_on(held)
    record(act="handover.withdraw", subject=held, by=by, at=at, year_id=here.year.pk, reason=reason,
           facts={"head": held.head.unit.name, "deputy": held.deputy.unit.name, "since": since.isoformat(),
                  "signed": [one.person for one in held.signings.all()]})  # fmt: skip
    following = held.next_year
    held.delete()
    unname_leads(year=following, reason=reason, by=by, at=at)
    reopen_lead_terms(year=here.year, ended=since - ONE_DAY, reason=reason, by=by, at=at)


def _constitute(here: Here, succession: Succession, by_document: str, at: dt.datetime) -> ClusterYear:
    try:
        with transaction.atomic():
            return constitute_year(
                cluster=here.year.cluster, year=here.year.year + 1, units=succession.units, head=succession.head,
                deputy=succession.deputy, since=succession.since, by_document=by_document,
                mid_review=here.year.mid_review, by=here.actor(*ANNOUNCERS), at=at,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("Năm sau vừa được lập trong lúc bạn thao tác. Hãy tải lại trang rồi làm tiếp.")) from None


def _agree(
    here: Here, following: ClusterYear, succession: Succession | None, by_document: str, at: dt.datetime
) -> None:
    """What is announced must be what the year that stands already says; one without leads is given them."""
    terms = last_terms(following)
    if not terms and succession:
        name_leads(year=following, head=succession.head, deputy=succession.deputy, since=succession.since,
                   by_document=by_document, by=here.actor(*ANNOUNCERS), at=at)  # fmt: skip
        return
    said = {Lead.HEAD: succession.head, Lead.DEPUTY: succession.deputy} if succession else {}
    for role, unit in said.items():
        if role in terms and terms[role].membership.unit_id != unit.pk:
            raise Refused(
                _("Năm %(year)s đã được lập với %(role)s là %(unit)s; hãy công bố đúng như vậy.")
                % {"year": following.year, "role": role.label, "unit": terms[role].membership.unit.name},
                role.value,
            )


@transaction.atomic
def keep_list(*, here: Here, handover: Handover, done: Collection[int], more: Sequence[str], at: dt.datetime) -> None:
    """Tick what has been handed over, add new items. Computed lines are never typed or ticked by hand."""
    require(why_not_prepare(here, handover))
    own = handover.items.filter(computed=False)
    own.filter(pk__in=done).update(handed_over=True)
    own.exclude(pk__in=done).update(handed_over=False)
    last = own.order_by("-order").values_list("order", flat=True).first() or 0
    added = [text.strip() for text in more if text.strip()]
    if longest := next((text for text in added if len(text) > 400), ""):
        raise Refused(_("Mục “%(text)s…” dài hơn 400 ký tự; hãy rút gọn.") % {"text": longest[:40]}, "more")
    for order, text in enumerate(added, last + 1):
        Item.objects.create(handover=handover, text=text, order=order)
    record(act="handover.list", subject=handover, by=here.actor(Office.HEAD_SECRETARY, Office.UNIT_LEADER), at=at,
           year_id=here.year.pk,
           facts={"handed_over": list(own.filter(handed_over=True).values_list("text", flat=True)),
                  "added": added})  # fmt: skip


@transaction.atomic
def drop_item(*, here: Here, handover: Handover, item: int, at: dt.datetime) -> None:
    """Take an item off the list before signing."""
    require(why_not_prepare(here, handover))
    dropped = handover.items.filter(pk=item, computed=False).first()
    if dropped is None:
        raise Refused(_("Mục này không còn trong danh mục."))
    text = dropped.text
    dropped.delete()
    record(act="handover.drop", subject=handover, by=here.actor(Office.HEAD_SECRETARY, Office.UNIT_LEADER), at=at,
           year_id=here.year.pk, facts={"item": text})  # fmt: skip


@transaction.atomic
def sign_over(*, here: Here, handover: Handover, at: dt.datetime, note: str = "") -> None:
    """The outgoing head and deputy sign, each once; with the first the list is locked, the computed lines kept as they
    stand; with the last the side has signed."""
    take_turn()
    held = _as_it_is(handover)
    require(why_not_sign_over(here, held))
    by, done = _sign(here, held, Side.GIVING, at)
    told = "\n".join(part for part in (held.note, note.strip()) if part)
    Handover.objects.filter(pk=held.pk).update(note=told)
    if not held.items.filter(computed=True).exists():
        with override("vi"):  # what is kept is Vietnamese, whoever signs
            lines = checklist.computed(held.year, held)
        Item.objects.bulk_create(
            Item(handover=held, text=line.text, computed=True, handed_over=line.clear, order=1000 + n)
            for n, line in enumerate(lines)
        )
    if done:
        Handover.objects.filter(pk=held.pk).update(signed_over_at=at, signed_over_by=done)
    record(act="handover.sign_over", subject=held, by=by, at=at, year_id=here.year.pk,
           facts={"items": list(held.items.values_list("text", flat=True)), "note": told})  # fmt: skip
    handover.refresh_from_db()


@transaction.atomic
def accept(*, here: Here, handover: Handover, at: dt.datetime) -> None:
    """The next head and deputy sign, each once; with the last the minutes are issued and the year is handed over.

    Who leads on which day was settled when it was announced; accepting, early or late, moves no day.
    """
    take_turn()
    held = _as_it_is(handover)
    require(why_not_accept(here, held))
    year = ending_year(here, held)
    by, done = _sign(here, held, Side.TAKING, at)
    since = takes_over_on(held)
    record(act="handover.accept", subject=held, by=by, at=at, year_id=year.pk,
           facts={"from": held.signed_over_by, "to": by.name, "since": since.isoformat()})  # fmt: skip
    if done:
        Handover.objects.filter(pk=held.pk).update(accepted_at=at, accepted_by=done)
        held = _as_it_is(handover)
        paper = minutes.content(held, outgoing(year), since, list(held.items.all()), here.day)
        about = f"Bàn giao nhiệm vụ Cụm trưởng, Cụm phó {year.cluster.name} năm {held.next_year.year}"
        issue(here=replace(here, year=year), kind=Kind.MINUTES, about=about, subject=f"handover:{held.pk}",
              content=paper, at=at, by=by)  # fmt: skip
        enter_stage(year=year, to=Stage.HANDED_OVER, by=by, at=at)
    handover.refresh_from_db()


def _as_it_is(handover: Handover) -> Handover:
    """Read again, in turn; refused when it was taken back meanwhile."""
    held = Handover.objects.select_related(*WHOLE).filter(pk=handover.pk).first()
    if held is None:
        raise Refused(_("Công bố này đã được rút trước đó."))
    return held


def _sign(here: Here, handover: Handover, side: Side, at: dt.datetime) -> tuple[Actor, str]:
    """One signature; who acted, and the names of all when the side is complete."""
    found = signing_seat(here, handover, side)
    assert found is not None  # noqa: S101  the rule asked
    role, seat = found
    by = here.actor(Office.UNIT_LEADER, of=seat.membership)
    Signing.objects.create(handover=handover, side=side, role=role, person=by.name, at=at)
    names = {one.role: one.person for one in Signing.objects.filter(handover=handover, side=side)}
    complete = all(one in names for one in to_sign(handover, side))
    return by, "; ".join(names[one] for one in Lead if one in names)[:200] if complete else ""


@transaction.atomic
def set_rotation(*, here: Here, method: Rotation, since: dt.date, basis: str, at: dt.datetime) -> RotationRule:
    """Write down how the cluster chooses who leads next, from a day, with its basis."""
    require(why_not_rule(here))
    try:
        with transaction.atomic():
            made = RotationRule.objects.create(cluster=here.year.cluster, method=method, since=since, basis=basis)
    except IntegrityError:
        raise Refused(_("Đã có quy tắc áp dụng từ ngày này."), "since") from None
    record(act="handover.rotation", subject=made, by=here.actor(*RULERS), at=at, year_id=here.year.pk,
           facts={"method": method, "since": since.isoformat(), "basis": basis})  # fmt: skip
    return made


@transaction.atomic
def refuse_emulation(*, here: Here, unit: Unit, by_document: str, at: dt.datetime) -> Refusal:
    """The standing office writes down that a unit is refused emulation this year: it is not proposed to lead."""
    require(why_not_office(here, Office.STANDING_OFFICE))
    try:
        with transaction.atomic():
            made = Refusal.objects.create(year=here.year, unit=unit, by_document=by_document)
    except IntegrityError:
        raise Refused(_("%(unit)s đã được ghi.") % {"unit": unit.name}, "unit") from None
    record(act="handover.refusal", subject=made, by=here.actor(Office.STANDING_OFFICE), at=at, year_id=here.year.pk,
           facts={"unit": unit.name, "document": by_document})  # fmt: skip
    return made


@transaction.atomic
def archive(*, here: Here, at: dt.datetime) -> None:
    """File the year away."""
    require(why_not_archive(here))
    enter_stage(year=here.year, to=Stage.ARCHIVED, by=here.actor(Office.STANDING_OFFICE), at=at)
