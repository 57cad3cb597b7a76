"""Quy tắc trình bày tin bài: the style sheet.

How ranks, offices, dates, lists and abbreviations are written, so that every story of ours reads alike; the words
themselves are data, in `style.toml`.
"""

import datetime
import re
import tomllib
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from thidua.news.facts import Kind, Member, Person, Session, Side

STYLE: dict[str, Any] = tomllib.loads(Path(__file__).with_name("style.toml").read_text(encoding="utf-8"))
"""The style sheet itself: an office changes the file, not this program."""
RANKS: tuple[str, ...] = tuple(STYLE["ranks"])
OFFICES: tuple[str, ...] = tuple(STYLE["offices"])
ABBREVIATIONS: dict[str, str] = STYLE["abbreviations"]
SIDES = tuple(Side(side) for side in STYLE["sides"])
SESSIONS = {Session(session): word for session, word in STYLE["sessions"].items()}
KINDS = {Kind(kind): word for kind, word in STYLE["kinds"].items()}
ORDINALS: tuple[str, ...] = tuple(STYLE["ordinals"])
PLACE_KINDS: tuple[str, ...] = tuple(STYLE["place_kinds"])
CAPITALS = "".join(c for c in map(chr, [*range(65, 91), *range(0xC0, 0x1EFA)])
                   if c.isupper() and unicodedata.name(c, "").startswith("LATIN"))  # fmt: skip
NAME = rf"[{CAPITALS}]\w*(?: [{CAPITALS}]\w*){{1,5}}"
"""A person's name: two to six words, each with a capital."""
_BEFORE_NAMES = "|".join([*RANKS, *(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in STYLE["addresses"])])
_NAMED = re.compile(rf"(?<!\w)(?:{_BEFORE_NAMES}) ({NAME})")

_TYPOGRAPHY = (
    (r"(^|(?<=[\s(]))(['\"])(?=\S)([^'\"]*)\2", r"“\3”"),
    (r"\s+", " "),
    (r"\s+(?=[,.;:!?…)”])", ""),
    (r"(?<=[(“])\s+", ""),
    (r"\bCA ?(?=TP)", "Công an "),
    (r"\b[Tt][Pp]\.? ?HCM\b", "TPHCM"),
    (r"\bT[Pp](?:\. ?| )(?=[A-ZÀ-ỸĐ])", "TP "),
)
_LEADING_MARKS = "“(["
_SHORT = "|".join(ABBREVIATIONS)


def tidy(text: str) -> str:
    """One spelling for the same thing: composed letters, single spaces, “ ”, TPHCM, TP Đà Nẵng, Công an TP."""
    text = unicodedata.normalize("NFC", text).strip()
    for pattern, replacement in _TYPOGRAPHY:
        text = re.sub(pattern, replacement, text)
    return text.strip()


def phrase(text: str) -> str:
    """A piece of a sentence: tidied, without the full stop its writer may have put."""
    return tidy(text).rstrip(" .,;:")


def quoted(text: str) -> str:
    bare = phrase(text).strip("“”")
    return f"“{bare}”" if bare else ""


def capitalised(text: str) -> str:
    opening = len(text) - len(text.lstrip(_LEADING_MARKS))
    return text[:opening] + text[opening : opening + 1].upper() + text[opening + 1 :]


def sentence(text: str) -> str:
    """A whole sentence: a capital first, a full stop last; nothing stays nothing."""
    text = tidy(text).rstrip(" ,;:")
    if not text or text.rstrip("”)")[-1:] in tuple("!?…."):
        return capitalised(text)
    return capitalised(text) + "."


def listing(items: Sequence[str]) -> str:
    """A, B và C."""
    return " và ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def clauses(items: Sequence[str]) -> str:
    """Longer items, which may hold commas of their own: one follows its verb, several follow a colon."""
    alone = len(items) == 1 and not items[0][:1].isupper()
    return (" " if alone else ": ") + "; ".join(items)


