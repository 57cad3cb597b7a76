"""Thứ tự lễ tân: side first, rank second; never by rank alone (domain notes 4.2)."""

from collections.abc import Iterable, Mapping

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
PLACE_OF_RANK = {fold(rank): place for place, rank in enumerate(RANKS)}
SIDES = list(Side)


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
    """The lead, then by rank; those without one follow in the order they were entered."""
    return sorted(
        found, key=lambda one: (not one.lead, PLACE_OF_RANK.get(fold(one.rank), len(RANKS)), one.order, one.pk)
    )
