"""Forms of the room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kit.forms import DayField
from thidua.members.models import ClusterYear
from thidua.season.models import Movement
from thidua.season.queries import movements_of
from thidua.season.terms import Phase


class LaunchForm(forms.Form):
    """A movement of the year, or a new one; the day and the document of the launch."""

    movement: "forms.ModelChoiceField[Movement]" = forms.ModelChoiceField(
        label=_("Phong trào đã có trong năm"),
        queryset=None,
        required=False,
        empty_label=_("Phong trào mới, ghi ở dưới"),
    )
    name = forms.CharField(label=_("Tên phong trào"), max_length=200, required=False,
                           help_text=_("Không cần dấu ngoặc kép."))  # fmt: skip
    launched_by = forms.CharField(label=_("Cơ quan phát động"), max_length=200, required=False)
    slogan = forms.CharField(label=_("Khẩu hiệu"), max_length=400, required=False,
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    aims = forms.CharField(label=_("Mục đích, yêu cầu"), required=False, max_length=5000,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    on = DayField(label=_("Ngày phát động"), required=False)
    by_document = forms.CharField(label=_("Văn bản phát động"), max_length=300, required=False)

    def __init__(self, *args: object, year: ClusterYear, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["movement"].queryset = movements_of(year.year)  # type: ignore[attr-defined]


class WindowForm(forms.Form):
    """A phase's days."""

    phase = forms.ChoiceField(label=_("Giai đoạn"), choices=Phase.choices)
    opens_on = DayField(label=_("Mở từ ngày"))
    due_on = DayField(label=_("Hạn"))
    reason = forms.CharField(label=_("Lý do gia hạn"), max_length=300, required=False,
                             help_text=_("Bắt buộc khi giai đoạn đã có hạn."))  # fmt: skip
