"""Số đại biểu tham dự theo quy chế: how many member units have to have somebody in the room, and whether they have."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

PLACE = "{n}"
"""Stands in a sentence for the units present, where a page counts on by itself."""


@dataclass(frozen=True)
class Quorum:
    """`needed`: member units, None while nobody has said; `here` of `members` have somebody in the room."""

    needed: int | None
    here: int
    members: int
    basis: str = ""

    @property
    def reached(self) -> bool:
        return self.needed is not None and self.here >= self.needed

    @property
    def enough(self) -> str:
        """What to say of it when it is reached, the units present left open."""
        return _("Đã đủ số đại biểu tham dự theo quy chế: %(here)s/%(all)s đơn vị, cần %(needed)s.") % self._counts()

    @property
    def short(self) -> str:
        return _("Chưa đủ số đại biểu tham dự theo quy chế: %(here)s/%(all)s đơn vị, cần %(needed)s.") % self._counts()

    def _counts(self) -> dict[str, object]:
        return {"here": PLACE, "all": self.members, "needed": self.needed}

    def __str__(self) -> str:
        """The sentence as things stand.

        >>> str(Quorum(4, 3, 5))
        'Chưa đủ số đại biểu tham dự theo quy chế: 3/5 đơn vị, cần 4.'
        """
        if self.needed is None:
            return _("Chưa ghi số đơn vị phải có mặt theo quy chế.")
        return (self.enough if self.reached else self.short).replace(PLACE, str(self.here))
