"""Công thức: the small language a table uses where no named rule fits. Text in, an expression out; nothing runs.

    0.5 * xe + min(doanh_thu / 500000, 20)        if(ty_le > 98, 5, none)
    rank(points("I.1"), unit.nhom)                best(x)  least(x)  mean(x)  total(x)  units(x)

Names are the rule's own inputs, `target`, `full` (the criterion's maximum) and `unit.…` (what is known of the unit).
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from thidua.engine.expression import (
    Bin,
    Cohort,
    DaysAfter,
    Expr,
    Has,
    In,
    Named,
    Nothing,
    Num,
    Pick,
    PointsOf,
    Text,
    When,
    Whole,
    add,
    num,
)

_TOKEN = re.compile(r'\s*(?:([0-9]+(?:\.[0-9]+)?)|([^\W\d]\w*(?:\.\w+)?)|"([^"]*)"|(<=|>=|==|!=|[-+*/(),<>]))')
_LONGEST = 2_000
_MOST = 400
_DEEPEST = 40
_OPS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">", "and": "và", "or": "hoặc"}
_OPS |= {"+": "+", "-": "−", "*": "×", "/": "÷"}
_LEVELS = [("or",), ("and",), ("==", "!=", "<=", ">=", "<", ">"), ("+", "-"), ("*", "/")]
_COHORT = {
    "best": "max",
    "least": "min",
    "mean": "mean",
    "total": "sum",
    "units": "count",
    "rank": "rank",
    "rank_low": "rank_low",
    "rank_dense": "rank_dense",
    "rank_dense_low": "rank_dense_low",
    "rank_mean": "rank_mean",
    "rank_mean_low": "rank_mean_low",
    "equals": "ties",
}


class FormulaError(ValueError):
    """The formula cannot be understood; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Word:
    """One piece of the text."""

    kind: str
    text: str


@dataclass(frozen=True)
class Names:
    """What a formula may name: inputs kept in points, other inputs, and the criterion's maximum."""

    inputs: Collection[str] = ()
    in_points: Collection[str] = ()
    full: Fraction | None = None
    values: Collection[str] = ()


def parse(text: str, names: Names) -> Expr:
    """Read a formula, or raise FormulaError with what is wrong."""
    reader = _Reader(_words(text), names)
    node = reader.level(0)
    if reader.place < len(reader.words):
        raise FormulaError(f"Thừa “{reader.words[reader.place].text}”.")
    return node


_SPOKEN = {
    "and": "và", "or": "hoặc", "not": "không", "==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "*": "×", "-": "−",
    "total": "tổng điểm", "percent": "tỷ lệ", "rank": "hạng", "zeros": "số tiêu chí 0 điểm", "points": "điểm",
    "short": "số tiêu chí mất điểm", "vetoes": "số điểm liệt",
}  # fmt: skip


def spoken(text: str) -> str:
    """A condition as an officer reads it; one that cannot be understood stays as it was written."""
    try:
        words = _words(text)
    except FormulaError:
        return text
    said = " ".join(_said(word) for word in words)
    return said.replace("( ", "(").replace(" )", ")").replace(" ,", ",").replace("điểm (“", "điểm mục (“")


def _said(word: Word) -> str:
    if word.kind == "text":
        return f"“{word.text}”"
    if word.kind == "number":
        return word.text.replace(".", ",")
    if word.text.startswith("unit."):
        return word.text.removeprefix("unit.") + " của đơn vị"
    return _SPOKEN.get(word.text, word.text)


def _words(text: str) -> list[Word]:
    if len(text) > _LONGEST:
        raise FormulaError("Công thức quá dài.")
    words, place = [], 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if not found:
            raise FormulaError(f"Không hiểu “{text[place:].strip()[:20]}”.")
        kinds = zip(("number", "name", "text", "sign"), found.groups(), strict=True)
        words.append(next(Word(kind, piece) for kind, piece in kinds if piece is not None))
        place = found.end()
    if len(words) > _MOST:
        raise FormulaError("Công thức quá dài.")
    return words


