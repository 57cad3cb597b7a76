"""May this person register, submit, approve, agree targets, sign, seal?"""

from django.utils.translation import gettext as _

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
from thidua.targets.models import Pledge, Registration
from thidua.targets.queries import places_under, present_members, registrations_of
from thidua.targets.terms import State

OPEN_STATES = (State.DRAFT, State.RETURNED)
OF_THE_UNIT = (Office.UNIT_OFFICER, Office.UNIT_LEADER)


def _state(registration: Registration | None) -> State:
    return State(registration.state) if registration else State.DRAFT


def _why_not_own(here: Here, membership: Membership, office: Office) -> str:
    if here.holds(office, of=membership):
        return ""
    if here.holds(office):
        return NotYours(_("Bạn chỉ làm được việc này cho đơn vị mình."))
    return why_not_office(here, office)


def why_not_read(here: Here, membership: Membership, registration: Registration | None) -> str:
    """The own unit, the secretariats and the standing office read all; the other members what was approved."""
    readers = (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE)
    if here.holds(*readers) or here.holds(*OF_THE_UNIT, of=membership) or _state(registration) == State.APPROVED:
        return ""
    return _("Bản đăng ký của đơn vị khác chỉ xem được khi đã duyệt.")


def why_not_save(here: Here, membership: Membership, registration: Registration | None) -> str:
    """The unit's officer prepares, until it is submitted."""
    if why_not := _why_not_own(here, membership, Office.UNIT_OFFICER) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    if _state(registration) in OPEN_STATES:
        return ""
    return _(
        "Bản đăng ký đang ở trạng thái “%(state)s” nên không sửa được. "
        "Lãnh đạo đơn vị có thể rút lại khi bản đó chưa được duyệt."
    ) % {"state": _state(registration).label}


def why_not_submit(here: Here, membership: Membership, registration: Registration | None) -> str:
    """The unit's leader submits what the officer prepared."""
    if why_not := _why_not_own(here, membership, Office.UNIT_LEADER) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    if registration is None or not registration.titles or not registration.commitment.strip():
        return _(
            "Bản đăng ký chưa đủ: cần ít nhất một danh hiệu và nội dung cam kết, do cán bộ thi đua của đơn vị ghi."
        )
    if _state(registration) not in OPEN_STATES:
        return _("Bản đăng ký đã gửi trước đó.")
    return ""


def why_not_recall(here: Here, membership: Membership, registration: Registration | None) -> str:
    """The leader takes back what is not approved yet."""
    if why_not := _why_not_own(here, membership, Office.UNIT_LEADER) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    return "" if _state(registration) == State.SUBMITTED else _("Chỉ rút lại được bản đang chờ duyệt.")


def why_not_judge(here: Here, membership: Membership) -> str:
    """The head's secretariat, for the head's own unit the deputy's; or the standing office. Never the unit itself."""
    if here.holds(*OF_THE_UNIT, of=membership):
        return NotYours(_("Không ai duyệt, giao chỉ tiêu cho đơn vị của chính mình."))
    return "" if here.holds(Office.STANDING_OFFICE) else why_not_secretariat(here, membership)


def why_not_approve(here: Here, membership: Membership, registration: Registration | None) -> str:
    """What was submitted can be approved."""
    if why_not := why_not_judge(here, membership) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    return "" if _state(registration) == State.SUBMITTED else _("Chỉ duyệt được bản đang chờ duyệt.")


def why_not_return(here: Here, membership: Membership, registration: Registration | None) -> str:
    """What was submitted, and even what was approved, can be refused until the pledge is sealed."""
    if why_not := why_not_judge(here, membership) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    if _state(registration) in (State.SUBMITTED, State.APPROVED):
        return ""
    return _("Chỉ từ chối được bản đã gửi.")


def _why_not_assign(here: Here, membership: Membership) -> str:
    """Targets, and what is not a unit's at all, are the standing office's to say: the secretariats compete too."""
    if here.holds(*OF_THE_UNIT, of=membership):
        return NotYours(_("Không ai duyệt, giao chỉ tiêu cho đơn vị của chính mình."))
    return why_not_office(here, Office.STANDING_OFFICE) or why_not_since(here.year, Stage.RULES_ADOPTED)


