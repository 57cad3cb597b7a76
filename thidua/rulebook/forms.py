"""Forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kit.forms import DayField
from thidua.rulebook.workbook_open import LARGEST, NotABook
from thidua.rulebook.workbook_read import Reading, read

LONGEST = 2_000_000


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
    """The day and the document of adoption; why, when it supersedes."""

    on = DayField(label=_("Ngày thông qua"))
    by_document = forms.CharField(label=_("Văn bản thông qua"), max_length=300)
    reason = forms.CharField(label=_("Lý do thay bản đang dùng"), max_length=300, required=False)

    def __init__(self, *args: object, superseding: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not superseding:
            del self.fields["reason"]
