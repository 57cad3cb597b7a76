"""Nonsense is refused with the key it was typed under; blanks are not zeros."""

from fractions import Fraction

import pytest

from tests.engine.small import GIVEN, YES_NO, answer, leaf, table
from thidua import engine

DEADLINE = 'kind = "deadline"\ndue = 2025-06-15\nlate_each = 1'
STANDARD = 'kind = "standard"\nminus = [{ what = "chậm", each = 0.5 }, { what = "sai", each = 1, once = true }]'
LEVELS = 'kind = "levels"\nlevels = [{ name = "Tốt", points = 5 }, { name = "Khá", points = 3 }]'
LEADER = 'kind = "leader_relative"\nno_target = "unknown"'
ESCALATING = 'kind = "escalating"\nwhat = "vi phạm"\nnth = [0, -1]'
EDITION = table(
    leaf("points", 10, GIVEN),
    leaf("met", 10, YES_NO),
    leaf("sent", 10, DEADLINE),
    leaf("events", 5, STANDARD),
    leaf("level", 5, LEVELS),
    leaf("actual", 20, LEADER),
    leaf("times", None, ESCALATING),
)


@pytest.mark.parametrize(
    ("code", "key", "text", "part"),
    [
        ("points", "points", "mười", "không phải là một số"),
        ("points", "points", "999", "lớn hơn mức cao nhất là 10"),
        ("points", "points", "-1", "nhỏ hơn mức thấp nhất là 0"),
        ("points", "points", "1.234", "hai cách"),
        ("points", "points", "1,2345", "ba chữ số"),
        ("met", "met", "chắc vậy", "“có” hoặc “không”"),
        ("sent", "sent", "31/02/2025", "không phải là một ngày"),
        ("sent", "sent", "tháng sáu", "không phải là một ngày"),
        ("events", "minus1", "1,5", "số nguyên"),
        ("events", "minus1", "-1", "nhỏ hơn"),
        ("level", "level", "Xuất sắc", "không phải là một mức"),
        ("actual", "actual", "-5", "nhỏ hơn"),
        ("times", "times", "1; hai", "không phải là một số"),
    ],
)
def test_nonsense_is_refused_under_its_own_key(code: str, key: str, text: str, part: str) -> None:
    row = {"minus1": "0", "minus2": "không"} if code == "events" else {}
    problems = engine.read_answer(EDITION.criterion(code), {**row, key: text})
    assert isinstance(problems, list)
    assert [problem.where for problem in problems] == [key]
    assert part in str(problems[0])


@pytest.mark.parametrize("key", ["target", "future", "points2"])
def test_what_is_not_asked_is_refused(key: str) -> None:
    problems = engine.read_answer(EDITION.criterion("actual"), {"actual": "5", key: "5"})
    assert isinstance(problems, list)
    assert problems[0].where == key


def test_all_blank_is_missing_and_half_blank_is_asked_for() -> None:
    assert engine.read_answer(EDITION.criterion("points"), {"points": "  "}) is engine.MISSING
    assert engine.read_answer(EDITION.criterion("events"), {}) is engine.MISSING
    problems = engine.read_answer(EDITION.criterion("events"), {"minus1": "2", "minus2": ""})
    assert isinstance(problems, list)
    assert problems[0].where == "minus2"
    assert "ghi 0" in str(problems[0])


def test_what_is_sensible_is_read() -> None:
    assert answer(EDITION, "points", points="8,25").values == {"points": 8_250}
    assert answer(EDITION, "met", met="X").values == {"met": 1}
    assert answer(EDITION, "level", level="khá").values == {"level": "Khá"}
    assert str(answer(EDITION, "sent", sent="21/11/2024").values["sent"]) == "2024-11-21"
    assert answer(EDITION, "sent", sent="không nộp").values == {"sent": None}
    assert answer(EDITION, "times", times="1; 3").values == {"times": (1, 3)}


