"""Hội đồng: which vote a dossier before the Council is in, what the count says of it, and how its answer came about."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.awards.models import Dossier
from thidua.awards.terms import State
from thidua.ballots.counting import Tally
from thidua.ballots.models import Ballot, Nominee
from thidua.ballots.queries import Outcome, nominees, outcome
from thidua.ballots.terms import COUNTED, Form
from thidua.ballots.terms import State as BallotState
from thidua.members.models import ClusterYear
from thidua.members.queries import Here
from thidua.members.rules import why_not_office
from thidua.members.terms import Office
from thidua.rulebook.catalogue import title_named

BALLOT, TYPED = "ballot", "typed"
"""How an answer of the Council came here; dossiers answered before there were ballots say nothing: typed."""


@dataclass(frozen=True)
class Share:
    """What a title asks for: the least share of all members, whole per cent, and where that is written."""

    percent: int
    basis: str


def share_of(title: str, day: dt.date) -> Share | None:
    """The share of votes a title takes that day; None where no text says one."""
    info = title_named(title)
    needs = info.votes_on(day) if info else None
    if needs is None:
        return None
    return Share(needs.percent, needs.article if needs.verified else f"{needs.article} (chưa xác minh)")


@dataclass(frozen=True)
class Vote:
    """Where a dossier stands in the vote of the Council: in the latest round it is on the paper of."""

    ballot: Ballot
    nominee: Nominee
    result: Outcome

    @property
    def tally(self) -> Tally | None:
        return next((one for one in self.result.tallies if one.nominee.pk == self.nominee.pk), None)

    @property
    def closed(self) -> bool:
        return self.result.counted

    @property
    def passed(self) -> bool:
        return bool(self.tally and self.tally.passed)

    @property
    def in_favour(self) -> int:
        return self.tally.in_favour if self.tally else 0

    @property
    def in_words(self) -> str:
        """The count, in a few words."""
        return _("%(n)s/%(members)s phiếu đồng ý, cần %(needed)s") % {
            "n": self.in_favour, "members": self.result.members, "needed": self.result.needed
        }  # fmt: skip

    def why_not_take(self) -> str:
        """Only a closed count says anything, and only where enough took part."""
        if not self.closed:
            return _("Cuộc bỏ phiếu của Hội đồng chưa kiểm phiếu xong.")
        if not self.result.quorate:
            return _("Chưa đủ số uỷ viên tham gia nên cuộc này không thành; hãy lập vòng sau hoặc cuộc khác.")
        return ""


def votes_of(dossiers: Iterable[Dossier]) -> list[tuple[Dossier, Vote]]:
    """The dossiers that are in a vote, each with its latest; statements for each round, however many dossiers."""
    by_ballot: dict[int, list[Dossier]] = {}
    for one in dossiers:
        if one.council_ballot_id:
            by_ballot.setdefault(one.council_ballot_id, []).append(one)
    found: dict[int, tuple[Dossier, Vote]] = {}
    for pk, asked in by_ballot.items():
        for held in rounds_from(Ballot.objects.get(pk=pk)):
            result = outcome(held)
            stood = {(n.membership_id, n.person, n.award): n for n in nominees(held)}
            for one in asked:
                if nominee := stood.get((one.membership_id, one.person, one.title)):
                    found[one.pk] = (one, Vote(held, nominee, result))
    return list(found.values())


def rounds_from(ballot: Ballot) -> list[Ballot]:
    """The ballot and its further rounds, in order."""
    found = [ballot]
    while held := Ballot.objects.filter(follows=found[-1]).first():
        found.append(held)
    return found


def vote_of(dossier: Dossier) -> Vote | None:
    """The vote a dossier before the Council is in now."""
    now = Dossier.objects.filter(pk=dossier.pk, state=State.COUNCIL)
    return next((vote for _one, vote in votes_of(now)), None)


def called_to(here: Here, dossier: Dossier) -> bool:
    """Whether this member of the Council is called to vote on the dossier: from the call on, while it waits for its
    answer; once the paper was opened, only who is on its roll."""
    vote = vote_of(dossier) if here.holds(Office.COUNCIL) else None
    if vote is None:
        return False
    return vote.ballot.state == BallotState.CALLED or vote.ballot.turnout.filter(person=here.person).exists()


def why_not_leave(dossier: Dossier) -> str:
    """A dossier that is being voted on, or was, stays for its answer; a vote too few took part in binds nobody."""
    vote = vote_of(dossier)
    if vote is None or (vote.closed and not vote.result.quorate):
        return ""
    if vote.closed:
        return _("Hội đồng đã bỏ phiếu về hồ sơ này; hãy ghi kết quả kiểm phiếu.")
    return _("Hồ sơ đang trong cuộc bỏ phiếu “%(title)s” của Hội đồng; muốn rút thì đưa ra trước khi mở.") % {
        "title": vote.ballot.title
    }  # fmt: skip


def why_not_count_again(here: Here, ballot: Ballot) -> str:
    """A further round, by the standing office, while every dossier that fell short still waits for its answer."""
    if why_not := why_not_office(here, Office.STANDING_OFFICE):
        return why_not
    short = {one.nominee.pk for one in outcome(ballot).tallies if not one.passed}
    waiting = {vote.nominee.pk for _one, vote in votes_of(before_council(here.year)) if vote.ballot.pk == ballot.pk}
    return "" if short and short <= waiting else _("Không còn hồ sơ chưa đạt nào chờ bỏ phiếu lại ở cuộc này.")


def before_council(year: ClusterYear) -> list[Dossier]:
    """The dossiers before the Council, in protocol order."""
    rows = Dossier.objects.filter(year=year, state=State.COUNCIL)
    return list(rows.select_related("membership__unit", "council_ballot"))


def answer_in_words(dossier: Dossier) -> str:
    """What the Council said and how it came here; "" before it did."""
    said = dossier.council
    if not said.get("members"):
        return ""
    told = {"n": said["in_favour"], "members": said["members"], "document": said.get("document", "")}
    if said.get("how") != BALLOT:
        return (
            _("Hội đồng: %(n)s/%(members)s phiếu đồng ý; số liệu gõ theo biên bản %(document)s, phiếu không giữ ở đây.")
            % told
        )
    form = str(Form(said["form"]).label).lower()
    if said["form"] in COUNTED:
        return _("Hội đồng: %(n)s/%(members)s phiếu đồng ý, theo cuộc “%(document)s”: %(form)s, hai uỷ viên kiểm đếm "
                 "riêng, số liệu như nhau.") % {**told, "form": form}  # fmt: skip
    return _("Hội đồng: %(n)s/%(members)s phiếu đồng ý, theo kiểm phiếu của cuộc “%(document)s”: %(form)s.") % {
        **told, "form": form
    }  # fmt: skip


def closed_rounds(dossier: Dossier) -> list[Ballot]:
    """The rounds whose counts the answer rests on, first round first."""
    found, held = list[Ballot](), dossier.council_ballot
    while held is not None:
        found.insert(0, held)
        held = held.follows
    return [one for one in found if one.state == BallotState.CLOSED]
