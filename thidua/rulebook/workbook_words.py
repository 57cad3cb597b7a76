"""Lời trong bảng tính: the officers' words of a workbook, for every field of a table.

They are the file's format, so they are never translated.

A field is named by its class and its own name; a name that means the same everywhere is told once.
"""

from typing import Any

TABLE, RULES, GENERAL, GUIDE = "Bảng tiêu chí", "Cách tính", "Quy định chung", "Hướng dẫn"
SHEETS = (TABLE, RULES, GENERAL, GUIDE)
NUMBER, HOW, CITED = "TT", "Cách tính", "Căn cứ"
"""Columns of the table's face that follow from the others: written for the reader, not read back."""
CODE, KIND, ABOUT, SECTION, VALUE = "Mã", "Tên cách tính", "Tiêu chí", "Mục", "Giá trị"
EMPTY = "(trống)"
"""Stands for a text that is empty on purpose, where a blank cell means what is usual."""

FACE = {"title": "Nội dung tiêu chí", "max": "Thang điểm", "evidence": "Minh chứng"}
TYPED = {
    "code": CODE,
    "parent": "Mã nhóm cha",
    "label": "Ký hiệu in",
    "cites": "Khoá căn cứ",
    "note": "Ghi chú",
    "cap": "Nhóm: cao nhất",
    "floor": "Nhóm: thấp nhất",
    "bonus": "Điểm thưởng",
    "applies": "Áp dụng khi",
    "periods": "Chỉ chấm ở kỳ",
    "waived": "Được miễn thì",
    "counts": "Tính vào tổng",
    "scorer": "Ai chấm",
    "self_scored": "Đơn vị tự chấm",
    "window_cap": "Khoảng dài: cao nhất",
    "window_floor": "Khoảng dài: thấp nhất",
}
CRITERION = FACE | TYPED