def test_a_target_is_typed_by_who_assigns_it() -> None:
    assert engine.read_target(EDITION.criterion("actual"), "1.234,5") == Fraction(12_345, 10)
    for code, text in (("actual", "-1"), ("actual", "x"), ("points", "5")):
        assert isinstance(engine.read_target(EDITION.criterion(code), text), engine.Problem)


ASKED = (
    'asks = [{ key = "few", label = "Ít", kind = "number", lowest = 2, highest = 7.5, optional = true }, '
    '{ key = "one", label = "Một", kind = "number", highest = 1, optional = true }, '
    '{ key = "none", label = "Không", kind = "number", highest = 0, optional = true }, '
    '{ key = "share", label = "Tỷ lệ", kind = "number", unit = "%", optional = true }, '
    '{ key = "colour", label = "Màu", kind = "màu", optional = true }, '
    '{ key = "level", label = "Mức", kind = "level", options = ["tốt", "Không xác định"], optional = true }]'
)
WIDE = table(leaf("1", None, f'kind = "formula"\nformula = "1"\nwords = "W"\n{ASKED}'))


@pytest.mark.parametrize(
    ("key", "text"),
    [("few", "8"), ("few", "7,501"), ("few", "1,999"), ("few", "1"), ("few", "7.6"), ("few", "3%"), ("one", "1,001"),
     ("none", "0,5"), ("colour", "đỏ")],
)  # fmt: skip
def test_a_figure_beyond_its_limits_is_refused_however_it_is_written(key: str, text: str) -> None:
    problems = engine.read_answer(WIDE.criterion("1"), {key: text})
    assert isinstance(problems, list)
    assert [problem.where for problem in problems] == [key]


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [("few", "2", 2), ("few", "7,5", Fraction(15, 2)), ("few", "7.5", Fraction(15, 2)), ("few", "2.50", Fraction(5, 2)),
     ("one", "1", 1), ("none", "0", 0), ("share", "85.5%", Fraction(171, 2)), ("share", "1.234.567", 1_234_567),
     ("level", "không xác định", "Không xác định")],
)  # fmt: skip
def test_a_figure_within_its_limits_is_read_however_it_is_written(key: str, text: str, value: object) -> None:
    assert answer(WIDE, "1", **{key: text}).values == {key: value}


def test_points_at_the_very_top_are_read() -> None:
    assert [answer(EDITION, "points", points=text).values["points"] for text in ("10", "10.0")] == [10_000, 10_000]


def test_a_list_of_counts_may_be_long_but_not_endless() -> None:
    assert answer(EDITION, "times", times="1;" * 999 + "10").values["times"] == (*[1] * 999, 10)
    problems = engine.read_answer(EDITION.criterion("times"), {"times": "1;" * 1000 + "1"})
    assert isinstance(problems, list)
    assert "quá dài" in str(problems[0])


def test_nobody_can_tell_is_unknown_in_any_cell_and_in_short() -> None:
    for row in ({"minus1": "KXĐ", "minus2": "không"}, {"minus1": "Không xác định được"}, {"minus2": "kxđ"}):
        assert engine.read_answer(EDITION.criterion("events"), row) is engine.UNKNOWN


def test_a_day_is_written_either_way_round_in_plain_digits() -> None:
    for text in ("2025-06-05", "05/06/2025", "5-6-2025", "2025/6/5"):
        assert str(answer(EDITION, "sent", sent=text).values["sent"]) == "2025-06-05"
    for text in ("+5/06/2025", "٥/06/2025", "05/06", "05/06/2025/1", "5/6/a"):
        assert isinstance(engine.read_answer(EDITION.criterion("sent"), {"sent": text}), list)


def test_the_mend_says_what_to_write() -> None:
    for code, key, part in (("events", "minus1", "là số nguyên"), ("times", "times", "dấu chấm phẩy"),
                            ("sent", "sent", "ngày như"), ("level", "level", "Tốt, Khá")):  # fmt: skip
        problems = engine.read_answer(
            EDITION.criterion(code), {key: "?", **({"minus2": "0"} if key == "minus1" else {})}
        )
        assert isinstance(problems, list)
        assert part in problems[0].mend
