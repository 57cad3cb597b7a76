"""Forms of the room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kit.forms import DayField
from thidua.members.terms import Stage


class ReasonForm(forms.Form):
    """Why the last step is reopened."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class PassOverForm(ReasonForm):
    """Which step the year has reached on paper, and why nothing of it stands here."""

    to = forms.TypedChoiceField(label=_("Năm thi đua đã đến bước"), coerce=Stage, choices=Stage.choices)
    field_order = ["to", "reason"]


class ExtensionForm(forms.Form):
    """For which unit, till when, why, and by which document."""

    unit = forms.ChoiceField(label=_("Đơn vị"), required=False)
    due_on = DayField(label=_("Hạn mới"), help_text=_("Đến hết ngày này vẫn là đúng hạn."))
    reason = forms.CharField(label=_("Lý do gia hạn"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    by_document = forms.CharField(label=_("Theo văn bản"), max_length=300, required=False,
                                  help_text=_("Số, ngày của văn bản đề nghị hoặc cho phép, nếu có."))  # fmt: skip

    def __init__(self, *args: object, units: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
