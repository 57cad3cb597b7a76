"""Who may open and close rounds, write on which sheet, explain, settle, and see whose points."""

from django.utils.translation import gettext as _

from thidua.engine import Edition
from thidua.kit.clock import day_of
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import (
    NotYours,
    why_not_before,
    why_not_office,
    why_not_secretariat,
    why_not_since,
    why_not_stage,
)  # fmt: skip
from thidua.members.terms import Office, Stage
from thidua.rulebook.queries import adopted
from thidua.scoring.models import Round
from thidua.scoring.queries import Turn, frozen, frozen_for, rounds_of
from thidua.scoring.terms import Hand

OPENS_AT = {
    Hand.SELF: (Stage.RUNNING, Stage.MID_REVIEWED),
    Hand.CROSS: (Stage.SELF_SCORED,),
    Hand.APPRAISED: (Stage.SELF_SCORED, Stage.CROSS_CHECKED),
}
SCORED_IN = (Stage.RUNNING, Stage.MID_REVIEWED, Stage.SELF_SCORED, Stage.CROSS_CHECKED)
"""While these last, the rounds of a period open and close, each period at its own pace."""
LEADS_TO = {Hand.SELF: Stage.SELF_SCORED, Hand.CROSS: Stage.CROSS_CHECKED, Hand.APPRAISED: Stage.APPRAISED}
UNIT_HANDS = (Office.UNIT_OFFICER, Office.UNIT_LEADER)
CHECKERS = (Office.CROSS_CHECKER, Office.UNIT_LEADER)
READS_ALL = (Office.STANDING_OFFICE, Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY)


def why_not_open_round(here: Here, hand: Hand, period: str = "") -> str:
    """The head's secretariat, hand after hand; the appraisal waits for the cross-check."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY):
        return why_not
    edition = adopted(here.year, here.day)
    if why_not := why_not_stage(here.year, *(SCORED_IN if edition and edition.periods else OPENS_AT[hand])):
        return why_not
    if edition is None:
        return _("Chưa có bảng tiêu chí được thông qua nên chưa chấm điểm được.")
    return why_not_period(edition, period) or _why_not_after(rounds_of(here.year, period), hand, period)


def why_not_period(edition: Edition, period: str) -> str:
    """A table with periods is scored period by period, another one as a whole year."""
    names = ", ".join(one.title for one in edition.periods)
    if edition.periods and period not in {one.code for one in edition.periods}:
        return _("Bảng tiêu chí này chấm theo kỳ; hãy chọn một kỳ: %(periods)s.") % {"periods": names}
    if period and not edition.periods:
        return _("Bảng tiêu chí này chấm cả năm, không chia kỳ.")
    return _("Mã kỳ dài quá 40 ký tự nên chưa chấm được; hãy sửa bảng tiêu chí.") if len(period) > 40 else ""


def _why_not_after(rounds: dict[Hand, Round], hand: Hand, period: str) -> str:
    """The order of the rounds among themselves; in a period, too, the unit scores itself first."""
    if hand in rounds:
        return _("Vòng “%(hand)s” đã mở.") % {"hand": hand.label}
    if period and hand != Hand.SELF and ((own := rounds.get(Hand.SELF)) is None or own.closed_at is None):
        return _("Hãy đóng vòng tự chấm của kỳ này trước.")
    if hand == Hand.CROSS and Hand.APPRAISED in rounds:
        return _("Vòng thẩm định đã mở nên không mở vòng chấm chéo được nữa.")
    if hand == Hand.APPRAISED and (cross := rounds.get(Hand.CROSS)) and cross.closed_at is None:
        return _("Hãy đóng vòng chấm chéo trước khi mở vòng thẩm định.")
    return ""


def leads_to(here: Here, hand: Hand) -> Stage | None:
    """The stage a closed round brings the year to; with periods only when it is closed in all of them."""
    edition = adopted(here.year, here.day)
    if edition is None or not edition.periods:
        return LEADS_TO[hand]
    closed = set(Round.objects.filter(year=here.year, closed_at__isnull=False).values_list("hand", "period"))
    over = [one for one in Hand if all((one.value, period.code) in closed for period in edition.periods)]
    return LEADS_TO[over[-1]] if over and Hand.SELF in over else None


def why_not_close_round(here: Here, hand: Hand, turn_of: Round | None) -> str:
    """The head's secretariat, while the round is open."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY):
        return why_not
    if turn_of is None:
        return _("Vòng “%(hand)s” chưa mở.") % {"hand": hand.label}
    if turn_of.closed_at is not None:
        return _("Vòng “%(hand)s” đã đóng.") % {"hand": hand.label}
    return why_not_stage(here.year, *(SCORED_IN if turn_of.period else OPENS_AT[hand]))


