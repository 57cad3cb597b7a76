"""Exact numbers: no float, no round(). A third is a Fraction, a point a whole number of thousandths."""

import ast

from tests.house.source import python_files, short, tree

MAY: dict[tuple[str, str], str] = {
    ("thidua/kit/exact.py", "float"): "asks whether a value is one, to refuse it",
    ("thidua/news/comparing.py", "0.5"): "how alike two blocks of text must be to be told as one changed",
    ("thidua/news/sharing.py", "1.5"): "lays out a drawn picture",
    **{("thidua/samples/demo_news.py", what): "draws the sample's placeholder pictures"
       for what in ("0.68", "0.34", "0.3", "0.28", "0.5", "0.25", "0.78", "0.4", "float")},
}  # fmt: skip
"""(file, what) → why. Layout in pixels and the like may measure; points never."""


def inexact(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
        return repr(node.value)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in {"float", "round"}:
        return node.id
    if (
        isinstance(node, ast.Attribute)
        and node.attr in {"FloatField", "DecimalField"}
        and ast.unparse(node).startswith("models.")
    ):
        return node.attr
    return ""


def found() -> list[tuple[str, str, int]]:
    return [(short(path), what, node.lineno) for path in python_files() for node in ast.walk(tree(path))
            if (what := inexact(node))]  # fmt: skip


def test_no_float_and_no_round():
    assert [f"{file}:{line} {what}" for file, what, line in found() if (file, what) not in MAY] == []


def test_every_exception_is_needed():
    assert set(MAY) <= {(file, what) for file, what, _line in found()}
