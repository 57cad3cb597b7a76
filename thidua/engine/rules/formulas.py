"""Công thức trong bảng: formulas written inside rules, read once, and what is wrong with them."""

from collections.abc import Iterator

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import Expr, Nothing
from thidua.engine.language import FormulaError, Names, parse
from thidua.engine.points import as_fraction
from thidua.engine.problem import Problem

KINDS = ("points", "number", "count", "counts", "yes_no", "date", "level")
OWNERS = ("unit", "target", "other")


def names_of(criterion: Criterion, asks: tuple[Input, ...]) -> Names:
    """What a formula of this criterion may name."""
    full = None if criterion.max is None else as_fraction(criterion.max)
    in_points = {ask.key for ask in asks if ask.kind == "points"}
    return Names({ask.key for ask in asks}, in_points, full)


def written(text: str, criterion: Criterion, asks: tuple[Input, ...]) -> Expr:
    """A formula of the table; one that cannot be understood gives no value, and `misspelt` says why."""
    try:
        return parse(text, names_of(criterion, asks))
    except FormulaError as error:
        return Nothing(f"Công thức chưa đúng: {error}")


def misspelt(text: str, criterion: Criterion, asks: tuple[Input, ...]) -> Iterator[Problem]:
    """What is wrong with a formula of the table."""
    try:
        parse(text, names_of(criterion, asks))
    except FormulaError as error:
        yield Problem("formula", criterion.code, f"Công thức “{text[:60]}”: {error}", "Xin sửa công thức.")


def doubtful_asks(criterion: Criterion, asks: tuple[Input, ...]) -> Iterator[Problem]:
    """Figures asked for in a way no form can offer."""
    for ask in asks:
        if ask.kind not in KINDS or ask.owner not in OWNERS:
            what = f"Mục “{ask.key}” có kiểu “{ask.kind}”, người nhập “{ask.owner}” không hiểu được."
            yield Problem("input", criterion.code, what, f"Xin chọn kiểu: {', '.join(KINDS)}.")
        if ask.kind == "level" and not ask.options:
            yield Problem("input", criterion.code, f"Mục “{ask.key}” chưa có mức nào.", "Xin ghi “options”.")
    keys = [ask.key for ask in asks]
    if len(set(keys)) != len(keys):
        yield Problem("input", criterion.code, "Có hai mục cùng tên.", "Xin đặt mỗi mục một tên riêng.")
