"""Điểm: the only door for numbers. Points are whole thousandths; every other quantity is a Fraction.

Nothing here or anywhere in the engine is a binary float, so a tie is a tie.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import NewType

Points = NewType("Points", int)
ZERO = Points(0)
SCALE = 1000

_SHAPE = re.compile(r"([+\-−]?)([0-9][0-9.,]*)\Z")
_GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})*\Z")
_LONGEST = 24


class NumberError(ValueError):
    """What was typed is not one number; the message is a Vietnamese sentence."""


def number(text: str) -> Fraction:
    """Read a number as officers type it: "1.234,5", "12,5", "12.5". What could mean two numbers is refused."""
    bare = text.strip().replace("\u00a0", "").replace(" ", "")
    shape = _SHAPE.match(bare)
    if not shape or len(bare) > _LONGEST:
        raise NumberError(f"“{text.strip()[:40]}” không phải là một số.")
    digits = _with_decimal_point(shape[2])
    value = Fraction(int(digits)) if digits.isdigit() else Fraction(Decimal(digits))
    return -value if shape[1] in ("-", "−") else value


def _with_decimal_point(digits: str) -> str:
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    mark = digits[last]
    other = "." if mark == "," else ","
    whole, places = digits[:last], digits[last + 1 :]
    if mark in whole or (not places):
        if other not in digits and _GROUPED.match(digits):
            return digits.replace(mark, "")
        raise NumberError(f"“{digits}” không phải là một số viết đúng.")
    if other in whole:
        if not _GROUPED.match(whole):
            raise NumberError(f"“{digits}” có dấu phân cách hàng nghìn đặt sai chỗ.")
        return whole.replace(other, "") + "." + places
    if mark == "." and len(places) == 3 and len(whole) <= 3 and whole.strip("0"):
        plain = whole + places
        raise NumberError(f"“{digits}” có thể hiểu hai cách; hãy ghi {plain} hoặc {whole},{places}.")
    return f"{whole}.{places}"


def points(text: str) -> Points:
    """Read points: "12,5" is 12500 thousandths. A fourth decimal is refused, never rounded away."""
    return as_points(number(text))


def as_points(value: Fraction | Decimal | int) -> Points:
    """Turn an exact quantity of points into thousandths, or refuse."""
    thousandths = Fraction(value) * SCALE
    if thousandths.denominator != 1:
        raise NumberError("Điểm chỉ được ghi đến ba chữ số thập phân.")
    return Points(thousandths.numerator)


def as_fraction(value: Points) -> Fraction:
    """The exact quantity that points stand for."""
    return Fraction(value, SCALE)


def round_to(value: Fraction, places: int) -> Points:
    """Round a quantity of points half up (away from zero for a penalty), to at most three decimals."""
    unit = 10**places
    twice = abs(value.numerator) * unit * 2 + value.denominator
    whole = twice // (value.denominator * 2)
    size = whole * (SCALE // unit)
    return Points(size if value >= 0 else -size)


def round_thousandths(value: int | Fraction, places: int) -> Points:
    """Round a quantity already counted in thousandths. Whole ones, nearly all, take the short way."""
    if type(value) is int and value % 10 ** (3 - places) == 0:
        return Points(value)
    return round_to(Fraction(value) / SCALE, places)


def show(value: Points) -> str:
    """Points as people read them: 12500 is "12,5", one thousand points is "1.000"."""
    return show_number(Fraction(value, SCALE))


def plain(value: Points) -> str:
    """Points as they can be typed again: no thousands dot."""
    return show(value).replace(".", "")


def show_number(value: Fraction | int) -> str:
    """An exact number in Vietnamese writing; a ratio whose decimals never end stays a fraction."""
    value = Fraction(value)
    sign, size = ("−" if value < 0 else ""), abs(value)
    places = _decimal_places(size.denominator)
    if places is None:
        return f"{sign}{_dotted(size.numerator)}/{_dotted(size.denominator)}"
    digits = str(size * 10**places).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
    return sign + _dotted(int(whole)) + ("," + part if part else "")


def _decimal_places(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    places = max(twos, fives)
    return places if denominator == 1 and places <= 9 else None


def _dotted(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def show_percent(value: Fraction) -> str:
    """A ratio as a percentage with two decimals, half up: 13/15 is "86,67%"."""
    return show(round_to(value * 100, 2)) + "%"
