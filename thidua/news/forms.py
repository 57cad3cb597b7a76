"""Forms of the room: the article with its rows of blocks, notes of the reviewer, pictures, good examples."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thidua.kit.forms import FIRST_DAY, LAST_DAY, OUT_OF_TIME, DayField
from thidua.kit.posted import whole
from thidua.members.models import Membership
from thidua.news.drafting import BlockKind
from thidua.news.models import Picture

KINDS = {
    BlockKind.PARAGRAPH: _("Đoạn văn"),
    BlockKind.HEADING: _("Tiêu đề nhỏ"),
    BlockKind.QUOTE: _("Trích lời"),
    BlockKind.PICTURE: _("Ảnh"),
    BlockKind.ALBUM: _("Album nhiều ảnh"),
    BlockKind.FIGURES: _("Bảng số liệu"),
    BlockKind.VIDEO: _("Liên kết video"),
    BlockKind.DOCUMENT: _("Liên kết tài liệu"),
    BlockKind.CREDIT: _("Dòng ghi nguồn"),
}
MOST_ROWS = 200


class StartForm(forms.Form):
    """A working title is enough to begin."""

    title = forms.CharField(
        label=_("Đầu đề"), max_length=300, help_text=_("Có thể sửa lại bất cứ lúc nào trước khi đăng.")
    )


class ArticleForm(forms.Form):
    """The article without its blocks; `version` is the one that was read, `over` the one knowingly written over."""

    title = forms.CharField(label=_("Đầu đề"), max_length=300)
    standfirst = forms.CharField(
        label=_("Sa-pô"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Một hai câu: ai, làm gì, khi nào, ở đâu."),
    )  # fmt: skip
    byline = forms.CharField(label=_("Tác giả"), max_length=200, required=False)
    source = forms.CharField(label=_("Nguồn"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """What should change, or why it is taken down."""

    note = forms.CharField(label=_("Ý kiến"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class WithdrawForm(forms.Form):
    """The note stands in the article's place."""

    note = forms.CharField(label=_("Lý do gỡ bài"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
                           help_text=_("Người đọc mở lại địa chỉ của bài sẽ thấy lời này."))  # fmt: skip


class CorrectionForm(forms.Form):
    """What was wrong and what is right; it stands under the headline once the correction is published."""

    note = forms.CharField(
        label=_("Đính chính điều gì"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ví dụ: “Tên đơn vị chủ nhà là …, không phải …”. Người đọc thấy lời này dưới đầu đề."),
    )  # fmt: skip


class ScheduleForm(forms.Form):
    """When the article is to appear."""

    on = forms.SplitDateTimeField(
        label=_("Đăng vào lúc"), input_date_formats=["%Y-%m-%d", "%d/%m/%Y"], input_time_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": _("Ngày đăng")}, date_format="%Y-%m-%d",  # type: ignore[dict-item]
            time_attrs={"type": "time", "aria-label": _("Giờ đăng")}, time_format="%H:%M",  # type: ignore[dict-item]
        ),
        error_messages={"invalid_date": _("Ngày đăng không đọc được."), "invalid_time": _("Giờ đăng không đọc được.")},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_on(self) -> dt.datetime:
        """A slip in the year is said at once."""
        on: dt.datetime = self.cleaned_data["on"]
        if not FIRST_DAY <= on.date() <= LAST_DAY:
            raise forms.ValidationError(OUT_OF_TIME)
        return on


class PictureForm(forms.Form):
    """A picture with its caption and, for those who cannot see it, what it shows."""

    caption = forms.CharField(label=_("Chú thích"), max_length=300, help_text=_("Mỗi chú thích chỉ dùng một lần."))
    alt = forms.CharField(label=_("Mô tả ảnh"), max_length=300,
                          help_text=_("Ảnh cho thấy gì, để đọc cho người không xem được ảnh."))  # fmt: skip
    upload = forms.FileField(
        label=_("Tệp ảnh"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPG, PNG hoặc WebP. Vị trí chụp và thông tin máy ảnh được gỡ bỏ."),
    )  # fmt: skip


def _percent(label: object) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"type": "range", "min": 0, "max": 100, "step": 1})
    return forms.IntegerField(label=label, min_value=0, validators=[MaxValueValidator(100)], widget=widget)  # type: ignore[arg-type]


class ChangePictureForm(PictureForm):
    """The same of a picture that is there, with the point that stays in sight when it is cropped."""

    focal_x = _percent(_("Tâm ảnh: từ trái sang phải (%)"))
    focal_y = _percent(_("Tâm ảnh: từ trên xuống dưới (%)"))


class DepictedForm(forms.Form):
    """Somebody in the picture, and whether the own office agreed to the name being published."""

    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    office = forms.CharField(label=_("Chức vụ, cơ quan"), max_length=200)
    consent = forms.CharField(
        label=_("Cơ quan nào đồng ý, theo văn bản hoặc ý kiến nào"), max_length=300, required=False,
        help_text=_("Chưa có thì để trống: tên chưa được nêu với công chúng."),
    )  # fmt: skip
    consent_on = DayField(label=_("Ngày đồng ý"), required=False)


class ExemplarForm(forms.Form):
    """A good example, by office and unit."""

    title = forms.CharField(label=_("Việc làm, mô hình"), max_length=300)
    holder = forms.CharField(label=_("Tập thể, cá nhân"), max_length=200,
                             help_text=_("Ghi theo chức vụ, đơn vị; ví dụ “Tổ tiếp nhận hồ sơ”."))  # fmt: skip
    membership = forms.ModelChoiceField(Membership.objects.none(), label=_("Đơn vị thành viên"), required=False)
    deed = forms.CharField(label=_("Đã làm gì, kết quả ra sao"), max_length=8000,
                           widget=forms.Textarea(attrs={"rows": 8}))  # fmt: skip
    permission = forms.CharField(
        label=_("Cơ quan cho phép nêu gương, theo văn bản nào"), max_length=300, required=False,
        help_text=_("Chưa có thì để trống; có rồi mới công bố được."),
    )  # fmt: skip
    permitted_on = DayField(label=_("Ngày cho phép"), required=False)
    picture = forms.ModelChoiceField(Picture.objects.none(), label=_("Ảnh trong album"), required=False)

    def __init__(self, *args: Any, members: Any, pictures: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["membership"].queryset = members  # type: ignore[attr-defined]
        self.fields["picture"].queryset = pictures  # type: ignore[attr-defined]


@dataclass
class Row:
    """One row of the editor, as typed; `name` ties the pictures ticked for an album to it."""

    kind: str = BlockKind.PARAGRAPH.value
    text: str = ""
    picture: str = ""
    traces: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    name: str = ""

    def block(self) -> dict[str, object]:
        several = [whole(one) for one in self.pictures]
        return {"kind": self.kind, "text": self.text, "picture": whole(self.picture), "traces": self.traces,
                "pictures": several}  # fmt: skip


def stored_rows(body: Iterable[Mapping[str, Any]]) -> list[Row]:
    return named([
        Row(block["kind"], block["text"], str(block.get("picture") or ""), list(block.get("traces", ())),
            [str(one) for one in block.get("pictures") or ()])
        for block in body
    ])  # fmt: skip


def named(rows: list[Row]) -> list[Row]:
    """Every row with a name unlike any other's."""
    taken: set[str] = set()
    for number, row in enumerate(rows):
        if not row.name or row.name in taken:
            row.name = f"k{number}-{len(rows)}"
        taken.add(row.name)
    return rows


def typed_rows(data: QueryDict) -> list[Row]:
    """The rows of a posted editor: each carries one of every control, in the order of the page."""
    columns = (data.getlist(name)[:MOST_ROWS] for name in ("kind", "text", "picture", "traces"))
    kinds = {kind.value for kind in BlockKind}
    rows = [
        Row(kind if kind in kinds else BlockKind.PARAGRAPH.value, text.replace("\r\n", "\n"), picture, traces.split())
        for kind, text, picture, traces in zip(*columns, strict=False)
    ]
    for row, name in zip(rows, data.getlist("row"), strict=False):
        row.name = name[:20]
        row.pictures = [one.partition(":")[2] for one in data.getlist("album") if one.startswith(f"{name}:")]
    return named(rows)


def arranged(rows: list[Row], how: str) -> list[Row]:
    """The rows after "add", "up-2", "down-2" or "remove-2"; anything else changes nothing."""
    verb, _dash, number = how.partition("-")
    asked = whole(number)
    at = len(rows) if asked is None else asked
    if verb == "add":
        return [*rows[: at + 1], Row(name=f"n{len(rows)}-{at}"), *rows[at + 1 :]]
    if at >= len(rows):
        return rows
    if verb == "remove":
        return rows[:at] + rows[at + 1 :]
    to = at + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    return rows
