"""Chữ trong ô: zero, missing, waived, not assigned and unknown are five different things in a file too."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from thidua import engine
from thidua.scoring.bridge import Cohort
from thidua.scoring.queries import decimal, state_of

WORDS = {
    "NOT_ASSIGNED": "không giao",
    "ELSEWHERE": "không chấm ở kỳ này",
    "WAIVED": "miễn",
    "MISSING": "chưa nhập",
    "UNKNOWN": "không xác định được",
}
"""The engine's state of an answer → what a file says; a figure that was given needs no word."""
NO_POINTS = "chưa có điểm"
"""Of a group whose criteria have no points for different reasons."""
ANSWERED = "có số liệu"


@dataclass(frozen=True)
class Said:
    """One point as a file says it: the number (None: there is none) and the word that belongs to it ("": none)."""

    points: Decimal | None
    word: str = ""

    @property
    def text(self) -> str:
        """The word alone, where there is no number to stand beside."""
        return self.word if self.points is None else ""


def said(cohort: Cohort, score: engine.UnitScore, unit: str) -> Mapping[str, Said]:
    """Every criterion and group of one unit, by code."""
    answers, settled = cohort.answers[unit], cohort.overrides.get(unit, {})
    found: dict[str, Said] = {}
    for one in cohort.edition.leaves:
        state = state_of(answers.get(one.code, engine.MISSING), score, one)
        word = "" if one.code in settled else WORDS.get(state, "")
        points = decimal(score.points[one.code])
        found[one.code] = Said(points, word or (NO_POINTS if points is None else ""))
    for one in reversed(cohort.edition.criteria):
        if not one.is_leaf:
            words = {found[child.code].word for child in cohort.edition.children(one.code)}
            points = decimal(score.points[one.code])
            alone = words.pop() if len(words) == 1 else ""
            found[one.code] = Said(points, (alone or NO_POINTS) if points is None else "")
    return found
