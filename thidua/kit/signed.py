"""Chữ ký số: the signatures inside a PDF, read in a process of its own and told as plain values."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from thidua.kit.apart import ran

PDF = "application/pdf"
MARK = b"/ByteRange"
"""Every signed PDF names the bytes it signs; one that does not is not signed, and nothing is read."""


def signatures(data: bytes, roots: Path) -> list[dict[str, object]] | None:
    """The signatures of a PDF in their order; [] when there is none, None when they could not be read.

    Each: `who`, `organisation`, `at` (ISO time the signer states, or ""), `intact` (the signed bytes are as they were
    signed), `whole` (nothing but further signatures came after), `trust`: "trusted" (its certificate leads to one of
    the roots), "untrusted", or "unknown" where there are no roots.
    """
    if MARK not in data:
        return []
    told = ran("read_signatures", str(roots), data=data)
    return None if told is None else list(json.loads(told))


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: who, from where, when by the signer's own clock; whether it holds; what was found, in words."""

    who: str
    organisation: str
    at: dt.datetime | None
    holds: bool
    trust: str
    said: tuple[str, ...]


def in_words(found: Iterable[Mapping[str, object]]) -> list[Signature]:
    """What `signatures` told, for the screen."""
    return [_in_words(one) for one in found]


def _in_words(one: Mapping[str, object]) -> Signature:
    intact, whole, trust = bool(one["intact"]), bool(one["whole"]), str(one["trust"])
    at = dt.datetime.fromisoformat(str(one["at"])) if one["at"] else None
    if not intact:
        state = _("Chữ ký không còn đúng: nội dung đã bị sửa sau khi ký, hoặc chữ ký hỏng.")
    elif not whole:
        state = _("Phần đã ký còn nguyên, nhưng sau đó tệp đã được thêm hoặc sửa; phần thêm không được ký.")
    else:
        state = _("Nội dung còn nguyên như khi ký.")
    chain = {
        "trusted": _("Chứng thư do tổ chức được tin cậy cấp."),
        "untrusted": _("Chứng thư không dẫn tới tổ chức nào trong danh sách tin cậy của phần mềm, hoặc đã hết hạn."),
    }.get(trust, _("Chưa kiểm tra được chuỗi chứng thư: phần mềm chưa có danh sách tổ chức tin cậy."))
    return Signature(str(one["who"]) or "?", str(one["organisation"]), at, intact and whole, trust, (state, chain))
