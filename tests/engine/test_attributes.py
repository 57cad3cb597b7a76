"""What a table asks about the units themselves."""

from pathlib import Path

import pytest

from tests.engine.small import GIVEN, leaf, table
from thidua.engine import NumberError, attributes_asked, load, read_attribute

TABLES = Path(__file__).parent / "tables"


@pytest.mark.parametrize(
    ("table", "asked"),
    [
        ("truong-vb510-giao-vien", ("chu_nhiem", "vi_pham")),
        ("thcs-lehuulap-tuan", ("co_so", "loai")),
        ("thpt-giaothuyc-tuan", ("nhom", "si_so")),
        ("thcs-lehuulap-nam", ("co_so", "khoi")),
        ("cand-quangtri-2025", ()),
    ],
)
def test_every_name_behind_unit_is_asked_once(table, asked):
    found = attributes_asked(load((TABLES / f"{table}.toml").read_text(encoding="utf-8")))
    assert set(asked) <= set(found)
    assert list(found) == sorted(set(found))


def test_a_group_ranked_within_is_asked_and_nothing_where_there_is_none():
    within = table(leaf("1", 10, GIVEN), total=10, more='rank_within = "nhom"')
    assert (attributes_asked(within), attributes_asked(table(leaf("1", 10, GIVEN), total=10))) == (("nhom",), ())


@pytest.mark.parametrize(
    ("text", "value"), [("9", 9), (" 1.250 hs", "1.250 hs"), ("A1", "A1"), ("38,5", 77 / 2), ("", "")]
)
def test_a_number_is_a_number_and_a_word_a_word(text, value):
    assert read_attribute(text) == value


def test_a_number_that_can_be_read_two_ways_is_asked_again():
    with pytest.raises(NumberError):
        read_attribute("1.250")
