"""Ngôn ngữ thiết kế: the living page. Every part of the pages, in every state, with when to use which.

The page is made of the real parts: what changes in the kit changes here, and what is missing here does not exist.
"""

import datetime as dt
from decimal import Decimal

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from thidua.kit.doors import PUBLIC, door
from thidua.kit.forms import DayField

SURFACES = (
    ("paper", _("nền trang")), ("card", _("mặt thẻ, bảng, ô nhập")), ("sunk", _("vùng lùi, hàng đang chỉ")),
    ("ink", _("chữ chính")), ("soft", _("chữ phụ")), ("line", _("nét mảnh")), ("line-strong", _("viền ô nhập, nút")),
)  # fmt: skip
MEANINGS = (
    ("lacquer", _("đỏ sơn son: việc chính, liên kết, lỗi")), ("lacquer-wash", _("nền của lỗi")),
    ("gold", _("vàng thếp: vinh danh, bước đang làm")), ("gold-wash", _("nền của vinh danh, số liệu minh hoạ")),
    ("ok", _("đã xong, hợp lệ")), ("warn", _("cần để ý, sắp hạn")), ("info", _("lời giải thích")),
)  # fmt: skip
SIZES = (
    ("h1", _("Đầu trang")), ("h2", _("Đầu mục")), ("h3", _("Đầu mục nhỏ")), ("lead", _("Lời dẫn")),
    ("text", _("Nội dung")), ("small", _("Chữ nhỏ")), ("tiny", _("Chữ trong nhãn")),
)  # fmt: skip
THEMES = (("light", _("Sáng")), ("dark", _("Tối")))
SPACES = ("1", "2", "3", "4", "5", "6", "7")


class SpecimenForm(forms.Form):
    """A form with an answer missing and a number too large, to show how errors read."""

    unit = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    points = forms.DecimalField(label=_("Điểm tự chấm"), max_value=10, help_text=_("Từ 0 đến 10, ví dụ 9,5."))
    due = DayField(label=_("Hạn nộp"))
    hand = forms.ChoiceField(label=_("Lượt chấm"), choices=[("self", _("Tự chấm")), ("cross", _("Chấm chéo"))])
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    way = forms.ChoiceField(label=_("Cách nộp"), widget=forms.RadioSelect,
                            choices=[("web", _("Trên phần mềm")), ("paper", _("Bằng văn bản"))])  # fmt: skip
    agreed = forms.BooleanField(label=_("Tôi đã đối chiếu với minh chứng."))


@door(PUBLIC)
def living(request: HttpRequest) -> HttpResponse:
    """The language of the pages, spoken by itself."""
    typed = {"unit": "", "points": "12", "due": "2026-11-15", "hand": "self", "way": "web"}
    context = {
        "surfaces": SURFACES,
        "meanings": MEANINGS,
        "sizes": SIZES,
        "themes": THEMES,
        "spaces": SPACES,
        "form": SpecimenForm(typed, auto_id="mau_%s"),
        "whole": Decimal(1234567),
        "exact": Decimal("97.250"),
        "nothing": None,
        "day": dt.date(2026, 11, 21),
    }
    return render(request, "kit/living.html", context)
