"""May this person draft, propose, adopt a criteria table?"""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from django.utils.translation import gettext as _

from thidua.engine import Problem, check
from thidua.members.models import ClusterYear
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_since
from thidua.members.terms import Office, Stage
from thidua.rulebook.models import Comment, EditionText
from thidua.rulebook.queries import DRAFTERS, edition_of
from thidua.rulebook.terms import Status
from thidua.rulebook.workbook_words import setting


def problems_of(text: str) -> list[Problem]:
    """Everything the engine finds wrong with a kept text; a setting of the whole table in the workbook's words."""
    edition = edition_of(text)
    return [one if one.where in edition.codes else replace(one, where=setting(one.where)) for one in check(edition)]


def why_not_amendable(year: ClusterYear) -> str:
    """Tables change until self-scoring is closed: what was scored stays scored by the same table."""
    if not year.at.reached(Stage.SELF_SCORED):
        return ""
    return _("Các đơn vị đã tự chấm xong theo bảng đang áp dụng; từ đây chỉ một “đợt tính lại” thay được bảng.")


def why_not_draft(here: Here) -> str:
    """The head's secretariat drafts, until the year is handed over: a draft changes nothing."""
    return why_not_office(here, Office.HEAD_SECRETARY) or why_not_before(here.year, Stage.HANDED_OVER)


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
    """A draft without mistakes, one at a time. A doubt is something real tables do, so it does not stop one."""
    if why_not := why_not_draft(here):
        return why_not
    if edition.status != Status.DRAFT:
        return _("Chỉ trình được bản dự thảo; bản này đang ở trạng thái “%(status)s”.") % {
            "status": edition.get_status_display()
        }
    if found := sum(problem.blocking for problem in problems_of(edition.text)):
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


def effective_days(year: ClusterYear, in_force: EditionText) -> tuple[dt.date, dt.date]:
    """The first and the last day from which an amendment may hold.

    A day of the year, and not before the table in force began: days an earlier table held stay with that table.
    """
    first, last = dt.date(year.year, 1, 1), dt.date(year.year, 12, 31)
    return min(max(first, in_force.effective_on or first), last), last


def why_not_effective(year: ClusterYear, in_force: EditionText, day: dt.date) -> str:
    """May an amendment hold from this day?"""
    first, last = effective_days(year, in_force)
    if first <= day <= last:
        return ""
    return _(
        "Bản thay thế áp dụng từ một ngày trong năm thi đua, không sớm hơn ngày bảng đang dùng bắt đầu áp dụng: "
        "hãy chọn từ %(first)s đến %(last)s."
    ) % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}


COMMENTERS = (
    Office.UNIT_OFFICER, Office.UNIT_LEADER, Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE,
)  # fmt: skip


def why_not_comment(here: Here, edition: EditionText) -> str:
    """Members, secretariats and the standing office comment on what is proposed; on a draft those who see drafts."""
    offices = DRAFTERS if edition.status == Status.DRAFT else COMMENTERS
    if why_not := why_not_office(here, *offices) or why_not_before(here.year, Stage.HANDED_OVER):
        return why_not
    if edition.status in (Status.DRAFT, Status.PROPOSED):
        return ""
    return _("Bảng này đã được thông qua, không nhận góp ý nữa; góp ý cho bản thay thế khi bản đó được trình.")


def why_not_reply(here: Here, comment: Comment) -> str:
    """The head's secretariat answers each comment, once, while the table can still change."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY) or why_not_before(here.year, Stage.HANDED_OVER):
        return why_not
    if comment.verdict:
        return _("Góp ý này đã được trả lời.")
    if comment.edition.status not in (Status.DRAFT, Status.PROPOSED):
        return _("Bảng này đã được thông qua; góp ý được giữ lại như lúc đó.")
    return ""


def may_reply(here: Here, edition: EditionText) -> bool:
    """Whether comments on this table can be answered by this person now."""
    return not why_not_reply(here, Comment(edition=edition))


def may_copy_somewhere(here: Here) -> bool:
    """Whether it is worth showing the way to copying: the page itself says where to."""
    return here.holds(Office.STANDING_OFFICE, Office.HEAD_SECRETARY)


def why_not_copy(here: Here, years: Collection[ClusterYear]) -> str:
    """The standing office copies to any open cluster year, a head's secretary to another one they draft for."""
    if why_not := why_not_office(here, Office.STANDING_OFFICE, Office.HEAD_SECRETARY):
        return why_not
    if years:
        return ""
    if here.holds(Office.STANDING_OFFICE):
        return _("Không có năm thi đua nào khác đang mở để chép sang.")
    return _("Bạn không giữ chức trách Thư ký Cụm trưởng ở cụm nào khác đang mở, nên chưa có nơi để chép sang.")


def why_not_copy_to(year: ClusterYear, digest: str, held: Collection[tuple[int, str]]) -> str:
    """Can this year take a draft of this text?"""
    if (year.pk, digest) in held:
        return _("Năm này đã có bảng y hệt.")
    return why_not_before(year, Stage.HANDED_OVER)
