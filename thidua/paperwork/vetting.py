"""Xét mẫu Word: what is wrong with an uploaded template, in a sentence that names the field or the loop.

A template is somebody's file: it is a plain .docx without macros, objects or links to elsewhere, small when unpacked,
and nothing in it reaches further than the fields of `filling.py`.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from difflib import get_close_matches
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateError
from lxml.etree import XMLSyntaxError

from thidua.paperwork.filling import ENVIRONMENT, FIELDS, FILTERS, LISTS, PARTS, fill
from thidua.paperwork.layout import Paper

PARTS_AT_MOST, UNPACKED, RATIO, DEEPEST = 500, 40 * 1024**2, 150, 3
BROKEN = gettext_lazy("Tệp bị hỏng, không giải nén được. Hãy mở trong Word, lưu lại rồi tải lên.")
FOREIGN = ("word/embeddings/", "word/activex/", "customui/", "word/externallinks/")
FETCHES = re.compile(rb"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\s+[\"&\\]", re.IGNORECASE)
TAG = re.compile(r"{%-?\s*(?:p|tr|tc|r)?\s*(for|endfor|if|elif|else|endif)\b([^%]*)%}")
MAY = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.For, nodes.If,
    nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Const, nodes.Filter, nodes.CondExpr,
)  # fmt: skip
"""What a template may be made of: fields, their parts, loops, conditions, a few filters."""


def why_not_fit(data: bytes, sample: Paper) -> str:
    """ "" when the file can be used as a template; otherwise what is wrong and how to mend it."""
    return why_not_plain(data) or why_not_readable(data) or _why_not_filled(data, sample)


def why_not_plain(data: bytes) -> str:
    """A .docx without macros, objects, links to elsewhere, and no bomb; unpacked when its size is known."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError):
        return _("Tệp không phải là .docx đọc được. Hãy mở trong Word, lưu lại dạng .docx rồi tải lên.")
    inside = packed.infolist()
    whole = sum(one.file_size for one in inside)
    if len(inside) > PARTS_AT_MOST or whole > UNPACKED or whole > RATIO * max(len(data), 1):
        return _("Tệp giải nén ra lớn bất thường (%(size)s MB) nên không nhận. Hãy bớt ảnh rồi lưu lại.") % {
            "size": whole // 1024**2
        }
    if any(one.flag_bits & 1 for one in inside):
        return _("Tệp đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi lưu lại.")
    try:
        if not all(_as_large_as_said(data, one) for one in inside):
            return str(BROKEN)
        return _why_not_harmless(packed, [one.filename for one in inside])
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, LookupError):
        return str(BROKEN)


def _as_large_as_said(data: bytes, one: zipfile.ZipInfo) -> bool:
    """Whether a part unpacks to the size it declares and to no more; zipfile would first unpack whatever there is."""
    head = one.header_offset + 30
    start = head + sum(struct.unpack("<HH", data[head - 4 : head]))
    packed = data[start : start + one.compress_size]
    if one.compress_type == zipfile.ZIP_STORED:
        return len(packed) == one.file_size
    unpacker = zlib.decompressobj(-15)
    return len(unpacker.decompress(packed, one.file_size + 1)) == one.file_size and unpacker.eof


def _why_not_harmless(packed: zipfile.ZipFile, names: list[str]) -> str:
    lower = [name.lower() for name in names]
    if any("vbaproject" in name or "vbadata" in name for name in lower):
        return _("Tệp có macro. Hãy lưu lại dạng “Word Document (.docx)”, không phải .docm.")
    if any(name.startswith(FOREIGN) for name in lower):
        return _("Tệp có đối tượng nhúng (OLE, bảng tính, điều khiển). Hãy xoá đối tượng đó hoặc thay bằng ảnh.")
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        return _("Tệp không phải là văn bản Word (.docx).")
    for name in names:
        if name.endswith((".xml", ".rels")) and (wrong := _why_not_part(name, packed.read(name))):
            return wrong
    return ""


def _why_not_part(name: str, text: bytes) -> str:
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return _("Tệp có khai báo XML không được phép. Hãy mở trong Word và lưu lại.")
    if b"macroEnabled" in text:
        return _("Tệp có macro. Hãy lưu lại dạng “Word Document (.docx)”, không phải .docm.")
    if name.endswith(".rels"):
        for link in re.findall(rb"<Relationship\b[^>]*>", text):
            if b'TargetMode="External"' in link and b"/hyperlink" not in link:
                return _("Tệp lấy nội dung từ nơi khác (ảnh liên kết, mẫu đính kèm). Hãy chèn thẳng vào tệp.")
    if FETCHES.search(text):
        return _("Tệp có trường tự lấy nội dung từ nơi khác (DDE, INCLUDE, LINK). Hãy xoá trường đó.")
    return ""


def why_not_readable(data: bytes) -> str:
    """Every {{ }} is a known field, every {% %} is closed."""
    try:
        sources = list(_sources(data))
    except (KeyError, ValueError, ParseError, XMLSyntaxError, AttributeError):
        return _("Tệp không phải là văn bản Word (.docx) đọc được. Hãy mở trong Word, lưu lại rồi tải lên.")
    for source in sources:
        if wrong := _why_not_closed(source) or _why_not_known(source):
            return wrong
    if not any("{{" in source for source in sources):
        return _("Mẫu không có trường nào, chẳng hạn {{ so_ky_hieu }}. Hãy tải mẫu có sẵn về rồi sửa từ đó.")
    return ""


