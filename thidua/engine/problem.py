"""Lỗi cần sửa: what is wrong, where, and how to mend it, as values rather than exceptions."""

from collections.abc import Iterable
from dataclasses import dataclass

_DOUBTS = frozenset(
    {
        "band_hole",
        "band_overlap",
        "bonus_without_rule",
        "cohort_in_period",
        "over_total",
        "penalty_over_max",
        "rank_hole",
        "unbounded",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `where` is a criterion's code, an input's key or a place in the text."""

    code: str
    where: str
    what: str
    mend: str

    @property
    def blocking(self) -> bool:
        """Whether it must be mended before adoption; a doubt is something real tables do, to be looked at."""
        return self.code not in _DOUBTS

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what} {self.mend}".strip()


class EditionError(ValueError):
    """The text cannot be understood as an edition at all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
