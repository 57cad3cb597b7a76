"""Số liệu của cả cụm: a file of figures (TOML or JSON, already parsed) as answers, targets and agreed points.

Everything passes through the same door as an officer's typing, so a file cannot say what a form would refuse.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thidua.engine.answers import MISSING, NOT_ASSIGNED, UNKNOWN, WAIVED, Answer, read_answer, read_target
from thidua.engine.edition import Edition
from thidua.engine.expression import Value
from thidua.engine.points import Points
from thidua.engine.problem import EditionError, Problem
from thidua.engine.shape import ShapeError, convert

LAYERS = ("self", "appraised")
_STATES = {"missing": MISSING, "not_assigned": NOT_ASSIGNED, "waived": WAIVED, "unknown": UNKNOWN}
_KNOWN = {"edition", "units", "targets", "attributes", "agreed", *LAYERS, *_STATES}
_REMARKS = ("reason", "explanation")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a cohort's file says, ready to be scored."""

    names: Mapping[str, str]
    answers: dict[str, dict[str, Answer]]
    targets: dict[str, dict[str, Fraction]] = field(default_factory=dict)
    overrides: dict[str, dict[str, Points]] = field(default_factory=dict)
    attributes: dict[str, dict[str, Value]] = field(default_factory=dict)


def read_figures(edition: Edition, data: Mapping[str, Any], layer: str = "appraised") -> Figures:
    """Read figures up to a layer: what units claim themselves, or that with the appraisers' changes over it."""
    reader = _Reader(edition, [])
    names = reader.table(data, "units")
    for key in data:
        if key not in _KNOWN:
            reader.wrong(key, f"Không hiểu mục “{key}”.", "Xin bỏ hoặc sửa tên mục này.")
    answers: dict[str, dict[str, Answer]] = {unit: {} for unit in names}
    for name in LAYERS[: LAYERS.index(layer) + 1]:
        reader.answers(reader.table(data, name), answers)
    for name, state in _STATES.items():
        reader.states(reader.table(data, name), state, answers)
    made = Figures(
        {unit: str(name) for unit, name in names.items()},
        answers,
        reader.targets(reader.table(data, "targets"), answers),
        reader.agreed(reader.table(data, "agreed"), answers),
        reader.attributes(reader.table(data, "attributes"), answers),
    )
    if not names:
        reader.wrong("units", "Chưa có đơn vị nào.", "Xin khai báo tên các đơn vị ở mục units.")
    if reader.problems:
        raise EditionError(reader.problems)
    return made


def typed(value: Any) -> str:
    """A value of the file as an officer would have typed it."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, list):
        return "; ".join(typed(item) for item in value)
    return str(value)


@dataclass(frozen=True, slots=True)
class _Reader:
    edition: Edition
    problems: list[Problem]

    def wrong(self, where: str, what: str, mend: str) -> None:
        self.problems.append(Problem("figures", where, what, mend))

    def table(self, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = data.get(name, {})
        if not isinstance(found, Mapping):
            self.wrong(name, f"Mục “{name}” phải là một bảng.", "Xin sửa cách viết.")
            return {}
        return found

    def known(self, unit: str, code: str, answers: Mapping[str, Any]) -> bool:
        """Whether the file speaks of a unit it named and a criterion that is scored."""
        if unit not in answers:
            self.wrong(unit, f"Không có đơn vị “{unit}” trong danh sách.", "Xin sửa tên hoặc khai báo đơn vị.")
        elif code not in self.edition.codes or not self.edition.criterion(code).is_leaf:
            self.wrong(f"{unit} {code}", f"Không có tiêu chí chấm điểm “{code}”.", "Xin sửa mã tiêu chí.")
        else:
            return True
        return False

    def answers(self, layer: Mapping[str, Any], answers: dict[str, dict[str, Answer]]) -> None:
        for unit in layer:
            for code, given in self.table(layer, unit).items():
                if not self.known(unit, code, answers):
                    continue
                if not isinstance(given, Mapping):
                    self.wrong(f"{unit} {code}", "Số liệu phải viết { mục = giá trị }.", "Xin sửa cách viết.")
                    continue
                texts = {key: typed(value) for key, value in given.items() if key not in _REMARKS}
                read = read_answer(self.edition.criterion(code), texts)
                if isinstance(read, Answer):
                    answers[unit][code] = read
                else:
                    self.problems.extend(
                        Problem(one.code, f"{unit} {code} {one.where}", one.what, one.mend) for one in read
                    )

    def states(self, table: Mapping[str, Any], state: Answer, answers: dict[str, dict[str, Answer]]) -> None:
        for unit, codes in table.items():
            if not isinstance(codes, list):
                self.wrong(unit, "Phải là danh sách mã tiêu chí.", "Xin viết [ … ].")
                continue
            for code in map(str, codes):
                if self.known(unit, code, answers):
                    answers[unit][code] = state

    def targets(self, table: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, dict[str, Fraction]]:
        made: dict[str, dict[str, Fraction]] = {}
        for unit in table:
            for code, value in self.table(table, unit).items():
                if self.known(unit, code, answers):
                    read = read_target(self.edition.criterion(code), typed(value))
                    if isinstance(read, Problem):
                        self.problems.append(Problem(read.code, f"{unit} {code}", read.what, read.mend))
                    else:
                        made.setdefault(unit, {})[code] = read
        return made

    def agreed(self, table: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, dict[str, Points]]:
        """Agreed points; each needs its reason, because it is not what the rule gives."""
        made: dict[str, dict[str, Points]] = {}
        for unit in table:
            for code, given in self.table(table, unit).items():
                if not self.known(unit, code, answers):
                    continue
                if not isinstance(given, Mapping) or not given.get("reason"):
                    self.wrong(f"{unit} {code}", "Điểm thống nhất phải có lý do.", "Xin ghi points và reason.")
                    continue
                try:
                    made.setdefault(unit, {})[code] = convert(Points, given.get("points"), code, self.problems)
                except ShapeError as error:
                    self.wrong(f"{unit} {code}", str(error), "Xin sửa “points”.")
        return made

    def attributes(self, table: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, dict[str, Value]]:
        made: dict[str, dict[str, Value]] = {}
        for unit in table:
            if unit not in answers:
                self.wrong(unit, f"Không có đơn vị “{unit}” trong danh sách.", "Xin sửa tên hoặc khai báo đơn vị.")
                continue
            for name, value in self.table(table, unit).items():
                exact = Fraction(value) if isinstance(value, Decimal) else value
                made.setdefault(unit, {})[name] = exact
        return made
