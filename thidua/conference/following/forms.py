"""Forms of the follow-up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.conference.following.terms import Progress


class TellForm(forms.Form):
    """How it stands, in a word and in words."""

    state = forms.ChoiceField(label=_("Tình trạng"), choices=Progress)
    note = forms.CharField(label=_("Tình hình thực hiện"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, states: tuple[Progress, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["state"].choices = [(one.value, one.label) for one in states]  # type: ignore[attr-defined]
