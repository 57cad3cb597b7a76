"""Forms of the room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.paperwork.terms import Kind


class SearchForm(forms.Form):
    """Words and a kind, both optional."""

    q = forms.CharField(label=_("Tìm trong số, trích yếu"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Loại văn bản"), required=False, choices=[("", _("Mọi loại")), *Kind.choices])


class RevokeForm(forms.Form):
    """Why a paper is revoked."""

    reason = forms.CharField(label=_("Lý do thu hồi"), max_length=300)
