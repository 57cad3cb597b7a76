"""Mã chữ Việt cũ: text typed in TCVN3 (ABC, fonts named .Vn…) or VNI (fonts named VNI-…), told apart and made Unicode.

Both borrow the codes of Western letters, so the text arrives as “Céng hßa” or “Coäng hoøa”. It is recognised word by
word: what is no Vietnamese syllable as it stands and is one after conversion was typed in that code. Nothing is
guessed silently: `recognise` answers what it would make of a text, and the caller shows both.
"""

import re
import unicodedata
from dataclasses import dataclass

_TCVN3 = dict(zip(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    strict=True,
))  # fmt: skip
_VNI_MARKS = {
    "aeouyôö": {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"},
    "aeo": {
        "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
        "ä": "\u0302\u0323",
    },
    "a": {
        "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
        "ë": "\u0306\u0323",
    },
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    """Every pair of letter and mark, and every letter that stands alone; small and capital."""
    table = dict(_VNI_LETTERS)
    for letters, marks in _VNI_MARKS.items():
        for letter in letters:
            base = _VNI_LETTERS.get(letter, letter)
            table |= {letter + mark: unicodedata.normalize("NFC", base + tone) for mark, tone in marks.items()}
    capitals = {typed.upper(): meant.upper() for typed, meant in table.items()}
    mixed = {typed.capitalize(): meant.upper() for typed, meant in table.items()}
    return mixed | capitals | table


_TABLES = {"TCVN3": _TCVN3, "VNI": _vni()}
_PIECES = {name: re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
           for name, table in _TABLES.items()}  # fmt: skip
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONED_CONSONANT = re.compile(f"[b-df-hj-np-tv-xz][{_TONES}]")
_STOPPED_TONES = {"\u0301", "\u0323"}
_ONSETS = "ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
_RHYMES = (
    "iêu|yêu|ươu|ươi|uôi|oai|oay|oao|oeo|uây|uyu|uyê[nt]|iê(?:ng|n|m|c|p|t|u)|yê(?:ng|n|m|t|u)|ươ(?:ng|n|m|c|p|t)|"
    "uô(?:ng|n|m|c|t)|oa(?:ng|nh|ch|n|m|c|p|t)|oă(?:ng|n|m|c|t)|oe(?:ng|n|m|t)|uâ(?:ng|n|t)|uê(?:nh|ch)|uơ|uê|"
    "uy(?:nh|ch|n|t|p)|uya|ia|ya|ưa|ua|oa|oe|uy|oong|ooc|"
    "a(?:ng|nh|ch|[nmcptiyou])|ă(?:ng|[nmcpt])|â(?:ng|[nmcptuy])|e(?:ng|[nmcpto])|ê(?:nh|ch|[nmptu])|"
    "i(?:nh|ch|[nmptu])|y(?:nh|ch|[nmt])|o(?:ng|[nmcpti])|ô(?:ng|[nmcpti])|ơ[nmpti]|u(?:ng|[nmcpti])|ư(?:ng|[nmctui])|"
    "[aeêioôơuưy]"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{_RHYMES})\Z")
_WORD = re.compile(r"[^\s\d\x00-\x2c\x2e\x2f\x3a-\x40\x5b-\x60\x7b-\x7f“”‘’–—…-]+")
_LONGEST = 20_000


@dataclass(frozen=True)
class Recognised:
    """What a text was typed in, and the same text in Unicode."""

    encoding: str
    text: str


def convert(text: str, encoding: str) -> str:
    """The text in Unicode, letter by letter.

    >>> convert("Céng hßa x· héi chñ nghÜa ViÖt Nam", "TCVN3")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    >>> convert("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI")
    'Cộng hòa xã hội chủ nghĩa Việt Nam'
    """
    table = _TABLES[encoding]
    return _PIECES[encoding].sub(lambda piece: table[piece[0]], text)


def recognise(text: str) -> Recognised | None:
    """What an old code would make of a text; None when it is Unicode, plain, or foreign."""
    if text.isascii() or len(text) > _LONGEST or any(_unicode_only(letter) for letter in text):
        return None
    marked = _marked(text)
    if not marked or 2 * sum(map(is_syllable, marked)) > len(marked) or all(map(is_syllable, marked)):
        return None
    sound, best = max((sum(is_syllable(convert(word, name)) for word in marked), name) for name in _TABLES)
    return Recognised(best, convert(text, best)) if 10 * sound >= 9 * len(marked) else None


def is_syllable(word: str) -> bool:
    """Whether a word is spelt as a Vietnamese syllable: onset, rhyme, and one tone at most.

    >>> is_syllable("nghĩa"), is_syllable("nghÜa"), is_syllable("Việt"), is_syllable("Vieät")
    (True, False, True, False)
    """
    taken = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in taken if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(letter for letter in taken if letter not in _TONES))
    if len(tones) > 1 or _TONED_CONSONANT.search(taken) or not _SYLLABLE.match(bare):
        return False
    stopped = re.search(r"(?:[cpt]|ch)\Z", bare) and len(bare) > 1
    return not stopped or set(tones) <= _STOPPED_TONES


def _marked(text: str) -> list[str]:
    """The words an old code may have written; a sign that stands alone, as in “5 × 3”, is no word."""
    return [word for word in _WORD.findall(text) if not word.isascii() and len(word) > 1]


def _unicode_only(letter: str) -> bool:
    """A Vietnamese letter that neither code could have typed: the text is Unicode already."""
    return letter in "ăắằẳẵặđĐĂưƯơƠ\u0300\u0301\u0303\u0309\u0323" or "\u1ea0" <= letter <= "\u1ef9"
