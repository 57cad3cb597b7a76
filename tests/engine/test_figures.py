"""A file of figures: what it may say, and that nothing it says wrongly is passed over."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.engine.small import GIVEN, group, leaf, shown, table
from thidua import engine
from thidua.engine.problem import EditionError

EDITION = table(group("1", 20), leaf("1.1", 10, GIVEN), leaf("1.2", 10, GIVEN), total=20)
UNITS = {"a": "Đơn vị A", "b": "Đơn vị B"}


def told(**more: Any) -> str:
    with pytest.raises(EditionError) as refused:
        engine.read_figures(EDITION, {"units": UNITS, **more})
    return " ".join(f"{one.where}: {one.what}" for one in refused.value.problems)


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"self": 3}, "self: Mục “self” phải là một bảng."),
        ({"self": {"a": 3}}, "a: Mục “a” phải là một bảng."),
        ({"not_assigned": {"a": "1.1"}}, "a: Phải là danh sách mã tiêu chí."),
        ({"not_assigned": {"a": ["1"]}}, "a 1: Không có tiêu chí chấm điểm “1”."),
        ({"agreed": {"a": {"1.1": 5}}}, "a 1.1: Điểm thống nhất phải có lý do."),
        ({"agreed": {"a": {"1.3": {"points": 5, "reason": "R"}}}}, "Không có tiêu chí chấm điểm “1.3”."),
        ({"agreed": {"a": {"1.1": {"points": "năm", "reason": "R"}}}}, "a 1.1: "),
        ({"attributes": {"c": {"khoi": 9}}}, "c: Không có đơn vị “c” trong danh sách."),
    ],
)
def test_what_is_said_wrongly_is_told_with_its_place(more: dict[str, Any], part: str) -> None:
    assert part in told(**more)
    assert told(**more).count(": ") == 1


def test_a_sound_file_is_read_whole() -> None:
    half = engine.read_figures(EDITION, {
        "units": UNITS, "self": {"a": {"1.1": {"points": 7, "explanation": "E"}, "1.2": {"points": 8}}},
        "appraised": {"a": {"1.1": {"points": 6}}}, "waived": {"b": ["1.1"]}, "unknown": {"b": ["1.2"]},
        "agreed": {"a": {"1.1": {"points": 5, "reason": "R"}, "1.2": {"points": 4, "reason": "R"}}},
        "attributes": {"a": {"si_so": 40, "ty_le": Decimal("0.5")}},
    })  # fmt: skip
    assert {code: shown(value) for code, value in half.overrides["a"].items()} == {"1.1": "5", "1.2": "4"}
    assert half.answers["a"]["1.1"].values == {"points": 6_000}
    assert half.answers["b"] == {"1.1": engine.WAIVED, "1.2": engine.UNKNOWN}
    assert half.attributes == {"a": {"si_so": 40, "ty_le": Fraction(1, 2)}}
    assert isinstance(half.attributes["a"]["ty_le"], Fraction)
