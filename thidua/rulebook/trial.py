"""Thử số liệu: made-up figures for made-up units, worked out and shown; nothing of it is kept.

Everything that is typed stays text by the name of its input, and passes through the engine's own door.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua import engine
from thidua.engine.expression import Value
from thidua.engine.plan import plan

LETTERS = "ABCDEFG"
USUAL, CELLS = 3, 4500
"""How many units a trial begins with; how many inputs one form may carry."""
LONGEST = 60
"""Of one input: more than any figure of a table."""
STATES: tuple[tuple[str, str | Promise, engine.Answer], ...] = (
    ("khong-giao", gettext_lazy("không được giao"), engine.NOT_ASSIGNED),
    ("mien", gettext_lazy("được miễn"), engine.WAIVED),
    ("khong-ro", gettext_lazy("không xác định được"), engine.UNKNOWN),
)
ANSWERS = {key: answer for key, _word, answer in STATES}


@dataclass(frozen=True, slots=True)
class Cell:
    """One input for one trial unit: what is asked, what was typed, what is wrong with it."""

    unit: str
    name: str
    asked: engine.Input
    text: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Field:
    """One unit at one criterion: its inputs, the state in place of them, its points; `spot` names both."""

    unit: str
    spot: str
    cells: tuple[Cell, ...]
    state: str
    points: str


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion, with a field for each unit; a group has points only."""

    criterion: engine.Criterion
    points: str
    says: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One unit's end: total, share, place, grade, as shown; and what it is still missing.

    A unit with nothing typed has no end at all; one with gaps has a preview, without a grade.
    """

    unit: str
    total: str
    percent: str
    rank: str
    grade: str
    missing: int


@dataclass(frozen=True)
class Trial:
    """So many units and what was typed for them; `only` narrows the page to a criterion and what it rests on.

    `above` is the grade of the collective above that quotas are tried under; "" while none is chosen.
    """

    edition: engine.Edition
    count: int
    typed: Mapping[str, str]
    only: str = ""
    above: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @cached_property
    def units(self) -> tuple[str, ...]:
        return tuple(_("Đơn vị %(letter)s") % {"letter": letter} for letter in LETTERS[: self.count])

    @cached_property
    def criteria(self) -> tuple[engine.Criterion, ...]:
        """The rows of the page, in the table's order."""
        if not self.only:
            return self.edition.criteria
        wanted = set(_resting_on(self.edition, self.only))
        return tuple(one for one in self.edition.criteria if one.code in wanted)

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """What the table asks about a unit itself."""
        return engine.attributes_asked(self.edition)

    @cached_property
    def scores(self) -> engine.Scores:
        """Everybody's points; what cannot be read counts as missing and is told in `wrong`."""
        return engine.score(self.edition, self.answers, self.targets, None, self.known)

    @cached_property
    def answers(self) -> dict[str, dict[str, engine.Answer]]:
        return {unit: dict(self._answers(place)) for place, unit in enumerate(self.units)}

    @cached_property
    def targets(self) -> dict[str, dict[str, Fraction]]:
        return {unit: dict(self._targets(place)) for place, unit in enumerate(self.units)}

    @cached_property
    def known(self) -> dict[str, dict[str, Value]]:
        return {unit: dict(self._known(place)) for place, unit in enumerate(self.units)}

    def _answers(self, place: int) -> Iterator[tuple[str, engine.Answer]]:
        for one in self.criteria:
            if state := ANSWERS.get(self.text(one.code, "", place)):
                yield one.code, state
                continue
            keys = [asked.key for asked in engine.inputs(one) if asked.owner == "unit"]
            too_long = [key for key in keys if self._too_long(one.code, key, place)]
            if not keys or too_long:
                continue
            read = engine.read_answer(one, {key: self.text(one.code, key, place) for key in keys})
            if isinstance(read, engine.Answer):
                yield one.code, read
                continue
            for problem in read:
                self.wrong[name_of(one.code, problem.where, place)] = f"{problem.what} {problem.mend}"

    def _targets(self, place: int) -> Iterator[tuple[str, Fraction]]:
        for one in self.criteria:
            for asked in engine.inputs(one):
                text = self.text(one.code, asked.key, place)
                if asked.owner == "unit" or not text or self._too_long(one.code, asked.key, place):
                    continue
                read = engine.read_target(one, text)
                if isinstance(read, engine.Problem):
                    self.wrong[name_of(one.code, asked.key, place)] = f"{read.what} {read.mend}"
                else:
                    yield one.code, read

    def _known(self, place: int) -> Iterator[tuple[str, Value]]:
        for name in self.attributes:
            text = self.text("@", name, place)
            if not text or self._too_long("@", name, place):
                continue
            try:
                yield name, engine.read_attribute(text)
            except engine.NumberError as error:
                self.wrong[name_of("@", name, place)] = str(error)

    def _too_long(self, code: str, key: str, place: int) -> bool:
        """Whether an input holds more than a figure can be; then that is what is wrong with it."""
        if len(self.text(code, key, place)) <= LONGEST:
            return False
        self.wrong[name_of(code, key, place)] = _("Quá dài; hãy ghi không quá %(n)s ký tự.") % {"n": LONGEST}
        return True

    def text(self, code: str, key: str, place: int) -> str:
        """What was typed into one input."""
        return self.typed.get(name_of(code, key, place), "").strip()

    def rows(self) -> list[Row]:
        """The table of the page as it stands."""
        scores = self.scores
        return [
            Row(
                one, "–" if one.max is None else engine.show(one.max), one.rule.says(one) if one.rule else "",
                tuple(self._field(one, place, scores.units[unit]) for place, unit in enumerate(self.units)),
            )
            for one in self.criteria
        ]  # fmt: skip

    def _field(self, one: engine.Criterion, place: int, score: engine.UnitScore) -> Field:
        cells = tuple(self._cell(one.code, asked, place) for asked in engine.inputs(one))
        state = self.text(one.code, "", place)
        return Field(self.units[place], name_of(one.code, "", place), cells, state, _shown(score.points.get(one.code)))

    def about(self) -> list[tuple[str, list[Cell]]]:
        """What the table asks about the units themselves, name by name."""
        return [
            (name, [self._cell("@", engine.Input(name, name, "text"), place) for place in range(self.count)])
            for name in self.attributes
        ]

    def _cell(self, code: str, asked: engine.Input, place: int) -> Cell:
        name = name_of(code, asked.key, place)
        return Cell(self.units[place], name, asked, self.text(code, asked.key, place), self.wrong.get(name, ""))

    def results(self) -> list[Result]:
        """Everybody's end, in the order of the columns."""
        places = {place.unit: place for place in engine.rank(self.edition, self.scores, parent=self.above)}
        return [self._result(unit, score, places[unit]) for unit, score in self.scores.units.items()]

    def _result(self, unit: str, score: engine.UnitScore, place: engine.Place) -> Result:
        gaps = len(score.missing) + len(score.unknown)
        if all(score.points[leaf.code] is None for leaf in self.edition.leaves):
            return Result(unit, "–", "–", "–", "–", gaps)
        return Result(
            unit, engine.show(score.total), "–" if score.percent is None else engine.show_percent(score.percent),
            "–" if place.rank is None else str(place.rank), _("tạm tính") if gaps else place.grade or "–", gaps,
        )  # fmt: skip

    def points(self) -> dict[str, str]:
        """Every point by the name of its spot."""
        return {
            name_of(one.code, "", place): _shown(self.scores.units[unit].points.get(one.code))
            for place, unit in enumerate(self.units)
            for one in self.criteria
        }

    def why(self, code: str) -> list[tuple[str, engine.Why]]:
        """Why each unit has its points for a criterion."""
        return [
            (unit, engine.explain(self.edition, self.answers, self.targets, unit, code, attributes=self.known))
            for unit in self.units
        ]


