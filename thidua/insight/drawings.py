"""The charts of the room, by name: each with the finding as its title. `None` when there is nothing to draw yet."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from thidua.engine import show
from thidua.engine.points import SCALE, Points
from thidua.insight.charts import Chart, bars, heat, lines
from thidua.insight.fairness import Gap
from thidua.insight.queries import Past, Picture
from thidua.insight.stability import Stability


def _drawn(points: int) -> Any:
    """Thousandths as a number a drawing can place; texts beside it stay exact."""
    return points / SCALE


def board(picture: Picture) -> Chart | None:
    """The totals, made of their sections."""
    if picture.lead is None:
        return None
    rows = [
        {"unit": row.standing.member.unit.short_name, "part": f"{cell.section.code}. {cell.section.title}",
         "value": _drawn(cell.points), "order": at}
        for row in picture.rows for at, cell in enumerate(row.cells) if cell.points is not None
    ]  # fmt: skip
    return bars(finding_of_board(picture), _("Tổng điểm, theo từng mục của bảng tiêu chí"), rows, x=_("Điểm"),
                colour=_("Mục"))  # fmt: skip


def finding_of_board(picture: Picture) -> str:
    """The sentence a leader takes away: who leads, by how much."""
    first = picture.rows[0]
    name = first.standing.member.unit.short_name
    if len(picture.rows) < 2 or picture.rows[1].standing.score is None or first.standing.score is None:
        return _("%(unit)s dẫn đầu") % {"unit": name}
    gap = first.standing.score.total - picture.rows[1].standing.score.total
    second = picture.rows[1].standing.member.unit.short_name
    if gap == 0:
        return _("%(first)s và %(second)s bằng điểm ở đầu bảng") % {"first": name, "second": second}
    return _("%(first)s dẫn đầu, hơn %(second)s %(gap)s điểm") % {
        "first": name, "second": second, "gap": show(Points(gap))}  # fmt: skip


def sections(picture: Picture) -> Chart | None:
    """Each unit's share of each section's maximum; shaded from the ten below the least."""
    rows: list[dict[str, Any]] = [
        {"unit": row.standing.member.unit.short_name, "part": cell.section.code, "value": cell.level}
        for row in picture.rows for cell in row.cells if cell.share is not None
    ]  # fmt: skip
    if not rows:
        return None
    low = min(row["value"] for row in rows) // 10 * 10
    what = _("Phần trăm điểm tối đa của từng mục")
    return heat(finding_of_sections(picture), what, rows, colour="%", low=min(low, 90))


def finding_of_sections(picture: Picture) -> str:
    """Which section tells the units apart most."""
    spread: dict[str, tuple[Fraction, str]] = {}
    for row in picture.rows:
        for cell in row.cells:
            if cell.share is not None:
                spread.setdefault(cell.section.code, (Fraction(0), cell.section.title))
    if not spread:
        return ""
    for code, (_none, title) in spread.items():
        shares = [cell.share for row in picture.rows for cell in row.cells
                  if cell.section.code == code and cell.share is not None]  # fmt: skip
        spread[code] = (max(shares) - min(shares), title)
    code = max(spread, key=lambda one: spread[one][0])
    return _("Mục %(code)s (%(title)s) phân hoá các đơn vị nhiều nhất") % {"code": code, "title": spread[code][1]}


def inflation(gaps: list[Gap], names: dict[str, str]) -> Chart | None:
    """How far self-scores lie above what was agreed."""
    if not any(gap.above for gap in gaps):
        return None
    most = max(gaps, key=lambda gap: gap.above)
    finding = _("%(unit)s tự chấm cao hơn điểm thống nhất nhiều nhất: %(gap)s điểm") % {
        "unit": names[most.name], "gap": show(Points(most.above))}  # fmt: skip
    rows = [{"unit": names[gap.name], "value": _drawn(gap.above)} for gap in gaps]
    return bars(finding, _("Điểm tự chấm trừ điểm thống nhất"), rows, x=_("Điểm chênh"))


def stability(found: Stability, names: dict[str, str]) -> Chart | None:
    """The share of cases each place was held."""
    if not found.held:
        return None
    first = found.held[0]
    finding = _("%(unit)s giữ hạng nhất trong %(share)s trường hợp") % {
        "unit": names[first.unit], "share": tenths(found.firm)}  # fmt: skip
    rows = [
        {"unit": names[one.unit], "part": _("Hạng %(place)s") % {"place": place},
         "value": one.share(place, found.cases) / 10, "order": place}
        for one in found.held for place in range(1, len(found.held) + 1) if one.share(place, found.cases)
    ]  # fmt: skip
    return bars(finding, str(found.varied.label), rows, x="%", colour=_("Hạng"))


def tenths(share: int) -> str:
    """Tenths of a percent as people read them."""
    return show(Points(share * 100)) + "%"


def years(found: list[Past]) -> Chart | None:
    """Each unit's percentage of its maximum through the years."""
    rows = [{"unit": past.unit.short_name, "when": str(year), "value": int(share * 10000) / 100}
            for past in found for year, _place, share in past.points if share is not None]  # fmt: skip
    if len({row["when"] for row in rows}) < 2:
        return None
    what = _("Phần trăm điểm tối đa được giao, theo kết quả đã chốt")
    return lines(_("Tỷ lệ điểm của từng đơn vị qua các năm"), what, rows, y="%")
