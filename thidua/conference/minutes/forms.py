"""Forms of the minutes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SectionForm(forms.Form):
    """The text of a section, and the version it was read in."""

    text = forms.CharField(label=_("Ghi thêm"), required=False, max_length=30000,
                           widget=forms.Textarea(attrs={"rows": 5}))  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**6)


class HeadingForm(forms.Form):
    """A section more."""

    heading = forms.CharField(label=_("Tên mục"), max_length=200)


class ReturnForm(forms.Form):
    """Why it is given back."""

    reason = forms.CharField(label=_("Điều cần sửa"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
