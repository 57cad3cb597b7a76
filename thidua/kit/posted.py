"""What a request carries outside the fields of a form, read with the same care: marks of rows, rows of text."""

from collections.abc import Container, Mapping

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from thidua.kit.refusal import require

DIGITS = 15
"""More than any number of ours has; Python itself refuses to read thousands of them."""


def whole(text: str) -> int | None:
    """A whole number as we print it in a page; None for anything else.

    >>> whole("12"), whole("²"), whole("-1"), whole("9" * 5000)
    (12, None, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def why_not_text(text: str, longest: int) -> str:
    """Text that can be kept: no NUL, which PostgreSQL has no room for, and no longer than said."""
    if "\0" in text:
        return _("Nội dung có ký tự không đọc được (thường do dán từ tệp hỏng); hãy xoá và gõ lại.")
    if len(text) > longest:
        return _("Nội dung quá dài; hãy ghi không quá %(n)s ký tự.") % {"n": longest}
    return ""


def text_in(data: Mapping[str, str], name: str, longest: int) -> str:
    """A text beside a bare button; refused when it cannot be kept."""
    typed = data.get(name, "")
    require(why_not_text(typed, longest))
    return typed


def one_of(data: Mapping[str, str], name: str, known: Container[str], otherwise: str = "") -> str:
    """What the address asks for under a name; a word nobody knows is refused (400), never taken for another."""
    asked = data.get(name, "") or otherwise
    if asked and asked not in known:
        raise BadRequest(f"{name}={asked[:100]!r}")
    return asked
