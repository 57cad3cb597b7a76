"""Tổng bằng công thức: a total that a worksheet adds up again, written only where it comes out the same."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from thidua.kit.viet import number

Part = tuple[str, Decimal | None]
"""A cell's name and the points in it; None where it holds a word, which a worksheet's SUM passes over."""
_MOST = 200  # a worksheet's SUM takes no more than 255 arguments


def formula(
    parts: Sequence[Part], total: Decimal, *, cap: Decimal | None = None, floor: Decimal | None = None, places: int = 3
) -> str:
    """The formula whose value is exactly `total`: the sum, or the sum as the table limits or rounds it; "" for none."""
    cells = runs([cell for cell, _points in parts])
    if not cells or len(cells) > _MOST:
        return ""
    made, text = sum((points or Decimal(0) for _cell, points in parts), Decimal(0)), f"SUM({','.join(cells)})"
    if made == total:
        return f"={text}"
    if cap is not None and made > cap == total:
        return f"=MIN({cap},{text})"
    if floor is not None and made < floor == total:
        return f"=MAX({floor},{text})"
    if made.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == total:
        return f"=ROUND({text},{places})"
    return ""


def runs(cells: Iterable[str]) -> list[str]:
    """Cells that stand side by side or below each other, as ranges.

    >>> runs(["C5", "D5", "E5", "G5"]), runs(["C5", "C6", "C9"])
    (['C5:E5', 'G5'], ['C5:C6', 'C9'])
    """
    found: list[list[tuple[int, int]]] = []
    for place in map(xl_cell_to_rowcol, cells):
        if found and _goes_on(found[-1], place):
            found[-1].append(place)
        else:
            found.append([place])
    return [xl_rowcol_to_cell(*run[0]) + (f":{xl_rowcol_to_cell(*run[-1])}" if len(run) > 1 else "") for run in found]


def _goes_on(run: list[tuple[int, int]], place: tuple[int, int]) -> bool:
    (row, column), (first_row, first_column) = run[-1], run[0]
    across = row == place[0] == first_row and column + 1 == place[1]
    down = column == place[1] == first_column and row + 1 == place[0]
    return across or down


def not_a_sum(total: Decimal) -> str:
    """What to say beside a total that the table makes otherwise than by adding."""
    return f"Tổng {number(total)} theo cách tính riêng của bảng tiêu chí, không phải phép cộng các cột."
