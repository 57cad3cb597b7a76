"""Kết quả đã chốt thành dòng số liệu: each sealed result is read once in a process, for it never changes."""

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import gettext as _

from thidua import engine
from thidua.engine import load
from thidua.insight.asking.facts import Fact, Gathered, criterion_key
from thidua.insight.asking.question import Question
from thidua.insight.asking.sight import Sight
from thidua.insight.asking.terms import SECTION
from thidua.results.models import Result

_load = lru_cache(maxsize=64)(load)
_READ: dict[str, "Sealed"] = {}
"""Results by their digest: the same digest is the same text, so what was read of it stays true."""


@dataclass(frozen=True)
class Place:
    """A criterion as it is laid out by: its identity over the years, its name, its section, its maximum."""

    key: str
    name: str
    code: str
    section: str
    maximum: int | None


@dataclass(frozen=True)
class Line:
    """One unit: place, share, total, and its points in the order of the sections and of the criteria. Thousandths."""

    unit: str
    name: str
    rank: int | None
    percent: Fraction | None
    total: int | None
    sections: tuple[int | None, ...]
    leaves: tuple[int | None, ...]


@dataclass(frozen=True)
class Sealed:
    """A sealed result in few words."""

    scale: str
    sections: tuple[Place, ...]
    leaves: tuple[Place, ...]
    lines: tuple[Line, ...]


def compact(text: str) -> Sealed:
    """Of the sealed text what can be asked."""
    content = json.loads(text)
    given, out = content["given"], content["came_out"]
    edition = _load(given["edition"]["text"])
    tops = {one.code: _place(one, one) for one in edition.children("")}
    leaves = tuple(_place(leaf, edition.criterion(_top(edition, leaf))) for leaf in edition.leaves)
    names = {member["unit"]: member["name"] for member in given["cohort"]}
    lines = []
    for place in out["places"]:
        one = out["scores"].get(place["unit"])
        points = one["points"] if one else {}
        lines.append(Line(
            place["unit"], names[place["unit"]], place["rank"],
            Fraction(one["percent"]) if one and one["percent"] else None, one["total"] if one else None,
            tuple(points.get(code) for code in tops), tuple(points.get(leaf.code) for leaf in leaves),
        ))  # fmt: skip
    scale = engine.show(edition.total) if edition.total else ""
    return Sealed(scale, tuple(tops.values()), leaves, tuple(lines))


def _place(one: engine.Criterion, top: engine.Criterion) -> Place:
    name = f"{one.label or one.code}. {one.title}"
    return Place(criterion_key(one.code, one.title), name, one.code, criterion_key(top.code, top.title), one.max)


def _top(edition: engine.Edition, leaf: engine.Criterion) -> str:
    code = leaf.code
    while (parent := edition.criterion(code).parent) in edition.codes:
        code = parent
    return code


def gather(asked: Question, sight: Sight) -> Gathered:
    """The sealed results the person may read, as deep as the question goes. Four statements."""
    found = Gathered(asked, sight)
    for result in _chosen(found):
        _facts(found, result)
    found.name_common()
    _follow(found)
    _say_what_is_open(found)
    return found


def _chosen(found: Gathered) -> list[Result]:
    """Of each year asked for the version this person reads: the last sealed, the last published, the one on the
    public's board; of a unit's officer also what is sealed and not published, for the own row."""
    rows = Result.objects.filter(year__in=found.years).defer("sealed")
    last: dict[int, Result] = {}
    for row in rows.order_by("year__year", "year__cluster__name", "version"):
        standing = found.years[row.year_id]
        read_by_seat = row.published_at or (standing.own and row.year_id not in last)
        if standing.whole or (read_by_seat if standing.seated else row.version == standing.public):
            last[row.year_id] = row
    new = [row.pk for row in last.values() if row.digest not in _READ]
    for digest, text in Result.objects.filter(pk__in=new).values_list("digest", "sealed"):
        _READ[digest] = compact(text)
    wanted = {"": (True, False), "da-cong-bo": (True,), "chua-cong-bo": (False,)}[found.asked.state]
    return [row for row in last.values() if bool(row.published_at) in wanted]


def _facts(found: Gathered, result: Result) -> None:
    standing, sealed = found.years[result.year_id], _READ[result.digest]
    year, marks = standing.year, _marks(found.asked, sealed)
    members = {member.unit.code: member for member in found.sight.by_year[year.pk]}
    open_to_all = standing.whole or bool(result.published_at)
    for line in sealed.lines:
        member = members.get(line.unit)
        if member is None or not (open_to_all or member.pk in standing.own):
            continue
        unit = found.units.of(member.unit_id, year.year)
        found.names["don-vi"][unit.code] = unit.name
        keys = (unit.code, str(year.year), year.cluster.slug)
        if not found.asked.deep:
            value = _total(found.asked, line, ranked=open_to_all or standing.board)
            found.facts.append(Fact((*keys, "", ""), value, sealed.scale, 1, (year.pk, line.unit, "")))
        elif standing.seated:  # who has no seat there reads totals only
            values = line.sections if found.asked.deep == SECTION.key else line.leaves
            found.facts += [
                Fact((*keys, *mark), value if per is None else _share(value, per), sealed.scale, 1,
                     (year.pk, line.unit, code))
                for (mark, code, per), value in zip(marks, values, strict=True)
            ]  # fmt: skip
    if standing.seated:
        found.names["muc"] |= {one.key: one.name for one in sealed.sections}
        found.names["tieu-chi"] |= {one.key: one.name for one in sealed.leaves}


def _marks(asked: Question, sealed: Sealed) -> list[tuple[tuple[str, str], str, int | None]]:
    """Of each section or criterion asked for its keys, its code, and what its points are shared by; None for points."""
    share = asked.measure.ratio
    if asked.deep == SECTION.key:
        return [((one.section, ""), one.code, (one.maximum or 0) if share else None) for one in sealed.sections]
    return [((one.section, one.key), one.code, (one.maximum or 0) if share else None) for one in sealed.leaves]


def _share(value: int | None, maximum: int) -> Fraction | None:
    return Fraction(value, maximum) if value is not None and maximum else None


def _total(asked: Question, line: Line, *, ranked: bool) -> int | Fraction | None:
    if asked.measure.low:
        return line.rank if ranked else None
    return line.percent if asked.measure.ratio else line.total


def _follow(found: Gathered) -> None:
    """Several units of a year that are one today have no points as one: the number is left out, and that is said."""
    stood: dict[tuple[str, ...], set[str]] = {}
    for keys, unit in {(fact.keys[:2], fact.at[1]) for fact in found.facts}:
        stood.setdefault(keys, set()).add(unit)
    several = {keys for keys, units in stood.items() if len(units) > 1}
    if several:
        found.facts = [fact._replace(value=None) if fact.keys[:2] in several else fact for fact in found.facts]
    for unit, year in sorted(several):
        found.notes.append(_("%(year)s: %(unit)s khi ấy là %(n)s đơn vị nên không có điểm chung. Hãy chọn “đơn vị "
                             "lúc ấy” để xem từng đơn vị.") % {
            "year": year, "unit": found.names["don-vi"][unit], "n": len(stood[unit, year])})  # fmt: skip


def _say_what_is_open(found: Gathered) -> None:
    """The years one sits in that have nothing to be read yet: they are missing here, not zero."""
    told = {fact.at[0] for fact in found.facts}
    waiting = [str(one.year) for pk, one in found.years.items() if one.seated and pk not in told]
    if waiting and not found.asked.state:
        found.notes.append(_("Chưa có kết quả bạn được xem: %(years)s.") % {"years": "; ".join(waiting[:8])})
