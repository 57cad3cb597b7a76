"""Thông tin của đơn vị: what a table asks about the units themselves (`unit.…`), such as a group or a headcount."""

import re

from thidua.engine.edition import Edition
from thidua.engine.expression import Cohort, Expr, Has, In, Value, walk
from thidua.engine.grades import GATE_NAMES
from thidua.engine.language import FormulaError, Names, parse
from thidua.engine.points import number

_NUMERIC = re.compile(r"[-−]?[\d.,]+")


def attributes_asked(edition: Edition) -> tuple[str, ...]:
    """The names behind `unit.…` in rules, conditions and grades, and of the groups ranked within; each once, sorted."""
    trees = [leaf.rule.unfold(leaf) for leaf in edition.leaves if leaf.rule]
    trees += [tree for one in edition.criteria if (tree := _tree(one.applies, Names()))]
    trees += [tree for grade in edition.grades if (tree := _tree(grade.when, Names(values=GATE_NAMES)))]
    names = {name for tree in trees for node in walk(tree) if (name := _name(node))}
    return tuple(sorted(names | ({edition.rank_within} if edition.rank_within else set())))


def read_attribute(text: str) -> Value:
    """A number where it is written as one, a word otherwise; NumberError for a number that can be read two ways."""
    text = text.strip()
    if not _NUMERIC.fullmatch(text):
        return text
    value = number(text)
    return value.numerator if value.denominator == 1 else value


def _tree(formula: str, names: Names) -> Expr | None:
    try:
        return parse(formula, names) if formula else None
    except FormulaError:  # the checker says what is wrong with it
        return None


def _name(node: Expr) -> str:
    if isinstance(node, Cohort):
        return node.by
    return node.key[1:] if isinstance(node, In | Has) and node.key.startswith("@") else ""
