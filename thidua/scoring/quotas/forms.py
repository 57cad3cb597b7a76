"""Forms of the quotas: an exception, the grade of the collective above."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.members.models import Membership
from thidua.scoring.quotas.queries import Cut
from thidua.scoring.quotas.terms import OTHER


class ExceptionForm(forms.Form):
    """Which unit is let past a quota, by which document, why."""

    unit = forms.ChoiceField(label=_("Đơn vị"))
    document = forms.CharField(label=_("Văn bản cho phép"), max_length=300, help_text=_("Số, ngày, cơ quan ban hành"))
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, cut: Iterable[Cut], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {one.member.unit.code: one.member for one in cut}
        choices = [(code, member.unit.name) for code, member in self.members.items()]
        self.fields["unit"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]

    @property
    def membership(self) -> Membership:
        return self.members[self.cleaned_data["unit"]]


class CollectiveForm(forms.Form):
    """What the collective above was graded, by which document."""

    grade = forms.ChoiceField(label=_("Xếp loại của tập thể"))
    document = forms.CharField(label=_("Văn bản xếp loại"), max_length=300,
                               help_text=_("Số, ngày, cơ quan ban hành"))  # fmt: skip

    def __init__(self, *args: Any, parents: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((name, name) for name in parents), (OTHER, _("mức khác"))]
        self.fields["grade"].choices = choices  # type: ignore[attr-defined]
