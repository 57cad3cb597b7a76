"""Forms of the allotments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.members.models import Membership
from thidua.members.queries import Here, members_of
from thidua.results.allotting.queries import allotted
from thidua.results.queries import collective_titles


class AllotForm(forms.Form):
    """A number, or a share of the units."""

    award = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    number = forms.IntegerField(label=_("Số lượng"), min_value=0, max_value=999, required=False)
    percent = forms.IntegerField(label=_("hoặc tỷ lệ phần trăm số đơn vị"), min_value=0, max_value=100, required=False,
                                 help_text=_("Làm tròn xuống."))  # fmt: skip
    document = forms.CharField(label=_("Văn bản giao"), max_length=300, help_text=_("Số, ngày, cơ quan ban hành"))

    def __init__(self, *args: Any, here: Here, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(title.key, title.name) for title in collective_titles(here.day)]
        self.fields["award"].choices = choices  # type: ignore[attr-defined]


class PastForm(forms.Form):
    """Which unit, for which title, by which document, why."""

    award = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    membership = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Membership.objects.none())
    document = forms.CharField(label=_("Văn bản cho phép"), max_length=300, help_text=_("Số, ngày, cơ quan ban hành"))
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, here: Here, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.allotment.award, one.title) for one in allotted(here.year)]
        self.fields["award"].choices = choices  # type: ignore[attr-defined]
        self.fields["membership"].queryset = members_of(here.year)  # type: ignore[attr-defined]
