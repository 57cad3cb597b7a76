"""Calling a ballot: its rule, its nominees, its named delegates, its further rounds."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.ballots import papers, queries
from thidua.ballots.models import Ballot, Nominee, Turnout
from thidua.ballots.rules import (
    CALLERS,
    callers_of,
    why_not_call,
    why_not_call_council,
    why_not_next_round,
    why_not_prepare,
    why_not_withdraw,
)
from thidua.ballots.terms import Form, Method, Per, State, Tie
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.models import Membership
from thidua.members.queries import Here


def held_now(here: Here, ballot: Ballot) -> Ballot:
    """The ballot as it is now, locked until the act is done: voters and tellers take turns."""
    return Ballot.objects.select_for_update().get(pk=ballot.pk, year=here.year)


def in_ledger(ballot: Ballot) -> int | None:
    """The year in whose ledger its acts are read; a vote of the Council stands in the site's alone."""
    return None if queries.by_council(ballot) else ballot.year_id


@transaction.atomic
def call(
    *, here: Here, title: str, form: Form, threshold_percent: int, basis: str, units: Sequence[Membership], award: str,
    at: dt.datetime, method: Method = Method.OPINION, most: int | None = None, seats: int | None = None,
    quorum_percent: int = 0, per: Per = Per.UNIT, proxies: int = 0, rounds: int = 2, tie: Tie = Tie.AGAIN,
) -> Ballot:  # fmt: skip
    """Call a vote on one title for some units; more nominees can be added until it opens."""
    take_turn()
    require(why_not_call(here) or papers.why_not_so(form, method, most, seats, per, proxies))
    asked = {(unit.pk, award) for unit in units}
    for other in Ballot.objects.filter(year=here.year, title=title, state=State.CALLED):
        if asked == set(other.nominees.values_list("membership", "award")):
            raise Refused(_("Cuộc bỏ phiếu này đã được lập."), "title")
    ballot = Ballot.objects.create(
        year=here.year, title=title, form=form, method=method, most=most, seats=seats, basis=basis,
        threshold_percent=threshold_percent, quorum_percent=quorum_percent, per=per, proxies=proxies, rounds=rounds,
        tie=tie,
    )  # fmt: skip
    record(act="ballot.call", subject=ballot, by=here.actor(*CALLERS), at=at, year_id=in_ledger(ballot),
           facts={"form": form, "method": method, "threshold": str(threshold_percent), "basis": basis,
                  "quorum": str(quorum_percent), "per": per, "proxies": str(proxies), "rounds": str(rounds),
                  "tie": tie, **({"seats": str(seats)} if seats else {})})  # fmt: skip
    for unit in units:
        nominate(here=here, ballot=ballot, membership=unit, award=award, at=at)
    return ballot


@transaction.atomic
def call_council(
    *, here: Here, title: str, form: Form, threshold_percent: int, quorum_percent: int, basis: str, rounds: int,
    asked: Sequence[tuple[Membership, str, str]], at: dt.datetime,
) -> Ballot:  # fmt: skip
    """Call a vote of the Council, for or against each of those asked: unit, person of it or "", title."""
    take_turn()
    require(why_not_call_council(here))
    ballot = Ballot.objects.create(
        year=here.year, title=title, form=form, threshold_percent=threshold_percent, quorum_percent=quorum_percent,
        basis=basis, rounds=rounds, per=Per.COUNCIL,
    )  # fmt: skip
    record(act="ballot.call", subject=ballot, by=here.actor(*callers_of(ballot)), at=at, year_id=in_ledger(ballot),
           facts={"form": form, "threshold": str(threshold_percent), "basis": basis, "quorum": str(quorum_percent),
                  "per": Per.COUNCIL, "rounds": str(rounds)})  # fmt: skip
    for membership, person, award in asked:
        nominate(here=here, ballot=ballot, membership=membership, person=person, award=award, at=at)
    return ballot


