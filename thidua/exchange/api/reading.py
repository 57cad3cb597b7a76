"""Tài liệu để đọc: the OpenAPI document as a page shows it, call by call, each with an example made from its shape."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from thidua.exchange.api.problems import MEDIA, TITLES
from thidua.exchange.api.terms import Reach

TAGS = {
    "nam": _("Năm thi đua"), "diem": _("Điểm"), "bao-cao": _("Báo cáo"), "phieu": _("Phiếu tự chấm"),
    "ket-qua": _("Kết quả, khen thưởng"), "van-ban": _("Văn bản"),
}  # fmt: skip
SAMPLE = {
    "cluster": "cum-mau", "year": "2026", "unit": "song-hong", "period": "1", "code": "I.1.a", "number": "1",
}  # fmt: skip
DEEP = 4


@dataclass(frozen=True)
class Call:
    """One operation to read."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    reach: str
    parameters: list[dict[str, Any]]
    problems: list[tuple[str, str]]
    fields: list[tuple[str, str, str]]
    example: str
    answer: str


@dataclass(frozen=True)
class Chapter:
    """The calls about one thing."""

    title: str
    calls: list[Call]


def chapters(document: dict[str, Any], site: str) -> list[Chapter]:
    """The whole document in order."""
    found: dict[str, list[Call]] = {tag: [] for tag in TAGS}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            found[told["tags"][0]].append(_call(document, site, path, method, told))
    return [Chapter(TAGS[tag], calls) for tag, calls in found.items() if calls]


def _call(document: dict[str, Any], site: str, path: str, method: str, told: dict[str, Any]) -> Call:
    content = told["responses"]["200"].get("content", {})
    shape = content.get("application/json", {}).get("schema", {})
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    address = site + re.sub(r"{(\w+)}", lambda found: SAMPLE[found[1]], path)
    lines = [f'curl -H "Authorization: Bearer $MA" {address}']
    if body:
        sent = json.dumps(sample(document, body), ensure_ascii=False)
        lines = [f'curl -X {method.upper()} -H "Authorization: Bearer $MA" \\', "  -H 'If-Match: \"…\"' \\",
                 "  -H 'Content-Type: application/json' \\", f"  -d '{sent}' \\", f"  {address}"]  # fmt: skip
    if not shape:
        lines[-1] += " -o van-ban.pdf"
    reach = told.get("x-reach", "")
    return Call(
        told["operationId"], method.upper(), path, told["summary"], told["description"],
        str(Reach(reach).label) if reach else "", told["parameters"],
        [(status, TITLES[int(status)]) for status, one in told["responses"].items() if MEDIA in one.get("content", {})],
        _fields(document, shape), "\n".join(lines),
        json.dumps(sample(document, shape), ensure_ascii=False, indent=2) if shape else "",
    )  # fmt: skip


def _resolved(document: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in shape:
        found: dict[str, Any] = document["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        return found
    return shape


def _fields(document: dict[str, Any], shape: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What the shape (of a list: its items) says of its fields: name, kind, description."""
    made = _resolved(document, shape)
    if items := made.get("properties", {}).get("items"):
        made = _resolved(document, items["items"])
    return [(name, kind(one), one.get("description", "")) for name, one in made.get("properties", {}).items()]


def kind(shape: dict[str, Any]) -> str:
    """The type of a value in the document's own words: string (date), array, string | null."""
    if "anyOf" in shape:
        return " | ".join(kind(one) for one in shape["anyOf"])
    if "$ref" in shape:
        return "object"
    return str(shape.get("type", "")) + (f" ({shape['format']})" if "format" in shape else "")


def sample(document: dict[str, Any], shape: dict[str, Any], deep: int = 0) -> Any:
    """A value of this shape, to show what one looks like."""
    made = _resolved(document, shape)
    if "anyOf" in made:
        return sample(document, made["anyOf"][0], deep)
    if made.get("type") == "object" and "properties" in made:
        return {name: sample(document, one, deep + 1) for name, one in made["properties"].items()}
    if made.get("type") == "object":
        inner = made["additionalProperties"]
        key = "actual" if "maxLength" in inner else "I.1.a"  # a cell of a criterion, or a criterion
        return {key: sample(document, inner, deep + 1)} if deep < DEEP else {}
    if made.get("type") == "array":
        return [sample(document, made["items"], deep + 1)] if deep < DEEP else []
    formats = {"date": "2026-03-01", "date-time": "2026-03-01T02:00:00Z"}
    plain = {"integer": 1, "boolean": True, "string": formats.get(made.get("format", ""), "…")}
    return plain.get(made.get("type", ""))
