"""Trả lời: what is known of one unit for one criterion. Five kinds of "no value", none of them zero."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from thidua.engine.edition import Criterion, Input
from thidua.engine.expression import Value
from thidua.engine.points import SCALE, NumberError, number, show_number
from thidua.engine.problem import Problem


class State(Enum):
    """The five answers an officer can mean."""

    GIVEN = "đã có số liệu"
    MISSING = "chưa có số liệu"
    NOT_ASSIGNED = "không được giao"
    WAIVED = "được miễn"
    UNKNOWN = "không xác định được"


@dataclass(frozen=True, slots=True)
class Answer:
    """Typed values by input key, or one of the states without a value."""

    values: Mapping[str, Value] = field(default_factory=dict)
    state: State = State.GIVEN


MISSING = Answer(state=State.MISSING)
NOT_ASSIGNED = Answer(state=State.NOT_ASSIGNED)
WAIVED = Answer(state=State.WAIVED)
UNKNOWN = Answer(state=State.UNKNOWN)

_YES = {"có", "co", "x", "đạt", "1", "yes", "đúng"}
_NO = {"không", "khong", "không đạt", "0", "no", "sai"}
_UNKNOWN = {"không xác định được", "không xác định", "kxđ"}
_LONGEST = 2_000
_NEVER = {"không nộp", "chưa nộp", "không"}


def inputs(criterion: Criterion) -> tuple[Input, ...]:
    """What has to be typed for a criterion; a group asks for nothing."""
    return criterion.inputs


def read_answer(criterion: Criterion, typed: Mapping[str, str]) -> Answer | list[Problem]:
    """Parse what an officer typed. All blank is MISSING, “không xác định được” anywhere is UNKNOWN.

    Anything senseless is a list of problems.
    """
    asked = criterion.typed
    problems = [_unasked(key) for key in typed if key not in asked]
    if not problems:
        told = [(key, text) for key, text in typed.items() if text and not text.isspace()]
        if not told:
            return MISSING
        if any(_says_unknown(asked[key], text) for key, text in told):
            return UNKNOWN
    values: dict[str, Value] = {}
    for key, item in asked.items():
        try:
            value = _read(item, typed.get(key, "").strip())
        except NumberError as error:
            problems.append(Problem("figure", key, f"{item.label}: {error}", _mend(item)))
        else:
            if value is not None or item.kind == "date":
                values[key] = value
    return problems or Answer(values)


def read_target(criterion: Criterion, text: str) -> Fraction | Problem:
    """Parse an assigned target."""
    asked = [item for item in inputs(criterion) if item.owner == "target"]
    if not asked:
        return Problem("no_target", "target", "Tiêu chí này không có chỉ tiêu được giao.", "Xin bỏ chỉ tiêu này.")
    try:
        return Fraction(_bounded(asked[0], number(text)))
    except NumberError as error:
        return Problem("figure", asked[0].key, str(error), _mend(asked[0]))


def _says_unknown(item: Input, text: str) -> bool:
    """Whether the words mean that nobody can tell, and are not a level of the table itself."""
    word = text.strip()
    if word[0] not in "kK":
        return False
    word = word.lower()
    return word in _UNKNOWN and word not in {option.lower() for option in item.options}


def _unasked(key: str) -> Problem:
    return Problem("unasked", key, f"Tiêu chí này không hỏi mục “{key}”.", "Xin bỏ mục này.")


def _read(item: Input, text: str) -> Value:
    if len(text) > _LONGEST:
        raise NumberError("nội dung quá dài.")
    if not text:
        if item.optional:
            return None
        raise NumberError("chưa có số liệu; nếu không phát sinh, xin ghi 0 hoặc “không”.")
    reader = _READERS.get(item.kind)
    if reader is None:
        raise NumberError(f"bảng hỏi theo kiểu “{item.kind}” không hiểu được.")
    return reader(item, text)


def _number(item: Input, text: str) -> Value:
    plain = _plain(item, text)
    if plain is not None:
        return plain
    value = _bounded(item, number(text.removesuffix("%") if item.unit == "%" else text))
    if item.kind == "points":
        value *= SCALE
        if value.denominator != 1:
            raise NumberError("điểm chỉ được ghi đến ba chữ số thập phân.")
    return value.numerator if value.denominator == 1 else value


def _plain(item: Input, text: str) -> Value:
    """The short way for what nearly everybody types: “12”, “12,5”, within the limits. None: read it with care."""
    whole, comma, places = text.partition(",")
    digits = whole + places
    if not (whole and digits.isascii() and digits.isdigit()) or len(digits) > 12:
        return None
    if bool(comma) != (0 < len(places) <= 3):
        return None
    size: int = int(digits) * 10 ** (3 - len(places))
    low, high = item.lowest, item.highest
    if low is not None and size * low.denominator < low.numerator * SCALE:
        return None
    if high is not None and size * high.denominator > high.numerator * SCALE:
        return None
    if item.kind == "points":
        return size
    return Fraction(size, SCALE) if size % SCALE else size // SCALE


def _counts(item: Input, text: str) -> Value:
    return tuple(_count(item, part.strip()) for part in text.split(";"))


def _count(item: Input, text: str) -> int:
    value = _bounded(item, number(text))
    if value.denominator != 1:
        raise NumberError(f"“{text}” phải là số nguyên.")
    return value.numerator


def _yes_no(_: Input, text: str) -> int:
    if text.lower() in _YES:
        return 1
    if text.lower() in _NO:
        return 0
    raise NumberError(f"“{text[:40]}” không phải là “có” hoặc “không”.")


def _level(item: Input, text: str) -> str:
    for option in item.options:
        if option.lower() == text.lower():
            return option
    raise NumberError(f"“{text[:40]}” không phải là một mức của tiêu chí.")


def _date(_: Input, text: str) -> Value:
    if text.lower() in _NEVER:
        return None
    fields = text.replace("-", "/").split("/")
    try:
        if len(fields) != 3 or not all(part.isascii() and part.isdigit() for part in fields):
            raise ValueError
        first, month, last = (int(part) for part in fields)
        return date(first, month, last) if len(fields[0]) == 4 else date(last, month, first)
    except ValueError:
        raise NumberError(f"“{text[:40]}” không phải là một ngày có thật.") from None


_READERS: dict[str, Callable[[Input, str], Value]] = {
    "points": _number,
    "number": _number,
    "count": _count,
    "counts": _counts,
    "yes_no": _yes_no,
    "date": _date,
    "level": _level,
}


def _bounded(item: Input, value: Fraction) -> Fraction:
    if item.lowest is not None and value < item.lowest:
        raise NumberError(f"{show_number(value)} nhỏ hơn mức thấp nhất là {show_number(item.lowest)}.")
    if item.highest is not None and value > item.highest:
        raise NumberError(f"{show_number(value)} lớn hơn mức cao nhất là {show_number(item.highest)}.")
    return value


def _mend(item: Input) -> str:
    match item.kind:
        case "yes_no":
            return "Xin ghi “có” hoặc “không”."
        case "date":
            return "Xin ghi ngày như 21/11/2024, hoặc “không nộp”."
        case "level":
            return f"Xin chọn một trong các mức: {', '.join(item.options)}."
        case "count":
            return "Xin ghi số lần, là số nguyên."
        case "counts":
            return "Xin ghi các số nguyên, cách nhau bằng dấu chấm phẩy."
        case _:
            return "Xin ghi bằng chữ số, phần lẻ sau dấu phẩy."
