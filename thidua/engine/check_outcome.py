"""Kiểm tra phần kết quả: tie-breakers, grades, quotas, periods, circles; and circles between tables."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from thidua.engine.bounds import most_reachable
from thidua.engine.edition import Edition
from thidua.engine.grades import GATE_NAMES, ladder
from thidua.engine.language import FormulaError, Names, parse
from thidua.engine.plan import CycleError, plan
from thidua.engine.points import as_fraction, show_number
from thidua.engine.problem import Problem
from thidua.engine.rules.free import Transfer

_FIGURES = ("total", "percent", "not_assigned")


def check_outcome(edition: Edition) -> list[Problem]:
    """Problems in what the table makes of the points."""
    problems = [*_tie_breaks(edition), *_quotas(edition), *_circles(edition)]
    sound = len(edition.codes) == len(edition.criteria) and not any(problem.code == "cycle" for problem in problems)
    top = most_reachable(edition) if sound else None
    return [*problems, *_grades(edition, top), *_reach(edition, top)]


def misspelt_condition(text: str, where: str, names: Names) -> Iterator[Problem]:
    """A condition that cannot be understood."""
    try:
        parse(text, names)
    except FormulaError as error:
        yield Problem("formula", where, f"Điều kiện “{text[:60]}”: {error}", "Xin sửa điều kiện.")


def _tie_breaks(edition: Edition) -> Iterator[Problem]:
    for breaker in edition.tie_breaks:
        if breaker.of not in _FIGURES and breaker.of not in edition.codes:
            what = f"Tiêu chí phụ “{breaker.name}” dẫn mã “{breaker.of}” không có trong bảng."
            yield Problem("tie_break", breaker.of, what, "Xin sửa “of”.")
        if breaker.order not in ("high", "low"):
            what = f"Tiêu chí phụ “{breaker.name}” có thứ tự “{breaker.order}” không hiểu được."
            yield Problem("tie_break", breaker.of, what, "Xin chọn high hoặc low.")


def _grades(edition: Edition, top: Fraction | None) -> Iterator[Problem]:
    """Rungs out of order, gates misspelt, and grades that no points can reach."""
    times = len(edition.periods) if edition.periods and edition.combine == "sum" else 1
    ceiling = top * times if top is not None and edition.rank_by == "total" else None
    if edition.rank_by == "percent" and top is not None and 0 < top <= as_fraction(edition.total):
        ceiling = Fraction(100)  # without a bonus nobody has more than all that was assigned
    lowest = None
    for grade in edition.grades:
        if grade.when:
            yield from misspelt_condition(grade.when, grade.name, Names(values=GATE_NAMES))
        if grade.at_least is None:
            continue
        if ceiling is not None and grade.at_least > ceiling:
            unit = "điểm" if edition.rank_by == "total" else "%"
            what = f"Mức “{grade.name}” cần {show_number(grade.at_least)} {unit}, nhiều nhất có {show_number(ceiling)}."
            yield Problem("unreachable_grade", grade.name, what, "Xin hạ ngưỡng hoặc sửa điểm tối đa.")
        if not grade.when and lowest is not None and grade.at_least >= lowest:
            what = f"Mức “{grade.name}” đứng sau một mức có ngưỡng thấp hơn nên không ai đạt được."
            yield Problem("unreachable_grade", grade.name, what, "Xin xếp các mức từ cao xuống thấp.")
        lowest = grade.at_least if not grade.when else lowest


def _quotas(edition: Edition) -> Iterator[Problem]:
    names = ladder(edition)
    pools = {quota.grade for quota in edition.quotas}
    for quota in edition.quotas:
        if quota.grade not in names or (quota.of and quota.of not in pools):
            what = f"Tỷ lệ khống chế dẫn mức “{quota.grade}”, “{quota.of}” không có."
            yield Problem("quota", quota.grade, what, "Xin sửa tên mức.")
        if not 0 <= quota.share <= 1:
            yield Problem("quota", quota.grade, "Tỷ lệ khống chế phải từ 0 đến 1.", "Xin ghi 0.2 cho 20%.")
        if quota.rounds not in ("down", "half_up", "up") or (quota.most is not None and quota.most < 0):
            what = f"Không hiểu cách lấy số đơn vị “{quota.rounds}”, “{quota.most}”."
            yield Problem("quota", quota.grade, what, "Xin chọn down, half_up hoặc up; “most” từ 0 trở lên.")
        if quota.of == quota.grade:
            yield Problem("quota", quota.grade, "Tỷ lệ khống chế tính trên chính mức đó.", "Xin sửa “of”.")


def _reach(edition: Edition, top: Fraction | None) -> Iterator[Problem]:
    """More points to be had than the table says it has: a bonus on top, and worth knowing."""
    if edition.total and top is not None and top > as_fraction(edition.total):
        what = f"Kể cả điểm thưởng có thể đạt {show_number(top)}, hơn tổng điểm của bảng."
        yield Problem("over_total", "total", what, "Xin ghi “cap” nếu tổng không được vượt.")


def _circles(edition: Edition) -> Iterator[Problem]:
    if len(edition.codes) != len(edition.criteria):
        return
    try:
        plan(edition)
    except CycleError as circle:
        what = f"Các tiêu chí dẫn lẫn nhau thành vòng: {circle}."
        yield Problem("cycle", circle.codes[0], what, "Xin bỏ một chỗ dẫn trong vòng đó.")


def check_transfers(editions: Iterable[Edition]) -> list[Problem]:
    """Tables that take results from one another must not do so in a circle."""
    takes = {
        edition.name: {leaf.rule.table for leaf in edition.leaves if isinstance(leaf.rule, Transfer)}
        for edition in editions
    }
    while free := [name for name, needs in takes.items() if not needs & takes.keys()]:
        for name in free:
            del takes[name]
    what = "Các bảng chuyển điểm cho nhau thành vòng."
    return [Problem("transfer_cycle", name, what, "Xin bỏ một chỗ chuyển trong vòng đó.") for name in sorted(takes)]
