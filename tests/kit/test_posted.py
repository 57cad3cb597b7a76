"""What a request carries outside the fields of a form, and the fields of our own."""

import datetime as dt
import doctest

import pytest
from django import forms

from thidua.kit import posted
from thidua.kit.forms import DayField, ManyField
from thidua.kit.posted import text_in, why_not_text
from thidua.kit.refusal import Refused
from thidua.members.models import Unit


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(posted).failed == 0
    assert doctest.testmod(posted).attempted >= 1


def test_text_is_kept_as_typed_or_refused_with_a_sentence():
    assert text_in({"reason": "Thiếu minh chứng"}, "reason", 20) == "Thiếu minh chứng"
    assert text_in({}, "reason", 20) == ""
    assert why_not_text("x" * 20, 20) == ""
    for bad in ("x" * 21, "a\0b"):
        with pytest.raises(Refused):
            text_in({"reason": bad}, "reason", 20)


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31", "31/12/1899", "01/01/2101"])
def test_a_day_of_another_age_is_a_slip(typed):
    with pytest.raises(forms.ValidationError, match="từ năm 1900 đến năm 2100"):
        DayField().clean(typed)


def test_a_day_of_ours_is_read_as_officials_write_it():
    assert DayField().clean("2026-11-21") == DayField().clean("21/11/2026") == dt.date(2026, 11, 21)
    assert DayField(required=False).clean("") is None


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["9" * 40, "9" * 5000, "-1", "²", "khong-co", "1\x00", "0"])
def test_a_row_that_cannot_be_is_an_unknown_choice_on_both_databases(typed):
    with pytest.raises(forms.ValidationError):
        list(ManyField(queryset=Unit.objects.all()).clean([typed]))
