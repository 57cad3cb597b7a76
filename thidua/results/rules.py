"""Who may seal, publish, nominate, send and record decisions, and when."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office, why_not_secretariat, why_not_since, why_not_stage
from thidua.members.terms import Office, Stage
from thidua.results.models import Nomination, Rescore, Result
from thidua.results.queries import latest, open_rescore, published
from thidua.results.terms import RescoreState
from thidua.rulebook.queries import edition_of
from thidua.rulebook.terms import Status

PUBLISHERS = (Office.STANDING_OFFICE, Office.HEAD_SECRETARY)
SEES_BEFORE = (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY, Office.STANDING_OFFICE)
SECRETARIES = (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY)
SHOWN = 8
"""How many missing criteria of a unit a sentence names."""


def sees_before(here: Here) -> bool:
    """Whether results and proposals show before they are published or sent."""
    return here.holds(*SEES_BEFORE)


def why_not_seal(here: Here) -> str:
    """The head's secretariat seals, once the appraisal is closed; after the handover nothing is corrected."""
    return (
        why_not_office(here, Office.HEAD_SECRETARY)
        or why_not_since(here.year, Stage.APPRAISED)
        or why_not_before(here.year, Stage.HANDED_OVER)
    )


def why_not_complete(missing: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Every unit must have a value for every criterion; says which lack one."""
    if not missing:
        return ""
    told = [
        f"{name}: {', '.join(codes[:SHOWN])}{f' (+{len(codes) - SHOWN})' if len(codes) > SHOWN else ''}"
        for name, codes in missing
    ]
    return _("Chưa chốt được vì còn tiêu chí chưa có điểm: %(missing)s. Hãy bổ sung ở phần Chấm điểm rồi chốt lại.") % {
        "missing": "; ".join(told)
    }


def why_not_graded(given: Mapping[str, Any]) -> str:
    """Where quotas hang on the grade of the collective above, nothing is graded before that grade is told."""
    quotas = edition_of(given["edition"]["text"]).quotas
    if "collective" in given or not any(quota.parent for quota in quotas):
        return ""
    return _("Bảng tiêu chí có tỷ lệ khống chế tuỳ theo xếp loại của tập thể; Cơ quan thường trực cần ghi xếp loại ấy "
             "ở trang Tỷ lệ khống chế trước khi chốt.")  # fmt: skip


def why_not_carry(here: Here) -> str:
    """The secretariats take over from other tables while they appraise; each for the units it judges."""
    return why_not_office(here, *SECRETARIES) or why_not_before(here.year, Stage.APPRAISED)


def why_not_publish(here: Here, result: Result | None) -> str:
    """The standing office or the head's secretariat publishes the newest sealed version."""
    if why_not := why_not_office(here, *PUBLISHERS):
        return why_not
    if result is None:
        return _("Chưa có kết quả nào được chốt để công bố.")
    if result.published_at:
        return _("Bản %(version)s đã được công bố.") % {"version": result.version}
    newest = latest(here.year)
    if newest is not None and newest.version != result.version:
        return _("Đã có bản %(version)s mới hơn; hãy công bố bản mới nhất.") % {"version": newest.version}
    return ""


def why_not_open_rescore(here: Here) -> str:
    """The head's secretariat opens one at a time, on a sealed result, until the handover."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY) or why_not_before(here.year, Stage.HANDED_OVER):
        return why_not
    if latest(here.year) is None:
        return _("Kết quả chưa chốt nên không cần tính lại: hãy sửa ở phần Chấm điểm.")
    return _("Đang có một đợt tính lại chưa kết thúc.") if open_rescore(here.year) else ""


def why_not_correct(here: Here, rescore: Rescore, membership: Membership | None = None) -> str:
    """Corrections are entered by the secretariat that judges the unit, while the rescore is open."""
    if why_not := why_not_office(here, *SECRETARIES):
        return why_not
    if rescore.state != RescoreState.OPEN:
        return _("Đợt tính lại này đã kết thúc.")
    return why_not_secretariat(here, membership) if membership else ""


def why_not_apply(here: Here, rescore: Rescore) -> str:
    """The standing office applies what the secretariats entered: two hands."""
    if why_not := why_not_office(here, Office.STANDING_OFFICE) or why_not_before(here.year, Stage.HANDED_OVER):
        return why_not
    if rescore.state != RescoreState.OPEN:
        return _("Đợt tính lại này đã kết thúc.")
    newest = latest(here.year)
    if newest is None or newest.pk != rescore.base_id:
        return _("Kết quả đã có bản mới hơn bản mà đợt này so sánh. Hãy huỷ đợt này và mở đợt khác.")
    if rescore.edition and rescore.edition.status != Status.PROPOSED:
        return _("Bảng tiêu chí của đợt này không còn ở trạng thái đã trình. Hãy huỷ đợt này và mở đợt khác.")
    return "" if rescore.edition or rescore.corrections.exists() else _("Đợt tính lại chưa có điểm sửa nào.")


def why_not_cancel(here: Here, rescore: Rescore) -> str:
    """Whoever enters or applies may cancel."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY, Office.STANDING_OFFICE):
        return why_not
    return "" if rescore.state == RescoreState.OPEN else _("Đợt tính lại này đã kết thúc.")


def why_not_nominate(here: Here) -> str:
    """The head's secretariat proposes after the conference, on the ground of the published result."""
    if why_not := why_not_office(here, Office.HEAD_SECRETARY):
        return why_not
    if why_not := why_not_stage(here.year, Stage.CONCLUDED):
        return why_not
    if published(here.year) is None:
        return _("Hãy chốt và công bố kết quả trước; đề nghị khen thưởng dựa trên kết quả đã công bố.")
    return ""


def why_not_decide(here: Here, nomination: Nomination | None = None) -> str:
    """The standing office records a decision on what was sent, at any later day, also when the year is archived."""
    if why_not := why_not_office(here, Office.STANDING_OFFICE):
        return why_not
    if why_not := why_not_since(here.year, Stage.NOMINATED):
        return why_not
    if nomination is not None and nomination.submitted_at is None:
        return _("Đề nghị này chưa được gửi nên chưa ghi quyết định được.")
    return ""
