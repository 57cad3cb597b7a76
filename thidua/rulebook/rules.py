"""May this person draft, propose, adopt a criteria table?"""

from django.utils.translation import gettext as _

from thidua.engine import Problem, check
from thidua.members.models import ClusterYear
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_since
from thidua.members.terms import Office, Stage
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import edition_of
from thidua.rulebook.terms import Status


def problems_of(text: str) -> list[Problem]:
    """Everything the engine finds wrong with a kept text."""
    return check(edition_of(text))


def why_not_amendable(year: ClusterYear) -> str:
    """Tables change until self-scoring is closed: what was scored stays scored by the same table."""
    return why_not_before(year, Stage.SELF_SCORED)


def why_not_draft(here: Here) -> str:
    """The head's secretariat drafts."""
    return why_not_office(here, Office.HEAD_SECRETARY) or why_not_amendable(here.year)


def why_not_redraft(here: Here, edition: EditionText) -> str:
    """Only a draft's text can change; a proposed one is taken back first, an adopted one is amended by another."""
    if why_not := why_not_draft(here):
        return why_not
    if edition.status == Status.PROPOSED:
        return _("Bản này đã trình; hãy rút lại trước khi sửa.")
    if edition.status != Status.DRAFT:
        return _("Bản đã thông qua không sửa được. Muốn thay đổi, hãy soạn bản mới và trình lại.")
    return ""


def why_not_propose(here: Here, edition: EditionText) -> str:
    """A draft without problems, one at a time."""
    if why_not := why_not_draft(here):
        return why_not
    if edition.status != Status.DRAFT:
        return _("Chỉ trình được bản dự thảo; bản này đang ở trạng thái “%(status)s”.") % {
            "status": edition.get_status_display()
        }
    if found := len(problems_of(edition.text)):
        return _("Chưa trình được: bảng còn %(count)s lỗi. Hãy sửa theo danh sách lỗi rồi trình.") % {"count": found}
    if EditionText.objects.filter(year=here.year, status=Status.PROPOSED).exists():
        return _("Đã có một bản đang trình; hãy rút bản đó trước.")
    return ""


def why_not_take_back(here: Here, edition: EditionText) -> str:
    """A proposed table can be taken back until it is adopted; the standing office may hand it back."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY, Office.STANDING_OFFICE):
        return why_not
    return "" if edition.status == Status.PROPOSED else _("Bản này không ở trạng thái đã trình.")


def why_not_adopt(here: Here, edition: EditionText) -> str:
    """The standing office adopts what was proposed, once the movement is launched."""
    if why_not := why_not_office(here, Office.STANDING_OFFICE):
        return why_not
    if why_not := why_not_since(here.year, Stage.LAUNCHED) or why_not_amendable(here.year):
        return why_not
    if edition.status != Status.PROPOSED:
        return _("Chỉ thông qua được bản đã trình; bản này đang ở trạng thái “%(status)s”.") % {
            "status": edition.get_status_display()
        }
    return ""
