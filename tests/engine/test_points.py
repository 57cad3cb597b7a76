"""Numbers as officers type and read them."""

from fractions import Fraction

import pytest

from thidua import engine
from thidua.engine.points import round_thousandths


@pytest.mark.parametrize(
    ("text", "thousandths"),
    [
        ("12,5", 12_500),
        ("12.5", 12_500),
        ("1.234,5", 1_234_500),
        ("1,234.5", 1_234_500),
        ("1.234.567", 1_234_567_000),
        ("0.125", 125),
        (" 7 ", 7_000),
        ("-2,5", -2_500),
        ("−2,5", -2_500),
        ("0,001", 1),
        ("1234.567", 1_234_567),
        ("0.1" + "0" * 21, 100),
    ],
)
def test_a_number_is_read_as_written(text: str, thousandths: int) -> None:
    assert engine.points(text) == thousandths


@pytest.mark.parametrize(
    "text", ["", "mười", "1.234", "12,,5", "1.23,4", "1.2345,6", "1e5", "٣", "--1", "5,", "1" * 25, "1" * 40, "123.456"]
)
def test_what_is_not_one_number_is_refused(text: str) -> None:
    with pytest.raises(engine.NumberError):
        engine.points(text)


def test_a_number_that_could_be_two_says_which() -> None:
    with pytest.raises(engine.NumberError, match="1234 hoặc 1,234"):
        engine.points("1.234")


def test_a_fourth_decimal_is_refused_not_rounded_away() -> None:
    with pytest.raises(engine.NumberError, match="ba chữ số"):
        engine.points("1,2345")


@pytest.mark.parametrize(
    ("thousandths", "text"),
    [(12_500, "12,5"), (1_000_000, "1.000"), (0, "0"), (-250, "−0,25"), (1_234_567, "1.234,567"), (10, "0,01")],
)
def test_points_are_shown_in_vietnamese(thousandths: int, text: str) -> None:
    assert engine.show(engine.Points(thousandths)) == text


@pytest.mark.parametrize(
    ("value", "places", "thousandths"),
    [
        (Fraction(2675, 1000), 2, 2_680),
        (Fraction(20, 3), 2, 6_670),
        (Fraction(10, 3), 2, 3_330),
        (Fraction(-125, 1000), 2, -130),
        (Fraction(5, 2), 0, 3_000),
        (Fraction(12345, 10000), 3, 1_235),
    ],
)
def test_rounding_is_half_up(value: Fraction, places: int, thousandths: int) -> None:
    assert engine.round_to(value, places) == thousandths


def test_a_ratio_without_end_stays_a_fraction() -> None:
    assert engine.show_number(Fraction(20, 3)) == "20/3"
    assert engine.show_percent(Fraction(13, 15)) == "86,67%"


@pytest.mark.parametrize(
    ("value", "places", "thousandths"), [(11, 2, 10), (9, 2, 10), (121, 2, 120), (100, 1, 100), (11, 3, 11), (0, 0, 0)]
)
def test_what_is_counted_in_thousandths_is_rounded_too(value: int, places: int, thousandths: int) -> None:
    assert round_thousandths(value, places) == thousandths


def test_decimals_are_written_out_to_the_ninth() -> None:
    assert [engine.show_number(Fraction(1, 2**times)) for times in (9, 10)] == ["0,001953125", "1/1.024"]
