"""Bảng chéo vẽ ra: lines over the years, bars by rows, the parts of a sum stacked; the room's own charts."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from thidua.insight.asking.answer import Answer
from thidua.insight.asking.pivot import Cell
from thidua.insight.asking.terms import How
from thidua.insight.charts import Chart, bars, lines

MOST_LINES, MOST_BARS, MOST_PARTS = 12, 40, 8


def kind_of(found: Answer) -> str:
    """Which drawing the table can be; "" for one that would say nothing."""
    asked, table = found.asked, found.pivot
    if not 1 < len(table.lines) <= MOST_BARS or table.mixed:
        return ""
    if asked.columns == "nam" and len(table.columns) > 1 and len(table.lines) <= MOST_LINES:
        return "lines"
    if asked.columns and len(table.columns) > 1 and asked.how in (How.SUM, How.COUNT, How.SHARE):
        return "stacked" if len(table.columns) <= MOST_PARTS else ""
    return "bars" if len(table.columns) < 2 else ""


def _drawn(found: Answer, value: Fraction) -> Any:
    """A number a drawing can place; the table beside it stays exact."""
    percent = found.asked.how == How.SHARE or (found.asked.measure.ratio and found.asked.how != How.COUNT)
    thousandths = value * 100_000 if percent else value * 1000
    return int(thousandths) / 1000


def drawn(found: Answer) -> Chart | None:
    """The drawing of the table, its rows in the order they stand."""
    kind, table, measure = kind_of(found), found.pivot, str(found.asked.measure.name)
    if not kind:
        return None
    rows: list[dict[str, Any]] = []
    for line in table.lines:
        cells: list[tuple[str, Cell]] = line.cells if kind != "bars" else [("", line.total)]
        for at, (column, cell) in enumerate(cells):
            if cell.value is not None:
                name = found.name(found.asked.columns, column) if column else ""
                rows.append(
                    {"unit": line.name, "part": name, "when": name, "order": at, "value": _drawn(found, cell.value)}
                )
    if not rows:
        return None
    if kind == "lines":
        return lines(finding(found), found.sentence, rows, y=measure)
    by = found.asked.subject.dimension(found.asked.columns)
    return bars(finding(found), found.sentence, rows, x=measure, colour=str(by.name) if by else "")


def finding(found: Answer) -> str:
    """What the drawing says: who stands first by the numbers of everything."""
    known = [(line.total.value, line) for line in found.pivot.lines if line.total.value is not None]
    if not known:
        return found.sentence
    low = found.asked.measure.low and found.asked.how != How.COUNT
    best = (min if low else max)(value for value, _line in known)
    first = [line for value, line in known if value == best]
    told = {"name": ", ".join(line.name for line in first[:3]), "value": first[0].total.shown}
    return _("Đứng đầu: %(name)s (%(value)s)") % told
