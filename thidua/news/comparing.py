"""So hai bản: what changed between two texts of an article, block by block and word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from thidua.news.models import Version

SAME, GONE, NEW = "same", "gone", "new"
ALIKE = 0.5
"""Two blocks with at least so much in common are one block, changed."""


@dataclass(frozen=True)
class Change:
    """One block of the two texts: its runs of words, each the same, gone or new."""

    runs: tuple[tuple[str, str], ...]

    @property
    def untouched(self) -> bool:
        return all(kind == SAME for kind, _text in self.runs)


def lines_of(version: Version, captions: Mapping[int, str]) -> list[str]:
    """The text as lines: headline, standfirst, one a block; a picture is its caption."""
    said = [version.title, version.standfirst]
    for block in version.body:
        numbers = [one for one in [block.get("picture"), *(block.get("pictures") or ())] if one]
        shown = " · ".join(f"[{captions.get(number, '?')}]" for number in numbers)
        said.append(" ".join(part for part in (block["text"], shown) if part))
    return [line for line in said if line]


def compared(before: Version, after: Version, captions: Mapping[int, str]) -> list[Change]:
    """Every block in the order of the later text, what is gone at the place where it stood."""
    old, new = lines_of(before, captions), lines_of(after, captions)
    found: list[Change] = []
    for verb, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal":
            found += [Change(((SAME, line),)) for line in old[a:b]]
        else:
            found += _paired(old[a:b], new[c:d])
    return found


def _paired(old: list[str], new: list[str]) -> Iterator[Change]:
    """Lines that changed: those alike are set word against word, the others are gone or new."""
    left = list(old)
    for line in new:
        twin = next((one for one in left if SequenceMatcher(None, one, line).quick_ratio() >= ALIKE), None)
        if twin is None:
            yield Change(((NEW, line),))
            continue
        while left[0] != twin:
            yield Change(((GONE, left.pop(0)),))
        left.pop(0)
        yield Change(tuple(_words(twin, line)))
    for line in left:
        yield Change(((GONE, line),))


def _words(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    for verb, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            yield SAME, "".join(before[a:b])
            continue
        if a < b:
            yield GONE, "".join(before[a:b])
        if c < d:
            yield NEW, "".join(after[c:d])
