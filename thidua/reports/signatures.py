"""Chữ ký số trên tệp: what the signatures of an evidence file come to, in plain words."""

from django.utils.translation import gettext as _

from thidua.kit.signed import Signature, in_words
from thidua.reports.models import Evidence


def signatures_of(file: Evidence) -> list[Signature]:
    """The signatures of a file in their order."""
    return in_words(file.signed or ())


def in_short(file: Evidence) -> tuple[str, str]:
    """A file's signatures in a few words, and how the words are coloured; ("", "") when it is not signed."""
    if file.signed is None:
        return _("không đọc được chữ ký"), "warn"
    found = signatures_of(file)
    if not found:
        return "", ""
    if not all(one.holds for one in found):
        return _("chữ ký số không còn đúng"), "bad"
    names = ", ".join(one.who for one in found)
    if all(one.trust == "trusted" for one in found):
        return _("ký số: %(who)s") % {"who": names}, "ok"
    return _("ký số: %(who)s (chưa xác minh người ký)") % {"who": names}, "warn"
