"""Những gì chọn được: the selects of the page that asks, each with what is chosen in it now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.insight.asking.answer import Answer
from thidua.insight.asking.question import NONE, THEN, TODAY
from thidua.insight.asking.terms import SUBJECTS, YEAR, Text

MOST = 500
"""Options of one select; the rest is found by typing words."""


@dataclass(frozen=True)
class Select:
    """One select: its word in the address, its label, its options, the chosen one."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


def _all(options: Iterable[tuple[str, Text]], every: str = "") -> list[tuple[str, str]]:
    return [("", every or _("tất cả")), *((key, str(name)) for key, name in list(options)[:MOST])]


def laid_out(found: Answer) -> list[Select]:
    """What is measured, and by what it is laid out."""
    asked = found.asked
    dimensions = [(one.key, str(one.name)) for one in asked.subject.dimensions]
    ways = dict.fromkeys(how for one in asked.subject.measures for how in one.hows)
    return [
        Select("so", _("Số đo"), [(one.key, str(one.name)) for one in asked.subject.measures], asked.measure.key),
        Select("cach", _("Cách tính"), [(how.value, str(how.label)) for how in ways], asked.how.value),
        Select("dong", _("Dòng"), dimensions, asked.rows),
        Select("cot", _("Cột"), [*dimensions, (NONE, _("(không chia cột)"))], asked.columns or NONE),
    ]


def narrowed(found: Answer) -> list[Select]:
    """What it is narrowed to."""
    asked, names = found.asked, found.gathered.names
    years = sorted({one.year.year for one in found.sight.standings.values()} | _award_years(names), reverse=True)
    numbers = [(str(year), str(year)) for year in years]
    clusters = {one.year.cluster.slug: one.year.cluster.name for one in found.sight.standings.values()}
    made = [
        Select("tu-nam", _("Từ năm"), _all(numbers, _("đầu")), str(asked.since or "")),
        Select("den-nam", _("Đến năm"), _all(numbers, _("nay")), str(asked.until or "")),
    ]
    for one in asked.subject.dimensions:
        if one.key != YEAR.key:
            known = (
                sorted(clusters.items(), key=lambda pair: pair[1])
                if one.key == "cum"
                else names.get(one.key, {}).items()
            )
            made.append(
                Select(one.key, str(one.name), _with(_all(known), asked.filtered(one.key)), asked.filtered(one.key))
            )
    made.append(Select("tinh-trang", _("Tình trạng"), _all(asked.subject.states), asked.state))
    named = [(TODAY, _("đơn vị hôm nay (nối đơn vị đã sáp nhập, đổi tên)")), (THEN, _("đơn vị lúc ấy"))]
    made.append(Select("ten", _("Tên đơn vị theo"), named, asked.named))
    return made


def _award_years(names: Mapping[str, Mapping[str, str]]) -> set[int]:
    return {int(year) for year in names.get("nam", {})}


def _with(options: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """The options with what the address asks for, though nothing of it is there."""
    return options if chosen in dict(options) else [*options, (chosen, chosen)]


def examples() -> list[tuple[str, str]]:
    """Questions to begin with: what they ask, their addresses."""
    return [
        (_("Điểm của từng đơn vị qua các năm"), "ve=ket-qua&dong=don-vi&cot=nam&so=diem"),
        (_("Hạng tốt nhất của từng đơn vị"), "ve=ket-qua&dong=don-vi&cot=khong&so=hang&cach=tot-nhat"),
        (_("Tỷ lệ điểm từng mục của từng đơn vị"), "ve=ket-qua&dong=don-vi&cot=muc&so=ty-le"),
        (_("Bao nhiêu chỉ tiêu đạt, chưa đạt"), "ve=chi-tieu&dong=don-vi&cot=muc-do&so=hoan-thanh&cach=dem"),
        (_("Khen thưởng theo danh hiệu và năm"), "ve=khen-thuong&dong=danh-hieu&cot=nam"),
    ]


def subjects(found: Answer) -> list[tuple[str, str, bool]]:
    """The three subjects: name, address, whether it is this one."""
    return [(str(one.name), f"ve={one.key}", one is found.asked.subject) for one in SUBJECTS]
