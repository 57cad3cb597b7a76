"""May this be done with this ballot? "" means yes; otherwise the sentence that says why not."""

from django.utils.translation import gettext as _

from thidua.ballots.models import Ballot
from thidua.ballots.queries import Outcome, by_council, council, counted, deciding_roles, nominees, round_of
from thidua.ballots.terms import PERSONAL, Per, State, Tie
from thidua.kit.viet import fold
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_since
from thidua.members.terms import Office, Stage

CALLERS = (Office.HEAD_SECRETARY, Office.CONFERENCE_SECRETARY)
READERS = tuple(office for office in Office if office != Office.ADMINISTRATOR)
"""Everyone with a seat but the system's administrator, who reads no ballot."""
OF_THE_COUNCIL = (Office.COUNCIL, Office.STANDING_OFFICE)
"""Who reads a ballot of the Council."""
TELLERS = 2
"""Ban kiểm phiếu: this many different tellers open together and close together."""


def callers_of(ballot: Ballot) -> tuple[Office, ...]:
    return (Office.STANDING_OFFICE,) if by_council(ballot) else CALLERS


def teller_of(ballot: Ballot) -> Office:
    """A vote of the Council is opened, closed and counted by its own members."""
    return Office.COUNCIL if by_council(ballot) else Office.TELLER


def why_not_read(here: Here, ballot: Ballot) -> str:
    return why_not_office(here, *(OF_THE_COUNCIL if by_council(ballot) else READERS))


def why_not_call_council(here: Here) -> str:
    """The standing office, once the conference has concluded and there is a Council."""
    if why_not := why_not_office(here, Office.STANDING_OFFICE) or why_not_since(here.year, Stage.CONCLUDED):
        return why_not
    if len(council(here.day)) < TELLERS:
        return _("Chưa có đủ uỷ viên Hội đồng Thi đua – Khen thưởng; hãy giao chức trách này ở trang Nhân sự trước.")
    return ""


def why_not_call(here: Here) -> str:
    """The head's secretariat or the conference secretary, until the nominations are sent."""
    return why_not_office(here, *CALLERS) or why_not_before(here.year, Stage.NOMINATED)


def why_not_prepare(here: Here, ballot: Ballot) -> str:
    """Nominees and threshold are fixed once the ballot opens."""
    if ballot.state != State.CALLED:
        return _("Cuộc bỏ phiếu đã mở; danh sách đề nghị và tỷ lệ không đổi được nữa.")
    return why_not_call_council(here) if by_council(ballot) else why_not_call(here)


def why_not_withdraw(here: Here, ballot: Ballot) -> str:
    """The secretariat, until it opens; a vote of the Council belongs to its dossiers."""
    if by_council(ballot):
        return _("Cuộc bỏ phiếu của Hội đồng đi cùng hồ sơ, không huỷ được.")
    if ballot.state != State.CALLED:
        return _("Cuộc bỏ phiếu đã mở, không huỷ được nữa.")
    return why_not_call(here)


def why_not_mark_open(here: Here, ballot: Ballot) -> str:
    """Tellers open it, once the points are appraised and there is someone to vote on."""
    if ballot.state != State.CALLED:
        return _("Cuộc bỏ phiếu đã được mở trước đó.")
    if why_not := why_not_office(here, teller_of(ballot)):
        return why_not
    if why_not := "" if by_council(ballot) else _why_not_now(here):
        return why_not
    if not ballot.nominees.exists():
        return _("Chưa có đơn vị nào được đề nghị trong cuộc bỏ phiếu này; thư ký cần ghi danh sách trước.")
    if ballot.per == Per.DELEGATE and not ballot.turnout.exists():
        return _("Chưa có danh sách đại biểu có quyền bỏ phiếu; thư ký cần lập danh sách trước.")
    return why_not_count_for(here, ballot)


def _why_not_now(here: Here) -> str:
    return why_not_since(here.year, Stage.APPRAISED) or why_not_before(here.year, Stage.NOMINATED)


def why_not_count_for(here: Here, ballot: Ballot) -> str:
    """Nobody counts the votes for the own unit, nor for oneself. Where every member unit is nominated nobody of the
    cluster is free: two count."""
    if by_council(ballot):
        return _why_not_for_oneself(here, ballot)
    nominated = set(ballot.nominees.values_list("membership", flat=True))
    unit = recused(here, nominated)
    if unit is None or nominated >= {member.pk for member in here.members}:
        return ""
    return _(
        "%(unit)s có trong danh sách được đề nghị nên người của đơn vị không kiểm phiếu cuộc này. Hãy báo thư ký cử uỷ "
        "viên khác."
    ) % {"unit": unit.unit.name}


def _why_not_for_oneself(here: Here, ballot: Ballot) -> str:
    """A member of the Council who has a seat in a nominated unit, or bears a nominee's name, leaves counting to
    others."""
    units = {seat.membership_id for seat in here.seats if seat.membership_id}
    for one in nominees(ballot):
        if one.membership_id in units or fold(one.person) == fold(here.person.name):
            return _("%(who)s có trong danh sách được đề nghị nên bạn không kiểm phiếu cuộc này.") % {
                "who": one
            }  # fmt: skip
    return ""


