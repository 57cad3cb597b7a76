"""Đọc và ghi bảng tiêu chí: TOML text to an edition and back to one canonical text, and its digest."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from thidua.engine.edition import Criterion, Edition
from thidua.engine.problem import EditionError, Problem
from thidua.engine.rules import RULES
from thidua.engine.shape import build, quoted, spelt

_LONGEST = 2_000_000
_MOST = 5_000
_LISTS = {
    "source": "sources",
    "criterion": "criteria",
    "tie_break": "tie_breaks",
    "grade": "grades",
    "quota": "quotas",
    "period": "periods",
}


def load(text: str) -> Edition:
    """Read an edition, or raise EditionError with everything that could not be understood."""
    data = parse(text)
    problems: list[Problem] = []
    for wrong in set(_LISTS.values()) & set(data):
        problems.append(Problem("unknown_key", "", f"Không hiểu mục “{wrong}”.", "Xin viết từng mục bằng [[…]]."))
    rows = data.pop("criterion", [])
    criteria = _criteria(rows, problems) if _tables(rows, "criterion", problems) else ()
    for single, plural in _LISTS.items():
        if single in data and _tables(data[single], single, problems):
            data[plural] = data.pop(single)
    edition = build(Edition, data, "", problems)
    if problems or edition is None:
        raise EditionError(problems)
    whole: Edition = replace(edition, criteria=criteria)
    return whole


def parse(text: str) -> dict[str, Any]:
    """TOML as exact values: decimals stay decimals. Raises EditionError on any text that is not TOML."""
    if len(text) > _LONGEST:
        raise EditionError([Problem("too_long", "", "Văn bản dài quá 2 triệu ký tự.", "Xin tách bớt.")])
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        why = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "lồng nhau quá sâu hoặc số quá dài"
        raise EditionError(
            [Problem("not_toml", "", f"Không đọc được văn bản TOML: {why}.", "Xin sửa tại chỗ đó.")]
        ) from None


def _decimal(text: str) -> Decimal:
    return Decimal(text)


def _tables(rows: Any, name: str, problems: list[Problem]) -> bool:
    sound = isinstance(rows, list) and len(rows) <= _MOST and all(isinstance(row, Mapping) for row in rows)
    if not sound:
        what = f"Mục “{name}” phải là danh sách [[{name}]], không quá {_MOST} dòng."
        problems.append(Problem("bad_value", name, what, "Xin sửa cách viết."))
    return sound


def _criteria(rows: list[dict[str, Any]], problems: list[Problem]) -> tuple[Criterion, ...]:
    made = []
    codes = {row.get("code") for row in rows if isinstance(row.get("code"), str)}
    for place, row in enumerate(rows, start=1):
        code = row.get("code")
        where = code if isinstance(code, str) else f"tiêu chí thứ {place}"
        bare = {key: value for key, value in row.items() if key != "rule"}
        if isinstance(code, str) and "parent" not in bare:
            bare["parent"] = implied_parent(code, codes)
        criterion = build(Criterion, bare, where, problems)
        rule = _rule(row["rule"], where, problems) if "rule" in row else None
        if criterion is not None:
            made.append(replace(criterion, rule=rule))
    return tuple(made)


def implied_parent(code: str, codes: set[Any]) -> str:
    """A group's code is the path of its children: "I.1.a" lies under "I.1", if the table has one."""
    above, dot, _ = code.rpartition(".")
    while dot and above not in codes:
        above, dot, _ = above.rpartition(".")
    return above


def _rule(data: Any, where: str, problems: list[Problem]) -> Any:
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(kind, str) or kind not in RULES:
        known = ", ".join(sorted(RULES))
        what = f"Không có cách tính “{str(kind)[:40]}”."
        problems.append(Problem("unknown_rule", where, what, f"Xin chọn một trong: {known}."))
        return None
    return build(RULES[kind], {key: value for key, value in data.items() if key != "kind"}, where, problems)


def dump(edition: Edition) -> str:
    """The canonical text: fields in one order, defaults left out, one writing for each value."""
    singles = {plural: single for single, plural in _LISTS.items()}
    head = [f"{name} = {text}" for name, _, text in spelt(edition) if name not in singles]
    blocks = ["\n".join(head)]
    for plural, single in singles.items():
        if plural != "criteria":
            blocks += [f"[[{single}]]\n" + _lines(item) for item in getattr(edition, plural)]
    codes: set[Any] = {criterion.code for criterion in edition.criteria}
    blocks += [_criterion(criterion, codes) for criterion in edition.criteria]
    return "\n\n".join(blocks) + "\n"


def _criterion(criterion: Criterion, codes: set[Any]) -> str:
    implied = implied_parent(criterion.code, codes)
    lines = ["[[criterion]]"]
    for name, value, text in spelt(replace(criterion, rule=None)):
        if name != "parent" or value != implied:
            lines.append(f"{name} = {text}")
    if not criterion.parent and implied:
        lines.append('parent = ""')
    if criterion.rule is not None:
        lines += ["[criterion.rule]", f"kind = {quoted(criterion.rule.kind)}", _lines(criterion.rule)]
    return "\n".join(line for line in lines if line)


def _lines(item: object) -> str:
    return "\n".join(f"{name} = {text}" for name, _, text in spelt(item))


def digest(edition: Edition) -> str:
    """The identity of an edition: SHA-256 of its canonical text."""
    return hashlib.sha256(dump(edition).encode()).hexdigest()
