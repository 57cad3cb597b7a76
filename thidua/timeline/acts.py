"""The acts of the year by name, each with the rule that answers for it: what the page of powers asks.

An act whose rule wants a paper is asked about the one at hand: the unit's registration, its latest report, the sheet of
the round, the open ballot. Whoever adds an act to a room adds a line here (`tests/timeline/test_powers.py` tells).
"""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from thidua.awards import rules as awards
from thidua.ballots import rules as ballots
from thidua.ballots.models import Ballot
from thidua.ballots.terms import State as BallotState
from thidua.conference import rules as conference
from thidua.handover import rules as handover
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import NotYours, why_not_office
from thidua.members.terms import SEATS_PEOPLE
from thidua.news import rules as news
from thidua.paperwork import rules as paperwork
from thidua.reports import rules as reports
from thidua.results import rules as results
from thidua.rulebook import rules as rulebook
from thidua.scoring import rules as scoring
from thidua.scoring.division.rules import why_not_divide
from thidua.scoring.freezing.rules import why_not_freeze, why_not_lift
from thidua.scoring.quotas.rules import why_not_except
from thidua.scoring.terms import Hand
from thidua.season import rules as season
from thidua.targets import rules as targets
from thidua.timeline import rules as timeline
from thidua.timeline.powers import Act, Answers, Facts

Whole = Callable[[Here], str]
OfUnit = Callable[[Here, Facts, Membership], str]
Ask = Callable[[Here, Facts], Answers]


def whole(rule: Whole) -> Ask:
    """An act upon the year."""
    return lambda here, facts: [(None, rule(here))]


def own(rule: OfUnit) -> Ask:
    """An act for the own unit."""

    def ask(here: Here, facts: Facts) -> Answers:
        unit = here.own()
        return [(unit, rule(here, facts, unit))] if unit else [(None, NotYours(_("Việc này do các đơn vị thực hiện.")))]

    return ask


def each(rule: OfUnit) -> Ask:
    """An act upon any of the units, by those who follow them all; a unit's own people do it for none but their own."""

    def ask(here: Here, facts: Facts) -> Answers:
        return [(unit, rule(here, facts, unit)) for unit in facts.members if unit.left_on is None]

    return ask


def sheet(hand: Hand, rule: Callable[..., str]) -> OfUnit:
    """Upon the sheet of a hand in the round at hand."""
    return lambda here, facts, unit: rule(here, facts.turns[unit.pk, hand])


def ballot(rule: Callable[[Here, Ballot], str], state: BallotState, none: Callable[[], str]) -> Ask:
    """Upon a ballot in that state, if there is one."""

    def ask(here: Here, facts: Facts) -> Answers:
        return [(None, rule(here, one)) for one in facts.ballots if one.state == state] or [(None, none())]

    return ask


def adopt(here: Here, facts: Facts) -> Answers:
    if facts.proposed is None:
        return [(None, _("Chưa có bảng tiêu chí nào được trình."))]
    return [(None, rulebook.why_not_adopt(here, facts.proposed))]


SEASON, TABLE, TARGETS, REPORTS = (
    __("Phong trào, thời hạn"),
    __("Bảng tiêu chí"),
    __("Đăng ký, giao ước"),
    __("Báo cáo"),
)
SCORING, CONFERENCE, RESULTS = __("Chấm điểm"), __("Hội nghị, bỏ phiếu"), __("Kết quả, bàn giao")
NEWS, YEAR = __("Tin bài"), __("Nhân sự, các bước của năm")

