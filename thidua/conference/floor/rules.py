"""May this delegate ask to speak, now? "" means yes; otherwise why not."""

from django.utils.translation import gettext as _

from thidua.conference.floor.models import Floor
from thidua.conference.live.rules import why_not_on
from thidua.conference.models import Conference, Delegate
from thidua.conference.terms import Presence


def why_not_ask(conference: Conference, floor: Floor, delegate: Delegate) -> str:
    """Who is in the room, while the secretaries take names."""
    if why_not := why_not_on(conference):
        return why_not
    if delegate.presence != Presence.PRESENT:
        return _("Chưa điểm danh có mặt. Mời đến bàn đón tiếp điểm danh trước, rồi đăng ký phát biểu.")
    return "" if floor.taking else _("Thư ký đang tạm ngừng nhận đăng ký phát biểu.")