def _sources(data: bytes) -> Iterator[str]:
    """The text, headers and footers, with the tags that Word cuts in pieces put together again."""
    word = DocxTemplate(io.BytesIO(data))
    word.init_docx()
    yield word.patch_xml(word.get_xml())
    for uri in (word.HEADER_URI, word.FOOTER_URI):
        for _key, part in word.get_headers_footers(uri):
            yield word.patch_xml(word.get_part_xml(part))


def _why_not_closed(source: str) -> str:
    """Every for has its endfor, every if its endif, in order."""
    opened: list[tuple[str, str]] = []
    for word, rest in TAG.findall(source):
        said = f"{word} {_bare(rest)}".strip()
        if word in {"for", "if"}:
            opened.append((word, said))
            if len([one for one in opened if one[0] == "for"]) > DEEPEST:
                return _("Vòng lặp “%(loop)s” lồng quá sâu; chỉ lồng được ba vòng.") % {"loop": said}
        elif word in {"endfor", "endif"}:
            if not opened or opened[-1][0] != word[3:]:
                inside = opened[-1][1] if opened else ""
                if inside:
                    return _("{%% %(found)s %%} đặt sai chỗ: trước đó “%(inside)s” chưa được đóng.") % {
                        "found": word, "inside": inside,
                    }  # fmt: skip
                return _("Thừa {%% %(found)s %%}: không có %(begin)s nào mở trước nó.") % {
                    "found": word, "begin": word[3:],
                }  # fmt: skip
            opened.pop()
    if opened:
        kind, said = opened[-1]
        return _("“%(said)s” chưa được đóng: thiếu {%% end%(kind)s %%}.") % {"said": said, "kind": kind}
    return ""


def _why_not_known(source: str) -> str:
    try:
        tree = ENVIRONMENT.parse(source)
    except TemplateSyntaxError as problem:
        line = source.splitlines()[problem.lineno - 1] if problem.lineno else source
        tag = next((one for one in re.findall(r"{[{%].*?[%}]}", line) if not _parses(one)), "")
        if tag:
            return _("Thẻ “%(tag)s” viết sai.") % {"tag": _bare(tag)[:80]}
        return _("Có thẻ {{ hoặc {% mở mà chưa đóng, hoặc viết sai. Hãy so với mẫu có sẵn.")
    loops = {one.target.name: one for one in tree.find_all(nodes.For) if isinstance(one.target, nodes.Name)}
    for node in _walk(tree):
        if wrong := _why_not_node(node, loops):
            return wrong
    return ""


def _parses(tag: str) -> bool:
    """Whether a tag by itself is well written; loops and conditions are looked at whole elsewhere."""
    if TAG.match(tag):
        return True
    try:
        ENVIRONMENT.parse(tag)
    except TemplateSyntaxError:
        return False
    return True


def _why_not_node(node: nodes.Node, loops: dict[str, nodes.For]) -> str:
    if isinstance(node, nodes.Name) and node.name not in FIELDS | loops.keys() | {"loop"}:
        return _unknown(node.name, FIELDS)
    if isinstance(node, nodes.Getattr):
        return _why_not_part_of(node, loops)
    if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
        return _("Trong ngoặc vuông chỉ ghi được số thứ tự, ví dụ [0].")
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        return _("Mẫu không dùng được “|%(name)s”; dùng được: %(known)s.") % {
            "name": node.name, "known": ", ".join(sorted(FILTERS)),
        }  # fmt: skip
    if not isinstance(node, MAY):
        return _("Mẫu chỉ gồm trường, vòng lặp và điều kiện; không dùng được lệnh “%(what)s”.") % {
            "what": type(node).__name__.lower()
        }
    return ""


def _why_not_part_of(node: nodes.Getattr, loops: dict[str, nodes.For]) -> str:
    """`muc.tieu_de`: a part that the list of the loop has."""
    if node.attr not in PARTS or not isinstance(node.node, nodes.Name):
        return "" if node.attr in PARTS else _unknown(node.attr, PARTS)
    name = node.node.name
    loop = loops.get(name)
    if (
        loop
        and isinstance(loop.iter, nodes.Name)
        and loop.iter.name in LISTS
        and node.attr not in LISTS[loop.iter.name]
    ):
        if not LISTS[loop.iter.name]:
            return _("“%(name)s” là một dòng chữ, không có phần “%(part)s”.") % {"name": name, "part": node.attr}
        return _unknown(node.attr, LISTS[loop.iter.name])
    return ""


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _unknown(name: str, known: set[str]) -> str:
    near = get_close_matches(name, known, 1)
    if near:
        return _("Không có trường “%(name)s”; có phải “%(near)s” không?") % {"name": name, "near": near[0]}
    return _("Không có trường “%(name)s”. Các trường dùng được: %(known)s.") % {
        "name": name, "known": ", ".join(sorted(known)),
    }  # fmt: skip


def _bare(tag: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", tag).split())


def _why_not_filled(data: bytes, sample: Paper) -> str:
    try:
        fill(data, sample)
    except (TemplateError, XMLSyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return _("Điền thử số liệu mẫu thì tệp hỏng: thường do thẻ {%p %}, {%tr %}, {%tc %} không đứng riêng một đoạn, "
                 "một hàng, một ô. Hãy so với mẫu có sẵn.")  # fmt: skip
    return ""
