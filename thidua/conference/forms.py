"""Forms of the room: text in, clean values out."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from thidua.conference.following.terms import Sort
from thidua.conference.models import Conference, Delegate, Item
from thidua.conference.protocol import RANKS
from thidua.conference.terms import Kind, Session, Side
from thidua.kit.forms import DayField
from thidua.members.models import ClusterYear, Membership, Unit
from thidua.members.queries import members_of

AREA = {"rows": 3}


class ChangeForm(forms.Form):
    """What can be corrected of a planned conference."""

    title = forms.CharField(label=_("Tên hội nghị"), max_length=300)
    on = DayField(label=_("Ngày họp"))
    session = forms.ChoiceField(label=_("Buổi"), choices=Session)
    place = forms.CharField(label=_("Địa điểm"), max_length=200)
    begins = forms.TimeField(label=_("Giờ bắt đầu"), required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"),
                             help_text=_("Để trống: 8 giờ, buổi chiều 14 giờ."))  # fmt: skip
    host: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(label=_("Đơn vị đăng cai"), queryset=None)
    chair = forms.CharField(
        label=_("Chủ trì"), max_length=200, required=False, help_text=_("Cấp bậc, họ tên, chức vụ.")
    )

    def __init__(self, *args: object, year: ClusterYear, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["host"].queryset = Unit.objects.filter(memberships__year=year)  # type: ignore[attr-defined]


class PlanForm(ChangeForm):
    """A new conference."""

    kind = forms.ChoiceField(label=_("Loại"), choices=Kind, initial=Kind.SUMMARY)
    field_order = ["kind", "title", "on", "session", "begins"]

    def __init__(self, *args: object, year: ClusterYear, **kwargs: object) -> None:
        super().__init__(*args, year=year, **kwargs)
        if not year.mid_review:
            self.fields["kind"].choices = [(Kind.SUMMARY.value, Kind.SUMMARY.label)]  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """An item of the programme."""

    title = forms.CharField(label=_("Nội dung"), max_length=300)
    minutes = forms.IntegerField(label=_("Số phút"), min_value=1, max_value=600, required=False)
    speaker = forms.CharField(label=_("Người trình bày"), max_length=200, required=False)


class NewItemForm(ItemForm):
    """An item to be put in, at the end unless a place is given."""

    position = forms.IntegerField(label=_("Đứng ở vị trí thứ"), min_value=1, max_value=200, required=False,
                                  help_text=_("Để trống: đứng cuối chương trình."))  # fmt: skip


class ChangeItemForm(ItemForm):
    """An item and what happened under it."""

    record = forms.CharField(label=_("Ghi nhận, đưa vào biên bản"), required=False, max_length=5000,
                             widget=forms.Textarea(attrs=AREA))  # fmt: skip

    @classmethod
    def of(cls, data: object, item: Item) -> "ChangeItemForm":
        kept = {name: getattr(item, name) for name in ("title", "minutes", "speaker", "record")}
        return cls(data, initial=kept)  # type: ignore[arg-type]


class BodyForm(forms.Form):
    """A delegation entered by the secretaries: of a member unit, or of another body."""

    membership: "forms.ModelChoiceField[Membership]" = forms.ModelChoiceField(
        label=_("Đơn vị thành viên"), queryset=None, required=False, help_text=_("Để trống nếu là cơ quan ngoài cụm.")
    )
    body = forms.CharField(label=_("Cơ quan, đơn vị ngoài cụm"), max_length=200, required=False)
    side = forms.ChoiceField(label=_("Nhóm, theo thứ tự lễ tân"), required=False,
                             choices=[("", _("Tự xếp: thành viên hoặc khách mời")), *Side.choices])  # fmt: skip
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: object, year: ClusterYear, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["membership"].queryset = members_of(year)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if bool(given.get("membership")) == bool(given.get("body")):
            self.add_error("body", _("Hãy chọn một đơn vị thành viên, hoặc ghi tên một cơ quan ngoài cụm."))
        return given


class DelegateForm(forms.Form):
    """A delegate: rank, name and office title kept apart."""

    rank = forms.CharField(label=_("Cấp bậc"), max_length=60, required=False,
                           help_text=_("Ví dụ: %(rank)s. Để trống nếu không có.") % {"rank": RANKS[4]})  # fmt: skip
    name = forms.CharField(label=_("Họ và tên"), max_length=200, required=False,
                           help_text=_("Để trống nếu chưa rõ tên; khi ấy chức vụ đứng thay."))  # fmt: skip
    title = forms.CharField(label=_("Chức vụ"), max_length=200)
    lead = forms.BooleanField(label=_("Trưởng đoàn"), required=False)
    since_year = forms.IntegerField(
        label=_("Năm nhận chức vụ, cấp bậc"), required=False, min_value=1950, max_value=2100,
        help_text=_("Để xếp thứ tự thâm niên khi cùng chức vụ, cùng cấp bậc."),
    )  # fmt: skip
    dietary = forms.CharField(label=_("Ăn uống"), max_length=300, required=False,
                              help_text=_("Chỉ thư ký hội nghị và đơn vị của đại biểu thấy."))  # fmt: skip
    travel = forms.CharField(label=_("Đi lại, lưu trú"), max_length=300, required=False,
                             help_text=_("Chỉ thư ký hội nghị và đơn vị của đại biểu thấy."))  # fmt: skip

    @classmethod
    def of(cls, data: object, delegate: Delegate) -> "DelegateForm":
        kept = {name: getattr(delegate, name) for name in ("rank", "name", "title", "lead", "since_year")}
        need = getattr(delegate, "need", None)
        kept |= {"dietary": need.dietary if need else "", "travel": need.travel if need else ""}
        return cls(data, initial=kept)  # type: ignore[arg-type]


class StatementForm(forms.Form):
    """A result in words, or a point of the discussion."""

    kind = forms.ChoiceField(label=_("Loại"), choices=[("result", _("Kết quả")), ("discussion", _("Thảo luận"))])
    text = forms.CharField(label=_("Nội dung"), max_length=2000, widget=forms.Textarea(attrs=AREA))


class RecommendationForm(forms.Form):
    """A recommendation with who is to do it, and by when."""

    text = forms.CharField(label=_("Kiến nghị, đề xuất"), max_length=2000, widget=forms.Textarea(attrs=AREA))
    sort = forms.ChoiceField(label=_("Loại"), choices=Sort, initial=Sort.RECOMMENDATION, required=False)
    unit: "forms.ModelChoiceField[Unit]" = forms.ModelChoiceField(label=_("Đơn vị thực hiện"), queryset=None,
                                                                  required=False)  # fmt: skip
    owner = forms.CharField(label=_("Nơi thực hiện khác"), max_length=200, required=False,
                            help_text=_("Khi không phải một đơn vị của cụm: các đơn vị, cơ quan khác."))  # fmt: skip
    due_on = DayField(label=_("Hạn"), required=False)

    def __init__(self, *args: object, year: ClusterYear, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].queryset = Unit.objects.filter(memberships__year=year)  # type: ignore[attr-defined]

    def clean_sort(self) -> Sort:
        return Sort(self.cleaned_data["sort"] or Sort.RECOMMENDATION)


class PictureForm(forms.Form):
    """A photograph, or its caption alone until the photograph comes."""

    caption = forms.CharField(label=_("Chú thích ảnh"), max_length=300)
    alt = forms.CharField(label=_("Mô tả cho người không xem được ảnh"), max_length=300)
    upload = forms.FileField(label=_("Tệp ảnh"), required=False)

    def picture(self) -> "UploadedFile[Any] | None":
        return self.cleaned_data["upload"] or None


def change_form(data: object, conference: Conference) -> ChangeForm:
    """The plan as it stands, ready to be corrected."""
    kept = {name: getattr(conference, name) for name in ("title", "on", "session", "place", "host", "chair", "begins")}
    return ChangeForm(data, year=conference.year, initial=kept)
