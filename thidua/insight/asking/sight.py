"""Ai thấy gì: which rows of which years one person may ask about. The rules are those of the pages the rows come from.

The standing office and the secretariats of a year read all of it, sealed too; its members what was published, the board
when it is open to them, and always their own unit's rows; everybody with a seat somewhere what the public sees, and
the register of awards.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from thidua.kit import clock
from thidua.members.models import ClusterYear, Membership, Person, Seat
from thidua.members.queries import Here
from thidua.members.terms import SITE_OFFICES
from thidua.news.register import shown
from thidua.news.terms import Shown
from thidua.results.rules import sees_before
from thidua.scoring.rules import why_not_see_board


@dataclass(frozen=True)
class Standing:
    """How one person stands to one year: reads all of it; sits in it; sees its board as its members do now."""

    year: ClusterYear
    whole: bool
    seated: bool
    board: bool
    own: frozenset[int]
    """The memberships the person holds an office in."""
    public: int = 0
    """The version of the result the public reads now; 0 for none."""

    def sees(self, membership: int) -> bool:
        """Whether the points of a member, published or not, may be read."""
        return self.whole or self.board or membership in self.own


@dataclass(frozen=True)
class Sight:
    """The years there are, and every member of them. `person` is the account's number."""

    person: int
    standings: dict[int, Standing]
    members: tuple[Membership, ...]

    @cached_property
    def by_year(self) -> dict[int, list[Membership]]:
        found: dict[int, list[Membership]] = {pk: [] for pk in self.standings}
        for member in self.members:
            found[member.year_id].append(member)
        return found

    @property
    def clusters(self) -> list[tuple[int, str]]:
        """The clusters the person sits in, or looks after: a question may be shared with these."""
        found = {one.year.cluster_id: one.year.cluster.name for one in self.standings.values() if one.seated}
        return sorted(found.items(), key=lambda pair: pair[1])


def sight_of(person: Person, seats: Sequence[Seat], at: dt.datetime) -> Sight:
    """Four statements, and one for each year whose appraisal is closed and whose conference is still to come."""
    years = list(ClusterYear.objects.select_related("cluster").order_by("year", "cluster__name"))
    members = tuple(Membership.objects.select_related("unit").order_by("year", "order", "unit__name"))
    public = {row.year_id: int(row.data.get("version", 0)) for row in shown(at, Shown.BOARD) if row.year_id}
    return Sight(person.pk, {year.pk: _standing(person, year, seats, at, public) for year in years}, members)


def _standing(
    person: Person, year: ClusterYear, seats: Sequence[Seat], at: dt.datetime, public: Mapping[int, int]
) -> Standing:  # fmt: skip
    mine = tuple(seat for seat in seats if seat.year_id in (year.pk, None))
    here = Here(year, person, clock.day_of(at), mine)
    whole = sees_before(here)
    # the administrator has a seat for every year, and reads no more of one than the public does
    seated = whole or any(seat.office not in SITE_OFFICES for seat in mine)
    board = whole or (seated and not why_not_see_board(here))
    own = frozenset(seat.membership_id for seat in mine if seat.membership_id)
    return Standing(year, whole, seated, board, own, public.get(year.pk, 0))
