"""Lập bộ gọi Python: `.venv/bin/python tools/client.py` writes clients/python/thidua_client.py from the OpenAPI
document of the API. A test compares the file with what this makes."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "clients" / "python" / "thidua_client.py"
LINE = ROOT / "tools" / "client_line.py"
HEAD = '''"""Gọi API của phần mềm Thi Đua từ Python; chỉ cần thư viện chuẩn (Python 3.11 trở lên).

    from thidua_client import Thidua

    site = Thidua("https://thidua.example.vn", "thidua_…")      # mã truy cập, tạo ở trang Tài khoản
    now = site.figures("cum-mau", 2026, 1, "song-hong")         # đọc: now.data, now.etag
    now.data["figures"]["I.1.a"]["actual"] = "120"
    site.put_figures("cum-mau", 2026, 1, "song-hong", now.data, match=now.etag)

Tệp này do tools/client.py lập từ tài liệu OpenAPI; đừng sửa bằng tay.
"""
'''
TYPES = {"integer": "int", "string": "str", "boolean": "bool"}
WIDE = 112


def document() -> dict[str, Any]:
    """The OpenAPI document of the program beside this tool."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    django.setup()
    from django.urls import get_resolver  # noqa: PLC0415  needs the settings

    from thidua.exchange.api.service import document as made  # noqa: PLC0415

    assert get_resolver().url_patterns  # noqa: S101  the addresses make the API whole
    return made()


def generated(told: dict[str, Any]) -> str:
    """The whole client."""
    line = LINE.read_text(encoding="utf-8").split('"""', 2)[2].strip()
    methods = [text for path, one in told["paths"].items() for method, call in one.items()
               for text in operation(told, path, method.upper(), call)]  # fmt: skip
    title = '    """Every call of the API, by the name it has in the document."""'
    return f"{HEAD}\n{line}\n\n\nclass Thidua(Line):\n{title}\n\n" + "\n\n".join(methods) + "\n"


def operation(told: dict[str, Any], path: str, method: str, call: dict[str, Any]) -> Iterator[str]:
    """The method of one operation; of a list a second one that walks all pages."""
    name, writes = call["operationId"], method != "GET"
    named = {one["name"]: one for one in call["parameters"] if one["in"] == "path"}
    places = [(part, TYPES[named[part]["schema"]["type"]]) for part in re.findall(r"{(\w+)}", path)]
    asked = [one for one in call["parameters"] if one["in"] == "query"]
    own = ["self", *(f"{part}: {kind}" for part, kind in places)]
    own += ["given: dict[str, Any]"] if writes else []
    options = [f"{one['name']}: {_kind(one)} = {_default(one)}" for one in asked]
    options += ["match: str"] if writes else ['known: str = ""']
    address = 'f"' + re.sub(r"{(\w+)}", r"{_part(\1)}", path) + '"' if places else f'"{path}"'
    query = "{" + ", ".join(f'"{one["name"]}": {one["name"]}' for one in asked) + "}"
    rest = "body=given, match=match" if writes else "known=known"
    yield _method(name, own + (["*", *options] if options else []), "Answer", _doc(told, call), [
        f"path = {address}", f'return self.call("{method}", path, {query}, {rest})',
    ])  # fmt: skip
    if any(one["name"] == "cursor" for one in asked):
        options = [one for one in options if not one.startswith(("cursor", "known", "limit"))]
        query = "{" + ", ".join(f'"{one["name"]}": {one["name"]}' for one in asked
                                if one["name"] not in ("cursor", "limit")) + "}"  # fmt: skip
        yield _method(f"all_{name}", own + (["*", *options] if options else []), "Iterator[dict[str, Any]]",
                      [f"{call['summary']}: hết mọi trang."],
                      [f"path = {address}", f"return self.walk(path, {query})"])  # fmt: skip


def _kind(parameter: dict[str, Any]) -> str:
    return TYPES.get(parameter["schema"].get("type", ""), "str")


def _default(parameter: dict[str, Any]) -> str:
    default = parameter["schema"].get("default")
    return str(default) if isinstance(default, int) else f'"{default or ""}"'


def _method(name: str, parameters: list[str], gives: str, doc: list[str], body: list[str]) -> str:
    head = f"    def {name}({', '.join(parameters)}) -> {gives}:"
    if len(head) > WIDE + 8:
        head = f"    def {name}(\n        {', '.join(parameters)}\n    ) -> {gives}:"
    told = "\n".join(f"        {line}" if line else "" for line in doc).strip()
    end = "\n        " if len(doc) > 1 else ""
    return f'{head}\n        """{told}{end}"""\n' + "\n".join(f"        {line}" for line in body)


def _doc(told: dict[str, Any], call: dict[str, Any]) -> list[str]:
    """The description, and the names of what is answered (of a list: of each item)."""
    lines = [*_wrapped(call["description"])]
    shape = call["responses"]["200"]["content"].get("application/json", {}).get("schema")
    if shape:
        fields = _shape(told, shape)["properties"]
        if "items" in fields:
            fields = _shape(told, fields["items"]["items"])["properties"]
        lines += ["", *_wrapped("Trả lời: " + ", ".join(fields) + ".")]
    return lines


def _shape(told: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = told["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
    return found


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > WIDE - 8:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(generated(document()), encoding="utf-8")
    print(FILE.relative_to(ROOT))
