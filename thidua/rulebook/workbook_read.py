"""Đọc bảng tính: a workbook to an edition, with every problem at its cell. Nothing is saved here."""

import re
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext as _

from thidua.engine import RULES, Criterion, Edition, EditionError, Problem, check, dump, load
from thidua.engine.load import implied_parent
from thidua.kit.workbook_open import opened
from thidua.rulebook import workbook_words as words
from thidua.rulebook.workbook_columns import GENERAL_COLUMNS, RULE_COLUMNS
from thidua.rulebook.workbook_grid import Grid, grid_of, unread
from thidua.rulebook.workbook_lines import Cell, Conversion, Given, Told, gather, gather_row

_MOST = 5_000
_FIELD = re.compile("“([a-z_]+)”")
_AT = {
    "children_sum": "max", "negative_max": "max", "over_max": "max", "no_points": "max", "bounds": "max",
    "no_cite": "cites", "unknown_source": "cites", "no_parent": "parent", "bonus_without_rule": "bonus",
    "duplicate_code": "code", "bad_code": "code",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What a workbook says. `edition` is None while there are problems.

    `found` is what the engine's checker finds in the table, `doubts` the same pointed at cells; they do not stop it.
    """

    edition: Edition | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    found: tuple[Problem, ...]
    conversions: tuple[Conversion, ...]

    @property
    def text(self) -> str:
        """The edition's canonical text."""
        return dump(self.edition) if self.edition else ""


def read(data: bytes, *, convert: bool = False) -> Reading:
    """Read a workbook; NotABook when it is none. With `convert`, text in old codes is made Unicode on the way."""
    told = Told(convert)
    sheets = {sheet.name: sheet for sheet in unread(told, opened(data), words.SHEETS)}
    grids = {}
    for name, anchor, known, derived in (
        (words.TABLE, words.CODE, [*words.CRITERION.values(), words.KIND], (words.NUMBER, words.HOW, words.CITED)),
        (words.RULES, words.CODE, [words.CODE, *RULE_COLUMNS], (words.ABOUT,)),
        (words.GENERAL, words.SECTION, GENERAL_COLUMNS, ()),
    ):
        if name in sheets:
            grids[name] = grid_of(sheets[name], anchor, known, derived, told)
        elif not any(problem.where == name for problem in told.problems):
            what = _("Thiếu trang “%(sheet)s”.") % {"sheet": name}
            told.problems.append(
                Problem("no_sheet", name, what, _("Hãy tải lại bảng hiện có; không đổi tên các trang."))
            )
    if len(grids) != len(words.SHEETS) - 1 or any(not grid.columns for grid in grids.values()):
        return _reading(None, told, {})
    return _Reader(grids, told).reading()


def _reading(edition: Edition | None, told: Told, places: dict[str, dict[str, str]]) -> Reading:
    """The result; what the engine finds in it is pointed at its cell."""
    found: list[Problem] = []
    if edition and not told.problems:
        try:
            edition = load(dump(edition))
            found = check(edition)
        except EditionError as error:
            told.problems += [_pointed(problem, places, None) for problem in error.problems]
    whole = edition if edition and not told.problems else None
    doubts = tuple(_pointed(problem, places, whole) for problem in found)
    return Reading(whole, tuple(told.problems), tuple(told.notes), doubts, tuple(found), tuple(told.conversions))


def _pointed(problem: Problem, places: dict[str, dict[str, str]], edition: Edition | None) -> Problem:
    """The problem at its cell, and a field by the name it has in the workbook."""
    cells = places.get(problem.where)
    if not cells:
        return problem
    rule: Any = edition.criterion(problem.where).rule if edition and problem.where in edition.codes else None
    names = words.CRITERION | ({one.name: words.section(type(rule), one.name) for one in fields(rule)} if rule else {})
    mend = _FIELD.sub(lambda field: f"“{names.get(field[1], field[1])}”", problem.mend)
    title = words.CRITERION.get(_AT.get(problem.code, ""), words.KIND)
    return replace(
        problem, mend=mend, where=f"{problem.where}: {cells.get(title) or cells.get(words.CODE) or cells['']}"
    )


class _Reader:
    def __init__(self, grids: dict[str, Grid], told: Told) -> None:
        self.table, self.rules, self.general = (grids[name] for name in (words.TABLE, words.RULES, words.GENERAL))
        self.told = told
        self.places: dict[str, dict[str, str]] = {}

    def reading(self) -> Reading:
        made = gather(Edition, self._sections(), self.general.name(-1, words.SECTION), self.told)
        criteria = self._criteria(self._rules())
        self._general_places()
        edition = replace(made, criteria=tuple(criteria)) if made and not self.told.problems else None
        return _reading(edition, self.told, self.places)

    def _sections(self) -> list[Given]:
        return [
            given for place, row in enumerate(self.general.rows) if (given := self._given(self.general, place, row))
        ]

    def _given(self, grid: Grid, place: int, row: dict[str, Cell]) -> Given | None:
        """A row with what it is about; None when it is blank or says nothing."""
        rest = {title: cell for title, cell in row.items() if title not in (words.SECTION, words.CODE)}
        if words.SECTION in row:
            return Given(row[words.SECTION], rest)
        if rest:
            where = grid.name(place, words.SECTION)
            self._wrong("missing_cell", where, _("Dòng có nội dung nhưng chưa chọn “Mục”."), _("Xin chọn mục."))
        return None

    def _rules(self) -> dict[str, list[Given]]:
        """The rows of every criterion's rule."""
        found: dict[str, list[Given]] = {}
        for place, row in enumerate(self.rules.rows):
            given = self._given(self.rules, place, row)
            if given and words.CODE not in row:
                where = self.rules.name(place, words.CODE)
                self._wrong("missing_cell", where, _("Dòng chưa ghi mã tiêu chí."), _("Xin ghi mã."))
            elif given:
                found.setdefault(self._code(row[words.CODE]), []).append(given)
        return found

    def _code(self, cell: Cell) -> str:
        made = gather_row(_Coded, {words.CODE: cell}, cell.name, Told(), _title)
        return made.code if made else ""

    def _criteria(self, rules: dict[str, list[Given]]) -> list[Criterion]:
        rows = [(place, row) for place, row in enumerate(self.table.rows) if row]
        codes: dict[str, str] = {}
        for place, row in rows:
            if words.CODE not in row:
                where = self.table.name(place, words.CODE)
                self._wrong("missing_cell", where, _("Dòng có nội dung nhưng chưa có mã."), _("Xin ghi mã tiêu chí."))
                continue
            code = self._code(row[words.CODE])
            if code and code in codes:
                what = _("Mã “%(code)s” đã dùng ở %(cell)s.") % {"code": code, "cell": codes[code]}
                self._wrong("duplicate_code", row[words.CODE].name, what, _("Xin đặt mỗi tiêu chí một mã riêng."))
            codes.setdefault(code, row[words.CODE].name)
        for code in rules.keys() - codes.keys():
            what = _("Mã “%(code)s” không có ở trang “%(sheet)s” (%(count)s dòng).")
            values = {"code": code, "sheet": words.TABLE, "count": len(rules[code])}
            self._wrong(
                "unknown_code", rules[code][0].section.name, what % values, _("Xin sửa mã, hoặc xoá các dòng này.")
            )
        made = [self._criterion(place, row, set(codes), rules) for place, row in rows[:_MOST] if words.CODE in row]
        return [criterion for criterion in made if criterion]

    def _criterion(
        self, place: int, row: dict[str, Cell], codes: set[str], rules: dict[str, list[Given]]
    ) -> Criterion | None:
        at = row[words.CODE].name
        rest = {title: cell for title, cell in row.items() if title != words.KIND}
        made: Criterion | None = gather_row(Criterion, rest, at, self.told, _title)
        if not made:
            return None
        self.places[made.code] = {title: self.table.name(place, title) for title in self.table.columns}
        if words.CRITERION["parent"] not in row:
            made = replace(made, parent=implied_parent(made.code, codes))
            if "." in made.code and not made.parent:
                what = _("Mã “%(code)s” có dấu chấm nhưng bảng không có nhóm nào phía trên.") % {"code": made.code}
                self.told.notes.append(Problem("no_parent", at, what, _("Nếu thiếu nhóm cha, xin bổ sung dòng nhóm.")))
        elif made.parent and made.parent not in codes:
            what = _("Không có nhóm cha “%(parent)s”.") % {"parent": made.parent}
            self._wrong(
                "no_parent", row[words.CRITERION["parent"]].name, what, _("Xin sửa mã, hoặc bổ sung dòng nhóm.")
            )
        return replace(made, rule=self._rule(made.code, row, place, rules.get(made.code, [])))

    def _rule(self, code: str, row: dict[str, Cell], place: int, given: list[Given]) -> Any:
        if words.KIND not in row:
            if given:
                what = _("Tiêu chí có dòng ở trang “%(sheet)s” nhưng chưa chọn tên cách tính.") % {"sheet": words.RULES}
                self._wrong("no_rule", self.table.name(place, words.KIND), what, _("Xin chọn cách tính."))
            return None
        cell, said = row[words.KIND], str(row[words.KIND].raw).strip().casefold()
        kind = next((kind for kind, word in words.kinds(RULES).items() if said in (word.casefold(), kind)), None)
        if not kind:
            what = _("Không có cách tính “%(kind)s”.") % {"kind": str(cell.raw)[:60]}
            known = ", ".join(words.kinds(RULES).values())
            self._wrong("unknown_rule", cell.name, what, _("Xin chọn một trong: %s.") % known)
            return None
        return gather(RULES[kind], given, cell.name, self.told)

    def _general_places(self) -> None:
        """Where the engine's names of the table's own settings stand."""
        names = {words.section(Edition, name): name
                 for name in ("total", "rank_by", "missing", "waived", "combine")}  # fmt: skip
        for row in self.general.rows:
            if words.SECTION in row and (name := names.get(str(row[words.SECTION].raw).strip())):
                self.places.setdefault(name, {"": row.get(words.VALUE, row[words.SECTION]).name})

    def _wrong(self, code: str, where: str, what: str, mend: str) -> None:
        self.told.problems.append(Problem(code, where, what, mend))


@dataclass(frozen=True)
class _Coded:
    code: str


def _title(cls: type, name: str) -> str:
    """The table's columns are named for the criterion; anything else has none."""
    return words.CRITERION.get(name, f"({name})")
