"""May this be done with the screens and the clock of the day? "" means yes; otherwise why not."""

from django.utils.translation import gettext as _

from thidua.conference.live.models import Screen
from thidua.conference.models import Conference
from thidua.conference.rules import why_not_run
from thidua.conference.terms import State
from thidua.kit.clock import local
from thidua.members.queries import Here


def why_not_drive(here: Here, conference: Conference) -> str:
    """The secretaries drive, while the conference is on."""
    return why_not_run(here, conference) or why_not_on(conference)


def why_not_on(conference: Conference) -> str:
    if conference.state == State.PLANNED:
        return _("Hội nghị chưa khai mạc. Khai mạc ở trang hội nghị, rồi điều hành tại đây.")
    return _("Hội nghị đã bế mạc.") if conference.state == State.CLOSED else ""


def overtaken(screen: Screen | None) -> str:
    """What to tell somebody whose console is older than the last press."""
    if screen is None or screen.changed_at is None:
        return _("Màn hình vừa được đổi ở nơi khác; bảng điều hành đã cập nhật. Hãy xem rồi bấm lại nếu vẫn cần.")
    return _(
        "Chưa làm gì: %(who)s vừa bấm trước lúc %(when)s. Bảng điều hành đã cập nhật; hãy xem rồi bấm lại nếu vẫn cần."
    ) % {"who": screen.changed_by, "when": local(screen.changed_at).strftime("%H:%M:%S")}
