"""Forms of the room: text in, clean values out."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.handover.models import Item
from thidua.handover.rotation import proposal
from thidua.handover.terms import Rotation
from thidua.kit.forms import DayField, ManyField
from thidua.members.models import ClusterYear, LeadTerm, Unit
from thidua.members.queries import Here

USUAL = (
    _("Hồ sơ, văn bản giấy của năm thi đua"),
    _("Quỹ hoạt động chung còn lại của cụm"),
    _("Cờ, biểu trưng, đồ dùng chung của cụm"),
    _("Danh sách đầu mối liên hệ của các đơn vị"),
)
"""What heads usually hand over besides what the year itself counts; offered, not imposed."""


class AnnounceForm(forms.Form):
    """Who leads next, from which day. Where the next year stands already its leads are linked, not chosen."""

    announced_on = DayField(label=_("Ngày công bố"))
    units = ManyField(label=_("Đơn vị thành viên của năm sau"), queryset=Unit.objects.none(),
                      widget=forms.CheckboxSelectMultiple)  # fmt: skip
    head = forms.ModelChoiceField(label=_("Cụm trưởng năm sau"), queryset=Unit.objects.none())
    deputy = forms.ModelChoiceField(label=_("Cụm phó năm sau"), queryset=Unit.objects.none())
    since = DayField(
        label=_("Nhiệm kỳ mới bắt đầu từ ngày"),
        help_text=_("Đến hết ngày hôm trước, Cụm trưởng và Cụm phó hiện tại vẫn điều hành."),
    )  # fmt: skip
    by_document = forms.CharField(label=_("Theo văn bản"), max_length=300, required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: object, here: Here, following: ClusterYear | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"announced_on": here.day, "since": dt.date(here.year.year + 1, 1, 1)}
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.order = {member.unit_id: member.order for member in here.members}
        if following is not None:
            if LeadTerm.objects.filter(year=following).exists():
                for name in ("units", "head", "deputy", "since", "by_document"):
                    del self.fields[name]
                return
            del self.fields["units"]  # taken back: the year stands with its units, and is given its leads anew
            units = Unit.objects.filter(memberships__year=following)
            for name in ("head", "deputy"):
                self.fields[name].queryset = units  # type: ignore[attr-defined]
            return
        units = candidates(here)
        for name in ("units", "head", "deputy"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]
        for role, member in proposal(here.year).leads.items():
            self.fields[role.value].initial = member.unit_id
        self.fields["units"].initial = [unit.pk for unit in units if unit.pk in self.order]

    def clean_units(self) -> list[Unit]:
        """In the protocol order of this year; newcomers after."""
        return sorted(self.cleaned_data["units"], key=lambda unit: self.order.get(unit.pk, len(self.order) + 1))


class ListForm(forms.Form):
    """The list of what is handed over: ticks, and new items one a line."""

    done = ManyField(queryset=Item.objects.none(), required=False)
    more = forms.CharField(label=_("Thêm mục, mỗi dòng một mục"), required=False,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done"].queryset = items  # type: ignore[attr-defined]
        if not items:
            self.fields["more"].initial = "\n".join(str(text) for text in USUAL)


class SignForm(forms.Form):
    """A last word before signing over, and the confirmation."""

    note = forms.CharField(label=_("Ghi chú của bên giao"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    sure = forms.BooleanField(
        label=_("Tôi xác nhận đã bàn giao đầy đủ theo danh mục; sau khi ký, danh mục không sửa được.")
    )


class AcceptForm(forms.Form):
    """The confirmation of the side that accepts."""

    sure = forms.BooleanField(
        label=_("Tôi xác nhận đã nhận đủ theo danh mục; sau khi ký, biên bản bàn giao được ban hành.")
    )


def candidates(here: Here) -> Any:
    """The units that can be members next year: this year's that still stand, and those that came out of them."""
    members = [member.unit_id for member in here.members]
    standing = Q(ended_on__isnull=True) | Q(ended_on__gt=here.day)
    return Unit.objects.filter(standing, Q(pk__in=members) | Q(origins__predecessor__in=members)).distinct()


class WithdrawForm(forms.Form):
    """Why an announcement is taken back."""

    reason = forms.CharField(label=_("Lý do rút công bố"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class RotationForm(forms.Form):
    """How the cluster chooses who leads next."""

    method = forms.ChoiceField(label=_("Cách chọn Cụm trưởng"), choices=Rotation)
    since = DayField(label=_("Áp dụng từ ngày"))
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Điều, khoản của quy chế cụm."))


class RefusalForm(forms.Form):
    """A unit refused emulation this year."""

    unit = forms.ModelChoiceField(label=_("Đơn vị không được xét thi đua năm nay"), queryset=Unit.objects.none())
    by_document = forms.CharField(label=_("Theo văn bản"), max_length=300)

    def __init__(self, *args: Any, here: Here, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(memberships__year=here.year)  # type: ignore[attr-defined]
