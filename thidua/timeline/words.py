"""Acts of the ledger in words, for the screen. An act without its words fails a test, not a reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.ledger.models import Entry
from thidua.members.terms import Stage

ACTS: dict[str, str | Promise] = {
    "unit.found": _("Nhập đơn vị"),
    "unit.succeed": _("Ghi nhận kế thừa đơn vị"),
    "cluster.found": _("Lập cụm thi đua"),
    "year.constitute": _("Lập năm thi đua"),
    "person.admit": _("Tạo tài khoản"),
    "seat.give": _("Giao chức trách"),
    "seat.end": _("Kết thúc chức trách"),
    "lead.end": _("Kết thúc nhiệm kỳ Cụm trưởng, Cụm phó"),
    "stage.enter": _("Chuyển bước"),
    "stage.back": _("Mở lại bước"),
}


def act_in_words(entry: Entry) -> str:
    """"Chuyển bước: Phát động", or the act's own words."""
    words = str(ACTS.get(entry.act, entry.act))
    if entry.act.startswith("stage."):
        return f"{words}: {Stage(entry.facts['to']).label}"
    return words
