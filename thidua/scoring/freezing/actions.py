"""The writer of the freeze before the conference."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.queries import Here
from thidua.scoring.freezing.rules import FREEZERS, why_not_freeze, why_not_lift
from thidua.scoring.models import Freeze


@transaction.atomic
def freeze(*, here: Here, reason: str, at: dt.datetime) -> Freeze:
    """Keep the board from the members until the conference, with a reason."""
    take_turn()
    require(why_not_freeze(here))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do giữ kín bảng điểm."), "reason")
    by = here.actor(*FREEZERS)
    made = Freeze.objects.create(year=here.year, reason=reason.strip(), by_name=by.name, at=at)
    record(act="scoring.freeze", subject=here.year, by=by, at=at, year_id=here.year.pk, reason=made.reason)
    return made


@transaction.atomic
def lift(*, here: Here, at: dt.datetime) -> None:
    """Open the board to the members again before the conference."""
    take_turn()
    require(why_not_lift(here))
    if not Freeze.objects.filter(year=here.year, lifted_at=None).update(lifted_at=at):
        raise Refused(_("Bảng điểm vừa được mở."))
    record(act="scoring.lift_freeze", subject=here.year, by=here.actor(*FREEZERS), at=at, year_id=here.year.pk)
