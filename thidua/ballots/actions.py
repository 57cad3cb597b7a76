"""The writer of the ballots: calling, nominees, the tellers' marks, casting a paper.

What a paper says and who cast it never meet in a secret vote: see docs/secrecy.md for each measure and its limit.
"""

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.ballots import minutes, queries
from thidua.ballots.models import Ballot, Nominee, Paper, TellerMark, Turnout
from thidua.ballots.rules import (
    CALLERS,
    why_not_call,
    why_not_cast,
    why_not_mark_close,
    why_not_mark_open,
    why_not_prepare,
)
from thidua.ballots.terms import Choice, Form, State
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind

TELLERS = 2
"""Ban kiểm phiếu: this many different tellers open together and close together."""
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of receipts: nothing that reads like something else."""


def _held(here: Here, ballot: Ballot) -> Ballot:
    """The ballot as it is now, locked until the act is done: voters and tellers take turns."""
    return Ballot.objects.select_for_update().get(pk=ballot.pk, year=here.year)


@transaction.atomic
def call(
    *, here: Here, title: str, form: Form, threshold_percent: int, basis: str, units: Sequence[Membership], award: str,
    at: dt.datetime,
) -> Ballot:  # fmt: skip
    """Call a vote on one title for some units; more nominees can be added until it opens."""
    take_turn()
    require(why_not_call(here))
    asked = {(unit.pk, award) for unit in units}
    for other in Ballot.objects.filter(year=here.year, title=title, state=State.CALLED):
        if asked == set(other.nominees.values_list("membership", "award")):
            raise Refused(_("Cuộc bỏ phiếu này đã được lập."), "title")
    ballot = Ballot.objects.create(
        year=here.year, title=title, form=form, threshold_percent=threshold_percent, basis=basis
    )
    record(act="ballot.call", subject=ballot, by=here.actor(*CALLERS), at=at, year_id=here.year.pk,
           facts={"form": form, "threshold": str(threshold_percent), "basis": basis})  # fmt: skip
    for unit in units:
        nominate(here=here, ballot=ballot, membership=unit, award=award, at=at)
    return ballot


@transaction.atomic
def nominate(*, here: Here, ballot: Ballot, membership: Membership, award: str, at: dt.datetime) -> Nominee:
    """Put a unit on the paper for a title."""
    held = _held(here, ballot)
    require(why_not_prepare(here, held))
    if membership.year_id != here.year.pk:
        raise Refused(_("Đơn vị này không phải thành viên của cụm trong năm."), "membership")
    try:
        with transaction.atomic():
            made = Nominee.objects.create(
                ballot=held, membership=membership, award=award, order=held.nominees.count() + 1
            )
    except IntegrityError:
        raise Refused(
            _("%(unit)s đã có trong danh sách cho danh hiệu này.") % {"unit": membership.unit.name}, "membership"
        ) from None
    record(act="ballot.nominate", subject=held, by=here.actor(*CALLERS), at=at, year_id=here.year.pk,
           facts={"unit": membership.unit.name, "award": award})  # fmt: skip
    return made


@transaction.atomic
def strike(*, here: Here, nominee: Nominee, at: dt.datetime) -> None:
    """Take a unit off the paper before the ballot opens."""
    held = _held(here, nominee.ballot)
    require(why_not_prepare(here, held))
    if not Nominee.objects.filter(pk=nominee.pk).delete()[0]:
        raise Refused(_("Đơn vị này đã được đưa ra khỏi danh sách trước đó."))
    record(act="ballot.strike", subject=held, by=here.actor(*CALLERS), at=at, year_id=here.year.pk,
           facts={"unit": nominee.membership.unit.name, "award": nominee.award})  # fmt: skip


def _mark(here: Here, ballot: Ballot, act: str, at: dt.datetime) -> list[str]:
    """One teller's mark; the names of all tellers who have made it. The second mark carries the act out."""
    try:
        with transaction.atomic():
            TellerMark.objects.create(ballot=ballot, act=act, teller_id=here.person.pk, teller=here.person.name)
    except IntegrityError:
        raise Refused(_("Bạn đã xác nhận việc này; cần thêm một uỷ viên ban kiểm phiếu khác xác nhận.")) from None
    record(act=f"ballot.confirm_{act}", subject=ballot, by=here.actor(Office.TELLER), at=at, year_id=here.year.pk)
    return list(ballot.marks.filter(act=act).order_by("teller").values_list("teller", flat=True))