def _is_fixed(here: Here, registration: Registration | None) -> bool:
    """Whether targets now change by amendment only: the registration is approved, or the pledge is sealed."""
    return _state(registration) == State.APPROVED or here.year.at.reached(Stage.PLEDGED)


def why_not_agree(here: Here, membership: Membership, registration: Registration | None) -> str:
    """Targets and scopes are assigned once there is a table, until the registration is approved."""
    if why_not := _why_not_assign(here, membership):
        return why_not
    if _is_fixed(here, registration):
        return _("Bản đăng ký đã duyệt: từ nay chỉ tiêu chỉ thay đổi bằng điều chỉnh có lý do.")
    return ""


def why_not_amend(here: Here, membership: Membership, registration: Registration | None) -> str:
    """Afterwards they are amended, with a reason, until the units have scored themselves by them."""
    if why_not := _why_not_assign(here, membership) or why_not_before(here.year, Stage.SELF_SCORED):
        return why_not
    if not _is_fixed(here, registration):
        return _("Bản đăng ký chưa duyệt: hãy giao chỉ tiêu, chưa cần điều chỉnh.")
    return ""


def why_not_describe(here: Here, membership: Membership) -> str:
    """What a table asks about a unit is told by those who judge it, until the appraisal is closed."""
    return (
        why_not_judge(here, membership)
        or why_not_since(here.year, Stage.RULES_ADOPTED)
        or why_not_before(here.year, Stage.APPRAISED)
    )


def why_not_write_pledge(here: Here, pledge: Pledge | None) -> str:
    """The text is the head's secretariat's until the pledge is sealed."""
    return why_not_office(here, Office.HEAD_SECRETARY) or why_not_stage(here.year, Stage.RULES_ADOPTED)


def why_not_answer(here: Here, pledge: Pledge | None) -> str:
    """The leader of a member answers for it: a member that has signed has answered for good."""
    if why_not := why_not_office(here, Office.UNIT_LEADER):
        return why_not
    if pledge is None:
        return why_not_stage(here.year, Stage.RULES_ADOPTED) or _("Thư ký Cụm trưởng chưa soạn bản giao ước.")
    own = here.own(Office.UNIT_LEADER)
    if any(own and signature.membership_id == own.pk for signature in pledge.signatures.all()):
        return _("Đơn vị bạn đã ký bản giao ước này.")
    return ""


def why_not_decline(here: Here, pledge: Pledge | None) -> str:
    """A leader who does not sign says why, while the pledge is being signed."""
    return why_not_answer(here, pledge) or why_not_stage(here.year, Stage.RULES_ADOPTED)


def why_not_sign(here: Here, pledge: Pledge | None) -> str:
    """The leader of a member signs for it, once; a late one still does after the sealing, visibly late."""
    return (
        why_not_answer(here, pledge)
        or why_not_since(here.year, Stage.RULES_ADOPTED)
        or why_not_before(here.year, Stage.CONCLUDED)
    )


def why_not_seal(here: Here, pledge: Pledge | None) -> str:
    """Sealed when every member has an approved registration and has signed or said why not; says who has not."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    if pledge is None:
        return _("Chưa có bản giao ước; hãy soạn trước.")
    members = present_members(here)
    if missing := [one.membership.unit.short_name for one in places_under(pledge, members) if not one.answered]:
        return _("Chưa chốt được: còn chờ chữ ký của %(units)s.") % {"units": ", ".join(missing)}
    if not pledge.signatures.all():
        return _("Chưa chốt được: chưa có đơn vị nào ký.")
    found = registrations_of(here.year)
    if missing := [one.unit.short_name for one in members if _state(found.get(one.pk)) != State.APPROVED]:
        return _("Chưa chốt được: bản đăng ký của %(units)s chưa được duyệt.") % {"units": ", ".join(missing)}
    return ""