@transaction.atomic
def nominate(
    *, here: Here, ballot: Ballot, membership: Membership, award: str, at: dt.datetime, person: str = ""
) -> Nominee:
    """Put a unit, or before the Council a person of it, on the paper for a title."""
    held = held_now(here, ballot)
    require(why_not_prepare(here, held))
    if membership.year_id != here.year.pk:
        raise Refused(_("Đơn vị này không phải thành viên của cụm trong năm."), "membership")
    try:
        with transaction.atomic():
            made = Nominee.objects.create(
                ballot=held, membership=membership, person=person, award=award, order=held.nominees.count() + 1
            )
    except IntegrityError:
        raise Refused(
            _("%(unit)s đã có trong danh sách cho danh hiệu này.") % {"unit": person or membership.unit.name},
            "membership",
        ) from None
    record(act="ballot.nominate", subject=held, by=here.actor(*callers_of(held)), at=at, year_id=in_ledger(held),
           facts={"unit": str(made), "award": award})  # fmt: skip
    return made


@transaction.atomic
def strike(*, here: Here, nominee: Nominee, at: dt.datetime) -> None:
    """Take a unit off the paper before the ballot opens."""
    held = held_now(here, nominee.ballot)
    require(why_not_prepare(here, held))
    if not Nominee.objects.filter(pk=nominee.pk).delete()[0]:
        raise Refused(_("Đơn vị này đã được đưa ra khỏi danh sách trước đó."))
    record(act="ballot.strike", subject=held, by=here.actor(*callers_of(held)), at=at, year_id=in_ledger(held),
           facts={"unit": str(nominee), "award": nominee.award})  # fmt: skip


@transaction.atomic
def withdraw(*, here: Here, ballot: Ballot, at: dt.datetime) -> None:
    """Take back a ballot called by mistake, before it opens; that it was called, and how, stays in the ledger."""
    held = held_now(here, ballot)
    require(why_not_withdraw(here, held))
    record(act="ballot.withdraw", subject=held, by=here.actor(*CALLERS), at=at, year_id=in_ledger(held),
           facts={"units": [str(one) for one in queries.nominees(held)]})  # fmt: skip
    held.marks.all().delete()
    held.turnout.all().delete()
    held.delete()


@transaction.atomic
def name_delegates(*, here: Here, ballot: Ballot, people: Collection[int], at: dt.datetime) -> None:
    """Say which delegates vote, where each delegate has a mandate; until the ballot opens the list may be said anew."""
    held = held_now(here, ballot)
    require(why_not_prepare(here, held))
    if held.per != Per.DELEGATE:
        raise Refused(_("Cuộc này mỗi đơn vị một phiếu; không lập danh sách đại biểu."))
    chosen = [seat for seat in queries.delegates(here.year, here.day) if seat.person_id in people]
    if not chosen:
        raise Refused(_("Hãy chọn ít nhất một đại biểu có quyền bỏ phiếu."), "people")
    held.turnout.all().delete()
    Turnout.objects.bulk_create(Turnout(ballot=held, membership=seat.membership, person=seat.person) for seat in chosen)
    record(act="ballot.delegates", subject=held, by=here.actor(*CALLERS), at=at, year_id=in_ledger(held),
           facts={"delegates": [f"{seat.person.name} ({seat.membership.unit.name})"
                                for seat in chosen if seat.membership]})  # fmt: skip


@transaction.atomic
def call_next_round(*, here: Here, ballot: Ballot, at: dt.datetime) -> Ballot:
    """A further round among those the closed one left undecided, by the same rule, for the places still open."""
    take_turn()
    held = held_now(here, ballot)
    result = queries.outcome(held)
    require(why_not_next_round(here, held, result))
    number = queries.round_of(held) + 1
    title = _("%(title)s (vòng %(n)s)") % {"title": queries.first_round(held).title[:280], "n": number}
    made = Ballot.objects.create(
        year=here.year, title=title, form=held.form, method=held.method, most=held.most, seats=result.seats_left,
        basis=held.basis, threshold_percent=held.threshold_percent, quorum_percent=held.quorum_percent, follows=held,
        per=held.per, proxies=held.proxies, rounds=held.rounds, tie=held.tie,
    )  # fmt: skip
    record(act="ballot.next_round", subject=made, by=here.actor(*callers_of(made)), at=at, year_id=in_ledger(made),
           facts={"round": str(number)})  # fmt: skip
    delegates = held.turnout.filter(person__isnull=False, membership__isnull=False).values_list("membership", "person")
    Turnout.objects.bulk_create(Turnout(ballot=made, membership_id=unit, person_id=one) for unit, one in delegates)
    for one in result.undecided:
        nominate(here=here, ballot=made, membership=one.membership, person=one.person, award=one.award, at=at)
    return made