@transaction.atomic
def mark_open(*, here: Here, ballot: Ballot, at: dt.datetime) -> Ballot:
    """A teller confirms the opening; the second one opens it and fixes the electorate as of that day."""
    held = _held(here, ballot)
    require(why_not_mark_open(here, held))
    tellers = _mark(here, held, "open", at)
    if len(tellers) < TELLERS:
        return held
    roll = [Turnout(ballot=held, membership=unit) for unit in queries.mandates(here.year, here.day)]
    Turnout.objects.bulk_create(roll)
    Ballot.objects.filter(pk=held.pk, state=State.CALLED).update(state=State.OPEN)
    held.state = State.OPEN
    record(act="ballot.open", subject=held, by=here.actor(Office.TELLER), at=at, year_id=here.year.pk,
           facts={"tellers": tellers, "members": str(len(roll)),
                  "needed": str(queries.needed_of(len(roll), held.threshold_percent))})  # fmt: skip
    return held


@transaction.atomic
def mark_close(*, here: Here, ballot: Ballot, at: dt.datetime) -> Ballot:
    """A teller confirms the closing; the second one closes and counts it, and the counting minutes are issued."""
    held = _held(here, ballot)
    require(why_not_mark_close(here, held))
    tellers = _mark(here, held, "close", at)
    if len(tellers) < TELLERS:
        return held
    Ballot.objects.filter(pk=held.pk, state=State.OPEN).update(state=State.CLOSED)
    held.state = State.CLOSED
    result, papers, awards = queries.outcome(held), queries.published(held), queries.award_names()
    seal = queries.seal(papers)
    by = here.actor(Office.TELLER)
    record(act="ballot.close", subject=held, by=by, at=at, year_id=here.year.pk,
           facts={"tellers": tellers, "members": str(result.members), "voted": str(result.voted), "papers": seal,
                  "passed": [f"{t.nominee.membership.unit.name}: {awards.get(t.nominee.award, t.nominee.award)}"
                             for t in result.tallies if t.passed]})  # fmt: skip
    issue(here=here, kind=Kind.MINUTES, about=f"Kiểm phiếu: {held.title}",
          subject=f"ballot:{held.pk}", at=at, by=by,
          content=minutes.content(result=result, papers=papers, tellers=tellers, awards=awards, seal=seal,
                                  on=timezone.localdate(at)))  # fmt: skip
    return held


@transaction.atomic
def cast(*, here: Here, ballot: Ballot, choices: Mapping[int, Choice], at: dt.datetime) -> str:
    """Cast the paper of the own unit; the receipt is returned once and kept nowhere beside the voter.

    A secret vote leaves no entry in the ledger: even "unit X has voted" would carry a time.
    """
    held = _held(here, ballot)
    require(why_not_cast(here, held))
    mandate = here.own(Office.UNIT_LEADER)
    if mandate is None or not held.turnout.filter(membership=mandate).exists():
        raise Refused(_("Đơn vị của bạn không có trong danh sách bỏ phiếu của cuộc này."))
    if not held.turnout.filter(membership=mandate, voted=False).update(voted=True):
        raise Refused(_("Đơn vị của bạn đã bỏ phiếu; mỗi đơn vị chỉ bỏ một phiếu và phiếu đã bỏ không đổi được."))
    kept = _complete(held, choices)
    receipt = "-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _group in range(3))
    if queries.recorded(held):
        Paper.objects.create(ballot=held, receipt=receipt, choices=kept, mandate=mandate)
        record(act="ballot.cast", subject=held, by=here.actor(Office.UNIT_LEADER), at=at, year_id=here.year.pk,
               facts={"unit": mandate.unit.name})  # fmt: skip
    else:
        _drop(held, Paper(ballot=held, receipt=receipt, choices=kept))
    return receipt


def _complete(ballot: Ballot, choices: Mapping[int, Choice]) -> dict[str, str]:
    """The choices as kept: one for each nominee, in the nominees' order whoever filled it in."""
    nominees = list(ballot.nominees.all())
    if any(nominee.pk not in choices for nominee in nominees):
        raise Refused(_("Hãy cho ý kiến về từng đơn vị được đề nghị; có thể chọn “Không có ý kiến”."))
    return {str(nominee.pk): Choice(choices[nominee.pk]).value for nominee in nominees}


def _drop(ballot: Ballot, paper: Paper) -> None:
    """Put a secret paper among the others so that nothing in the tables tells when it came.

    Every paper of the ballot is written anew in a random order, and every row of the roll is touched: row numbers,
    physical order and transaction marks are then the same for all, and join no voter to a paper.
    """
    papers = [*ballot.papers.all(), paper]
    ballot.papers.all().delete()
    secrets.SystemRandom().shuffle(papers)
    Paper.objects.bulk_create(papers)
    ballot.turnout.update(voted=F("voted"))
