"""Người chấm: whose hand acts, and what one hand may lay over another. Nothing here writes."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from thidua import engine
from thidua.kit.refusal import Refused
from thidua.ledger.terms import Actor
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import secretariat_for
from thidua.members.terms import Office
from thidua.scoring.bridge import Book, book, reading
from thidua.scoring.models import Claim
from thidua.scoring.queries import Turn, changed, is_asked, remarks_of
from thidua.scoring.review.queries import flags, named
from thidua.scoring.rules import CHECKERS, UNIT_HANDS
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand


class Overtaken(Refused):
    """Somebody else changed these rows meanwhile; nothing was saved."""

    def __init__(self, rows: Mapping[str, Claim]) -> None:
        self.rows = rows
        super().__init__(
            _("Chưa lưu: người khác vừa sửa các dòng %(rows)s. Cả hai giá trị được ghi ở từng dòng; "
              "hãy chọn giá trị đúng rồi lưu lại.") % {"rows": ", ".join(rows)}
        )  # fmt: skip


def needed(here: Here, period: str = "", of: str = "") -> Book:
    """The book of the year or of a period (or one unit's rows of it); refused before a criteria table is adopted."""
    found = book(here.year, here.day, period, of)
    if found is None:
        raise Refused(_("Chưa có bảng tiêu chí được thông qua nên chưa chấm điểm được."))
    return found


def secretary(here: Here, membership: Membership) -> Actor:
    """The secretariat acting on a unit; for the ledger."""
    held = secretariat_for(here, membership)
    return here.actor(Office(held.office) if held else Office.HEAD_SECRETARY)


def writer(here: Here, at_turn: Turn) -> Actor:
    """The hand that writes a sheet; for the ledger."""
    if at_turn.hand == Hand.APPRAISED:
        return secretary(here, at_turn.membership) if secretariat_for(here, at_turn.membership) else here.actor()
    if at_turn.hand == Hand.CROSS:
        return here.actor(*CHECKERS, of=at_turn.checker)
    return here.actor(*UNIT_HANDS, of=at_turn.membership)


def why_not_all_answered(here: Here, period: str = "") -> str:
    """Every change of a unit's own points needs the unit's word, and every explanation the second review's."""
    found, remarks = needed(here, period), remarks_of(here.year, period)
    waiting = [
        f"{member.unit.short_name} ({', '.join(codes)})"
        for unit, member in found.members.items()
        if (codes := [code for code in changed(found, unit) if not remarks.get((member.pk, code))])
    ]
    if waiting:
        return _("Chưa đóng được: còn tiêu chí bị đổi điểm mà đơn vị chưa giải trình hoặc chưa đồng ý: %(units)s.") % {
            "units": "; ".join(waiting)
        }
    if flagged := flags(found, remarks):
        return _("Chưa đóng được: còn %(n)s mục đã giải trình mà chưa thẩm định lại: %(units)s.") % {
            "n": len(flagged), "units": named(flagged)
        }  # fmt: skip
    return ""


def overtakes(row: Typed, kept: Claim | None) -> Claim | None:
    """What somebody else wrote meanwhile over the version this row was typed on; None when nothing, or the same."""
    if row.version is None or row.version == (kept.version if kept else 0):
        return None
    if kept is None:
        return Claim(code=row.code, written={}, by_name="")
    return None if (kept.written, kept.reason) == (row.written, row.reason) else kept


def as_before(found: Book, row: Typed, earlier: Mapping[str, engine.Answer]) -> bool:
    """Whether a later hand's row says what the hand before says; where it differs it needs value and reason."""
    answer, before = reading(found.edition, row.code, row.written), earlier.get(row.code, engine.MISSING)
    if answer == before:
        return True
    if answer == engine.MISSING:
        raise Refused(_("Dòng %(code)s: hãy ghi giá trị; nếu không phát sinh thì ghi 0, không để trống.")
                      % {"code": row.code})  # fmt: skip
    if not row.reason:
        raise Refused(_("Dòng %(code)s khác với người chấm trước nên phải ghi lý do.") % {"code": row.code})
    return False


def blanks(found: Book, unit: str) -> list[str]:
    """The criteria of a self sheet that still wait for the unit's figures."""
    claims = found.effective(unit, (Hand.SELF,), draft=(unit, Hand.SELF))
    answers = found.answers(unit, claims)
    return [
        leaf.code
        for leaf in found.edition.leaves
        if is_asked(found.edition, leaf.code) and answers.get(leaf.code, engine.MISSING) == engine.MISSING
    ]