def why_not_reopen_round(here: Here, hand: Hand, period: str = "") -> str:
    """Once the year has stepped back behind what closing the round had entered; in a period, the last hand first."""
    if why_not := (
        why_not_office(here, Office.STANDING_OFFICE, Office.HEAD_SECRETARY) or why_not_before(here.year, LEADS_TO[hand])
    ):
        return why_not
    later = [one.label for one in rounds_of(here.year, period) if hand in one.before] if period else []
    return _("Vòng %(later)s của kỳ này đã mở; hãy sửa ở vòng đó.") % {"later": later[-1].lower()} if later else ""


def why_not_assign(here: Here) -> str:
    """The head's secretariat, until the cross-check is closed or passed over."""
    if why_not := (
        why_not_office(here, Office.HEAD_SECRETARY)
        or why_not_since(here.year, Stage.RUNNING)
        or why_not_before(here.year, Stage.CROSS_CHECKED)
    ):
        return why_not
    if Hand.APPRAISED in rounds_of(here.year):
        return _("Vòng thẩm định đã mở nên không phân công chấm chéo được nữa.")
    return ""


def why_not_turn(turn: Turn) -> str:
    """Whether the sheet can be written at all."""
    if turn.round is None:
        return _("Vòng “%(hand)s” chưa mở.") % {"hand": turn.hand.label}
    if turn.round.closed_at is not None:
        return _("Vòng “%(hand)s” đã đóng.") % {"hand": turn.hand.label}
    if turn.submitted:
        return _("Phiếu đã gửi nên không sửa được nữa. Nếu có sai sót, đề nghị Thư ký cụm trả lại.")
    return ""


def why_not_hand(here: Here, turn: Turn, *, submits: bool = False) -> str:
    """Whether this person is that hand: the unit itself, its assigned checker, or the secretariat for it."""
    member = turn.membership
    if turn.hand == Hand.APPRAISED:
        return "" if not submits and appraises_part(here, turn) else why_not_secretariat(here, member)
    if turn.hand == Hand.CROSS:
        return _why_not_checker(here, turn)
    if here.holds(*((Office.UNIT_LEADER,) if submits else UNIT_HANDS), of=member):
        return ""
    if submits:
        return NotYours(_("Phiếu tự chấm do lãnh đạo %(unit)s gửi.") % {"unit": member.unit.name})
    return NotYours(_("Phiếu tự chấm do cán bộ thi đua và lãnh đạo %(unit)s lập.") % {"unit": member.unit.name})


def appraises_part(here: Here, turn: Turn) -> bool:
    """Whether this person is of a body with a part in the appraisal; nobody appraises the own unit."""
    if any(seat.membership_id == turn.membership.pk for seat in here.seats):
        return False
    return any(one.pk == here.person.pk for body in turn.departments if body.codes for one in body.people.all())


def _why_not_checker(here: Here, turn: Turn) -> str:
    if turn.checker is None:
        return _("%(unit)s chưa được phân công ai chấm chéo.") % {"unit": turn.membership.unit.name}
    if is_checker(here, turn.checker):
        return ""
    return NotYours(_("Phiếu này do %(checker)s chấm chéo.") % {"checker": turn.checker.unit.name})


def why_not_write(here: Here, turn: Turn) -> str:
    return why_not_hand(here, turn) or why_not_turn(turn)


def why_not_submit(here: Here, turn: Turn) -> str:
    return why_not_hand(here, turn, submits=True) or why_not_turn(turn)


def why_not_return(here: Here, turn: Turn) -> str:
    """The secretariat for the unit gives a submitted sheet back while its round is open."""
    if why_not := why_not_secretariat(here, turn.membership):
        return why_not
    if not turn.submitted:
        return _("Chỉ trả lại được phiếu đã gửi.")
    return "" if turn.is_open else _("Vòng “%(hand)s” đã đóng.") % {"hand": turn.hand.label}


def why_not_explain(here: Here, membership: Membership, *, is_changed: bool, period: str = "") -> str:
    """The unit answers where a later hand changed its points, until the appraisal is closed."""
    if not here.holds(*UNIT_HANDS, of=membership):
        return NotYours(_("Giải trình do cán bộ thi đua hoặc lãnh đạo %(unit)s viết.") % {"unit": membership.unit.name})
    if why_not := why_not_answering(here, period):
        return why_not
    return "" if is_changed else _("Tiêu chí này không bị thay đổi nên không cần giải trình.")


