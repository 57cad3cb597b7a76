"""Vietnamese text: accents folded for search, dates and numbers written the Vietnamese way."""

import datetime as dt
import unicodedata
from decimal import Decimal
from functools import lru_cache


def fold(text: str) -> str:
    """Lower case without accents, so that "da nang" finds "Đà Nẵng".

    >>> fold("Đà Nẵng")
    'da nang'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("Đ", "D").replace("đ", "d").casefold()


LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Huyền, hỏi, ngã, sắc, nặng; after them the letter without a tone."""


@lru_cache(maxsize=20_000)
def alphabetical(text: str) -> tuple[tuple[tuple[bool, int], ...], tuple[int, ...]]:
    """The place of a name in a Vietnamese list: Đ after D, Â after Ă; tones count only where the letters are the same.

    >>> sorted(["Trường Sơn", "Đồng Bằng", "Cao Nguyên", "Dốc Miếu", "Đông Bằng"], key=alphabetical)
    ['Cao Nguyên', 'Dốc Miếu', 'Đông Bằng', 'Đồng Bằng', 'Trường Sơn']
    """
    letters, tones = [], []
    for whole in unicodedata.normalize("NFC", text).lower():
        parts = unicodedata.normalize("NFD", whole)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        letters.append((letter in LETTERS, LETTERS.get(letter, ord(letter[:1] or " "))))
        tones.append(next((TONES[part] for part in parts if part in TONES), 0))
    return tuple(letters), tuple(tones)


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


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu", " tỷ")


def in_words(value: int) -> str:
    """A whole number from 0 to 999.999.999.999 in words.

    >>> in_words(21), in_words(105), in_words(2026)
    ('hai mươi mốt', 'một trăm linh năm', 'hai nghìn không trăm hai mươi sáu')
    """
    if not 0 <= value < 1000 ** len(_SCALES):
        raise ValueError(value)
    groups, rest = [], value
    while rest:
        rest, group = divmod(rest, 1000)
        groups.append(group)
    said = [
        _hundreds(group, whole=n + 1 < len(groups)) + _SCALES[n]
        for n, group in reversed(list(enumerate(groups)))
        if group
    ]
    return " ".join(said) or _DIGITS[0]


def _hundreds(group: int, *, whole: bool) -> str:
    """Three digits; `whole`: something stands before them, so that the hundreds are said even when there are none."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if tens > 1:
        said.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        said.append("mười")
    elif ones and said:
        said.append("linh")
    if ones:
        odd = {1: "mốt", 4: "tư", 5: "lăm"} if tens > 1 else {5: "lăm"} if tens else {}
        said.append(odd.get(ones, _DIGITS[ones]))
    return " ".join(said)


def day_in_all_words(day: dt.date) -> str:
    """
    >>> day_in_all_words(dt.date(2024, 11, 4))
    'ngày bốn tháng mười một năm hai nghìn không trăm hai mươi tư'
    """
    month = "tư" if day.month == 4 else in_words(day.month)
    return f"ngày {in_words(day.day)} tháng {month} năm {in_words(day.year)}"
