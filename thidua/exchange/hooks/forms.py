"""Forms of the room: an address and what it is told."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.exchange.hooks.terms import Event


class HookForm(forms.Form):
    """An address to be told."""

    address = forms.CharField(
        label=_("Địa chỉ"), max_length=500, widget=forms.URLInput(attrs={"placeholder": "https://vi-du.vn/nhan-tin"}),
        help_text=_("Địa chỉ https của phần mềm nhận tin; người quản trị phần mềm ấy cho biết."),
    )  # fmt: skip
    events = forms.MultipleChoiceField(
        label=_("Báo khi"), choices=Event.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một sự việc.")},
    )  # fmt: skip
