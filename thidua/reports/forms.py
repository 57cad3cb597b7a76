"""Forms of the room: a period, a report with its figures, a return, evidence files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua import engine
from thidua.kit.forms import DayField
from thidua.reports.figures import sentences, typed_in, wrong_in
from thidua.reports.terms import Span

LONGEST_REASON = 1000


class PeriodForm(forms.Form):
    """A period of the year with its due day."""

    span = forms.ChoiceField(label=_("Loại kỳ"), choices=Span.choices)
    name = forms.CharField(label=_("Tên kỳ"), max_length=80, help_text=_("Ví dụ: Quý I năm 2026"))
    from_date = DayField(label=_("Từ ngày"))
    to_date = DayField(label=_("Đến ngày"))
    due_on = DayField(label=_("Hạn gửi"), help_text=_("Đến hết ngày này vẫn là đúng hạn."))


class ReportForm(forms.Form):
    """Narrative and figures; what is wrong is named row by row, and what was typed survives."""

    narrative = forms.CharField(label=_("Thuyết minh kết quả"), required=False, max_length=20_000,
                                widget=forms.Textarea(attrs={"rows": 8}))  # fmt: skip

    def __init__(self, *args: Any, edition: engine.Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.typed = typed_in(edition, self.data) if edition and self.is_bound else {}
        self.wrong: dict[str, dict[str, str]] = {}

    def clean(self) -> dict[str, Any]:
        if self.edition is not None:
            self.wrong = wrong_in(self.edition, self.typed)
            for sentence in sentences(self.edition, self.wrong):
                self.add_error(None, sentence)
        return self.cleaned_data


class ReasonForm(forms.Form):
    """Why something is given back."""

    reason = forms.CharField(
        label=_("Lý do trả lại"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3})
    )


class Files(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The list of uploaded files."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class EvidenceForm(forms.Form):
    """Files for one criterion."""

    code = forms.ChoiceField(label=_("Tiêu chí"), required=False)
    uploads = FilesField(label=_("Tệp minh chứng"), max_length=200,
                       help_text=_("PDF, Word, Excel hoặc ảnh; chọn được nhiều tệp một lúc."))  # fmt: skip

    def __init__(self, *args: Any, edition: engine.Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaves = edition.leaves if edition else ()
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            ("", _("Chung cho báo cáo")),
            *((leaf.code, f"{leaf.code} {leaf.title}") for leaf in leaves),
        ]