def day(date: datetime.date) -> str:
    return f"{date.day}/{date.month}/{date.year}"


def moment(date: datetime.date | None, session: Session | None) -> str:
    """Sáng 21/11/2024. A session without its day says nothing."""
    if date is None:
        return ""
    return f"{SESSIONS[session] if session else 'ngày'} {day(date)}"


def ordinal(number: int) -> str:
    return f"thứ {ORDINALS[number - 1] if 1 <= number <= len(ORDINALS) else number}"


def person(who: Person) -> str:
    """Rank and name, then office and body: "Trung tướng …, Cục trưởng Cục …"."""
    return ", ".join(part for part in (rank_and_name(who), post(who)) if part)


def rank_and_name(who: Person) -> str:
    return phrase(f"{who.rank} {who.name}") if who.name else ""


def post(who: Person) -> str:
    return phrase(f"{who.office} {who.body}")


def precedence(who: Person) -> tuple[int, int, int]:
    """Thứ tự lễ tân: side first, rank second, office third; who is listed first stays first among equals."""
    return SIDES.index(who.side), RANKS.index(who.rank) if who.rank in RANKS else len(RANKS), office_order(who.office)


def office_order(office: str) -> int:
    """The place of an office among offices; the longest beginning that fits decides, an unknown one comes last."""
    fitting = [known for known in OFFICES if office.casefold().startswith(known.casefold())]
    return OFFICES.index(max(fitting, key=len)) if fitting else len(OFFICES)


def people_named(text: str) -> list[str]:
    """The names that stand after a rank or a word of address.

    >>> people_named("Thiếu tướng Nguyễn Văn A phát biểu; đại biểu chụp ảnh cùng ông Trần Minh Hoạ")
    ['Nguyễn Văn A', 'Trần Minh Hoạ']
    """
    return _NAMED.findall(unicodedata.normalize("NFC", text))


def members(units: Sequence[Member]) -> str:
    """Công an các thành phố Hà Nội, Đà Nẵng và Cần Thơ; full names when they are not all of one kind."""
    names = [phrase(unit.name) for unit in units]
    places = [phrase(unit.place) for unit in units]
    openings = [name.removesuffix(place).rstrip() for name, place in zip(names, places, strict=True)]
    if len(units) > 1 and all(places) and len({opening.casefold() for opening in openings}) == 1:
        for kind in PLACE_KINDS:
            if openings[0].casefold().endswith(f" {kind}"):
                return f"{openings[0][: -len(kind)]}các {kind} {listing(places)}"
    return listing(names)


def family_word(cluster: str) -> str:
    """Cụm or Khối, as the cluster calls itself; its head is then Cụm trưởng or Khối trưởng."""
    return "Khối" if cluster.casefold().startswith("khối") else "Cụm"


class Abbreviations:
    """Chữ viết tắt: each spelled out where a story uses it first, and only there.

    In running text "Công an nhân dân (CAND)"; a quotation is not touched, its key follows the closing mark.
    """

    def __init__(self) -> None:
        self._explained: set[str] = set()

    def explain(self, text: str) -> str:
        return capitalised(re.sub(rf"“[^”]*”|\((?:{_SHORT})\)|\b(?:{_SHORT})\b", self._explained_match, text))

    def _explained_match(self, match: re.Match[str]) -> str:
        found = match.group()
        fresh = [short for short in re.findall(rf"\b(?:{_SHORT})\b", found) if self._is_first(short)]
        if found.startswith("(") or not fresh:
            return found
        if found.startswith("“"):
            return f"{found} ({'; '.join(f'{short}: {ABBREVIATIONS[short]}' for short in fresh)})"
        return f"{ABBREVIATIONS[found]} ({found})"

    def _is_first(self, short: str) -> bool:
        first = short not in self._explained
        self._explained.add(short)
        return first
