"""Forms of the room: a period, a report with its figures, a return, evidence files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua import engine
from thidua.kit.forms import DayField
from thidua.kit.posted import why_not_text
from thidua.reports.figures import Shown, Written, sentences, typed_in, wrong_in
from thidua.reports.series import DAYS_TO_SEND, Planned
from thidua.reports.terms import Series, Span

LONGEST_REASON = 1000


class PeriodForm(forms.Form):
    """A period of the year with its due day."""

    span = forms.ChoiceField(label=_("Loại kỳ"), choices=Span.choices)
    name = forms.CharField(label=_("Tên kỳ"), max_length=80, help_text=_("Ví dụ: Quý I năm 2026"))
    from_date = DayField(label=_("Từ ngày"))
    to_date = DayField(label=_("Đến ngày"))
    due_on = DayField(label=_("Hạn gửi"), help_text=_("Đến hết ngày này vẫn là đúng hạn."))


class SeriesChoiceForm(forms.Form):
    """Which series to open, and how many days a unit has after a period to send its report."""

    series = forms.ChoiceField(label=_("Loạt kỳ"), choices=Series.choices)
    days = forms.IntegerField(label=_("Hạn gửi sau ngày cuối kỳ (ngày)"), min_value=0, max_value=60,
                              initial=DAYS_TO_SEND)  # fmt: skip


class SeriesForm(forms.Form):
    """A series worked out, every name and day of it to be mended; what is not ticked is not opened."""

    def __init__(self, *args: Any, plan: list[Planned], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        for one in plan:
            of = {"of": one.name}
            self.fields |= {
                f"open{one.row}": forms.BooleanField(label=_("Mở kỳ %(of)s") % of, required=False, initial=True),
                f"name{one.row}": forms.CharField(label=_("Tên kỳ %(of)s") % of, max_length=80, initial=one.name),
                f"from_date{one.row}": DayField(label=_("Từ ngày, %(of)s") % of, initial=one.from_date),
                f"to_date{one.row}": DayField(label=_("Đến ngày, %(of)s") % of, initial=one.to_date),
                f"due_on{one.row}": DayField(label=_("Hạn gửi, %(of)s") % of, initial=one.due_on),
            }

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each period, as the page shows them."""
        return [[self[name + one.row] for name in ("open", "name", "from_date", "to_date", "due_on")]
                for one in self.plan]  # fmt: skip

    @property
    def chosen(self) -> list[Planned]:
        """The ticked periods as they were mended."""
        data = self.cleaned_data
        return [
            Planned(one.span, data[f"name{one.row}"], data[f"from_date{one.row}"], data[f"to_date{one.row}"],
                    data[f"due_on{one.row}"], one.row)
            for one in self.plan if data[f"open{one.row}"]
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        if not any(self.cleaned_data.get(f"open{one.row}") for one in self.plan):
            raise forms.ValidationError(_("Chưa chọn kỳ nào; hãy đánh dấu những kỳ cần mở."))
        return self.cleaned_data


class ReportForm(forms.Form):
    """Narrative and figures; what is wrong is named row by row, and what was typed survives."""

    narrative = forms.CharField(label=_("Thuyết minh kết quả"), required=False, max_length=20_000,
                                widget=forms.Textarea(attrs={"rows": 8}))  # fmt: skip

    def __init__(self, *args: Any, edition: engine.Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.typed, self.notes = self._beside(""), self._beside("note:")
        self.shown = Shown()
        if self.is_bound:
            self.shown = Shown(self.data.get("seen:narrative"), self._beside("seen:"), self._beside("seen-note:"))
        self.wrong: dict[str, dict[str, str]] = {}

    def _beside(self, prefix: str) -> Written:
        """What was posted under a prefix: cells, notes, what the page had shown of both."""
        return typed_in(self.edition, self.data, prefix) if self.edition and self.is_bound else {}

    @property
    def sure(self) -> set[tuple[str, str]]:
        """The figures carried forward that were ticked as still right."""
        return {(code, key) for code, texts in self._beside("sure:").items() for key, text in texts.items() if text}

    def clean(self) -> dict[str, Any]:
        if self.edition is not None:
            self.wrong = wrong_in(self.edition, self.typed)
            for sentence in sentences(self.edition, self.wrong):
                self.add_error(None, sentence)
        for code, notes in self.notes.items():
            for note in notes.values():
                if why_not := why_not_text(note, LONGEST_REASON):
                    self.add_error(None, _("%(code)s, lời giải thích: %(why)s") % {"code": code, "why": why_not})
        return self.cleaned_data


class ReasonForm(forms.Form):
    """Why something is given back."""

    reason = forms.CharField(
        label=_("Lý do trả lại"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


WHOLE = "-"
"""In the form, what serves no single criterion but the reports as a whole."""


class Files(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The list of uploaded files."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class CriteriaForm(forms.Form):
    """Which criteria a file serves."""

    codes = forms.MultipleChoiceField(label=_("Tiêu chí"), widget=forms.CheckboxSelectMultiple,
                                      error_messages={"required": _("Hãy chọn ít nhất một tiêu chí.")})  # fmt: skip

    def __init__(self, *args: Any, edition: engine.Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaves = edition.leaves if edition else ()
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (WHOLE, _("Chung cho các báo cáo")),
            *((leaf.code, f"{leaf.code} {leaf.title}") for leaf in leaves),
        ]

    @property
    def chosen(self) -> list[str]:
        """The codes; "" is the reports as a whole."""
        return ["" if code == WHOLE else code for code in self.cleaned_data["codes"]]


class EvidenceForm(CriteriaForm):
    """Files for one or several criteria."""

    uploads = FilesField(
        label=_("Tệp minh chứng"),
        max_length=200,
        help_text=_("PDF, Word, Excel hoặc ảnh; kéo thả vào đây được, nhiều tệp một lúc được."),
    )

    field_order = ("uploads", "codes")
