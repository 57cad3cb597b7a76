"""The year, step by step: who takes each step, where, what must be true first, what it freezes and what it leaves.

This is the year in one place. The acts themselves are in the rooms; each ends by entering its stage
(`members.actions.enter_stage`). The dates seen in real life are in the project's domain notes: the conference
falls in November, so figures have a cut-off date, and it opens the next year while closing this one.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.members.terms import Office, Stage

Words = str | Promise


@dataclass(frozen=True)
class Step:
    """One step. `stage` is entered when it is done; it can be taken from the stages in `opens_at`."""

    stage: Stage
    who: tuple[Office, ...]
    act: Words
    where: str
    opens_at: tuple[Stage, ...]
    needs: Words
    freezes: Words
    papers: Words
    usual: Words
    optional: bool = False
    reopens: bool = False


STEPS: tuple[Step, ...] = (
    Step(
        Stage.CONSTITUTED, (Office.STANDING_OFFICE,), _("Lập năm thi đua: thành viên, Cụm trưởng, Cụm phó"),
        "members:people", (), _("Quyết định hoặc biên bản hội nghị của năm trước."),
        _("Danh sách thành viên, theo thời gian."), _("Quyết định hoặc biên bản bàn giao."), _("Tháng 11 năm trước"),
    ),
    Step(
        Stage.LAUNCHED, (Office.STANDING_OFFICE, Office.HEAD_SECRETARY), _("Phát động phong trào"),
        "season:season", (Stage.CONSTITUTED,), _("Tên phong trào, khẩu hiệu, cơ quan phát động."),
        _("Tên phong trào và khẩu hiệu."), _("Kế hoạch phát động."), _("Tháng 12 đến tháng 1"),
    ),
    Step(
        Stage.RULES_ADOPTED, (Office.HEAD_SECRETARY, Office.STANDING_OFFICE), _("Thông qua bảng tiêu chí"),
        "rulebook:edition", (Stage.LAUNCHED,), _("Bảng tiêu chí đã kiểm tra, không còn lỗi, đã trình."),
        _("Bảng tiêu chí, nhận diện bằng mã băm."), _("Quy chế, bảng tiêu chí."), _("Quý I"),
    ),
    Step(
        Stage.PLEDGED, (Office.UNIT_OFFICER, Office.UNIT_LEADER, Office.HEAD_SECRETARY),
        _("Đăng ký, giao chỉ tiêu, ký giao ước"), "targets:targets", (Stage.RULES_ADOPTED,),
        _("Mọi đơn vị đã đăng ký được duyệt và đã ký giao ước, hoặc đã nêu lý do chưa ký."),
        _("Danh hiệu và chỉ tiêu đăng ký."), _("Bản đăng ký, bản giao ước."), _("Quý I"), reopens=True,
    ),
    Step(
        Stage.RUNNING, (Office.HEAD_SECRETARY,), _("Mở kỳ báo cáo đầu tiên"), "reports:reports", (Stage.PLEDGED,),
        _("Kỳ báo cáo, hạn gửi."), _("Chỉ tiêu được giao."), _("Báo cáo định kỳ, minh chứng."), _("Cả năm"),
    ),
    Step(
        Stage.MID_REVIEWED, (Office.HEAD_SECRETARY, Office.CONFERENCE_SECRETARY), _("Hội nghị sơ kết"),
        "conference:conferences", (Stage.RUNNING,), _("Báo cáo 6 tháng."), _("Không khoá gì."),
        _("Báo cáo sơ kết, biên bản."), _("Tháng 7"), optional=True,
    ),
    Step(
        Stage.SELF_SCORED, (Office.UNIT_OFFICER, Office.UNIT_LEADER, Office.HEAD_SECRETARY),
        _("Các đơn vị tự chấm điểm"), "scoring:scoring", (Stage.RUNNING, Stage.MID_REVIEWED),
        _("Phiếu tự chấm của mọi đơn vị đã gửi."),
        _("Phiếu tự chấm."), _("Bảng tự chấm, danh mục minh chứng."), _("Tháng 10"), reopens=True,
    ),
    Step(
        Stage.CROSS_CHECKED, (Office.CROSS_CHECKER, Office.HEAD_SECRETARY), _("Chấm chéo giữa các đơn vị"),
        "scoring:scoring", (Stage.SELF_SCORED,), _("Đã phân công; mọi phiếu chấm chéo đã gửi."),
        _("Phiếu chấm chéo."), _("Biên bản kiểm tra chéo."), _("Tháng 10"), optional=True, reopens=True,
    ),
    Step(
        Stage.APPRAISED, (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY), _("Thẩm định, giải trình, thống nhất điểm"),
        "scoring:scoring", (Stage.SELF_SCORED, Stage.CROSS_CHECKED),
        _("Mọi tiêu chí bị đổi điểm đã có giải trình hoặc ý kiến đồng ý."), _("Điểm thống nhất."),
        _("Biên bản thẩm định, bảng tổng hợp."), _("Trước hội nghị"), reopens=True,
    ),
    Step(
        Stage.CONCLUDED, (Office.CONFERENCE_SECRETARY, Office.HEAD_SECRETARY), _("Hội nghị tổng kết"),
        "conference:conferences", (Stage.APPRAISED,), _("Kết quả đã chốt; đoàn đại biểu có mặt; bỏ phiếu xong."),
        _("Chương trình, điểm danh, kiến nghị."), _("Biên bản hội nghị, biên bản kiểm phiếu."), _("Tháng 11"),
    ),
    Step(
        Stage.NOMINATED, (Office.HEAD_SECRETARY,), _("Gửi đề nghị khen thưởng"), "results:results",
        (Stage.CONCLUDED,), _("Kết quả đã chốt và kết quả bỏ phiếu."), _("Danh sách đề nghị."),
        _("Tờ trình, danh sách."), _("Trước 10/12"),
    ),
    Step(
        Stage.DECIDED, (Office.STANDING_OFFICE,), _("Ghi quyết định khen thưởng"), "results:results",
        (Stage.NOMINATED,), _("Số, ngày, người ký quyết định."), _("Không khoá gì; quyết định đến muộn vẫn ghi được."),
        _("Quyết định khen thưởng."), _("Tháng 12 đến năm sau"),
    ),
    Step(
        Stage.HANDED_OVER, (Office.UNIT_LEADER,), _("Bàn giao Cụm trưởng, Cụm phó"), "handover:handover",
        (Stage.NOMINATED, Stage.DECIDED), _("Bên giao ký, bên nhận ký."), _("Cả năm: chỉ còn đọc."),
        _("Biên bản bàn giao."), _("Tại hội nghị, giấy tờ sau đó"),
    ),
    Step(
        Stage.ARCHIVED, (Office.STANDING_OFFICE,), _("Lưu trữ hồ sơ"), "handover:handover", (Stage.HANDED_OVER,),
        _("Trong vòng một năm."), _("Tất cả."), _("Mục lục hồ sơ."), _("Năm sau"),
    ),
)  # fmt: skip

BY_STAGE = {step.stage: step for step in STEPS}


def next_steps(at: Stage) -> tuple[Step, ...]:
    """The steps that can be taken from a stage, the required one last."""
    return tuple(step for step in STEPS if at in step.opens_at)


def before(stage: Stage) -> Stage:
    """The stage a step was taken from, by the order of the year."""
    return list(Stage)[stage.order - 1]
