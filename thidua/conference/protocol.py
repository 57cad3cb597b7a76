"""Thứ tự lễ tân: side first, rank second; never by rank alone (domain notes 4.2)."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from thidua.conference.models import Delegate, Delegation
from thidua.conference.terms import Side
from thidua.kit.viet import fold
from thidua.members.models import Membership
from thidua.members.terms import Lead

RANKS = (
    "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá",
    "Đại uý", "Thượng uý", "Trung uý", "Thiếu uý", "Thượng sĩ", "Trung sĩ", "Hạ sĩ",
)  # fmt: skip
"""Cấp bậc, highest first (Law 37/2018/QH14 Article 21)."""
OFFICES = (
    ("bộ trưởng", "chủ nhiệm uỷ ban", "chủ tịch uỷ ban nhân dân tỉnh", "tổng giám đốc"),
    ("thứ trưởng", "phó chủ nhiệm", "phó chủ tịch uỷ ban nhân dân tỉnh", "phó tổng giám đốc"),
    ("cục trưởng", "vụ trưởng", "tổng biên tập", "giám đốc", "tư lệnh", "viện trưởng", "hiệu trưởng", "chánh văn phòng",
     "chánh thanh tra", "chủ tịch", "lãnh đạo"),
    ("phó cục trưởng", "phó vụ trưởng", "phó tổng biên tập", "phó giám đốc", "phó tư lệnh", "phó viện trưởng",
     "phó hiệu trưởng", "phó chánh văn phòng", "phó chánh thanh tra", "phó chủ tịch"),
    ("trưởng phòng", "trưởng ban", "trưởng khoa", "đội trưởng"),
    ("phó trưởng phòng", "phó phòng", "phó trưởng ban", "phó trưởng khoa", "phó đội trưởng"),
)  # fmt: skip
"""Chức vụ by level, highest first; a title belongs to the level its first words are of."""
PLACE_OF_RANK = {fold(rank): place for place, rank in enumerate(RANKS)}
LEVELS = [tuple(fold(name) for name in names) for names in OFFICES]
LATEST = 9999
SIDES = list(Side)
Row = TypeVar("Row", Delegation, Delegate)


def delegations(found: Iterable[Delegation], leads: Mapping[Lead, Membership]) -> list[Delegation]:
    """Superiors, the host, then among the members head, deputy and the others in the cluster's order, then guests."""
    roles = {member.pk: place for place, member in enumerate(leads.get(role) for role in Lead) if member}
    last = len(Lead)

    def place(delegation: Delegation) -> tuple[int, int, int, int, int]:
        member = delegation.membership
        by_role = roles.get(member.pk, last) if member else last
        return (
            SIDES.index(Side(delegation.side)),
            by_role,
            member.order if member else last,
            delegation.order,
            delegation.pk,
        )

    return sorted(found, key=place)


def delegates(found: Iterable[Delegate]) -> list[Delegate]:
    """The lead, then by office, rank and seniority; the rest in the order they were entered."""
    return sorted(found, key=lambda one: (
        not one.lead, level(one.title), place_of_rank(one.rank), one.since_year or LATEST,
        one.order, one.pk,
    ))  # fmt: skip


@lru_cache(maxsize=4096)
def place_of_rank(rank: str) -> int:
    """The place of a rank, the highest 0; what is no rank known stands after all that are."""
    return PLACE_OF_RANK.get(fold(rank), len(RANKS))


@lru_cache(maxsize=4096)
def level(title: str) -> int:
    """The level of an office title; what names no office known stands after all that do.

    >>> level("Phó Giám đốc Công an tỉnh") - level("Giám đốc Công an tỉnh")
    1
    """
    told = fold(title)
    return next((place for place, names in enumerate(LEVELS) if told.startswith(names)), len(LEVELS))


def by_hand(found: Sequence[Row], order: Sequence[int] | None) -> list[Row]:
    """The rows named in `order` change places among themselves; those entered since stay where protocol puts them, as
    all do where nobody changed it."""
    wanted = {pk: place for place, pk in enumerate(order or ())}
    moved = iter(sorted((row for row in found if row.pk in wanted), key=lambda row: wanted[row.pk]))
    return [next(moved) if row.pk in wanted else row for row in found]
