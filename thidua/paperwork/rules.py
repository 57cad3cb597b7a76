"""May this person do this with a paper? Who prepares one does not sign it."""

from django.utils.translation import gettext as _

from thidua.members.models import Unit
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office
from thidua.members.terms import Office, Stage
from thidua.paperwork.models import Document, Template
from thidua.paperwork.queries import issuer_of, letterhead_of, numbers_given, own_unit
from thidua.paperwork.terms import Status, TemplateState

CLERKS = (Office.HEAD_SECRETARY, Office.CONFERENCE_SECRETARY)
"""Who prepares the papers of the cluster; those of a unit its own officer prepares."""
KEEPERS = (Office.HEAD_SECRETARY, Office.STANDING_OFFICE)
"""Who keeps templates, recipients and the letterhead of a cluster, and revokes."""


def why_not_issue(here: Here) -> str:
    """A paper needs a head unit, whose number it carries. Who may issue which paper, its own room has asked."""
    if issuer_of(here):
        return ""
    return _("Chưa có Cụm trưởng nên chưa có nơi lấy số văn bản; cơ quan thường trực cần chỉ định Cụm trưởng trước.")


def why_not_prepare(here: Here, issuer: Unit | None, *, for_cluster: bool = True) -> str:
    """The cluster's papers by its secretaries, a unit's own by its officer, until the year is archived."""
    if why_not := why_not_before(here.year, Stage.ARCHIVED):
        return why_not
    if issuer is None:
        return why_not_issue(here)
    if for_cluster:
        return why_not_office(here, *CLERKS)
    if own_unit(here, issuer, Office.UNIT_OFFICER):
        return ""
    return _("Văn bản của %(unit)s do cán bộ thi đua của đơn vị đó soạn.") % {"unit": issuer.name}


def why_not_change(here: Here, document: Document) -> str:
    """A draft, by who may prepare it."""
    if why_not := why_not_prepare(here, document.issuer, for_cluster=document.for_cluster):
        return why_not
    return "" if document.status == Status.DRAFT else _("Chỉ sửa được dự thảo chưa duyệt ký.")


def why_not_sign(here: Here, document: Document) -> str:
    """The leader of the issuing unit, who is not the one that prepared it."""
    if why_not := why_not_before(here.year, Stage.ARCHIVED):
        return why_not
    if document.status != Status.DRAFT:
        return _("Văn bản này không còn là dự thảo chờ duyệt ký.")
    if not own_unit(here, document.issuer, Office.UNIT_LEADER):
        return _("Văn bản do lãnh đạo %(unit)s duyệt ký.") % {"unit": document.issuer.name}
    if document.prepared_by_id == here.person.pk:
        return _("Người soạn và người ký phải là hai người; bạn đã soạn văn bản này.")
    return ""


def why_not_send_back(here: Here, document: Document) -> str:
    """What waits for a number, or to be signed, by who signs."""
    if why_not := why_not_before(here.year, Stage.ARCHIVED):
        return why_not
    if document.status not in {Status.DRAFT, Status.SIGNED}:
        return _("Văn bản đã ban hành thì thu hồi, không trả lại.")
    if not own_unit(here, document.issuer, Office.UNIT_LEADER):
        return _("Văn bản do lãnh đạo %(unit)s trả lại.") % {"unit": document.issuer.name}
    return ""


def why_not_number(here: Here, document: Document) -> str:
    """A paper gets its number when it is signed."""
    if why_not := why_not_prepare(here, document.issuer, for_cluster=document.for_cluster):
        return why_not
    if document.status == Status.DRAFT:
        return _("Chưa cấp số được: lãnh đạo %(unit)s chưa duyệt ký.") % {"unit": document.issuer.name}
    return "" if document.status == Status.SIGNED else _("Văn bản này không chờ cấp số.")


def why_not_revoke(here: Here, document: Document) -> str:
    """An issued paper can be revoked until the year is archived."""
    if why_not := why_not_office(here, *KEEPERS):
        return why_not
    if why_not := why_not_before(here.year, Stage.ARCHIVED):
        return why_not
    if document.status == Status.REVOKED:
        return _("Văn bản này đã thu hồi trước đó.")
    if document.status != Status.ISSUED:
        return _("Chỉ thu hồi được văn bản đã ban hành.")
    return ""


def why_not_bring_back(here: Here, document: Document) -> str:
    """A signed file is kept with an issued paper, by who prepares such papers."""
    if document.status not in {Status.ISSUED, Status.REVOKED}:
        return _("Chỉ nhận bản ký số của văn bản đã có số.")
    if here.holds(Office.STANDING_OFFICE):
        return ""
    return why_not_prepare(here, document.issuer, for_cluster=document.for_cluster)


def why_not_keep(here: Here) -> str:
    """Templates, lists of recipients, the letterhead."""
    return why_not_office(here, *KEEPERS) or why_not_before(here.year, Stage.ARCHIVED)


def why_not_use(here: Here, template: Template) -> str:
    """A template on trial, or one used before, comes into use."""
    if why_not := why_not_keep(here):
        return why_not
    return _("Bản mẫu này đang dùng.") if template.state == TemplateState.IN_USE else ""


def why_not_renumber(here: Here, year: int) -> str:
    """One series or one for each kind: chosen before the year's first number."""
    if why_not := why_not_keep(here):
        return why_not
    issuer = issuer_of(here)
    if issuer is None:
        return why_not_issue(here)
    if numbers_given(issuer, letterhead_of(here.year.cluster).mark, year):
        return _("Năm %(year)s đã có văn bản lấy số; cách đánh số chỉ đổi được trước văn bản đầu tiên của năm.") % {
            "year": year
        }
    return ""
