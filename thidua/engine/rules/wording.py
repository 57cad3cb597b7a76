"""Câu chữ: how a rule says points, amounts and events, so that every sentence is one an officer would have written."""

from fractions import Fraction

from thidua.engine.points import ZERO, Points, show, show_number

# What is counted by itself: “mỗi hồ sơ thiếu”, where “mỗi lần hồ sơ thiếu” would be wrong.
_COUNTED = (
    "bài", "buổi", "cá nhân", "cán bộ", "công chức", "công trình", "cuộc", "giải ba", "giải khuyến khích",
    "giải nhất", "giải nhì", "giải pháp", "hồ sơ", "học sinh", "kỳ", "lớp", "mô hình", "ngày", "người", "quý",
    "sản phẩm", "sáng kiến", "tập thể", "tháng", "tiết", "trường hợp", "tuần", "văn bản", "vụ", "xã",
)  # fmt: skip
_VERBS = ("tiết kiệm", "tiết lộ")
NO_BAND = "không xác định được điểm"


def capital(text: str) -> str:
    """The same words, the first with a capital."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The same words as they stand inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(phrases: list[str]) -> str:
    """Phrases joined into one sentence with a capital and a full stop."""
    return capital("; ".join(phrases)) + "."


def worth(points: Points) -> str:
    """What something gives: “3 điểm”, or “trừ 3 điểm”."""
    return f"trừ {show(Points(-points))} điểm" if points < 0 else f"{show(points)} điểm"


def change(points: Points) -> str:
    """What something does to points already there: “cộng 3 điểm”, “trừ 3 điểm”, or nothing."""
    if not points:
        return "giữ nguyên"
    return f"{'cộng' if points > 0 else 'trừ'} {show(Points(abs(points)))} điểm"


def after(unit: str) -> str:
    """A unit as it follows a number: “%” close to it, a word apart."""
    return unit if unit in ("", "%") else f" {unit}"


def amount(value: Fraction, unit: str) -> str:
    """A number with its unit."""
    return show_number(value) + after(unit)


def each_time(unit: str, what: str) -> str:
    """“mỗi lần báo cáo trễ”, “mỗi bài được đăng”; no noun twice, no “lần” before what is itself counted."""
    lower = what.lower()
    doubled = lower == unit.lower() or lower.startswith(unit.lower() + " ")
    counted = (
        unit == "lần" and lower.startswith(tuple(f"{noun} " for noun in _COUNTED)) and not lower.startswith(_VERBS)
    )
    return f"mỗi {what}" if doubled or counted else f"mỗi {unit} {what}"


def lowest(floor: Points | None, start: Points = ZERO, *, falls: bool = True, rises: bool = False) -> list[str]:
    """How low points can go, where they can: only taking away from nothing is said as a ceiling of the taking."""
    if floor is None or (not falls and floor <= start):
        return []
    if floor < 0 and not start and not rises:
        return [f"trừ tối đa {show(Points(-floor))} điểm"]
    return [f"thấp nhất {show(floor)} điểm"]


def highest(cap: Points | None, start: Points = ZERO, *, rises: bool = True) -> list[str]:
    """How high points can go, where they can."""
    if cap is None or (not rises and cap >= start):
        return []
    return [f"tối đa {show(cap)} điểm"]
