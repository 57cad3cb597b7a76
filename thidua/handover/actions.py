"""The writer of the handover: announce, keep the list, sign over, accept, archive."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.handover import checklist, minutes
from thidua.handover.models import Handover, Item
from thidua.handover.queries import ending_year, last_terms, outgoing, receiving_seat, successor_year, takes_over_on
from thidua.handover.rules import (
    ANNOUNCERS,
    why_not_accept,
    why_not_announce,
    why_not_archive,
    why_not_prepare,
    why_not_sign_over,
    why_not_start,
)
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.members.actions import constitute_year, end_lead_terms, enter_stage
from thidua.members.models import ClusterYear, Unit
from thidua.members.queries import Here
from thidua.members.terms import Lead, Office, Stage
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind


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
    require(why_not_announce(here))
    following = successor_year(here.year)
    if following is None:
        if succession is None:
            raise Refused(_("Hãy chọn đơn vị thành viên, Cụm trưởng và Cụm phó của năm sau."), "head")
        following = _constitute(here, succession, by_document, at)
    else:
        _agree(following, succession)
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
                  "document": by_document})  # fmt: skip
    return made


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


def _agree(following: ClusterYear, succession: Succession | None) -> None:
    """What is announced must be what the year that stands already says."""
    terms = last_terms(following)
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
    """The outgoing head signs: the computed lines are kept as they stand now."""
    require(why_not_sign_over(here, handover))
    by = here.actor(Office.UNIT_LEADER, of=here.leads[Lead.HEAD])
    told = "\n".join(part for part in (handover.note, note.strip()) if part)
    unsigned = Handover.objects.filter(pk=handover.pk, signed_over_at__isnull=True)
    if not unsigned.update(signed_over_at=at, signed_over_by=by.name, note=told):
        raise Refused(_("Bên giao đã ký bàn giao."))
    handover.refresh_from_db()
    with override("vi"):  # what is kept is Vietnamese, whoever signs
        lines = checklist.computed(handover.year)
    Item.objects.bulk_create(
        Item(handover=handover, text=line.text, computed=True, handed_over=line.clear, order=1000 + n)
        for n, line in enumerate(lines)
    )
    record(act="handover.sign_over", subject=handover, by=by, at=at, year_id=here.year.pk,
           facts={"items": list(handover.items.values_list("text", flat=True)), "note": told})  # fmt: skip


@transaction.atomic
def accept(*, here: Here, handover: Handover, at: dt.datetime) -> None:
    """The next head signs: the minutes are issued, the old terms end the day before the new ones begin."""
    require(why_not_accept(here, handover))
    seat = receiving_seat(here, handover)
    assert seat is not None  # noqa: S101  the rule asked
    by = here.actor(Office.UNIT_LEADER, of=seat.membership)
    signed = Handover.objects.filter(pk=handover.pk, signed_over_at__isnull=False, accepted_at__isnull=True)
    if not signed.update(accepted_at=at, accepted_by=by.name):
        raise Refused(_("Bên nhận đã ký tiếp nhận bàn giao."))
    handover.refresh_from_db()
    since, year = takes_over_on(handover), ending_year(here, handover)
    record(act="handover.accept", subject=handover, by=by, at=at, year_id=year.pk,
           facts={"from": handover.signed_over_by, "to": by.name, "since": since.isoformat()})  # fmt: skip
    paper = minutes.content(handover, outgoing(year), since, list(handover.items.all()), here.day)
    about = f"Bàn giao nhiệm vụ Cụm trưởng, Cụm phó {year.cluster.name} năm {handover.next_year.year}"
    issue(here=replace(here, year=year), kind=Kind.MINUTES, about=about, subject=f"handover:{handover.pk}",
          content=paper, at=at, by=by)  # fmt: skip
    end_lead_terms(year=year, until=since - dt.timedelta(days=1), by=by, at=at)
    enter_stage(year=year, to=Stage.HANDED_OVER, by=by, at=at)


@transaction.atomic
def archive(*, here: Here, at: dt.datetime) -> None:
    """File the year away."""
    require(why_not_archive(here))
    enter_stage(year=here.year, to=Stage.ARCHIVED, by=here.actor(Office.STANDING_OFFICE), at=at)
