"""Exact numbers: what goes into the database comes out of it, to the thousandth."""

import doctest
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from thidua.kit import viet
from thidua.kit.exact import ExactField, exact, from_thousandths, to_thousandths
from thidua.kit.templatetags.kit import in_words, points


@given(st.integers(-(2**63), 2**63 - 1))
def test_thousandths_survive_the_way_there_and_back(whole):
    assert to_thousandths(from_thousandths(whole)) == whole


@given(st.integers(-(10**9), 10**9), st.integers(1, 9))
def test_a_fourth_decimal_is_refused_never_rounded(whole, digit):
    with pytest.raises(ValidationError):
        exact(Decimal(whole) / 1000 + Decimal(digit) / 10000)


def test_a_float_is_refused():
    with pytest.raises(TypeError):
        exact(0.1)


def test_the_field_reads_and_writes_whole_numbers():
    field = ExactField()
    assert field.get_prep_value(Decimal("97.25")) == 97250
    assert field.from_db_value(97250) == Decimal("97.250")
    assert field.from_db_value(None) is None, "missing is not zero"
    assert field.get_prep_value(None) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("97.250"), "97,25"),
        (Decimal("1000"), "1.000"),
        (Decimal("0.000"), "0"),
        (None, "–"),
        (Decimal("-0.5"), "-0,5"),
    ],
)
def test_points_are_shown_the_vietnamese_way(value, shown):
    assert points(value) == shown


def test_missing_dates_are_empty():
    assert in_words(None) == ""


def test_the_examples_in_the_vietnamese_texts_are_true():
    assert doctest.testmod(viet).failed == 0
    assert doctest.testmod(viet).attempted >= 4


@given(st.text())
def test_folding_is_stable_and_leaves_no_accent(text):
    assert viet.fold(viet.fold(text)) == viet.fold(text)


@pytest.mark.parametrize(
    ("typed", "found"), [("da nang", "Đà Nẵng"), ("THUA THIEN HUE", "Thừa Thiên Huế"), ("duong", "Dương")]
)
def test_search_without_accents_finds(typed, found):
    assert viet.fold(typed) == viet.fold(found)
