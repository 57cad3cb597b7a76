"""Tags every template has: exact numbers, fields, dates in words, queries in links."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString

from thidua.kit import viet

register = template.Library()


@register.filter
def points(value: Decimal | int | None) -> str:
    """A Decimal as Vietnamese points: 97.250 → 97,25; None → "–" (missing is not zero)."""
    return "–" if value is None else viet.number(value)


@register.filter
def in_words(day: dt.date | None) -> str:
    """ngày 21 tháng 11 năm 2024"""
    return viet.day_in_words(day) if day else ""


@register.filter
def is_number(text: str) -> bool:
    """Whether a cell of a table reads as a number: 1.234,5 or 95,6 % or –."""
    bare = text.strip().lstrip("+-−").rstrip("% ").replace(".", "").replace(",", "")
    return bare in ("", "–") or bare.isdigit()


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """mapping|get:key, None when it is not there."""
    return mapping.get(key)


@register.simple_tag
def sheet_url(name: str) -> str:
    """A style sheet of the kit by its name."""
    return static(f"kit/{name}.css")


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One form field with label, help and errors, wired for screen readers."""
    widget = bound.field.widget
    return render_to_string(
        "kit/_field.html",
        {
            "field": bound,
            "check": isinstance(widget, forms.CheckboxInput),
            "group": isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple),
        },
    )
