"""Biên bản bàn giao, made from what was handed over; the shape is the one paperwork prints."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.conference.following.queries import open_in
from thidua.handover.models import Handover, Item
from thidua.handover.queries import signed, to_sign
from thidua.handover.rotation import proposal
from thidua.handover.terms import Side
from thidua.kit.viet import day_in_words
from thidua.members.models import Membership
from thidua.members.terms import Lead


@override("vi")  # a paper is Vietnamese, whoever issues it
def content(
    handover: Handover, outgoing: dict[Lead, Membership], since: dt.date, items: Sequence[Item], accepted_on: dt.date
) -> dict[str, object]:
    """The minutes as plain JSON."""
    sections = [
        {"heading": "", "paragraphs": [_opening(handover, accepted_on)]},
        {"heading": _("I. Bên giao (năm %(year)s)") % {"year": handover.year.year},
         "paragraphs": [*_side(outgoing), *_signed(handover, Side.GIVING)]},
        {"heading": _("II. Bên nhận (năm %(year)s)") % {"year": handover.next_year.year},
         "paragraphs": [*_side({Lead.HEAD: handover.head, Lead.DEPUTY: handover.deputy}), *_elected(handover),
                        *_signed(handover, Side.TAKING)]},
        {"heading": _("III. Nội dung bàn giao"), "paragraphs": [], "table": _table(items)},
        {"heading": _("IV. Thời điểm bàn giao nhiệm vụ"), "paragraphs": [_from_when(handover, since)]},
    ]  # fmt: skip
    signings = {side: list(signed(handover, side).values()) for side in Side}
    if left := _recommendations(handover):
        sections.append(left)
    if handover.note:
        sections.append(
            {"heading": _("%(n)s. Ghi chú") % {"n": "VI" if left else "V"}, "paragraphs": handover.note.splitlines()}
        )
    return {
        "sections": sections,
        "recipients": [_("Cơ quan thường trực"), _("Các đơn vị thành viên"), _("Lưu hồ sơ cụm")],
        "signatures": [
            {"authority": f"{title}: {units[Lead(one.role)].unit.name}", "name": one.person}
            for side, title in ((Side.GIVING, _("BÊN GIAO")), (Side.TAKING, _("BÊN NHẬN")))
            for units in [to_sign(handover, side)]
            for one in signings[side]
        ],
    }


def _opening(handover: Handover, accepted_on: dt.date) -> str:
    return _(
        "Nhiệm vụ Cụm trưởng, Cụm phó %(cluster)s năm %(next)s được công bố %(announced)s; "
        "việc bàn giao hoàn thành %(done)s."
    ) % {
        "cluster": handover.year.cluster.name,
        "next": handover.next_year.year,
        "announced": day_in_words(handover.announced_on),
        "done": day_in_words(accepted_on),
    }


def _side(leads: dict[Lead, Membership]) -> list[str]:
    return [f"{role.label}: {leads[role].unit.name}." for role in Lead if role in leads]


def _elected(handover: Handover) -> list[str]:
    """By which ballot, where the cluster elects and those announced are those who were elected."""
    units = {Lead.HEAD: handover.head.unit_id, Lead.DEPUTY: handover.deputy.unit_id}
    return [vote.said for vote in proposal(handover.year).votes
            if vote.elected and vote.elected.unit_id == units[vote.role]]  # fmt: skip


def _signed(handover: Handover, side: Side) -> list[str]:
    told = _("Ký giao: %(name)s, %(day)s.") if side == Side.GIVING else _("Ký nhận: %(name)s, %(day)s.")
    return [
        told % {"name": one.person, "day": day_in_words(timezone.localdate(one.at))}
        for one in signed(handover, side).values()
    ]


def _table(items: Sequence[Item]) -> dict[str, object]:
    done, left = _("Đã bàn giao"), _("Chuyển bên nhận theo dõi tiếp")
    rows = [[str(n), item.text, done if item.handed_over else left] for n, item in enumerate(items, 1)]
    return {"head": [_("TT"), _("Nội dung"), _("Tình trạng")], "rows": rows}


def _recommendations(handover: Handover) -> dict[str, object]:
    """What the next year goes on following, one by one; nothing where nothing is open."""
    rows = [[str(n), one.text, one.unit.name if one.unit else one.owner or "–",
             f"{one.due_on:%d/%m/%Y}" if one.due_on else "–", str(one.get_state_display())]
            for n, one in enumerate(open_in(handover.year), 1)]  # fmt: skip
    if not rows:
        return {}
    head = [_("TT"), _("Kiến nghị, giải pháp"), _("Thực hiện"), _("Hạn"), _("Tình trạng")]
    return {"heading": _("V. Kiến nghị bên nhận theo dõi tiếp"), "paragraphs": [],
            "table": {"head": head, "rows": rows}}  # fmt: skip


def _from_when(handover: Handover, since: dt.date) -> str:
    return _(
        "Từ %(day)s, %(head)s thực hiện nhiệm vụ Cụm trưởng, %(deputy)s thực hiện nhiệm vụ Cụm phó; "
        "trước ngày đó, bên giao tiếp tục điều hành."
    ) % {"day": day_in_words(since), "head": handover.head.unit.name, "deputy": handover.deputy.unit.name}