@dataclass
class _Reader:
    words: list[Word]
    names: Names
    place: int = 0
    depth: int = field(default=0)

    def peek(self) -> str:
        """The next piece, unless it is quoted text, which can never be an operator."""
        if self.place < len(self.words) and self.words[self.place].kind != "text":
            return self.words[self.place].text
        return ""

    def take(self) -> Word:
        if self.place == len(self.words):
            raise FormulaError("Công thức chưa hết đã dừng.")
        self.place += 1
        return self.words[self.place - 1]

    def expect(self, sign: str) -> None:
        if self.peek() != sign:
            raise FormulaError(f"Thiếu “{sign}”.")
        self.place += 1

    def level(self, strength: int) -> Expr:
        """Everything joined by operators of this strength or stronger."""
        if strength == len(_LEVELS):
            return self.single()
        left = self.level(strength + 1)
        while self.peek() in _LEVELS[strength]:
            op = _OPS[self.take().text]
            left = _joined(op, left, self.level(strength + 1))
        return left

    def single(self) -> Expr:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise FormulaError("Công thức lồng nhau quá sâu.")
        word = self.take()
        made = self._single(word)
        self.depth -= 1
        return made

    def _single(self, word: Word) -> Expr:
        if word.kind == "number":
            return Num(Fraction(Decimal(word.text)))
        if word.kind == "text":
            return Text(word.text)
        if word.text == "-":
            return Bin("×", num(-1), self.single())
        if word.text == "not":
            return Bin("=", self.single(), num(0))
        if word.text == "(":
            inside = self.level(0)
            self.expect(")")
            return inside
        if word.kind == "name":
            return self.call(word.text) if self.peek() == "(" else self.name(word.text)
        raise FormulaError(f"“{word.text}” đặt sai chỗ.")

    def name(self, name: str) -> Expr:
        if name == "none":
            return Nothing("Bảng không cho điểm trong trường hợp này.")
        if name == "not_assigned":
            return Nothing("Không được giao.", not_assigned=True)
        if name == "full" and self.names.full is not None:
            return Num(self.names.full)
        if name.startswith("unit."):
            return In("@" + name.removeprefix("unit."))
        if name in self.names.in_points:
            return In(name, in_points=True)
        if name in self.names.inputs or name in self.names.values:
            return In(name)
        raise FormulaError(f"Không có mục “{name}”.")

    def call(self, name: str) -> Expr:
        self.expect("(")
        args: list[Expr] = []
        while self.peek() != ")":
            args.append(self.level(0))
            if self.peek() != ")":
                self.expect(",")
        self.expect(")")
        if name in _COHORT:
            return _cohort(name, args)
        if name not in _CALLS:
            raise FormulaError(f"Không có hàm “{name}”.")
        least, most, make = _CALLS[name]
        if not least <= len(args) <= most:
            raise FormulaError(f"Hàm “{name}” thiếu hoặc thừa tham số.")
        return make(args)


def _joined(op: str, left: Expr, right: Expr) -> Expr:
    if op not in ("=", "≠") and (isinstance(left, Text) or isinstance(right, Text)):
        raise FormulaError("Chữ chỉ so sánh được bằng == hoặc !=.")
    return Bin(op, left, right)


def _cohort(name: str, args: list[Expr]) -> Expr:
    by = args[1] if len(args) > 1 else None
    if not 1 <= len(args) <= 2 or (by is not None and not (isinstance(by, In) and by.key.startswith("@"))):
        raise FormulaError(f"Hàm “{name}” cần một số, và có thể thêm nhóm unit.….")
    return Cohort(_COHORT[name], args[0], None, by.key[1:] if isinstance(by, In) else "")


def _known(args: list[Expr]) -> Expr:
    if not isinstance(args[0], In):
        raise FormulaError("Hàm “known” cần tên một mục.")
    return Has(args[0].key)


def _points(args: list[Expr]) -> Expr:
    if not isinstance(args[0], Text):
        raise FormulaError("Hàm “points” cần mã tiêu chí trong ngoặc kép.")
    return PointsOf(args[0].value)


def _top(args: list[Expr]) -> Expr:
    many = args[0]
    if not isinstance(many, Num) or many.value not in range(1, len(args)):
        raise FormulaError("Hàm “top” cần số lượng lấy, rồi ít nhất chừng ấy số.")
    return Pick("top", tuple(args[1:]), int(many.value))


def _round(args: list[Expr]) -> Expr:
    places = args[1] if len(args) > 1 else num(0)
    if not isinstance(places, Num) or places.value not in (0, 1, 2, 3):
        raise FormulaError("Hàm “round” làm tròn từ 0 đến 3 chữ số thập phân.")
    return Whole(args[0], "half_up", int(places.value))


def _days_late(args: list[Expr]) -> Expr:
    asked, due = args
    if not isinstance(asked, In) or not isinstance(due, Text):
        raise FormulaError('Hàm “days_late” cần một mục ngày và hạn trong ngoặc kép, như "2025-06-15".')
    try:
        return DaysAfter(asked.key, date.fromisoformat(due.value))
    except ValueError:
        raise FormulaError(f"“{due.value}” không phải là một ngày có thật.") from None


def _tally(args: list[Expr]) -> Expr:
    """How many of the conditions hold; one that cannot be told does not."""
    return add([Pick("first", (When(one, num(1), num(0), quiet=True), num(0))) for one in args])


_CALLS: dict[str, tuple[int, int, Callable[[list[Expr]], Expr]]] = {
    "if": (3, 3, lambda args: When(args[0], args[1], args[2])),
    "min": (1, 50, lambda args: Pick("min", tuple(args))),
    "max": (1, 50, lambda args: Pick("max", tuple(args))),
    "top": (2, 50, _top),
    "first": (1, 50, lambda args: Pick("first", tuple(args))),
    "clamp": (3, 3, lambda args: Named("", args[0], args[1], args[2])),
    "floor": (1, 1, lambda args: Whole(args[0], "floor")),
    "ceil": (1, 1, lambda args: Whole(args[0], "ceil")),
    "round": (1, 2, _round),
    "tally": (1, 100, _tally),
    "known": (1, 1, _known),
    "points": (1, 1, _points),
    "days_late": (2, 2, _days_late),
}
