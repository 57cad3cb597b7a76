"""Who may announce, prepare, sign over, accept and archive, and when."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.handover.models import Handover
from thidua.handover.queries import ending_year, of_year, receiving_seat
from thidua.kit.viet import day_in_words
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_since, why_not_stage
from thidua.members.terms import Lead, Office, Stage

ANNOUNCERS = (Office.HEAD_SECRETARY, Office.CONFERENCE_SECRETARY)


def why_not_announce(here: Here) -> str:
    """The conference's or the head's secretary announces the next head and deputy, once, after the conference."""
    if of_year(here.year):
        return _("Bàn giao của năm này đã được công bố.")
    return (
        why_not_office(here, *ANNOUNCERS)
        or why_not_since(here.year, Stage.CONCLUDED)
        or why_not_before(here.year, Stage.HANDED_OVER)
    )


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
    if handover.signed_over_at:
        return _("Bên giao đã ký; danh mục bàn giao đã khoá.")
    if here.holds(Office.HEAD_SECRETARY):
        return ""
    return _why_not_outgoing_leader(here)


def why_not_sign_over(here: Here, handover: Handover) -> str:
    """The leader of the outgoing head signs, when every item of the list has been handed over."""
    if handover.signed_over_at:
        return _("Bên giao đã ký bàn giao.")
    if why_not := _why_not_outgoing_leader(here):
        return why_not
    waiting = list(handover.items.filter(computed=False, handed_over=False).values_list("text", flat=True))
    if waiting:
        return _("Còn mục chưa đánh dấu đã bàn giao: %(items)s. Hãy bàn giao, hoặc bỏ mục đó khỏi danh mục.") % {
            "items": "; ".join(waiting)
        }
    return ""


def why_not_accept(here: Here, handover: Handover) -> str:
    """The leader of the unit that will be head accepts, after the outgoing side signed."""
    if handover.accepted_at:
        return _("Bên nhận đã ký tiếp nhận bàn giao.")
    if receiving_seat(here, handover) is None:
        return _("Việc tiếp nhận do lãnh đạo %(unit)s (Cụm trưởng năm %(year)s) thực hiện.") % {
            "unit": handover.head.unit.name,
            "year": handover.next_year.year,
        }
    if handover.signed_over_at is None:
        return _("Bên giao chưa ký bàn giao; bên nhận ký sau bên giao.")
    return why_not_stage(ending_year(here, handover), Stage.NOMINATED, Stage.DECIDED)


def why_not_archive(here: Here) -> str:
    """The standing office files the year away once it has been handed over."""
    return why_not_office(here, Office.STANDING_OFFICE) or why_not_stage(here.year, Stage.HANDED_OVER)


def _why_not_outgoing_leader(here: Here) -> str:
    head = here.leads.get(Lead.HEAD)
    if head is None:
        return _("Năm thi đua này đang không có Cụm trưởng nên chưa ký bàn giao được.")
    if here.holds(Office.UNIT_LEADER, of=head):
        return ""
    return _("Việc này do lãnh đạo %(unit)s (Cụm trưởng năm %(year)s) thực hiện.") % {
        "unit": head.unit.name,
        "year": here.year.year,
    }
