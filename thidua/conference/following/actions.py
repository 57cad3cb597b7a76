"""The writer of the follow-up."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.conference.following.models import Followup
from thidua.conference.following.rules import owner, why_not_tell
from thidua.conference.following.terms import Progress
from thidua.conference.models import Recommendation
from thidua.conference.rules import OF_THE_UNIT, SECRETARIES
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.queries import Here
from thidua.members.terms import Office


@transaction.atomic
def tell(*, here: Here, recommendation: Recommendation, state: Progress, note: str, at: dt.datetime) -> None:
    """Say how a recommendation stands, from now on; the history keeps every state it was in."""
    take_turn()
    require(why_not_tell(here, recommendation, Progress(state)))
    if not note.strip():
        raise Refused(_("Hãy ghi tình hình thực hiện."), "note")
    was = Recommendation.objects.get(pk=recommendation.pk)
    if was.state == state and was.followups.filter(note=note.strip()).exists():
        raise Refused(_("Tình hình này đã được ghi."), "note")
    done = state == Progress.DONE
    if not Recommendation.objects.filter(pk=was.pk, state=was.state).update(
        state=state, done_at=at if done else None, outcome=note.strip() if done else was.outcome
    ):
        raise Refused(_("Kiến nghị này vừa được cập nhật ở nơi khác; hãy xem lại."))
    own = owner(here, recommendation)
    seat = here.seat(*SECRETARIES, Office.STANDING_OFFICE)
    unit = own if seat is None else None
    by = here.actor(*OF_THE_UNIT, of=unit) if unit else here.actor(*SECRETARIES, Office.STANDING_OFFICE)
    Followup.objects.create(recommendation=was, state=state, note=note.strip(), by_name=by.name, by_unit=by.unit, at=at)
    record(act="conference.follow_up", subject=was.conference, by=by, at=at, year_id=here.year.pk,
           facts={"text": was.text, "before": was.state, "after": state, "note": note.strip()})  # fmt: skip
