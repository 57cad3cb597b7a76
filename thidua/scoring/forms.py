"""Forms of the room: rounds, assignments, a whole score sheet, explanations, settlements."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.engine import Criterion
from thidua.kit.forms import DayField, ManyField
from thidua.kit.posted import why_not_text
from thidua.kit.workbook_open import LARGEST, NotABook
from thidua.members.models import Membership
from thidua.reports.figures import LONGEST, asked_of_unit, sentences, typed_in, wrong_in
from thidua.reports.models import Evidence
from thidua.scoring.bridge import Book
from thidua.scoring.queries import Turn
from thidua.scoring.sheets import LONGEST_NOTE, Kept, Typed, posted
from thidua.scoring.workbooks.reading import Asked, Reading, read


class OpenRoundForm(forms.Form):
    """By when the hand is due."""

    due_on = DayField(label=_("Hạn gửi phiếu"))


class CloseRoundForm(forms.Form):
    """A reason for every unit whose sheet is missing."""

    def __init__(self, *args: Any, missing: Iterable[Turn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in missing:
            self.fields[f"absent_{one.membership.pk}"] = forms.CharField(
                label=_("Lý do chưa có phiếu: %(unit)s") % {"unit": one.membership.unit.name},
                required=False, max_length=300,
            )  # fmt: skip

    @property
    def absent(self) -> dict[int, str]:
        return {int(name.removeprefix("absent_")): text for name, text in self.cleaned_data.items()}


class AssignForm(forms.Form):
    """Who checks each unit; the own unit is not among the choices."""

    def __init__(
        self, *args: Any, members: list[Membership], checkers: Mapping[int, Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for member in members:
            others = [(str(one.pk), one.unit.name) for one in members if one.pk != member.pk]
            now = checkers.get(member.pk)
            self.fields[f"checker_{member.pk}"] = forms.ChoiceField(
                label=_("Chấm %(unit)s") % {"unit": member.unit.name}, required=False,
                choices=[("", _("– chưa phân công –")), *others], initial=str(now.pk) if now else "",
            )  # fmt: skip

    @property
    def pairs(self) -> dict[int, int | None]:
        """Checked → checker; None where nobody is chosen."""
        given = self.cleaned_data
        return {int(name.removeprefix("checker_")): int(pk) if pk else None for name, pk in given.items()}


class SheetForm(forms.Form):
    """A whole sheet in one request: only the rows touched since they were shown count."""

    def __init__(self, *args: Any, found: Book, kept: Mapping[str, Kept], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.typed = typed_in(found.edition, self.data) if self.is_bound else {}
        self.rows: list[Typed] = posted(kept, self.data, self.typed) if self.is_bound else []
        self.wrong: dict[str, dict[str, str]] = {}

    def clean(self) -> dict[str, Any]:
        self.wrong = wrong_in(self.found.edition, {row.code: row.written for row in self.rows})
        for sentence in sentences(self.found.edition, self.wrong):
            self.add_error(None, sentence)
        for row in self.rows:
            if why_not := why_not_text(row.reason, LONGEST_NOTE):
                self.add_error(None, _("%(code)s, lý do, ghi chú: %(why)s") % {"code": row.code, "why": why_not})
        return self.cleaned_data


class SheetFileForm(forms.Form):
    """A sheet filled in as a workbook. `reading` is what it says: its problems, or the changes it would make."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx) đã ghi"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Không quá 5 MB. Chưa có gì được lưu cho đến khi bạn xem các chỗ thay đổi và đồng ý."),
    )
    reading: Reading | None = None

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(
                _("Tệp “%(name)s” nặng %(size)s MB; phiếu chấm không quá 5 MB."),
                params={"name": upload.name, "size": upload.size // (1024 * 1024)},
            )
        try:
            self.reading = read(upload.read(), self.asked)
        except NotABook as error:
            raise forms.ValidationError(
                _("Tệp “%(name)s”: %(why)s"), params={"name": upload.name, "why": error}
            ) from None
        if self.reading.problems:
            raise forms.ValidationError(
                _("Tệp “%(name)s” có %(count)s lỗi, liệt kê ở dưới."),
                params={"name": upload.name, "count": len(self.reading.problems)},
            )
        return upload


class AgreeForm(forms.Form):
    """With which changed points the unit agrees: a criterion's, a section's, or all."""

    muc = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class TextForm(forms.Form):
    """An explanation or its answer."""

    text = forms.CharField(label=_("Nội dung"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class SettleForm(forms.Form):
    """Agreed points with their reason."""

    points = forms.CharField(label=_("Điểm thống nhất"), max_length=20, widget=forms.TextInput(
        attrs={"inputmode": "decimal", "autocomplete": "off"}))  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """Why a sheet is given back, or a settlement dropped."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


KEEP, CHANGE = "keep", "change"


class ReviewForm(forms.Form):
    """Whether the point stands, the value it is changed to, and why."""

    verdict = forms.ChoiceField(
        label=_("Ý kiến thẩm định lại"), widget=forms.RadioSelect,
        choices=[(KEEP, _("Giữ nguyên")), (CHANGE, _("Sửa theo giá trị dưới đây"))],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, criterion: Criterion, written: Mapping[str, str]) -> None:
        super().__init__(data)
        self.keys = tuple(asked.key for asked in asked_of_unit(criterion))
        for asked in asked_of_unit(criterion):
            label = asked.label + (f" ({asked.unit})" if asked.unit else "")
            self.fields[f"value-{asked.key}"] = forms.CharField(
                label=label, max_length=LONGEST, required=False, initial=written.get(asked.key, "")
            )
        self.fields["reason"] = forms.CharField(
            label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Đơn vị đọc được lý do này; lý do không sửa, không xoá được."),
        )  # fmt: skip

    @property
    def written(self) -> dict[str, str] | None:
        """The new value, None where the point stands."""
        if self.cleaned_data["verdict"] == KEEP:
            return None
        return {key: self.cleaned_data[f"value-{key}"] for key in self.keys}


class ExplainForm(TextForm):
    """An explanation, with files the unit has already stored as evidence."""

    def __init__(self, data: Any = None, *, files: Sequence[Evidence] = ()) -> None:
        super().__init__(data)
        self.offered = {str(one.pk): one for one in files}
        if files:
            self.fields["files"] = forms.MultipleChoiceField(
                label=_("Minh chứng kèm theo"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(str(one.pk), one.name) for one in files],
            )  # fmt: skip

    @property
    def evidence(self) -> list[Evidence]:
        return [self.offered[pk] for pk in self.cleaned_data.get("files", ())]


class DepartmentForm(forms.Form):
    """A body, its criteria or groups, its people."""

    name = forms.CharField(label=_("Tên cơ quan thẩm định"), max_length=200)
    people = ManyField(label=_("Người thẩm định"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    codes = forms.MultipleChoiceField(
        label=_("Tiêu chí được giao thẩm định"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn một mục lớn là nhận mọi tiêu chí trong mục ấy."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, people: Any, criteria: Sequence[Criterion], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (one.code, f"{one.code}. {one.title}") for one in criteria
        ]


class FreezeForm(forms.Form):
    """Why the board is kept from the members until the conference."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
