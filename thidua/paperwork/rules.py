"""May this person do this with a paper?"""

from django.utils.translation import gettext as _

from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office
from thidua.members.terms import Office, Stage
from thidua.paperwork.models import Document
from thidua.paperwork.queries import issuer_of
from thidua.paperwork.terms import Status


def why_not_issue(here: Here) -> str:
    """A paper needs a head unit, whose number it carries. Who may issue which paper, its own room has asked."""
    if issuer_of(here):
        return ""
    return _("Chưa có Cụm trưởng nên chưa có nơi lấy số văn bản; cơ quan thường trực cần chỉ định Cụm trưởng trước.")


def why_not_revoke(here: Here, document: Document) -> str:
    """An issued paper can be revoked until the year is archived."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY, Office.STANDING_OFFICE):
        return why_not
    if why_not := why_not_before(here.year, Stage.ARCHIVED):
        return why_not
    if document.status == Status.REVOKED:
        return _("Văn bản này đã thu hồi trước đó.")
    if document.status != Status.ISSUED:
        return _("Chỉ thu hồi được văn bản đã ban hành.")
    return ""
