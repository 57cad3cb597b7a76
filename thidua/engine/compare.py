"""So sánh: why one unit ranks above another, criterion by criterion, the largest difference first."""

from dataclasses import dataclass

from thidua.engine.edition import Edition
from thidua.engine.points import Points
from thidua.engine.score import Scores


@dataclass(frozen=True, slots=True)
class Difference:
    """One criterion in which two units differ. `gap` is a − b; a point that is not there counts for nothing."""

    code: str
    title: str
    a: Points | None
    b: Points | None
    gap: Points


def compare(edition: Edition, scores: Scores, a: str, b: str) -> tuple[Difference, ...]:
    """The leaves in which a and b differ. Their gaps sum to the difference of the totals, caps above aside."""
    one, two = scores.units[a].points, scores.units[b].points
    found = []
    for leaf in edition.leaves:
        mine, other = one[leaf.code], two[leaf.code]
        gap = Points((mine or 0) - (other or 0))
        if mine != other:
            found.append(Difference(leaf.code, leaf.title, mine, other, gap))
    return tuple(sorted(found, key=lambda one: (-abs(one.gap), one.code)))
