"""Who may announce, prepare, sign over, accept and archive, and when."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.handover.models import Handover
from thidua.handover.queries import (
    ending_year,
    leader_of,
    of_year,
    outgoing,
    signed,
    signing_seat,
    takes_over_on,
    to_sign,
)
from thidua.handover.rotation import refused
from thidua.handover.terms import Side
from thidua.kit.viet import day_in_words
from thidua.members.models import ClusterYear, Unit
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_since, why_not_stage
from thidua.members.terms import Office, Stage

ANNOUNCERS = (Office.HEAD_SECRETARY, Office.CONFERENCE_SECRETARY)
RULERS = (Office.HEAD_SECRETARY, Office.STANDING_OFFICE)


def why_not_announce(here: Here) -> str:
    """The conference's or the head's secretary announces the next head and deputy, once, after the conference."""
    if why_not := why_not_office(here, *ANNOUNCERS):
        return why_not
    if of_year(here.year):
        return _("Bàn giao của năm này đã được công bố.")
    return why_not_since(here.year, Stage.CONCLUDED) or why_not_before(here.year, Stage.HANDED_OVER)


def why_not_rule(here: Here) -> str:
    """The head's secretary writes down the cluster's rule, or the standing office."""
    return why_not_office(here, *RULERS)


def why_not_proposed(year: ClusterYear, unit: Unit) -> str:
    """A unit refused emulation does not lead in the next year."""
    row = refused(year).get(unit.pk)
    if row is None:
        return ""
    return _("%(unit)s bị từ chối xét thi đua năm %(year)s (%(document)s) nên không được đề nghị.") % {
        "unit": unit.name, "year": row.year.year, "document": row.by_document,
    }  # fmt: skip


def why_not_start(here: Here, since: dt.date, announced_on: dt.date, terms_since: dt.date | None) -> str:
    """The days must run forward: announced by today, and the next term starts after the present one did."""
    if announced_on > here.day:
        return _("Ngày công bố không thể ở sau hôm nay (%(day)s).") % {"day": day_in_words(here.day)}
    if terms_since and since <= terms_since:
        return _("Nhiệm kỳ mới phải bắt đầu sau %(day)s, ngày bắt đầu nhiệm kỳ hiện tại.") % {
            "day": day_in_words(terms_since)
        }
    return ""


def why_not_prepare(here: Here, handover: Handover) -> str:
    """The outgoing side keeps the list until it signs."""
    if handover.signed_over_at or signed(handover, Side.GIVING):
        return _("Bên giao đã ký; danh mục bàn giao đã khoá.")
    if here.holds(Office.HEAD_SECRETARY):
        return ""
    return _why_not_outgoing_leader(here, handover)


def why_not_withdraw(here: Here, handover: Handover) -> str:
    """Who announces may take it back, with a reason, until it is accepted or has taken effect."""
    if why_not := why_not_office(here, *ANNOUNCERS):
        return why_not
    if handover.accepted_at:
        return _("Bên nhận đã ký; công bố này không rút được nữa.")
    if here.day >= takes_over_on(handover):
        return _("Nhiệm kỳ mới đã bắt đầu; công bố này không rút được nữa.")
    return ""


def why_not_sign_over(here: Here, handover: Handover) -> str:
    """The leaders of the outgoing head and deputy sign, when every item of the list has been handed over."""
    if handover.signed_over_at:
        return _("Bên giao đã ký bàn giao.")
    if signing_seat(here, handover, Side.GIVING) is None:
        return _waiting_for(handover, Side.GIVING)
    waiting = list(handover.items.filter(computed=False, handed_over=False).values_list("text", flat=True))
    if waiting:
        return _("Còn mục chưa đánh dấu đã bàn giao: %(items)s. Hãy bàn giao, hoặc bỏ mục đó khỏi danh mục.") % {
            "items": "; ".join(waiting)
        }
    return ""


def why_not_accept(here: Here, handover: Handover) -> str:
    """The leaders of the units that will be head and deputy accept, after the outgoing side signed."""
    if handover.accepted_at:
        return _("Bên nhận đã ký tiếp nhận bàn giao.")
    if signing_seat(here, handover, Side.TAKING) is None:
        return _waiting_for(handover, Side.TAKING)
    if handover.signed_over_at is None:
        return _("Bên giao chưa ký bàn giao; bên nhận ký sau bên giao.")
    return why_not_stage(ending_year(here, handover), Stage.NOMINATED, Stage.DECIDED)


def why_not_archive(here: Here) -> str:
    """The standing office files the year away once it has been handed over."""
    return why_not_office(here, Office.STANDING_OFFICE) or why_not_stage(here.year, Stage.HANDED_OVER)


def _waiting_for(handover: Handover, side: Side) -> str:
    """Whose signature is still waited for on a side."""
    done = signed(handover, side)
    year = handover.year.year if side == Side.GIVING else handover.next_year.year
    left = [
        f"{member.unit.name} ({role.label} {_('năm')} {year})"
        for role, member in to_sign(handover, side).items() if role not in done
    ]  # fmt: skip
    return _("Việc này do lãnh đạo %(units)s thực hiện.") % {"units": _(" và ").join(left)}


def _why_not_outgoing_leader(here: Here, handover: Handover) -> str:
    if any(leader_of(here, member.unit_id) for member in outgoing(handover.year).values()):
        return ""
    return _waiting_for(handover, Side.GIVING)
