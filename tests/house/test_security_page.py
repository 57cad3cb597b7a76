"""`docs/security.md` answers the whole list, and every test that it and `docs/threats.md` name is there."""

import re
from collections import Counter

import pytest

from tests.house.source import ROOT

ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
CHAPTERS = {1: 38, 2: 53, 3: 18, 4: 9, 5: 30, 6: 13, 7: 12, 8: 15, 9: 7, 10: 5, 11: 8, 12: 15, 13: 13, 14: 23}
"""How many requirements of levels 1 and 2 each chapter of ASVS 4.0.3 has, those it withdrew left out."""
FIRST = 128


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def test_the_whole_list_is_answered():
    rows = ROW.findall(page("security.md"))
    numbers = [number for number, _level, _answer in rows]
    assert len(numbers) == len(set(numbers)) == sum(CHAPTERS.values())
    assert Counter(int(number.split(".")[0]) for number in numbers) == CHAPTERS
    assert sum(level == "1" for _number, level, _answer in rows) == FIRST
    missing = sum("NOT YET" in answer for _number, _level, answer in rows)
    assert f"{missing} of {len(rows)} lines ha{'s' if missing == 1 else 've'} one" in page("security.md").replace(
        "\n", " "
    )


@pytest.mark.parametrize("name", ["security.md", "threats.md"])
def test_every_named_test_is_there(name):
    named = NAMED.findall(page(name))
    gone = [
        f"{path}::{test}" for path, test in named
        if not (ROOT / path).exists() or (test and f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert gone == []
    assert len(named) > 15
