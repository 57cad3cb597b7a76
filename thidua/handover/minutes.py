"""Biên bản bàn giao, made from what was handed over; the shape is the one paperwork prints."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.handover.models import Handover, Item
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
         "paragraphs": [*_side(outgoing), _signed(handover.signed_over_by, handover.signed_over_at)]},
        {"heading": _("II. Bên nhận (năm %(year)s)") % {"year": handover.next_year.year},
         "paragraphs": [*_side({Lead.HEAD: handover.head, Lead.DEPUTY: handover.deputy}),
                        _signed(handover.accepted_by, handover.accepted_at)]},
        {"heading": _("III. Nội dung bàn giao"), "paragraphs": [], "table": _table(items)},
        {"heading": _("IV. Thời điểm bàn giao nhiệm vụ"), "paragraphs": [_from_when(handover, since)]},
    ]  # fmt: skip
    if handover.note:
        sections.append({"heading": _("V. Ghi chú"), "paragraphs": handover.note.splitlines()})
    parties = [outgoing[Lead.HEAD].unit.name, handover.head.unit.name]
    return {
        "sections": sections,
        "recipients": [_("Cơ quan thường trực"), _("Các đơn vị thành viên"), _("Lưu hồ sơ cụm")],
        "signatures": [
            {"authority": _("BÊN GIAO: %(unit)s") % {"unit": parties[0]}, "name": handover.signed_over_by},
            {"authority": _("BÊN NHẬN: %(unit)s") % {"unit": parties[1]}, "name": handover.accepted_by},
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


def _signed(name: str, at: dt.datetime | None) -> str:
    if at is None:
        return ""
    return _("Ký bàn giao: %(name)s, %(day)s.") % {"name": name, "day": day_in_words(timezone.localdate(at))}


def _table(items: Sequence[Item]) -> dict[str, object]:
    done, left = _("Đã bàn giao"), _("Chuyển bên nhận theo dõi tiếp")
    rows = [[str(n), item.text, done if item.handed_over else left] for n, item in enumerate(items, 1)]
    return {"head": [_("TT"), _("Nội dung"), _("Tình trạng")], "rows": rows}


def _from_when(handover: Handover, since: dt.date) -> str:
    return _(
        "Từ %(day)s, %(head)s thực hiện nhiệm vụ Cụm trưởng, %(deputy)s thực hiện nhiệm vụ Cụm phó; "
        "trước ngày đó, bên giao tiếp tục điều hành."
    ) % {"day": day_in_words(since), "head": handover.head.unit.name, "deputy": handover.deputy.unit.name}