def why_not_mark_close(here: Here, ballot: Ballot) -> str:
    """Tellers close it while it is open."""
    if ballot.state == State.CALLED:
        return _("Cuộc bỏ phiếu chưa mở.")
    if ballot.state == State.CLOSED:
        return _("Cuộc bỏ phiếu đã đóng và kiểm phiếu trước đó.")
    return why_not_office(here, teller_of(ballot)) or why_not_count_for(here, ballot)


def why_not_count(here: Here, ballot: Ballot) -> str:
    """Tellers enter what they counted, while it is open, of a vote by hand or on slips."""
    if not counted(ballot):
        return _("Cuộc này bỏ phiếu trên máy; phần mềm tự đếm khi hai uỷ viên cùng đóng.")
    return why_not_mark_close(here, ballot)


def why_not_next_round(here: Here, ballot: Ballot, result: Outcome) -> str:
    """Once, after a closed round that left somebody undecided."""
    if ballot.state != State.CLOSED:
        return _("Vòng này chưa kiểm phiếu xong.")
    if hasattr(ballot, "next_round"):
        return _("Vòng sau đã được lập.")
    if not result.undecided:
        return _("Vòng này đã chọn đủ; không còn đơn vị nào cần bỏ phiếu lại.")
    if round_of(ballot) >= ballot.rounds:
        return _("Quy chế cho bỏ phiếu tối đa %(n)s vòng; đã đủ số vòng.") % {"n": ballot.rounds}
    return why_not_call_council(here) if by_council(ballot) else why_not_call(here)


def why_not_decide(here: Here, ballot: Ballot, result: Outcome) -> str:
    """The leads decide a tie where the rule says so, each for the cluster and neither over the own unit."""
    if ballot.tie == Tie.AGAIN:
        return _("Quy chế của cuộc này là bỏ phiếu lại khi bằng phiếu, không có quyết định thay phiếu.")
    if not any(one.tied for one in result.tallies) or hasattr(ballot, "next_round"):
        return _("Cuộc này không còn đơn vị nào bằng phiếu để quyết định.")
    roles = deciding_roles(here, result)
    if not roles:
        return _("Cụm trưởng và Cụm phó đều trong số bằng phiếu nên không quyết định; hãy báo cáo Cơ quan thường trực.")
    if any(here.holds(Office.UNIT_LEADER, of=here.leads[role]) for role in roles):
        return why_not_before(here.year, Stage.NOMINATED)
    return _("Việc này do lãnh đạo %(units)s quyết định.") % {
        "units": _(" và ").join(here.leads[role].unit.name for role in roles)
    }


def why_not_carry(here: Here, ballot: Ballot, absent: Membership, carrier: Membership) -> str:  # noqa: PLR0911
    """The secretariat writes down a proxy, where the ballot's rule has any, no more than it allows a unit to carry."""
    if ballot.state == State.CLOSED:
        return _("Cuộc bỏ phiếu đã đóng.")
    if why_not := why_not_office(here, *CALLERS):
        return why_not
    if not ballot.proxies:
        return _("Quy chế của cuộc này không cho bỏ phiếu thay; đơn vị vắng gửi ý kiến bằng văn bản.")
    if ballot.state == State.CALLED:
        return _("Danh sách bỏ phiếu lập khi mở; hãy ghi uỷ quyền sau khi ban kiểm phiếu mở cuộc bỏ phiếu.")
    if absent.pk == carrier.pk or carrier.year_id != here.year.pk:
        return _("Đơn vị bỏ thay phải là một đơn vị thành viên khác.")
    if ballot.turnout.filter(carrier=carrier).exclude(membership=absent).count() >= ballot.proxies:
        return _("%(unit)s đã nhận đủ %(n)s phiếu được bỏ thay.") % {"unit": carrier.unit.name, "n": ballot.proxies}
    return ""


def why_not_letter(here: Here, ballot: Ballot) -> str:
    """A teller enters the written opinion of an absent unit or member of the Council, while it is open on the page."""
    if counted(ballot) or ballot.per == Per.DELEGATE:
        return _("Ý kiến bằng văn bản chỉ nhập ở cuộc bỏ trên máy; đại biểu vắng thì cử người khác.")
    return why_not_mark_close(here, ballot)


def why_not_cast(here: Here, ballot: Ballot) -> str:
    """The leader of a member unit for that unit, a member of the Council; while it is open. The roll says who has."""
    if counted(ballot):
        return _("Cuộc này biểu quyết tại hội trường; ban kiểm phiếu đếm và nhập kết quả.")
    if ballot.state == State.CALLED:
        return _("Cuộc bỏ phiếu chưa mở; hai uỷ viên ban kiểm phiếu sẽ cùng mở.")
    if ballot.state == State.CLOSED:
        return _("Cuộc bỏ phiếu đã đóng.")
    if by_council(ballot):
        return why_not_office(here, Office.COUNCIL)
    return "" if ballot.per in PERSONAL else why_not_office(here, Office.UNIT_LEADER)


def recused(here: Here, nominated: set[int]) -> Membership | None:
    """The teller's own unit when it is nominated."""
    own = here.own(Office.TELLER)
    return own if own is not None and own.pk in nominated else None
