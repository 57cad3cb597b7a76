"""Forms of the room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.members.terms import Stage


class ReasonForm(forms.Form):
    """Why the last step is reopened."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PassOverForm(ReasonForm):
    """Which step the year has reached on paper, and why nothing of it stands here."""

    to = forms.TypedChoiceField(label=_("Năm thi đua đã đến bước"), coerce=Stage, choices=Stage.choices)
    field_order = ["to", "reason"]
