"""The tellers' acts: opening and closing together, and the figures each counts alone."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.ballots import counting, minutes, papers, queries
from thidua.ballots.actions.calling import held_now, in_ledger
from thidua.ballots.actions.casting import new_receipt, settle, sweep
from thidua.ballots.models import Ballot, Count, Paper, TellerMark, Turnout
from thidua.ballots.papers import Figures
from thidua.ballots.rules import TELLERS, teller_of, why_not_count, why_not_mark_close, why_not_mark_open
from thidua.ballots.terms import Form, Per, State
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.members.queries import Here
from thidua.paperwork.actions import issue
from thidua.paperwork.terms import Kind


def _mark(here: Here, ballot: Ballot, act: str, at: dt.datetime) -> list[str]:
    """One teller's mark; the names of all tellers who have made it. The second mark carries the act out."""
    try:
        with transaction.atomic():
            TellerMark.objects.create(ballot=ballot, act=act, teller_id=here.person.pk, teller=here.person.name)
    except IntegrityError:
        raise Refused(_("Bạn đã xác nhận việc này; cần thêm một uỷ viên ban kiểm phiếu khác xác nhận.")) from None
    record(
        act=f"ballot.confirm_{act}", subject=ballot, by=here.actor(teller_of(ballot)), at=at, year_id=in_ledger(ballot)
    )
    return list(ballot.marks.filter(act=act).order_by("teller").values_list("teller", flat=True))


@transaction.atomic
def mark_open(*, here: Here, ballot: Ballot, at: dt.datetime) -> Ballot:
    """A teller confirms the opening; the second one opens it and fixes the electorate as of that day."""
    held = held_now(here, ballot)
    require(why_not_mark_open(here, held))
    tellers = _mark(here, held, "open", at)
    if len(tellers) < TELLERS:
        return held
    members = _fix_roll(here, held)
    Ballot.objects.filter(pk=held.pk, state=State.CALLED).update(state=State.OPEN)
    held.state = State.OPEN
    record(act="ballot.open", subject=held, by=here.actor(teller_of(held)), at=at, year_id=in_ledger(held),
           facts={"tellers": tellers, "members": str(members),
                  "needed": str(counting.needed_of(members, held.threshold_percent))})  # fmt: skip
    return held


def _fix_roll(here: Here, ballot: Ballot) -> int:
    """The electorate as of the day, and as many blank papers for a secret vote, in random order; how many mandates."""
    if ballot.per == Per.UNIT:
        units = queries.mandates(here.year, here.day)
        Turnout.objects.bulk_create(Turnout(ballot=ballot, membership=unit) for unit in units)
    elif ballot.per == Per.COUNCIL:
        Turnout.objects.bulk_create(Turnout(ballot=ballot, person=one) for one in queries.council(here.day))
    members = ballot.turnout.count()
    if ballot.form == Form.SECRET:
        Paper.objects.bulk_create(Paper(ballot=ballot, receipt=new_receipt()) for _n in range(members))
    return members


@transaction.atomic
def mark_close(*, here: Here, ballot: Ballot, at: dt.datetime) -> Ballot:
    """A teller confirms the closing; the second one closes and counts it, and the counting minutes are issued."""
    held = held_now(here, ballot)
    require(why_not_mark_close(here, held))
    if queries.counted(held):
        _require_agreement(here, held)
    tellers = _mark(here, held, "close", at)
    if len(tellers) < TELLERS:
        return held
    Ballot.objects.filter(pk=held.pk, state=State.OPEN).update(state=State.CLOSED)
    held.state = State.CLOSED
    if held.form == Form.SECRET:
        settle(held)
    result, awards = queries.outcome(held), queries.award_names()
    seal = queries.seal(queries.published(held), held.counts.all())
    by = here.actor(teller_of(held))
    record(act="ballot.close", subject=held, by=by, at=at, year_id=in_ledger(held),
           facts={"tellers": tellers, "members": str(result.members), "voted": str(result.voted), "papers": seal,
                  "passed": [f"{t.nominee}: {awards.get(t.nominee.award, t.nominee.award)}"
                             for t in result.tallies if t.passed]})  # fmt: skip
    if not queries.by_council(held):  # its minutes carry no number of the cluster: `awards` sets them
        issue(here=here, kind=Kind.MINUTES, about=f"Kiểm phiếu: {held.title}", subject=f"ballot:{held.pk}", at=at,
              by=by, content=minutes.content(result=result, tellers=tellers, on=timezone.localdate(at)))  # fmt: skip
    transaction.on_commit(sweep, robust=True)
    return held


def _require_agreement(here: Here, ballot: Ballot) -> None:
    """A teller closes with figures of the own, equal to those of whoever closed before; else both count again."""
    own = ballot.counts.filter(teller_id=here.person.pk).first()
    if own is None:
        raise Refused(_("Hãy nhập số kiểm đếm của bạn trước khi đóng; mỗi uỷ viên nhập riêng."))
    closed_by = queries.closing_marks(ballot).exclude(teller_id=here.person.pk).values("teller_id")
    for other in ballot.counts.filter(teller_id__in=closed_by):
        if differing := papers.differences(ballot, own, other):
            raise Refused(
                _("Hai uỷ viên đếm khác nhau ở: %(rows)s. Hãy cùng đếm lại; mỗi người sửa số của mình rồi đóng.")
                % {"rows": "; ".join(differing)}
            )


@transaction.atomic
def count(*, here: Here, ballot: Ballot, figures: Figures, at: dt.datetime) -> Count:
    """One teller's own figures of a vote counted in the hall; until it closes the teller may mend them.

    Mending takes back the teller's own mark of closing, so that nobody closes on figures never compared. The ledger
    says that a teller counted, not what: nothing is known before the close.
    """
    held = held_now(here, ballot)
    mandates = held.turnout.count()
    require(why_not_count(here, held) or papers.why_not_figures(held, figures, mandates))
    kept = {"teller": here.person.name, "given_out": figures.given_out, "returned": figures.returned,
            "invalid": figures.invalid, "figures": figures.said}  # fmt: skip
    before = held.counts.filter(teller_id=here.person.pk).first()
    if before and all(getattr(before, name) == value for name, value in kept.items()):
        return before
    made, _made = Count.objects.update_or_create(ballot=held, teller_id=here.person.pk, defaults=kept)
    queries.closing_marks(held).filter(teller_id=here.person.pk).delete()
    record(act="ballot.count", subject=held, by=here.actor(teller_of(held)), at=at, year_id=in_ledger(held))
    return made