def name_of(code: str, key: str, place: int) -> str:
    """An input's name; with an empty key the state of a unit at a criterion, and the spot of its points."""
    return f"{code}:{key}:{place}"


def most_units(edition: engine.Edition) -> int:
    """How many units one form can carry."""
    each = sum(len(engine.inputs(leaf)) + 1 for leaf in edition.leaves) + len(engine.attributes_asked(edition))
    return max(1, min(len(LETTERS), CELLS // max(1, each)))


def why_not_try(edition: engine.Edition) -> str:
    """A draft may be so broken that nothing can be worked out by it."""
    try:
        engine.score(edition, {LETTERS[0]: {}})
    except ValueError:
        return _("Chưa tính được: có tiêu chí lấy điểm của nhau thành vòng. Hãy sửa theo danh sách lỗi của bảng.")
    return ""


def _resting_on(edition: engine.Edition, code: str) -> Iterator[str]:
    """A criterion, what lies under it, and what its rule takes points from."""
    refers = {leaf.criterion.code: leaf.program.refers for leaf in plan(edition).nodes if hasattr(leaf, "program")}
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        one = waiting.pop()
        if one not in seen and one in edition.codes:
            seen.add(one)
            yield one
            waiting += [child.code for child in edition.children(one)]
            waiting += refers.get(one, ())


def _shown(points: engine.Points | None) -> str:
    return "–" if points is None else engine.show(points)
