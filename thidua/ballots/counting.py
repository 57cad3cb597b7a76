"""Kiểm đếm: what the papers, or the tellers' figures, come to. Whole numbers only; nothing here reads or writes.

A threshold is counted on *all* mandates, absent ones too. With a number of places (`seats`) the foremost of those who
reached the threshold take them; who stand level across the last place are tied, and none of them has passed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from thidua.ballots.models import Ballot, Nominee, Paper
from thidua.ballots.terms import CHOSEN, LEFT, Choice, Method
from thidua.kit.viet import number


@dataclass(frozen=True)
class Tally:
    """The count of one nominee. `points` is the sum of scores, or of places (fewer is better)."""

    nominee: Nominee
    counts: Mapping[str, int]
    points: int
    members: int
    needed: int
    passed: bool = False
    tied: bool = False
    decided: bool = False

    @property
    def in_favour(self) -> int:
        return self.counts.get(Choice.YES, 0) + self.counts.get(CHOSEN, 0)

    @property
    def against(self) -> int:
        return self.counts.get(Choice.NO, 0)

    @property
    def abstain(self) -> int:
        return self.counts.get(Choice.ABSTAIN, 0)

    @property
    def percent(self) -> Decimal:
        """In favour, per cent of all mandates, one decimal, half up."""
        return Decimal((self.in_favour * 2000 + self.members) // (2 * self.members)) / 10

    @property
    def verdict(self) -> str:
        """The end, in a word or two."""
        if self.tied:
            return _("Bằng phiếu")
        if self.decided:
            return _("Đạt, theo quyết định khi bằng phiếu") if self.passed else _("Không được chọn khi bằng phiếu")
        return _("Đạt") if self.passed else _("Không đạt")


def needed_of(members: int, percent: int) -> int:
    """The fewest papers that reach a percentage of all mandates: rounded up, in whole numbers."""
    return -(-members * percent // 100)


def of_papers(papers: Iterable[Paper]) -> dict[str, Counter[str]]:
    """How often each thing was said of each nominee."""
    counts: dict[str, Counter[str]] = {}
    for paper in papers:
        for key, said in (paper.choices or {}).items():
            counts.setdefault(key, Counter())[said] += 1
    return counts


def tallies(
    ballot: Ballot, nominees: Iterable[Nominee], counts: Mapping[str, Mapping[str, int]], members: int, quorate: bool
) -> tuple[Tally, ...]:
    """Every nominee's count, in the order of the paper; without a quorum nobody passes."""
    needed = needed_of(members, ballot.threshold_percent)
    found = [_tally(ballot, one, counts.get(str(one.pk), {}), members, needed) for one in nominees]
    if not quorate:
        return tuple(found)
    passed, tied = _decide(ballot, found)
    return tuple(
        Tally(one.nominee, one.counts, one.points, members, needed, one.nominee.pk in passed, one.nominee.pk in tied)
        for one in found
    )


def decided(found: tuple[Tally, ...], chosen: set[int]) -> tuple[Tally, ...]:
    """The same, with what people decided of those level; as it was where nothing is decided."""
    if not chosen:
        return found
    return tuple(
        replace(one, tied=False, decided=True, passed=one.nominee.pk in chosen) if one.tied else one for one in found
    )


def _tally(ballot: Ballot, nominee: Nominee, counts: Mapping[str, int], members: int, needed: int) -> Tally:
    weighed = ballot.method in {Method.SCORE, Method.ORDER}
    points = sum(int(said) * times for said, times in counts.items()) if weighed else 0
    return Tally(nominee, counts, points, members, needed)


def _decide(ballot: Ballot, found: Sequence[Tally]) -> tuple[set[int], set[int]]:
    """Who has passed and who is tied across the last place, by nominee."""
    reached = found if ballot.method in {Method.SCORE, Method.ORDER} else [t for t in found if t.in_favour >= t.needed]
    reached = [one for one in reached if one.counts]
    if ballot.seats is None or len(reached) <= ballot.seats:
        return {one.nominee.pk for one in reached}, set()
    ordered = sorted((_merit(ballot, one) for one in reached), reverse=True)
    last, next_one = ordered[ballot.seats - 1], ordered[ballot.seats]
    level = {one.nominee.pk for one in reached if _merit(ballot, one) == last} if last == next_one else set()
    before = {one.nominee.pk for one in reached if _merit(ballot, one) >= last}
    return before - level, level


def _merit(ballot: Ballot, one: Tally) -> int:
    """More is better."""
    if ballot.method == Method.ORDER:
        return -one.points
    return one.points if ballot.method == Method.SCORE else one.in_favour


def columns(ballot: Ballot) -> list[str]:
    """The heads of the figures of a count, after the nominee's own."""
    if ballot.method == Method.OPINION:
        return [_("Đồng ý"), _("Không đồng ý"), _("Không có ý kiến"), _("Tỷ lệ")]
    if ballot.method == Method.CHOOSE:
        return [_("Số phiếu chọn"), _("Tỷ lệ")]
    return [_("Tổng điểm")] if ballot.method == Method.SCORE else [_("Tổng thứ bậc")]


def figures(ballot: Ballot, one: Tally) -> list[str]:
    """The figures of one nominee, under `columns`."""
    if ballot.method == Method.OPINION:
        return [str(one.in_favour), str(one.against), str(one.abstain), f"{number(one.percent)} %"]
    if ballot.method == Method.CHOOSE:
        return [str(one.in_favour), f"{number(one.percent)} %"]
    return [str(one.points)]


def said(ballot: Ballot, word: str) -> str:
    """What a paper says of one nominee, to read."""
    if ballot.method == Method.OPINION:
        return str(Choice(word).label)
    if ballot.method == Method.CHOOSE:
        return {CHOSEN: _("Chọn"), LEFT: _("Không chọn")}[word]
    return word
