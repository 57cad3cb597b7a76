"""Dòng: a thing of many parts as rows of a sheet, and the rows as the thing, guided by its own dataclass.

A plain field is one row with its value; a list is one row for each item, its fields in columns of their own. So a new
rule needs words in `workbook_words` and nothing here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from typing import Any, get_args, get_origin

from django.utils.translation import gettext as _

from thidua.engine import Points, Problem
from thidua.engine.shape import hints
from thidua.rulebook.workbook_cells import CellError, read, simple, type_of_cell, written
from thidua.rulebook.workbook_words import VALUE, YES_NO, choices, column, section


@dataclass(frozen=True)
class Line:
    """A row to be written: what it is about, its cells by column, and the words its cells are chosen from."""

    section: str
    cells: dict[str, type_of_cell]
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """A cell that was read: its name, such as “C14”, and what stands in it."""

    name: str
    raw: Any


@dataclass(frozen=True)
class Conversion:
    """Đoạn chữ mã cũ: where it stands, what it was typed in, before and after."""

    where: str
    encoding: str
    before: str
    after: str


@dataclass
class Told:
    """What reading has to say: problems stop it, notes do not. `convert`: text in old codes is made Unicode."""

    convert: bool = False
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    conversions: list[Conversion] = field(default_factory=list)


@dataclass(frozen=True)
class Given:
    """A row that was read: what it says it is about, and its cells that are not blank."""

    section: Cell
    cells: Mapping[str, Cell]


def item_of(kind: Any) -> Any:
    """The class of a list's items when they are rows with columns; None for anything else."""
    inside = get_args(kind)[0] if get_origin(simple(kind)) is tuple else None
    return inside if is_dataclass(inside) else None


def lines(thing: Any) -> Iterator[Line]:
    """Everything about a thing that is not as usual, row by row."""
    cls: Any = type(thing)
    for one in fields(thing):
        kind, value = hints(cls)[one.name], getattr(thing, one.name)
        if (one.default is not MISSING and value == one.default) or one.name == "criteria":
            continue
        if is_dataclass(kind):
            yield from lines(value)
        elif item_of(kind):
            about = section(cls, one.name)
            yield from (Line(about, cells(item, column), words(item)) for item in value)
        elif simple(kind) == tuple[Points, ...]:
            about = section(cls, one.name)
            yield from (Line(about, {VALUE: written(Points, points, {})}) for points in value)
        else:
            yield _single(cls, one, value)


def _single(cls: Any, one: Field[Any], value: Any) -> Line:
    found = choices(cls, one.name)
    listed = YES_NO if hints(cls)[one.name] is bool else tuple(found.values())
    return Line(section(cls, one.name), {VALUE: written(hints(cls)[one.name], value, found)},
                {VALUE: listed} if listed else {})  # fmt: skip


def cells(item: Any, title: Any) -> dict[str, type_of_cell]:
    """The fields of one row that are not as usual, by their columns."""
    cls: Any = type(item)
    return {
        title(cls, one.name): written(hints(cls)[one.name], value, choices(cls, one.name))
        for one in fields(item)
        if (value := getattr(item, one.name)) != one.default or one.default is MISSING
    }


def words(item: Any) -> dict[str, tuple[str, ...]]:
    """The words that columns of one row are chosen from."""
    cls: Any = type(item)
    found = {
        column(cls, one.name): YES_NO if hints(cls)[one.name] is bool else tuple(choices(cls, one.name).values())
        for one in fields(item)
    }
    return {title: listed for title, listed in found.items() if listed}


def value_of(cls: Any, name: str, cell: Cell, told: Told, *, one_each: bool = False) -> Any:
    """What a cell means for a field; MISSING, with the problem told, when it means nothing."""
    kind = simple(hints(cls)[name])
    try:
        found = read(Points if kind == tuple[Points, ...] and one_each else kind, cell.raw, choices(cls, name))
    except CellError as error:
        told.problems.append(Problem("bad_cell", cell.name, str(error), _("Xin sửa ô này.")))
        return MISSING
    if found.note:
        told.notes.append(Problem("guessed_cell", cell.name, found.note, ""))
    return found.value


