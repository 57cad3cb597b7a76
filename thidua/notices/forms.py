"""Forms of the room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.notices.terms import Pace

HOURS = [(str(hour), f"{hour}:00") for hour in range(24)]


class WishForm(forms.Form):
    """How often, and the hours without letters."""

    pace = forms.ChoiceField(label=_("Nhắc qua thư điện tử"), choices=Pace.choices, widget=forms.RadioSelect)
    quiet_from = forms.TypedChoiceField(label=_("Không gửi thư từ"), choices=HOURS, coerce=int)
    quiet_to = forms.TypedChoiceField(label=_("Đến"), choices=HOURS, coerce=int,
                                      help_text=_("Hai giờ bằng nhau thì giờ nào cũng gửi."))  # fmt: skip
