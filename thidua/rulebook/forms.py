"""Forms of the room."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thidua.engine import Edition, parents_in
from thidua.kit.forms import DayField
from thidua.kit.posted import whole
from thidua.kit.workbook_open import LARGEST, NotABook
from thidua.members.models import ClusterYear
from thidua.rulebook.terms import Verdict
from thidua.rulebook.trial import USUAL, Trial, most_units
from thidua.rulebook.workbook_read import Reading, read

LONGEST = 2_000_000
OPENED = 20
"""Reasons a trial keeps open at once."""


class DraftForm(forms.Form):
    """A criteria table as TOML: pasted, or from a file, which wins."""

    file = forms.FileField(label=_("Tệp TOML"), required=False, widget=forms.FileInput(attrs={"accept": ".toml"}))
    text = forms.CharField(
        label=_("Nội dung bảng tiêu chí (TOML)"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "toml"}),
    )

    before = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    """The digest of the draft this text was made from, so that nobody's later change is lost."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if upload := given.get("file"):
            given["text"] = self._read(upload)
        if "text" in given and not given["text"].strip() and not self.errors:
            self.add_error("text", _("Hãy chọn tệp hoặc dán nội dung bảng tiêu chí."))
        return given

    def _read(self, upload: Any) -> str:
        names = {"name": upload.name}
        if upload.size > LONGEST:
            self.add_error("file", _("Tệp “%(name)s” quá lớn; bảng tiêu chí không quá 2 MB.") % names)
            return ""
        try:
            return str(upload.read(), "utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("Tệp “%(name)s” không phải văn bản UTF-8; hãy lưu lại dạng TOML, UTF-8.") % names)
            return ""


class WorkbookForm(forms.Form):
    """A criteria table as a workbook. `reading` is what it says, or, with old text made Unicode, what it would say."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("Không quá 5 MB. Chưa có gì được lưu cho đến khi bạn xem các chỗ thay đổi và đồng ý."),
    )
    reading: Reading | None = None
    converted: Reading | None = None

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(
                _("Tệp “%(name)s” nặng %(size)s MB; bảng tiêu chí không quá 5 MB."),
                params={"name": upload.name, "size": upload.size // (1024 * 1024)},
            )
        data = upload.read()
        try:
            self.reading = read(data)
            if self.reading.conversions:
                self.converted = read(data, convert=True)
        except NotABook as error:
            raise forms.ValidationError(
                _("Tệp “%(name)s”: %(why)s"), params={"name": upload.name, "why": error}
            ) from None
        shown = self.converted or self.reading
        if shown.problems:
            raise forms.ValidationError(
                _("Tệp “%(name)s” có %(count)s lỗi, liệt kê ở dưới."),
                params={"name": upload.name, "count": len(shown.problems)},
            )
        return upload


class AdoptForm(forms.Form):
    """The day and the document of adoption; when it amends, from when it holds (`days`: the first and last) and why."""

    on = DayField(label=_("Ngày thông qua"))
    effective_on = DayField(label=_("Áp dụng từ ngày"))
    by_document = forms.CharField(label=_("Văn bản thông qua"), max_length=300)
    reason = forms.CharField(label=_("Lý do thay bản đang dùng"), max_length=300)

    def __init__(self, *args: Any, days: tuple[dt.date, dt.date] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if days is None:
            del self.fields["reason"], self.fields["effective_on"]
            return
        said = {"first": f"{days[0]:%d/%m/%Y}", "last": f"{days[1]:%d/%m/%Y}"}
        self.fields["effective_on"].help_text = (
            _("Từ %(first)s đến %(last)s. Trước ngày này, bảng đang dùng vẫn áp dụng.") % said
        )


class CommentForm(forms.Form):
    """What is said, and about which criterion."""

    code = forms.ChoiceField(label=_("Góp ý về"), required=False)
    text = forms.CharField(label=_("Nội dung góp ý"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [(one.code, f"{one.code}. {one.title}"[:120]) for one in edition.criteria]
        self.fields["code"].choices = [("", _("Cả bảng")), *every]  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """The secretariat's answer to a comment."""

    verdict = forms.ChoiceField(label=_("Kết quả"), choices=Verdict.choices, widget=forms.RadioSelect)
    reply = forms.CharField(label=_("Trả lời"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_verdict(self) -> Verdict:
        return Verdict(self.cleaned_data["verdict"])


class TrialForm(forms.Form):
    """Figures to try: whatever the table asks, for so many units. `opened` are the criteria whose reasons are open."""

    def __init__(self, data: QueryDict | None, *, edition: Edition, only: str) -> None:
        super().__init__(data)
        count = min(whole(data.get("don-vi", "") if data else "") or USUAL, most_units(edition))
        known = [one for one in data.getlist("vi-sao") if one in edition.codes] if data else []
        above = next((one for one in parents_in(edition) if data and data.get("tap-the") == one), "")
        self.trial = Trial(edition, count, data or {}, only, above)
        self.opened = known[:OPENED]

    def clean(self) -> dict[str, Any]:
        self.trial.results()
        for name, sentence in self.trial.wrong.items():
            code, _key, place = name.rsplit(":", 2)
            self.add_error(None, f"{self.trial.units[int(place)]}, {code}: {sentence}")
        return self.cleaned_data


class CopyForm(forms.Form):
    """The cluster years a table is copied to."""

    years = forms.TypedMultipleChoiceField(
        label=_("Năm thi đua"), error_messages={"required": _("Hãy chọn ít nhất một cụm để chép sang.")}
    )

    def __init__(self, *args: Any, years: Iterable[ClusterYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(year.pk): year for year in years}
        field = self.fields["years"]
        field.choices = [(pk, str(year)) for pk, year in by_pk.items()]  # type: ignore[attr-defined]
        field.coerce = by_pk.__getitem__  # type: ignore[attr-defined]
