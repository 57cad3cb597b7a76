"""Vietnamese text: accents folded for search, dates and numbers written the Vietnamese way."""

import datetime as dt
import unicodedata
from decimal import Decimal


def fold(text: str) -> str:
    """Lower case without accents, so that "da nang" finds "Đà Nẵng".

    >>> fold("Đà Nẵng")
    'da nang'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("Đ", "D").replace("đ", "d").casefold()


def printable(text: str) -> str:
    """Without the control characters that come along from a slide or a broken file, and that XML cannot carry.

    >>> printable("một\\x0bhai")
    'mộthai'
    """
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def slug(text: str) -> str:
    """For an address.

    >>> slug("Hội nghị Tổng kết – 2024")
    'hoi-nghi-tong-ket-2024'
    """
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold(text)).split())


def number(value: Decimal | int) -> str:
    """
    >>> number(Decimal("1234.500"))
    '1.234,5'
    """
    text = f"{Decimal(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def day_in_words(day: dt.date) -> str:
    """
    >>> day_in_words(dt.date(2024, 11, 21))
    'ngày 21 tháng 11 năm 2024'
    """
    return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
