"""The writer of the season: the launch, the calendar."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.kit.viet import day_in_words
from thidua.ledger.actions import record, take_turn
from thidua.members.actions import enter_stage
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import secretariat_for
from thidua.members.terms import Office, Stage
from thidua.season.models import Extension, Launch, Movement, Window
from thidua.season.queries import extended, spans, windows_of
from thidua.season.rules import why_not_extend, why_not_launch, why_not_set_window
from thidua.season.terms import Phase


@transaction.atomic
def launch(
    *, here: Here, at: dt.datetime, movement: Movement | None = None, name: str = "", launched_by: str = "",
    slogan: str = "", aims: str = "", on: dt.date | None = None, by_document: str = "",
) -> Launch:  # fmt: skip
    """Launch a movement in this cluster year: one that is there already, or a new one. The year becomes LAUNCHED."""
    require(why_not_launch(here))
    movement = movement or _new_movement(here.year.year, name.strip(), launched_by.strip(), slogan.strip(), aims)
    if movement.year != here.year.year:
        raise Refused(_("Phong trào này thuộc năm %(year)s.") % {"year": movement.year}, "movement")
    by = here.actor(Office.STANDING_OFFICE, Office.HEAD_SECRETARY)
    enter_stage(year=here.year, to=Stage.LAUNCHED, by=by, at=at)
    made = Launch.objects.create(year=here.year, movement=movement, on=on, by_document=by_document)
    record(act="season.launch", subject=made, by=by, at=at, year_id=here.year.pk,
           facts={"movement": movement.name, "slogan": movement.slogan, "launched_by": movement.launched_by,
                  "on": on.isoformat() if on else "", "document": by_document})  # fmt: skip
    return made


def _new_movement(year: int, name: str, launched_by: str, slogan: str, aims: str) -> Movement:
    if not name:
        raise Refused(_("Hãy chọn một phong trào đã có, hoặc ghi tên phong trào mới."), "name")
    if not launched_by:
        raise Refused(_("Hãy ghi cơ quan phát động."), "launched_by")
    try:
        with transaction.atomic():
            return Movement.objects.create(name=name, year=year, launched_by=launched_by, slogan=slogan, aims=aims)
    except IntegrityError:
        raise Refused(_("Phong trào này đã có; hãy chọn trong danh sách."), "movement") from None


@transaction.atomic
def set_window(
    *, here: Here, phase: Phase, opens_on: dt.date, due_on: dt.date, at: dt.datetime, reason: str = ""
) -> Window:
    """Set a phase's days; again for the same phase, it is an extension: later than before, and with a reason."""
    require(why_not_set_window(here))
    if due_on < opens_on:
        raise Refused(_("Hạn phải từ ngày mở trở đi."), "due_on")
    take_turn()
    before = spans(list(windows_of(here.year).filter(phase=phase)))
    if before and not reason.strip():
        raise Refused(_("Giai đoạn này đã có hạn; gia hạn cần ghi lý do."), "reason")
    if before and due_on <= before[0].due_on:
        raise Refused(_("Hạn mới phải sau hạn đang có (%(day)s).") % {"day": day_in_words(before[0].due_on)}, "due_on")
    made = Window.objects.create(year=here.year, phase=phase, opens_on=opens_on, due_on=due_on, reason=reason.strip())
    record(act="season.extend" if before else "season.set_window", subject=made, at=at, year_id=here.year.pk,
           by=here.actor(Office.HEAD_SECRETARY), reason=reason.strip(),
           facts={"phase": str(phase), "opens_on": opens_on.isoformat(), "due_on": due_on.isoformat(),
                  "before": before[0].due_on.isoformat() if before else ""})  # fmt: skip
    return made


@transaction.atomic
def extend(
    *, here: Here, phase: Phase, membership: Membership | None, given: dt.date, due_on: dt.date, reason: str,
    at: dt.datetime, of: str = "", by_document: str = "",
) -> Extension:  # fmt: skip
    """Lengthen a due day for one unit, or for all: later than what counts now, and with a reason.

    `given` is the day it was due when it was opened, told by the room that opened it.
    """
    require(why_not_extend(here, membership))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do gia hạn."), "reason")
    take_turn()
    before = extended(here.year).due(phase, given, membership.pk if membership else 0, of)
    if due_on <= before:
        raise Refused(_("Hạn mới phải sau hạn đang có (%(day)s).") % {"day": day_in_words(before)}, "due_on")
    made = Extension.objects.create(
        year=here.year, phase=phase, of=of, membership=membership, due_before=before, due_on=due_on,
        reason=reason.strip(), by_document=by_document.strip(),
    )  # fmt: skip
    seat = None if here.holds(Office.STANDING_OFFICE) else secretariat_for(here, membership)
    record(act="season.extend_for", subject=made, at=at, year_id=here.year.pk, reason=reason.strip(),
           by=here.actor(Office(seat.office) if seat else Office.STANDING_OFFICE),
           facts={"phase": str(phase), "of": of, "unit": membership.unit.name if membership else "",
                  "before": before.isoformat(), "due_on": due_on.isoformat(),
                  "document": by_document.strip()})  # fmt: skip
    return made
