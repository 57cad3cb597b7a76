"""The writer of what follows the close: thank-you letters, one for each delegation."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.conference.acts import held, wrote
from thidua.conference.models import Conference
from thidua.conference.queries import Group, record
from thidua.conference.rules import SECRETARIES
from thidua.conference.terms import Side, State
from thidua.kit.refusal import Refused, require
from thidua.kit.viet import day_in_words
from thidua.ledger.actions import take_turn
from thidua.members.queries import Here
from thidua.members.rules import why_not_before, why_not_office
from thidua.members.terms import Stage
from thidua.paperwork.actions import issue
from thidua.paperwork.queries import papers_of
from thidua.paperwork.terms import Kind as PaperKind
from thidua.paperwork.terms import Status


def why_not_thank(here: Here, conference: Conference) -> str:
    """The secretaries, once the conference is closed."""
    if conference.state != State.CLOSED:
        return _("Hội nghị chưa bế mạc; thư cảm ơn lập sau khi bế mạc.")
    return why_not_office(here, *SECRETARIES) or why_not_before(here.year, Stage.ARCHIVED)


@transaction.atomic
def thank(*, here: Here, conference: Conference, at: dt.datetime) -> int:
    """A letter of thanks to every delegation that came and has none; how many."""
    take_turn()
    kept = held(here, conference)
    require(why_not_thank(here, kept))
    subjects = set(papers_of(here.year).filter(kind=PaperKind.COURTESY, status=Status.ISSUED)
                   .values_list("subject", flat=True))  # fmt: skip
    waiting = [group for group in record(kept).groups
               if group.present and f"thanks:{group.delegation.pk}" not in subjects]  # fmt: skip
    if not waiting:
        raise Refused(_("Mọi đoàn có mặt đã có thư cảm ơn."))
    for group in waiting:
        issue(here=here, kind=PaperKind.COURTESY, about=f"Cảm ơn {group.delegation.body} đã dự {kept.title}"[:400],
              subject=f"thanks:{group.delegation.pk}", content=_letter(kept, group), at=at,
              by=here.actor(*SECRETARIES))  # fmt: skip
    wrote(here, "thank", kept, at, bodies=[group.delegation.body for group in waiting])
    return len(waiting)


def _letter(conference: Conference, group: Group) -> dict[str, object]:
    """Vietnamese, whatever language the secretary reads."""
    side, host = Side(group.delegation.side), conference.host.name
    thanks = {
        Side.SUPERIOR: "đã dành thời gian dự và chỉ đạo hội nghị",
        Side.HOST: "đã đăng cai, chuẩn bị chu đáo và tạo mọi điều kiện để hội nghị thành công",
        Side.MEMBER: "đã tham dự và đóng góp vào thành công của hội nghị",
        Side.GUEST: "đã tới dự và chia vui cùng hội nghị",
    }[side]
    told = [f"Kính gửi: {group.delegation.body}.",
            f"{conference.title} đã họp {day_in_words(conference.on)} tại {conference.place} ({host} đăng cai).",
            f"Cụm thi đua trân trọng cảm ơn {group.delegation.body} {thanks}."]  # fmt: skip
    if any(one.spoke for one in group.delegates):
        told.append("Ý kiến phát biểu của đại biểu đã được ghi nhận đầy đủ trong hồ sơ hội nghị.")
    told.append("Kính chúc đồng chí lãnh đạo cùng toàn thể cán bộ, chiến sĩ, nhân viên sức khoẻ và thành công.")
    return {"sections": [{"paragraphs": told}], "recipients": ["Như trên"],
            "signatures": [{"authority": "TM. CỤM THI ĐUA\nCỤM TRƯỞNG", "name": ""}]}  # fmt: skip
