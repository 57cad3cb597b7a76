"""Ô: one value of a table to a cell and back. A cell holds text, an exact number or a date, never a float."""

import datetime as dt
import re
import types
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Union, get_args, get_origin

from django.utils.translation import gettext as _

from thidua.engine import NumberError, Points, plain, points
from thidua.engine.points import SCALE, as_points, number
from thidua.rulebook.workbook_words import EMPTY, YES_NO

type_of_cell = str | Decimal | dt.date
_DIGITS = 15  # a spreadsheet keeps no more
_EXCEL_DAYS = dt.date(1900, 3, 1)  # before it Excel counts a day that never was
_RATIO = re.compile(r"\s*([-−]?[0-9]+)\s*/\s*([0-9]+)\s*\Z")
_DAY = re.compile(r"\s*([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})\s*\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_IN_BRACKETS = re.compile(r"\(+trống\)+\Z")


class CellError(ValueError):
    """What stands in a cell cannot be meant; the message is a sentence."""


class Understood(NamedTuple):
    """What a cell stands for, and what to tell whoever typed it when it had to be guessed."""

    value: Any
    note: str = ""


def simple(kind: Any) -> Any:
    """A declared type without its “or None”."""
    return get_args(kind)[0] if get_origin(kind) in (types.UnionType, Union) else kind


def written(kind: Any, value: Any, words: Mapping[str, str]) -> type_of_cell:
    """A value as it stands in its cell."""
    kind = simple(kind)
    if get_origin(kind) is tuple:
        inside = get_args(kind)[0]
        return "; ".join(map(plain, value)) if inside is Points else "\n".join(value)
    if kind is bool:
        return YES_NO[0] if value else YES_NO[1]
    if kind is Points or kind is Fraction or kind is int:
        return _number(Fraction(value, SCALE) if kind is Points else Fraction(value))
    if kind is dt.date:
        return value if value >= _EXCEL_DAYS else str(value.isoformat())
    return words.get(value) or _bracketed(value)


def _number(value: Fraction) -> type_of_cell:
    """As a number when a spreadsheet keeps every digit of it, else as a ratio in text."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if len(exact.as_tuple().digits) <= _DIGITS and Fraction(exact) == value:
        return exact
    return f"{value.numerator}/{value.denominator}"


def _bracketed(text: str) -> str:
    return EMPTY if not text else f"({text})" if _IN_BRACKETS.match(text) else text


def read(kind: Any, raw: Any, words: Mapping[str, str]) -> Understood:
    """The value a cell stands for, or CellError."""
    kind = simple(kind)
    if get_origin(kind) is tuple:
        return Understood(_several(get_args(kind)[0], raw))
    if kind is bool:
        return Understood(_yes_no(raw))
    if kind is dt.date:
        return Understood(_day(raw))
    if kind is Points or kind is Fraction or kind is int:
        return _quantity(kind, raw)
    return _text(raw, words)


def _several(inside: Any, raw: Any) -> tuple[Any, ...]:
    if inside is not Points:
        return tuple(line for line in _text(raw, {}).value.split("\n") if line)
    texts = f"{raw:f}".replace(".", ",") if isinstance(raw, Decimal) else str(raw)
    try:
        return tuple(points(text) for text in texts.split(";") if text.strip())
    except NumberError as error:
        raise CellError(str(error)) from None


def _yes_no(raw: Any) -> bool:
    said = str(raw).strip().lower()
    if said in (YES_NO[0], "x", "true", "1"):
        return True
    if said in (YES_NO[1], "false", "0"):
        return False
    raise CellError(_("“%(raw)s” không phải “có” hoặc “không”.") % {"raw": str(raw)[:40]})


def _day(raw: Any) -> dt.date:
    if isinstance(raw, dt.date):
        return raw
    found = _DAY.match(str(raw))
    try:
        return dt.date(*map(int, reversed(found.groups()))) if found else dt.date.fromisoformat(str(raw).strip())
    except ValueError:
        raise CellError(_("“%(raw)s” không phải một ngày như 21/11/2024.") % {"raw": str(raw)[:40]}) from None


def _quantity(kind: Any, raw: Any) -> Understood:
    if isinstance(raw, Decimal):
        return Understood(_as(kind, Fraction(raw)))
    if not isinstance(raw, str):
        raise CellError(_("Cần một số, nhưng ô đang là ngày hoặc giá trị đúng, sai."))
    if (ratio := _RATIO.match(raw)) and int(ratio[2]):
        return Understood(_as(kind, Fraction(int(ratio[1].replace("−", "-")), int(ratio[2]))))
    try:
        value = number(raw)
    except NumberError as error:
        raise CellError(_("Cần một số: %(why)s") % {"why": error}) from None
    return Understood(_as(kind, value), _("Số “%(raw)s” đang ở dạng chữ; đã đọc là số.") % {"raw": raw.strip()})


def _as(kind: Any, value: Fraction) -> Any:
    if kind is Fraction:
        return value
    if kind is int:
        if value.denominator != 1:
            raise CellError(_("Cần một số nguyên."))
        return value.numerator
    try:
        return as_points(value)
    except NumberError as error:
        raise CellError(str(error)) from None


def _text(raw: Any, words: Mapping[str, str]) -> Understood:
    if isinstance(raw, bool):
        raise CellError(_("Cần chữ, nhưng ô đang là giá trị đúng, sai."))
    if isinstance(raw, Decimal):
        text = f"{raw.normalize():f}"
        zeros = _("Ô là số; đã đọc là “%(text)s”. Nếu cần chữ số 0 ở cuối, hãy đặt ô kiểu chữ (Text).")
        return Understood(text, zeros % {"text": text} if "." in text else "")
    if not isinstance(raw, str):
        raise CellError(_("Cần chữ, nhưng ô đang là ngày hoặc giờ. Hãy đặt ô kiểu chữ (Text) rồi gõ lại."))
    if _CONTROL.search(raw):
        raise CellError(_("Ô có ký tự điều khiển không nhìn thấy được. Hãy xoá và gõ lại."))
    said = raw.strip().casefold()
    meant = next((value for value, word in words.items() if said in (word.casefold(), value)), None)
    if meant is not None:
        return Understood(meant)
    return Understood("" if raw == EMPTY else raw[1:-1] if _IN_BRACKETS.match(raw) else raw)
