"""Khuôn: TOML values to and from frozen dataclasses, guided by nothing but the dataclass's own types.

So a new rule is one dataclass, and cannot forget to be read, written or refused when misspelt.
"""

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from thidua.engine.points import SCALE, NumberError, Points, as_points, number
from thidua.engine.problem import Problem

_DIGITS = 15
_PLACES = 9
_ITEMS = 90  # a rule of more parts would be written deeper than Python allows


class ShapeError(ValueError):
    """A value is not of the kind the field wants; the message is a Vietnamese sentence."""


@cache
def hints(cls: Any) -> dict[str, Any]:
    """The declared types of a dataclass, read once."""
    return get_type_hints(cls)


def build(cls: type, data: Mapping[str, Any], where: str, problems: list[Problem]) -> Any:
    """Make a dataclass of a TOML table; None, with the problems added, when it cannot be made."""
    wanted = {field.name: field for field in fields(cls)}
    before = len(problems)
    for key in data:
        if key not in wanted:
            problems.append(Problem("unknown_key", where, f"Không hiểu mục “{key}”.", "Xin bỏ hoặc sửa tên mục này."))
    made = {}
    for name, field in wanted.items():
        if name not in data:
            if field.default is MISSING and field.default_factory is MISSING:
                problems.append(Problem("missing_key", where, f"Thiếu mục “{name}”.", "Xin bổ sung."))
            continue
        try:
            made[name] = convert(hints(cls)[name], data[name], where, problems)
        except ShapeError as error:
            problems.append(Problem("bad_value", where, f"Mục “{name}”: {error}", "Xin sửa lại giá trị."))
    return cls(**made) if len(problems) == before else None


def convert(kind: Any, value: Any, where: str, problems: list[Problem]) -> Any:
    """One TOML value as the declared kind."""
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        return convert(get_args(kind)[0], value, where, problems)
    if origin is tuple:
        return _tuple(get_args(kind), value, where, problems)
    if is_dataclass(kind):
        if not isinstance(value, Mapping):
            raise ShapeError("phải là một nhóm mục { … }.")
        return build(kind, value, where, problems)  # type: ignore[arg-type]  # a dataclass type, not an instance
    return _scalar(kind, value)


def _tuple(inside: tuple[Any, ...], value: Any, where: str, problems: list[Problem]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ShapeError("phải là một danh sách [ … ].")
    if len(value) > _ITEMS:
        raise ShapeError(f"quá {_ITEMS} phần tử.")
    if inside[-1] is Ellipsis:
        return tuple(convert(inside[0], item, where, problems) for item in value)
    if len(inside) != len(value):
        raise ShapeError(f"phải có đúng {len(inside)} phần tử.")
    return tuple(convert(kind, item, where, problems) for kind, item in zip(inside, value, strict=True))


def _scalar(kind: Any, value: Any) -> Any:
    if kind is Points or kind is Fraction:
        exact = quantity(value)
        try:
            return as_points(exact) if kind is Points else exact
        except NumberError as error:
            raise ShapeError(str(error)) from None
    if kind is date and isinstance(value, datetime):
        raise ShapeError("phải là ngày, không kèm giờ.")
    if (kind is int and isinstance(value, bool)) or not isinstance(value, kind):
        raise ShapeError(f"phải là {_CALLED.get(kind, 'giá trị khác')}.")
    if isinstance(value, int) and abs(value) >= 10**_DIGITS:
        raise ShapeError("số quá lớn.")
    return value


_CALLED = {str: "chữ trong ngoặc kép", bool: "true hoặc false", int: "số nguyên", date: "ngày như 2024-11-21"}


def quantity(value: Any) -> Fraction:
    """An exact number from TOML: an integer, a decimal, or text such as "1/3"."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ShapeError("phải là một số.")
    if isinstance(value, Decimal) and (not value.is_finite() or value.adjusted() > _DIGITS or _places(value) > _PLACES):
        raise ShapeError("số quá lớn hoặc quá nhiều chữ số thập phân.")
    if isinstance(value, int) and abs(value) >= 10**_DIGITS:
        raise ShapeError("số quá lớn.")
    if not isinstance(value, str):
        return Fraction(value)
    upper, bar, lower = value.partition("/")
    try:
        ratio = number(upper), number(lower) if bar else Fraction(1)
    except NumberError as error:
        raise ShapeError(str(error)) from None
    if not ratio[1]:
        raise ShapeError("mẫu số bằng 0.")
    return ratio[0] / ratio[1]


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def spelt(item: object) -> Iterator[tuple[str, Any, str]]:
    """The fields of a dataclass that differ from their default, with their TOML text, in order."""
    for field in fields(cast(Any, item)):
        value = getattr(item, field.name)
        if not _is_default(field, value):
            yield field.name, value, toml(hints(cast(Any, type(item)))[field.name], value)


def _is_default(field: Field[Any], value: Any) -> bool:
    return field.default is not MISSING and value == field.default


def toml(kind: Any, value: Any) -> str:
    """A value as TOML text: one writing only for each value, so that equal editions have equal text."""
    origin = get_origin(kind)
    if origin in (types.UnionType, Union):
        return toml(get_args(kind)[0], value)
    if origin is tuple:
        inside = get_args(kind)
        each = [inside[0]] * len(value) if inside[-1] is Ellipsis else inside
        texts = [toml(one, item) for one, item in zip(each, value, strict=True)]
        wide = any(text.startswith("{") for text in texts)
        return "[\n" + "".join(f"  {text},\n" for text in texts) + "]" if wide else f"[{', '.join(texts)}]"
    if is_dataclass(kind):
        return "{ " + ", ".join(f"{name} = {text}" for name, _, text in spelt(value)) + " }"
    if kind is Points or kind is Fraction:
        return _decimal(Fraction(value, SCALE) if kind is Points else value)
    if kind is bool:
        return str(value).lower()
    return value.isoformat() if kind is date else quoted(value) if kind is str else str(value)


def quoted(text: str) -> str:
    """A TOML basic string."""
    out = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + "".join(c if ord(c) >= ord(" ") and c != "\x7f" else f"\\u{ord(c):04x}" for c in out) + '"'


def _decimal(value: Fraction) -> str:
    for places in range(_PLACES + 1):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
            return ("-" if value < 0 else "") + whole + ("." + part if part else "")
    return quoted(f"{value.numerator}/{value.denominator}")
