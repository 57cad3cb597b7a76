"""Cột: which columns the sheets of a workbook have, gathered from what their rows may hold."""

from dataclasses import fields
from typing import Any

from thidua.engine import RULES, Edition
from thidua.engine.shape import hints
from thidua.rulebook.workbook_lines import item_of
from thidua.rulebook.workbook_words import SECTION, VALUE, column, section


def _items(cls: Any) -> list[Any]:
    found = [item_of(hints(cls)[one.name]) for one in fields(cls) if one.name != "criteria"]
    return [item for item in found if item]


def _columns(classes: list[Any]) -> tuple[str, ...]:
    items = [item for cls in classes for item in _items(cls)]
    found = [column(item, one.name) for item in items for one in fields(item)]
    return (SECTION, VALUE, *dict.fromkeys(found))


RULE_COLUMNS = _columns(list(RULES.values()))
GENERAL_COLUMNS = _columns([Edition])


def rule_sections() -> dict[str, tuple[str, ...]]:
    """What every named rule may have rows about."""
    return {rule.name: tuple(section(rule, one.name) for one in fields(rule)) for rule in RULES.values()}


def every_section(cls: Any) -> tuple[str, ...]:
    """What one thing may have rows about."""
    found: list[str] = []
    for one in fields(cls):
        inner = hints(cls)[one.name]
        if hasattr(inner, "__dataclass_fields__"):
            found += every_section(inner)
        elif one.name != "criteria":
            found.append(section(cls, one.name))
    return tuple(found)
