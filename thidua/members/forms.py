"""Forms of the room: text in, clean values out."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thidua.kit.forms import DayField, ManyField
from thidua.kit.viet import alphabetical, slug
from thidua.members.models import Cluster, ClusterYear, Unit
from thidua.members.queries import members_of
from thidua.members.terms import SITE_OFFICES, Office

UNSEATED = SITE_OFFICES - {Office.COUNCIL}
"""Offices nobody is given on a page."""


class SeatForm(forms.Form):
    """A person and an office in a unit of the year, or in the Council; the account is made when the name is new."""

    username = forms.SlugField(label=_("Tên đăng nhập"), max_length=60,
                               help_text=_("Chữ không dấu, viết liền, ví dụ: can-bo-song-hong"))  # fmt: skip
    name = forms.CharField(label=_("Họ và tên, hoặc chức danh"), max_length=200)
    office = forms.ChoiceField(label=_("Chức trách"), choices=[(o.value, o.label) for o in Office if o not in UNSEATED])
    membership = forms.ModelChoiceField(label=_("Đơn vị"), queryset=None, required=False,  # type: ignore[var-annotated]
                                        help_text=_("Uỷ viên Hội đồng thì để trống."))  # fmt: skip
    since = DayField(label=_("Từ ngày"))
    by_document = forms.CharField(label=_("Theo văn bản"), max_length=300, required=False)

    def __init__(self, *args: object, year: ClusterYear, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["membership"].queryset = members_of(year)  # type: ignore[attr-defined]


class SubstituteForm(forms.Form):
    """Who stands in, from when to when, by which document."""

    username = forms.SlugField(label=_("Tên đăng nhập của người được uỷ quyền"), max_length=60)
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến hết ngày"))
    by_document = forms.CharField(label=_("Theo văn bản"), max_length=300,
                                  help_text=_("Ví dụ: Giấy uỷ quyền số 12/GUQ ngày 02/03/2026"))  # fmt: skip


class SuccessorForm(forms.Form):
    """Who takes the seat from which day, by which document."""

    username = forms.SlugField(label=_("Tên đăng nhập của người nhận"), max_length=60)
    name = forms.CharField(label=_("Họ và tên, hoặc chức danh"), max_length=200, required=False,
                           help_text=_("Chỉ cần khi tài khoản còn mới."))  # fmt: skip
    since = DayField(label=_("Nhận từ ngày"))
    by_document = forms.CharField(label=_("Theo văn bản"), max_length=300)


class EndSeatForm(forms.Form):
    """The last day of a seat and why."""

    until = DayField(label=_("Đến hết ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)


def with_a_letter(name: str) -> None:
    """A name gives its bearer an address, so there must be something in it to spell."""
    if not slug(name):
        raise forms.ValidationError(_("Tên phải có chữ cái hoặc chữ số."))


class UnitForm(forms.Form):
    """A unit of a cluster: its names and the day it was founded."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=200, validators=[with_a_letter])
    short_name = forms.CharField(label=_("Tên gọi tắt"), max_length=80)
    founded_on = DayField(label=_("Từ ngày"), required=False)


class ClusterForm(forms.Form):
    """A cluster: organiser, family and number are its identity; the number alone is none."""

    organiser = forms.CharField(label=_("Cơ quan tổ chức"), max_length=200)
    family = forms.CharField(label=_("Nhóm đơn vị"), max_length=200, required=False,
                             help_text=_("Ví dụ: Công an các thành phố. Cùng số mà khác nhóm là hai cụm."))  # fmt: skip
    number = forms.CharField(label=_("Số"), max_length=20, required=False)
    name = forms.CharField(label=_("Tên cụm"), max_length=200, validators=[with_a_letter],
                           help_text=_("Ví dụ: Cụm thi đua số 1"))  # fmt: skip


class ConstituteForm(forms.Form):
    """A cluster's year: members, head, deputy, by which document."""

    cluster = forms.ModelChoiceField(label=_("Cụm"), queryset=Cluster.objects.all(), empty_label=_("– chọn cụm –"))
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    units = ManyField(label=_("Đơn vị thành viên"), queryset=Unit.objects.none(),
                      widget=forms.CheckboxSelectMultiple)  # fmt: skip
    head = forms.ModelChoiceField(label=_("Cụm trưởng"), queryset=Unit.objects.none(),
                                  empty_label=_("– chọn đơn vị –"))  # fmt: skip
    deputy = forms.ModelChoiceField(label=_("Cụm phó"), queryset=Unit.objects.none(), required=False,
                                    empty_label=_("– còn khuyết –"),
                                    help_text=_("Để trống khi còn khuyết."))  # fmt: skip
    since = DayField(label=_("Từ ngày"))
    cut_off = DayField(label=_("Ngày chốt số liệu"), required=False)
    by_document = forms.CharField(label=_("Theo văn bản"), max_length=300)
    mid_review = forms.BooleanField(label=_("Có hội nghị sơ kết"), required=False, initial=True)

    def __init__(self, *args: object, offered: QuerySet[Unit], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        units = [(one.pk, str(one)) for one in sorted(offered, key=lambda one: alphabetical(one.name))]
        for name in ("units", "head", "deputy"):
            field: Any = self.fields[name]
            field.queryset = offered
            field.choices = units if name == "units" else [("", field.empty_label), *units]
