"""May this person register, submit, approve, agree targets, sign, seal?"""

from django.utils.translation import gettext as _

from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_secretariat, why_not_since, why_not_stage
from thidua.members.terms import Office, Stage
from thidua.targets.models import Pledge, Registration
from thidua.targets.queries import present_members, registrations_of
from thidua.targets.terms import State

OPEN_STATES = (State.DRAFT, State.RETURNED)
OF_THE_UNIT = (Office.UNIT_OFFICER, Office.UNIT_LEADER)


def _state(registration: Registration | None) -> State:
    return State(registration.state) if registration else State.DRAFT


def _why_not_own(here: Here, membership: Membership, office: Office) -> str:
    if here.holds(office, of=membership):
        return ""
    if here.holds(office):
        return _("Bạn chỉ làm được việc này cho đơn vị mình.")
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
        return _("Không ai duyệt, giao chỉ tiêu cho đơn vị của chính mình.")
    return "" if here.holds(Office.STANDING_OFFICE) else why_not_secretariat(here, membership)


def why_not_approve(here: Here, membership: Membership, registration: Registration | None) -> str:
    """What was submitted can be approved."""
    if why_not := why_not_judge(here, membership) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    return "" if _state(registration) == State.SUBMITTED else _("Chỉ duyệt được bản đang chờ duyệt.")


def why_not_return(here: Here, membership: Membership, registration: Registration | None) -> str:
    """What was submitted, and even what was approved, can be returned until the pledge is sealed."""
    if why_not := why_not_judge(here, membership) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    if _state(registration) in (State.SUBMITTED, State.APPROVED):
        return ""
    return _("Chỉ trả lại được bản đã gửi.")


def why_not_agree(here: Here, membership: Membership) -> str:
    """Targets and scopes are agreed once there is a table, until the first reporting period opens."""
    return (
        why_not_judge(here, membership)
        or why_not_since(here.year, Stage.RULES_ADOPTED)
        or why_not_before(here.year, Stage.RUNNING)
    )


def why_not_describe(here: Here, membership: Membership) -> str:
    """What a table asks about a unit is told by those who judge it, until the appraisal is closed."""
    return (
        why_not_judge(here, membership)
        or why_not_since(here.year, Stage.RULES_ADOPTED)
        or why_not_before(here.year, Stage.APPRAISED)
    )


def why_not_write_pledge(here: Here, pledge: Pledge | None) -> str:
    """The text is the secretariat's until the first signature stands under it."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    if pledge and pledge.signatures.all():
        return _("Đã có đơn vị ký, nên nội dung giao ước không sửa được nữa.")
    return ""


def why_not_sign(here: Here, pledge: Pledge | None) -> str:
    """The leader of a member signs for it, once."""
    if why_not := why_not_office(here, Office.UNIT_LEADER) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    if pledge is None:
        return _("Thư ký Cụm trưởng chưa soạn bản giao ước.")
    own = here.own(Office.UNIT_LEADER)
    if any(own and signature.membership_id == own.pk for signature in pledge.signatures.all()):
        return _("Đơn vị bạn đã ký bản giao ước này.")
    return ""


def why_not_seal(here: Here, pledge: Pledge | None) -> str:
    """Sealed when every member has an approved registration and has signed; says who has not."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY) or why_not_stage(here.year, Stage.RULES_ADOPTED):
        return why_not
    if pledge is None:
        return _("Chưa có bản giao ước; hãy soạn trước.")
    members = present_members(here)
    signed = {signature.membership_id for signature in pledge.signatures.all()}
    if missing := [member.unit.short_name for member in members if member.pk not in signed]:
        return _("Chưa chốt được: còn chờ chữ ký của %(units)s.") % {"units": ", ".join(missing)}
    found = registrations_of(here.year)
    if missing := [one.unit.short_name for one in members if _state(found.get(one.pk)) != State.APPROVED]:
        return _("Chưa chốt được: bản đăng ký của %(units)s chưa được duyệt.") % {"units": ", ".join(missing)}
    return ""