def gather(cls: Any, given: list[Given], at: str, told: Told) -> Any:
    """The thing its rows stand for; None, with the problems told, when they do not."""
    before = len(told.problems)
    made: dict[str, Any] = {}
    inner = {one.name: hints(cls)[one.name] for one in fields(cls) if is_dataclass(hints(cls)[one.name])}
    owners = {section(owner, one.name): (owner, one.name)
              for owner in (cls, *inner.values()) for one in fields(owner) if _told(owner, one.name)}  # fmt: skip
    parts: dict[Any, dict[str, Any]] = {owner: {} for owner in (cls, *inner.values())}
    for row in given:
        about = str(row.section.raw).strip()
        if about not in owners:
            known = ", ".join(f"“{word}”" for word in owners) or "–"
            what = _("Không hiểu mục “%(section)s” ở đây.") % {"section": about[:60]}
            told.problems.append(Problem("unknown_section", row.section.name, what, _("Xin chọn: %s.") % known))
            continue
        owner, name = owners[about]
        _add(parts[owner], owner, name, row, told)
    made |= parts[cls]
    made |= {name: kind(**parts[kind]) for name, kind in inner.items() if parts[kind]}
    _complete(cls, made, at, told, section)
    return cls(**made) if len(told.problems) == before else None


def _told(cls: Any, name: str) -> bool:
    return name != "criteria" and not is_dataclass(hints(cls)[name])


def _add(made: dict[str, Any], cls: Any, name: str, row: Given, told: Told) -> None:
    """Put what one row says into its field."""
    kind = hints(cls)[name]
    if item := item_of(kind):
        found = gather_row(item, row.cells, row.section.name, told)
        made[name] = (*made.get(name, ()), *([] if found is None else [found]))
        return
    for title in row.cells.keys() - {VALUE}:
        told.problems.append(_misplaced(row.cells[title].name, title, row.section.raw))
    if VALUE not in row.cells:
        return
    many = simple(kind) == tuple[Points, ...]
    if name in made and not many:
        what = _("Mục “%(section)s” đã ghi ở một dòng trên.") % {"section": row.section.raw}
        told.problems.append(Problem("twice", row.section.name, what, _("Xin bỏ một dòng.")))
        return
    value = value_of(cls, name, row.cells[VALUE], told, one_each=True)
    made[name] = (*made.get(name, ()), value) if many else value


def gather_row(cls: Any, given: Mapping[str, Cell], at: str, told: Told, title: Any = column) -> Any:
    """The thing one row stands for, its fields in columns."""
    before = len(told.problems)
    names = {title(cls, one.name): one.name for one in fields(cls)}
    made: dict[str, Any] = {}
    for head, cell in given.items():
        if head in names:
            value = value_of(cls, names[head], cell, told)
            made |= {} if value is MISSING else {names[head]: value}
        else:
            told.problems.append(_misplaced(cell.name, head, at))
    if len(told.problems) == before:
        _complete(cls, made, at, told, title)
    return cls(**made) if len(told.problems) == before else None


def _misplaced(cell: str, title: str, about: Any) -> Problem:
    what = _("Cột “%(column)s” không dùng cho dòng này (%(about)s).") % {"column": title, "about": about}
    return Problem("misplaced", cell, what, _("Xin xoá ô này."))


def _complete(cls: Any, made: dict[str, Any], at: str, told: Told, title: Any) -> None:
    """Lists that have no rows are empty; anything else that is wanted and not there is a problem."""
    for one in fields(cls):
        if one.name in made or one.default is not MISSING:
            continue
        if get_origin(hints(cls)[one.name]) is tuple:
            made[one.name] = ()
            continue
        what = _("Thiếu “%(word)s”.") % {"word": title(cls, one.name)}
        told.problems.append(Problem("missing_cell", at, what, _("Xin bổ sung.")))