_SECTIONS = {
    "Edition.name": "Mã bảng",
    "Edition.title": "Tên bảng",
    "Edition.cap": "Tổng điểm cao nhất",
    "Edition.floor": "Tổng điểm thấp nhất",
    "year": "Năm",
    "total": "Tổng điểm",
    "rank_by": "Xếp hạng theo",
    "rank_within": "Xếp hạng trong nhóm",
    "ties": "Đồng hạng thì",
    "percent_places": "Số chữ số lẻ của tỷ lệ",
    "missing": "Chưa có số liệu thì",
    "waived": "Được miễn thì",
    "combine": "Gộp các kỳ theo",
    "absent": "Không có phiếu trong một kỳ thì",
    "Rounding.places": "Làm tròn: số chữ số lẻ",
    "at": "Làm tròn: lúc nào",
    "ungraded": "Không đạt hạng nào thì ghi",
    "sources": "Văn bản căn cứ",
    "tie_breaks": "Tiêu chí phụ",
    "grades": "Hạng",
    "quotas": "Tỷ lệ khống chế",
    "periods": "Kỳ",
    "lowest": "Điểm thấp nhất",
    "yes": "Điểm khi đạt",
    "no": "Điểm khi không đạt",
    "levels": "Mức",
    "minus": "Sự việc trừ điểm",
    "plus": "Sự việc cộng điểm",
    "events": "Sự việc",
    "parts": "Phần",
    "posts": "Chức danh",
    "best": "Chỉ lấy mức cao nhất",
    "start": "Điểm ban đầu",
    "cap": "Cao nhất",
    "floor": "Thấp nhất",
    "asks": "Số liệu cần nhập",
    "penalty_cap": "Tổng điểm trừ tối đa",
    "bonus_cap": "Tổng điểm cộng tối đa",
    "best_plus": "Chỉ lấy mức cộng cao nhất",
    "plus_needs_no_minus": "Chỉ cộng khi không bị trừ",
    "what": "Việc gì",
    "Transfer.what": "Lấy gì",
    "nth": "Điểm lần thứ",
    "who": "Tính riêng từng",
    "each_time": "Cộng dồn từng lần",
    "each": "Điểm mỗi đơn vị tính",
    "measure": "Số đo",
    "unit": "Đơn vị tính",
    "bands": "Khoảng",
    "base": "Điểm gốc",
    "otherwise": "Ngoài các khoảng",
    "due": "Thời hạn",
    "late_once": "Chậm: trừ một lần",
    "late_each": "Chậm: trừ mỗi ngày",
    "not_sent": "Không nộp",
    "early_days": "Nộp sớm từ (ngày)",
    "early_points": "Nộp sớm: cộng",
    "quality": "Điểm chất lượng tối đa",
    "per": "Cứ mỗi",
    "above": "Chỉ tính phần vượt quá",
    "whole_steps": "Chỉ tính phần chẵn",
    "row_measure": "Số đo chọn hàng",
    "column_measure": "Số đo chọn cột",
    "columns": "Cột tra",
    "rows": "Hàng tra",
    "row_unit": "Đơn vị tính của hàng",
    "column_unit": "Đơn vị tính của cột",
    "weights": "Loại và hệ số",
    "divisor": "Chia cho",
    "divisor_label": "Chia cho, bằng lời",
    "factor": "Nhân với",
    "no_target": "Không có chỉ tiêu thì",
    "places": "Điểm hạng thứ",
    "of": "Theo điểm của tiêu chí",
    "order": "Thứ tự",
    "within": "Trong nhóm",
    "given_rank": "Nhập thẳng thứ hạng",
    "beyond": "Ngoài các hạng trên",
    "signed": "Số đo có thể âm",
    "table": "Từ bảng",
    "effect": "Hậu quả",
    "steps": "Số bậc hạ",
    "formula": "Công thức",
    "words": "Công thức bằng lời",
}
_COLUMNS = {
    "key": "Khoá",
    "code": "Khoá",
    "what": "Nội dung",
    "name": "Nội dung",
    "label": "Nội dung",
    "text": "Nội dung",
    "title": "Nội dung",
    "grade": "Nội dung",
    "each": "Điểm",
    "points": "Điểm",
    "Row.points": "Điểm từng cột",
    "to": "Đến mức",
    "cap": "Tối đa",
    "unit": "Đơn vị tính",
    "ge": "Từ (≥)",
    "at_least": "Từ (≥)",
    "gt": "Trên (>)",
    "le": "Đến (≤)",
    "lt": "Dưới (<)",
    "eq": "Đúng bằng",
    "weight": "Hệ số",
    "share": "Tỷ lệ",
    "rounds": "Phần lẻ",
    "most": "Không quá (đơn vị)",
    "once": "Chỉ hỏi có hay không",
    "zeroes": "Làm mất hết điểm",
    "judged": "Người chấm định điểm",
    "when": "Khi (công thức)",
    "says": "Khi (bằng lời)",
    "kind": "Kiểu số liệu",
    "lowest": "Thấp nhất",
    "highest": "Cao nhất",
    "owner": "Ai nhập",
    "options": "Các lựa chọn",
    "optional": "Không bắt buộc",
    "of": "Theo",
    "order": "Thứ tự",
    "parent": "Hạng của tập thể trên",
    "window": "Thuộc khoảng",
    "date": "Ngày",
    "sha256": "SHA-256",
}
_ORDER = {"high": "cao hơn xếp trên", "low": "thấp hơn xếp trên"}
_EQUALS = {"skip": "hạng sau bỏ cách (1-2-2-4)", "dense": "hạng sau liền kề (1-2-2-3)"}
_TOTALS = {"total": "tổng điểm", "percent": "tỷ lệ điểm"}
_WAIVED = {"full": "đủ điểm", "remove": "bớt khỏi thang điểm"}
_CHOICES = {
    "rank_by": _TOTALS,
    "missing": {"wait": "chờ số liệu", "zero": "tính 0 điểm"},
    "waived": _WAIVED,
    "combine": {"sum": "cộng", "mean": "bình quân", "weighted": "bình quân theo hệ số"},
    "absent": {"wait": "chờ phiếu", "leave_out": "không tính kỳ đó"},
    "ties": _EQUALS,
    "RankPoints.ties": {**_EQUALS, "share": "chia đều điểm các hạng"},
    "rounds": {"down": "bỏ", "half_up": "làm tròn nửa lên", "up": "lấy tròn lên"},
    "at": {"criterion": "từng tiêu chí", "total": "tổng điểm", "none": "không làm tròn"},
    "evidence": {"required": "Bắt buộc", "optional": "Nếu có", "none": "Không cần"},
    "order": _ORDER,
    "TieBreak.of": _TOTALS,
    "Transfer.what": {**_TOTALS, "rank": "thứ hạng"},
    "effect": {"no_grade": "không xếp loại", "demote": "hạ bậc xếp loại", "no_rank": "không xếp hạng"},
    "owner": {"unit": "đơn vị", "target": "nơi giao chỉ tiêu", "other": "nơi khác"},
    "Input.kind": {
        "points": "điểm", "number": "số", "count": "số lần", "counts": "số lần từng người", "yes_no": "có hay không",
        "date": "ngày", "level": "mức",
    },
    "no_target": {
        "not_assigned": "không được giao", "unknown": "chưa xác định", "zero": "0 điểm", "half": "nửa điểm tối đa",
        "full": "điểm tối đa", "leader": "so với đơn vị cao nhất không có chỉ tiêu",
    },
}  # fmt: skip
YES_NO = ("có", "không")


def section(cls: type, name: str) -> str:
    """What the rows of a field are called."""
    return _of(_SECTIONS, cls, name)


def column(cls: type, name: str) -> str:
    """The column of a field of something that is one row of a list."""
    return _of(_COLUMNS, cls, name)


def setting(name: str) -> str:
    """A setting of the whole table as the workbook calls it; any other place as it is."""
    return "Làm tròn" if name == "rounding" else _SECTIONS.get(name, name)


def choices(cls: type, name: str) -> dict[str, str]:
    """The words of a field that is chosen from a list: value → word. Empty for free text."""
    found = _CHOICES.get(f"{cls.__name__}.{name}", _CHOICES.get(name))
    return found if isinstance(found, dict) else {}


def _of(words: dict[str, str], cls: type, name: str) -> str:
    return words.get(f"{cls.__name__}.{name}") or words[name]


def kinds(rules: dict[str, Any]) -> dict[str, str]:
    """The named rules: value → word."""
    return {kind: rule.name for kind, rule in rules.items()}
