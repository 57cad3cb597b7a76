"""Acts on the year as a whole: reopening the last step, passing over steps taken on paper, extending what is due."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.members.actions import enter_stage
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Office, Stage
from thidua.scoring.actions import reopen_round
from thidua.scoring.terms import Hand
from thidua.season import actions as season
from thidua.season.models import Extension
from thidua.timeline.progress import Progress
from thidua.timeline.queries import entered_from
from thidua.timeline.rules import why_not_lengthen, why_not_pass_over, why_not_step_back

ROUND_OF = {Stage.SELF_SCORED: Hand.SELF, Stage.CROSS_CHECKED: Hand.CROSS, Stage.APPRAISED: Hand.APPRAISED}


@transaction.atomic
def step_back(*, here: Here, reason: str, at: dt.datetime) -> None:
    """Reopen the last step, with a reason. What it closed opens again; nothing is erased."""
    require(why_not_step_back(here))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do mở lại bước này."), "reason")
    closed = here.year.at
    enter_stage(
        year=here.year, to=entered_from(here.year), by=here.actor(Office.STANDING_OFFICE, Office.HEAD_SECRETARY),
        at=at, reason=reason,
    )  # fmt: skip
    if hand := ROUND_OF.get(closed):
        reopen_round(here=here, hand=hand, reason=reason, at=at)


@transaction.atomic
def pass_over(*, here: Here, to: Stage, reason: str, at: dt.datetime) -> None:
    """Record that the year stands at `to` though the steps before it left nothing here, with a reason."""
    require(why_not_pass_over(here, to), "to")
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do, ví dụ: bước này đã làm trên giấy."), "reason")
    passed = [stage.value for stage in Stage if here.year.at.order < stage.order <= to.order]
    enter_stage(year=here.year, to=to, by=here.actor(Office.STANDING_OFFICE), at=at, reason=reason,
                facts={"passed_over": passed})  # fmt: skip


@transaction.atomic
def lengthen(
    *, here: Here, board: Progress, column: int, membership: Membership | None, due_on: dt.date, reason: str,
    at: dt.datetime, by_document: str = "",
) -> Extension:  # fmt: skip
    """Extend one column of the board for one unit that has not handed in yet, or for all."""
    asked = board.columns[column]
    cell = next((cells[column] for member, cells in board.rows if member == membership), None)
    require(why_not_lengthen(here, asked, membership, cell))
    assert asked.given is not None  # noqa: S101  the rule just said so
    return season.extend(here=here, phase=asked.phase, of=asked.of, membership=membership, given=asked.given,
                         due_on=due_on, reason=reason, by_document=by_document, at=at)  # fmt: skip