ACTS: tuple[Act, ...] = (
    Act(SEASON, __("Phát động phong trào"), whole(season.why_not_launch)),
    Act(SEASON, __("Đặt lịch các giai đoạn"), whole(season.why_not_set_window)),
    Act(SEASON, __("Gia hạn"), each(lambda here, _facts, unit: season.why_not_extend(here, unit))),
    Act(TABLE, __("Soạn bảng tiêu chí"), whole(rulebook.why_not_draft)),
    Act(TABLE, __("Thông qua bảng tiêu chí đã trình"), adopt),
    Act(TARGETS, __("Ghi bản đăng ký của đơn vị mình"), own(
        lambda here, facts, unit: targets.why_not_save(here, unit, facts.registrations.get(unit.pk)))),
    Act(TARGETS, __("Gửi bản đăng ký của đơn vị mình"), own(
        lambda here, facts, unit: targets.why_not_submit(here, unit, facts.registrations.get(unit.pk)))),
    Act(TARGETS, __("Rút lại bản đăng ký đã gửi"), own(
        lambda here, facts, unit: targets.why_not_recall(here, unit, facts.registrations.get(unit.pk)))),
    Act(TARGETS, __("Duyệt bản đăng ký"), each(
        lambda here, facts, unit: targets.why_not_approve(here, unit, facts.registrations.get(unit.pk)))),
    Act(TARGETS, __("Từ chối bản đăng ký, có lý do"), each(
        lambda here, facts, unit: targets.why_not_return(here, unit, facts.registrations.get(unit.pk)))),
    Act(TARGETS, __("Giao chỉ tiêu, ghi tiêu chí không giao"), each(
        lambda here, facts, unit: targets.why_not_agree(here, unit, facts.registrations.get(unit.pk)))),
    Act(TARGETS, __("Điều chỉnh chỉ tiêu, có lý do"), each(
        lambda here, facts, unit: targets.why_not_amend(here, unit, facts.registrations.get(unit.pk)))),
    Act(TARGETS, __("Soạn bản giao ước"), lambda here, facts: [
        (None, targets.why_not_write_pledge(here, facts.pledge))]),
    Act(TARGETS, __("Ký giao ước"), lambda here, facts: [(None, targets.why_not_sign(here, facts.pledge))]),
    Act(TARGETS, __("Chốt giao ước"), lambda here, facts: [(None, targets.why_not_seal(here, facts.pledge))]),
    Act(REPORTS, __("Mở kỳ báo cáo"), whole(reports.why_not_open_period)),
    Act(REPORTS, __("Ghi báo cáo của đơn vị mình"), own(
        lambda here, facts, unit: reports.why_not_write(here, unit, facts.written.get(unit.pk)))),
    Act(REPORTS, __("Gửi báo cáo của đơn vị mình"), own(
        lambda here, facts, unit: reports.why_not_submit(here, unit, facts.written.get(unit.pk)))),
    Act(REPORTS, __("Trả lại báo cáo đã gửi"), each(
        lambda here, facts, unit: reports.why_not_return(here, unit, facts.sent.get(unit.pk)))),
    Act(REPORTS, __("Tải minh chứng của đơn vị mình"), own(
        lambda here, _facts, unit: reports.why_not_upload(here, unit))),
    Act(REPORTS, __("Xem báo cáo, minh chứng"), each(lambda here, _facts, unit: reports.why_not_see(here, unit))),
    Act(SCORING, __("Mở vòng tự chấm"), lambda here, facts: [
        (None, scoring.why_not_open_round(here, Hand.SELF, facts.period))]),
    Act(SCORING, __("Mở vòng chấm chéo"), lambda here, facts: [
        (None, scoring.why_not_open_round(here, Hand.CROSS, facts.period))]),
    Act(SCORING, __("Mở vòng thẩm định"), lambda here, facts: [
        (None, scoring.why_not_open_round(here, Hand.APPRAISED, facts.period))]),
    Act(SCORING, __("Phân công chấm chéo"), whole(scoring.why_not_assign)),
    Act(SCORING, __("Chia phần thẩm định cho các cơ quan"), whole(why_not_divide)),
    Act(SCORING, __("Ghi phiếu tự chấm"), own(sheet(Hand.SELF, scoring.why_not_write))),
    Act(SCORING, __("Gửi phiếu tự chấm"), own(sheet(Hand.SELF, scoring.why_not_submit))),
    Act(SCORING, __("Ghi phiếu chấm chéo"), each(sheet(Hand.CROSS, scoring.why_not_write))),
    Act(SCORING, __("Gửi phiếu chấm chéo"), each(sheet(Hand.CROSS, scoring.why_not_submit))),
    Act(SCORING, __("Ghi phiếu thẩm định"), each(sheet(Hand.APPRAISED, scoring.why_not_write))),
    Act(SCORING, __("Gửi phiếu thẩm định"), each(sheet(Hand.APPRAISED, scoring.why_not_submit))),
    Act(SCORING, __("Trả lại phiếu tự chấm để sửa"), each(sheet(Hand.SELF, scoring.why_not_return))),
    Act(SCORING, __("Giải trình điểm bị thay đổi của đơn vị mình"), own(
        lambda here, facts, unit: scoring.why_not_explain(here, unit, is_changed=True, period=facts.period))),
    Act(SCORING, __("Trả lời giải trình"), each(
        lambda here, facts, unit: scoring.why_not_reply(here, unit, facts.period))),
    Act(SCORING, __("Ghi điểm thống nhất"), each(sheet(Hand.APPRAISED, scoring.why_not_settle))),
    Act(SCORING, __("Cho phép ngoại lệ tỷ lệ khống chế"), whole(why_not_except)),
    Act(SCORING, __("Giữ kín bảng điểm trước hội nghị"), whole(why_not_freeze)),
    Act(SCORING, __("Mở bảng điểm đang giữ kín"), whole(why_not_lift)),
    Act(SCORING, __("Xem bảng điểm cả cụm"), whole(scoring.why_not_see_board)),
    Act(CONFERENCE, __("Chuẩn bị hội nghị"), whole(conference.why_not_plan)),
    Act(CONFERENCE, __("Theo dõi kiến nghị"), whole(conference.why_not_follow_up)),
    Act(CONFERENCE, __("Lập cuộc bỏ phiếu"), whole(ballots.why_not_call)),
    Act(CONFERENCE, __("Lập cuộc bỏ phiếu của Hội đồng"), whole(ballots.why_not_call_council)),
    Act(CONFERENCE, __("Mở cuộc bỏ phiếu (hai uỷ viên)"), ballot(
        ballots.why_not_mark_open, BallotState.CALLED, lambda: _("Chưa có cuộc bỏ phiếu nào đang chờ mở."))),
    Act(CONFERENCE, __("Bỏ phiếu"), ballot(
        ballots.why_not_cast, BallotState.OPEN, lambda: _("Chưa có cuộc bỏ phiếu nào đang mở."))),
    Act(CONFERENCE, __("Đóng và kiểm phiếu (hai uỷ viên)"), ballot(
        ballots.why_not_mark_close, BallotState.OPEN, lambda: _("Chưa có cuộc bỏ phiếu nào đang mở."))),
    Act(RESULTS, __("Chốt kết quả"), whole(results.why_not_seal)),
    Act(RESULTS, __("Công bố kết quả"), lambda here, facts: [(None, results.why_not_publish(here, facts.result))]),
    Act(RESULTS, __("Mở đợt tính lại"), whole(results.why_not_open_rescore)),
    Act(RESULTS, __("Đề nghị khen thưởng"), whole(results.why_not_nominate)),
    Act(RESULTS, __("Ghi quyết định khen thưởng"), whole(results.why_not_decide)),
    Act(RESULTS, __("Công bố bàn giao Cụm trưởng, Cụm phó"), whole(handover.why_not_announce)),
    Act(RESULTS, __("Quyết định điều chỉ con người quyết được khi xét điều kiện"), whole(awards.why_not_rule)),
    Act(RESULTS, __("Ghi quy tắc luân phiên Cụm trưởng"), whole(handover.why_not_rule)),
    Act(RESULTS, __("Lưu trữ hồ sơ của năm"), whole(handover.why_not_archive)),
    Act(NEWS, __("Viết bài"), whole(news.why_not_write)),
    Act(NEWS, __("Thêm ảnh"), whole(news.why_not_photograph)),
    Act(NEWS, __("Mở lại các trang công khai đang giữ nguyên"), whole(news.why_not_thaw)),
    Act(YEAR, __("Giữ mẫu văn bản, nơi nhận, tiêu đề"), whole(paperwork.why_not_keep)),
    Act(YEAR, __("Giao, kết thúc chức trách"), whole(lambda here: why_not_office(here, *SEATS_PEOPLE))),
    Act(YEAR, __("Mở lại bước trước, có lý do"), whole(timeline.why_not_step_back)),
    Act(YEAR, __("Ghi nhận bước đã làm trên giấy"), whole(timeline.why_not_pass_over)),
)  # fmt: skip
