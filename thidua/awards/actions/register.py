"""Writing the register: decisions with their lines, the cluster's own nominations decided, holds."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.awards.models import Award, AwardDecision, Hold
from thidua.awards.queries import decisions_using, named_titles, title_name
from thidua.awards.rules import why_not_keep, why_not_number
from thidua.awards.words import folded
from thidua.kit.clock import day_of
from thidua.kit.files import random_name, sniff
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.models import Unit
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.results import actions as results
from thidua.results.models import Nomination

PDF = {"application/pdf": "pdf"}


@dataclass(frozen=True)
class Line:
    """One award of a decision: to a unit, or to a person of it."""

    unit_name: str
    title: str
    year: int
    person: str = ""
    office: str = ""
    unit: Unit | None = None
    title_name: str = ""


@transaction.atomic
def enter_decision(
    *, by: Actor, at: dt.datetime, body: str, number: str, on: dt.date, signer: str, lines: Sequence[Line],
    file: "UploadedFile[Any] | None" = None,
) -> AwardDecision:  # fmt: skip
    """Enter a decision with its awards. Its number is used once by its body in its year."""
    require(why_not_keep(by))
    require(why_not_number(body, number, on, day_of(at)))
    if not lines:
        raise Refused(_("Quyết định chưa có đơn vị, cá nhân nào được khen."), "lines")
    sniffed = sniff(file, PDF) if file else None
    try:
        with transaction.atomic():
            made = AwardDecision.objects.create(
                body=body.strip(), body_key=folded(body), number=number.strip(), number_key=folded(number),
                year=on.year, on=on, signer=signer.strip(), made_at=at, by_name=by.name,
                sha256=sniffed.sha256 if sniffed else "",
            )  # fmt: skip
    except IntegrityError:
        raise _number_used(body, number, on) from None
    if file and sniffed:
        made.file.save(random_name("decisions", sniffed.extension), file)
    _add(made, lines)
    record(act="awards.enter_decision", subject=made, by=by, at=at,
           facts={"number": made.number, "body": made.body, "on": on.isoformat(), "signer": made.signer,
                  "awards": len(lines), "sha256": made.sha256})  # fmt: skip
    return made


@transaction.atomic
def import_rows(*, by: Actor, at: dt.datetime, rows: Sequence[Sequence[str]]) -> int:
    """Past years from a workbook, all or nothing: the rows of a decision together, entered like any other."""
    titles, units = named_titles(), {folded(one.name): one for one in Unit.objects.all()}
    grouped: dict[tuple[str, ...], list[Line]] = {}
    heads: dict[tuple[str, ...], Sequence[str]] = {}
    for row in rows:
        key = (folded(row[2]), folded(row[0]), row[1], folded(row[3]))
        heads.setdefault(key, row)
        line = Line(row[4], titles[folded(row[7])].key, int(row[8]), row[5], row[6], units.get(folded(row[4])), row[7])
        grouped.setdefault(key, []).append(line)
    for place, lines in grouped.items():
        row = heads[place]
        enter_decision(by=by, at=at, body=row[2], number=row[0], on=dt.date.fromisoformat(row[1]), signer=row[3],
                       lines=lines)  # fmt: skip
    return len(grouped)


def _number_used(body: str, number: str, on: dt.date) -> Refused:
    other = decisions_using(folded(body), folded(number), on.year)
    day = f"{other.on:%d/%m/%Y}" if other else "–"
    told = {"number": number.strip(), "body": body.strip(), "year": on.year, "day": day}
    return Refused(_("Số %(number)s của %(body)s năm %(year)s đã dùng cho quyết định ngày %(day)s trong sổ. "
                     "Hãy xem lại số.") % told, "number")  # fmt: skip


def _add(decision: AwardDecision, lines: Sequence[Line]) -> list[Award]:
    """The awards of a decision, found by their words at once."""
    made = [
        Award(decision=decision, unit=line.unit, unit_name=line.unit_name.strip(), person=line.person.strip(),
              office=line.office.strip(), title=line.title, title_name=line.title_name or title_name(line.title),
              year=line.year,
              search=folded(line.unit_name, line.person, line.title_name or title_name(line.title), line.year,
                            decision.number))
        for line in lines
    ]  # fmt: skip
    try:
        with transaction.atomic():
            return Award.objects.bulk_create(made, batch_size=1000)
    except IntegrityError:
        raise Refused(_("Một đơn vị, cá nhân được ghi hai lần cùng danh hiệu trong quyết định này."), "lines") from None


@transaction.atomic
def decide(
    *, here: Here, nomination: Nomination, granted: bool, number: str, on: dt.date, signer: str, at: dt.datetime,
    body: str = "",
) -> Award | None:  # fmt: skip
    """What the competent level decided on a nomination of the cluster; what was granted is entered in the register.

    One decision may grant several: the same number on the same day, by the same hand, is the same decision.
    """
    take_turn()
    results.decide(here=here, nomination=nomination, granted=granted, number=number, on=on, signer=signer, at=at)
    if not granted:
        return None
    body = body.strip() or here.year.cluster.organiser
    by = here.actor(Office.STANDING_OFFICE)
    unit = nomination.membership.unit
    line = Line(unit.name, nomination.award, here.year.year, unit=unit)
    return grant(by=by, at=at, body=body, number=number, on=on, signer=signer, line=line)


@transaction.atomic
def grant(*, by: Actor, at: dt.datetime, body: str, number: str, on: dt.date, signer: str, line: Line) -> Award:
    """One award by a decision, entered now or already in the register."""
    known = decisions_using(folded(body), folded(number), on.year)
    if known is None:
        made = enter_decision(by=by, at=at, body=body, number=number, on=on, signer=signer, lines=[line])
        return made.awards.get()
    if known.on != on or folded(known.signer) != folded(signer):
        raise _number_used(body, number, on)
    require(why_not_keep(by))
    (award,) = _add(known, [line])
    record(act="awards.grant", subject=known, by=by, at=at,
           facts={"holder": line.person or line.unit_name, "title": award.title_name, "number": known.number},
           )  # fmt: skip
    return award


@transaction.atomic
def hold(
    *, by: Actor, at: dt.datetime, unit: Unit, since: dt.date, reason: str, document: str, person: str = "",
    until: dt.date | None = None,
) -> Hold:  # fmt: skip
    """Hold nominations of a unit or a person up while something is being settled."""
    require(why_not_keep(by))
    if until and until < since:
        raise Refused(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), "until")
    take_turn()
    if Hold.objects.filter(unit=unit, person=person.strip(), since=since, until=until, reason=reason.strip()).exists():
        raise Refused(_("Lần tạm dừng y hệt này đã được ghi."), "reason")
    made = Hold.objects.create(unit=unit, person=person.strip(), since=since, until=until, reason=reason.strip(),
                               document=document.strip(), by_name=by.name)  # fmt: skip
    record(act="awards.hold", subject=made, by=by, at=at, reason=made.reason,
           facts={"unit": unit.name, "person": made.person, "since": since.isoformat(),
                  "until": until.isoformat() if until else "", "document": made.document})  # fmt: skip
    return made


@transaction.atomic
def release(*, by: Actor, at: dt.datetime, held: Hold, on: dt.date) -> None:
    """End a hold with a day."""
    require(why_not_keep(by))
    if on < held.since:
        raise Refused(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), "on")
    if not Hold.objects.filter(pk=held.pk, until__isnull=True).update(until=on):
        raise Refused(_("Lần tạm dừng này đã có ngày kết thúc."))
    record(act="awards.release", subject=held, by=by, at=at, facts={"until": on.isoformat()})
