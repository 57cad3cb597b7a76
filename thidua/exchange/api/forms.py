"""Forms of the room: a new token."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.exchange.api.terms import LONGEST, Reach
from thidua.kit.forms import DayField
from thidua.members.models import Seat


class TokenForm(forms.Form):
    """For which program, in which seat, within which reaches, until which day."""

    name = forms.CharField(label=_("Dùng cho"), max_length=80,
                           help_text=_("Tên phần mềm hay công việc, ví dụ: Phần mềm báo cáo của đơn vị."))  # fmt: skip
    seat = forms.TypedChoiceField(label=_("Chức trách"), coerce=int)
    reaches = forms.MultipleChoiceField(
        label=_("Phạm vi"), choices=Reach.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ chọn những gì phần mềm ấy cần. Mã không bao giờ làm được việc mà chức trách không được làm."),
    )  # fmt: skip
    until = DayField(label=_("Đến hết ngày"), help_text=_("Nhiều nhất một năm."))

    def __init__(self, *args: Any, seats: Sequence[Seat], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats, self.day = {seat.pk: seat for seat in seats}, today
        self.fields["seat"].choices = [(seat.pk, said(seat)) for seat in seats]  # type: ignore[attr-defined]

    def clean_seat(self) -> Seat:
        return self.seats[self.cleaned_data["seat"]]

    def clean_until(self) -> dt.date:
        until: dt.date = self.cleaned_data["until"]
        if not self.day <= until < self.day + LONGEST:
            raise forms.ValidationError(_("Hãy chọn từ hôm nay, nhiều nhất một năm."))
        return until


def said(seat: Seat) -> str:
    """A seat in words: the office, where, in which year."""
    where = seat.membership.unit.name if seat.membership else ""
    year = str(seat.year) if seat.year else str(_("mọi cụm"))
    return " · ".join(part for part in (str(seat.get_office_display()), where, year) if part)
