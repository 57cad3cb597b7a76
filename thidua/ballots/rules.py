"""May this be done with this ballot? "" means yes; otherwise the sentence that says why not."""

from django.utils.translation import gettext as _

from thidua.ballots.models import Ballot
from thidua.ballots.terms import State
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_since
from thidua.members.terms import Office, Stage

CALLERS = (Office.HEAD_SECRETARY, Office.CONFERENCE_SECRETARY)


def why_not_call(here: Here) -> str:
    """The head's secretariat or the conference secretary, until the nominations are sent."""
    return why_not_office(here, *CALLERS) or why_not_before(here.year, Stage.NOMINATED)


def why_not_prepare(here: Here, ballot: Ballot) -> str:
    """Nominees and threshold are fixed once the ballot opens."""
    if ballot.state != State.CALLED:
        return _("Cuộc bỏ phiếu đã mở; danh sách đề nghị và tỷ lệ không đổi được nữa.")
    return why_not_call(here)


def why_not_mark_open(here: Here, ballot: Ballot) -> str:
    """Tellers open it, once the points are appraised and there is someone to vote on."""
    if ballot.state != State.CALLED:
        return _("Cuộc bỏ phiếu đã được mở trước đó.")
    if why_not := why_not_office(here, Office.TELLER):
        return why_not
    if why_not := why_not_since(here.year, Stage.APPRAISED) or why_not_before(here.year, Stage.NOMINATED):
        return why_not
    if not ballot.nominees.exists():
        return _("Chưa có đơn vị nào được đề nghị trong cuộc bỏ phiếu này; thư ký cần ghi danh sách trước.")
    return ""


def why_not_mark_close(here: Here, ballot: Ballot) -> str:
    """Tellers close it while it is open."""
    if ballot.state == State.CALLED:
        return _("Cuộc bỏ phiếu chưa mở.")
    if ballot.state == State.CLOSED:
        return _("Cuộc bỏ phiếu đã đóng và kiểm phiếu trước đó.")
    return why_not_office(here, Office.TELLER)


def why_not_cast(here: Here, ballot: Ballot) -> str:
    """The leader of a member unit, for that unit, while it is open. Whether it has voted is decided by the roll."""
    if ballot.state == State.CALLED:
        return _("Cuộc bỏ phiếu chưa mở; hai uỷ viên ban kiểm phiếu sẽ cùng mở.")
    if ballot.state == State.CLOSED:
        return _("Cuộc bỏ phiếu đã đóng.")
    return why_not_office(here, Office.UNIT_LEADER)


def recused(here: Here, nominated: set[int]) -> Membership | None:
    """The teller's own unit when it is nominated: allowed, but the screen says so."""
    own = here.own(Office.TELLER)
    return own if own is not None and own.pk in nominated else None
