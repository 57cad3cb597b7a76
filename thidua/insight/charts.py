"""Biểu đồ: one definition (Vega-Lite) drawn for the page as SVG, for a paper as PNG. The title says the finding.

Numbers come in as exact texts for people and as whole thousandths for the drawing; the drawing itself, a picture, is
the only place where they stop being exact. A table with the same numbers always stands beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from textwrap import wrap
from typing import Any

RED, GOLD, GREEN, BLUE, GREY = "#9c1f1f", "#b7791f", "#2f6b45", "#2d5b88", "#8a7f72"
WIDE = 400
"""Pixels above which a drawing is for a page or a paper."""
NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}
"""Numbers on the axes, the Vietnamese way."""
PALETTE = (RED, GOLD, BLUE, GREEN, "#6b4c8a", "#8a5a2b", GREY)


@dataclass(frozen=True)
class Chart:
    """A drawing: its finding (the title), what is drawn (the second line), its data and encoding.

    It is so high for each row, or `height` in all.
    """

    finding: str
    what: str
    rows: Sequence[Mapping[str, Any]]
    mark: Mapping[str, Any]
    encoding: Mapping[str, Any]
    width: int = 760
    step: int = 30
    height: int | None = None

    @property
    def narrow(self) -> "Chart":
        """The same drawing for a telephone: letters of the same size on less width."""
        return replace(self, width=220)

    @property
    def wide(self) -> bool:
        return self.width > WIDE

    def spec(self) -> dict[str, Any]:
        """As Vega-Lite reads it; a title too long for the width goes on below."""
        letters = (self.width + 110) // 8
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "title": {"text": wrap(self.finding, letters), "subtitle": wrap(self.what, letters), "anchor": "start",
                      "fontSize": 15, "offset": 12, "subtitleColor": "#5b5248"},
            "width": self.width, "height": self.height or {"step": self.step}, "data": {"values": list(self.rows)},
            "mark": dict(self.mark), "encoding": dict(self.encoding),
            "config": {"font": "Be Vietnam Pro, Arial, sans-serif", "background": "#ffffff", "padding": 12,
                       "axis": {"labelFontSize": 12, "titleFontSize": 12, "grid": True, "gridColor": "#eee6da",
                                "domainColor": "#b9ad9c", "tickColor": "#b9ad9c",
                                "labelLimit": 220 if self.wide else 110},
                       "legend": {"labelFontSize": 12, "titleFontSize": 12, "orient": "bottom",
                                  "columns": 3 if self.wide else 1, "labelLimit": 260},
                       "view": {"stroke": None}, "range": {"category": list(PALETTE)}},
        }  # fmt: skip

    def svg(self) -> bytes:
        return str(_drawing().vegalite_to_svg(self.spec(), format_locale=NUMBERS)).encode()

    def png(self) -> bytes:
        return bytes(_drawing().vegalite_to_png(self.spec(), scale=2, format_locale=NUMBERS))


@cache
def _drawing() -> Any:
    """The drawing library, with the typeface of the site; loaded when the first chart is asked for."""
    import vl_convert  # noqa: PLC0415  large, and few pages draw

    found = find_spec("fontpkg_be_vietnam_pro")
    if found and found.submodule_search_locations:
        vl_convert.register_font_directory(str(Path(found.submodule_search_locations[0]) / "files"))
    return vl_convert


def bars(finding: str, what: str, rows: Sequence[Mapping[str, Any]], *, x: str, colour: str = "") -> Chart:
    """Lying bars, one a row of `unit`; stacked by `part` when `colour` names what the parts are."""
    encoding: dict[str, Any] = {
        "y": {"field": "unit", "type": "nominal", "sort": None, "title": None},
        "x": {"field": "value", "type": "quantitative", "title": x},
    }
    if colour:
        encoding["color"] = {"field": "part", "type": "nominal", "title": colour, "sort": None}
        encoding["order"] = {"field": "order", "type": "quantitative"}
    return Chart(finding, what, rows, {"type": "bar", "color": RED, "cornerRadiusEnd": 2}, encoding)


def lines(finding: str, what: str, rows: Sequence[Mapping[str, Any]], *, y: str) -> Chart:
    """One line a `unit` over `when`."""
    encoding = {
        "x": {"field": "when", "type": "ordinal", "title": None, "sort": None, "axis": {"labelAngle": 0}},
        "y": {"field": "value", "type": "quantitative", "title": y, "scale": {"zero": False}},
        "color": {"field": "unit", "type": "nominal", "title": None, "sort": None},
    }
    mark = {"type": "line", "point": True, "strokeWidth": 3}
    return Chart(finding, what, rows, mark, encoding, height=280)


def heat(finding: str, what: str, rows: Sequence[Mapping[str, Any]], *, colour: str, low: int = 0) -> Chart:
    """A field of `unit` by `part`, shaded by `value` from `low` to 100."""
    encoding = {
        "y": {"field": "unit", "type": "nominal", "sort": None, "title": None, "axis": {"grid": False}},
        "x": {"field": "part", "type": "nominal", "sort": None, "title": None,
              "axis": {"labelAngle": 0, "orient": "top", "labelLimit": 120, "grid": False}},
        "color": {"field": "value", "type": "quantitative", "title": colour,
                  "scale": {"domain": [low, 100], "range": ["#fbf3e4", RED]}},
    }  # fmt: skip
    return Chart(finding, what, rows, {"type": "rect", "stroke": "#ffffff"}, encoding)