def why_not_reply(here: Here, membership: Membership, period: str = "") -> str:
    return why_not_secretariat(here, membership) or why_not_answering(here, period)


def why_not_answering(here: Here, period: str) -> str:
    """Points are explained between the closing of the self-scoring and that of the appraisal."""
    if not period:
        return why_not_since(here.year, Stage.SELF_SCORED) or why_not_before(here.year, Stage.APPRAISED)
    rounds = rounds_of(here.year, period)
    if (own := rounds.get(Hand.SELF)) is None or own.closed_at is None:
        return _("Giải trình sau khi vòng tự chấm của kỳ này đóng.")
    last = rounds.get(Hand.APPRAISED)
    return _("Vòng thẩm định của kỳ này đã đóng.") if last and last.closed_at else ""


def why_not_settle(here: Here, appraisal: Turn) -> str:
    """The secretariat for the unit, once its appraisal is submitted and until the round is closed."""
    if why_not := why_not_secretariat(here, appraisal.membership) or why_not_before(here.year, Stage.APPRAISED):
        return why_not
    if not appraisal.is_open:
        return _("Vòng thẩm định chưa mở hoặc đã đóng.")
    return "" if appraisal.submitted else _("Hãy gửi phiếu thẩm định của đơn vị trước khi ghi điểm thống nhất.")


def is_checker(here: Here, checker: Membership | None) -> bool:
    """Whether this person checks for the unit that was assigned."""
    return checker is not None and here.holds(*CHECKERS, of=checker)


def why_not_see_board(here: Here, *, over: bool = False) -> str:
    """The members see each other's points once the appraisal is closed, of the year or (`over`) of the period."""
    if here.holds(*READS_ALL):
        return ""
    if kept := frozen_for(here):
        return _("Bảng điểm được giữ kín đến hội nghị tổng kết (%(who)s, %(day)s: %(reason)s). Mỗi đơn vị vẫn xem điểm "
                 "của đơn vị mình.") % {"who": kept.by_name, "day": f"{day_of(kept.at):%d/%m/%Y}",
                                        "reason": kept.reason}  # fmt: skip
    if over or here.year.at.reached(Stage.APPRAISED):
        return ""
    return _("Bảng điểm của cả cụm mở cho các đơn vị sau khi đóng vòng thẩm định; trước đó mỗi đơn vị xem điểm của "
             "đơn vị mình.")  # fmt: skip


def who_sees_board(here: Here, *, over: bool = False) -> str:
    """Who sees the board today, in words: first those who appraise, then the cluster, outsiders what is published."""
    if not (over or here.year.at.reached(Stage.APPRAISED)):
        return _("Lúc này chỉ thư ký hai đơn vị Cụm trưởng, Cụm phó và cơ quan thường trực thấy bảng này; mỗi đơn vị "
                 "thấy điểm của đơn vị mình.")  # fmt: skip
    if frozen(here.year):
        return _("Điểm đã khoá và đang giữ kín: chỉ thư ký hai đơn vị Cụm trưởng, Cụm phó và cơ quan thường trực thấy "
                 "bảng này; mỗi đơn vị thấy điểm của đơn vị mình; người ngoài cụm chưa thấy gì.")  # fmt: skip
    if not here.year.at.reached(Stage.CONCLUDED):
        return _("Điểm đã khoá chờ hội nghị: mọi đơn vị trong cụm thấy bảng này, người ngoài cụm chưa thấy gì.")
    return _("Mọi đơn vị trong cụm thấy bảng này; người ngoài cụm chỉ đọc được những gì đã công bố.")


def why_not_see_unit(
    here: Here, membership: Membership, checker: Membership | None, *, over: bool = False
) -> str:  # fmt: skip
    """Before that: the unit itself, the secretariats, the standing office, the assigned checker."""
    if any(seat.membership_id == membership.pk for seat in here.seats) or is_checker(here, checker):
        return ""
    return why_not_see_board(here, over=over)


def why_not_see_sheet(here: Here, turn: Turn) -> str:
    """A sheet in the making is seen by its writer; a submitted one by all who may see the unit."""
    if not why_not_hand(here, turn) or here.holds(Office.STANDING_OFFICE):
        return ""
    if why_not := why_not_see_unit(here, turn.membership, turn.checker, over=turn.over):
        return why_not
    if turn.submitted or (turn.hand == Hand.SELF and not why_not_see_board(here, over=turn.over)):
        return ""
    return _("Phiếu chưa gửi nên chỉ người chấm xem được.")
