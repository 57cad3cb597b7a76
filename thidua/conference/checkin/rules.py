"""What to say of a mark made at the door."""

from django.utils.translation import gettext as _

from thidua.conference.checkin.models import Arrival
from thidua.conference.models import Conference, Delegate
from thidua.conference.terms import Presence
from thidua.kit.clock import local


def why_not_this_code(conference: Conference, found: Delegate | None) -> str:
    """A code of this conference; one from another is told so, without saying whose it is."""
    if found is None:
        return _("Không có đại biểu nào mang mã này. Hãy quét lại, hoặc tìm theo tên.")
    if found.delegation.conference_id != conference.pk:
        other = found.delegation.conference
        return _("Mã này của hội nghị khác (ngày %(day)s); không điểm danh ở đây được. Hãy tìm đại biểu theo tên.") % {
            "day": other.on.strftime("%d/%m/%Y")
        }
    return ""


def noticed_twice(delegate: Delegate, before: Arrival | None) -> str:
    """When, and by whom, the same was marked before."""
    said = str(Presence(delegate.presence).label).lower()
    if before is None:
        return _("%(name)s đã được ghi %(presence)s trước đó.") % {"name": delegate, "presence": said}
    return _("%(name)s đã điểm danh (%(presence)s) lúc %(when)s bởi %(who)s.") % {
        "name": delegate, "presence": said, "who": before.by_name,
        "when": local(before.stated_at or before.received_at).strftime("%H:%M"),
    }  # fmt: skip
