"""Forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.paperwork.layout import signing
from thidua.paperwork.models import Document, RecipientList
from thidua.paperwork.terms import Capacity, Kind, Status
from thidua.paperwork.writing import lines_of, sections_of, text_of

LONGEST = 60_000


class SearchForm(forms.Form):
    """Words, a kind, a state, all optional."""

    q = forms.CharField(label=_("Tìm trong số, trích yếu"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Loại văn bản"), required=False, choices=[("", _("Mọi loại")), *Kind.choices])
    status = forms.ChoiceField(label=_("Trạng thái"), required=False,
                               choices=[("", _("Mọi trạng thái")), *Status.choices])  # fmt: skip


class RevokeForm(forms.Form):
    """Why a paper is revoked."""

    reason = forms.CharField(label=_("Lý do thu hồi"), max_length=300)


class SendBackForm(forms.Form):
    """What is to be mended in a draft."""

    reason = forms.CharField(label=_("Cần sửa gì"), max_length=300)


class SignedFileForm(forms.Form):
    """A PDF that came back signed."""

    file = forms.FileField(label=_("Tệp PDF đã ký số"))


class DraftForm(forms.Form):
    """A paper as one writes it. A kind is chosen once; tables come from the figures and are named, not typed."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=Kind.choices)
    about = forms.CharField(label=_("Trích yếu"), max_length=400, help_text=_("Nói văn bản về việc gì, một câu ngắn."))
    place = forms.CharField(label=_("Địa danh"), max_length=80, required=False,
                            help_text=_("Ghi trước ngày tháng, ví dụ: Hà Nội."))  # fmt: skip
    to = forms.CharField(label=_("Kính gửi"), required=False, max_length=4000, help_text=_("Mỗi nơi một dòng."),
                         widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    bases = forms.CharField(label=_("Căn cứ"), required=False, max_length=8000, help_text=_("Mỗi căn cứ một dòng."),
                            widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    text = forms.CharField(
        label=_("Nội dung"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Mỗi đoạn một dòng. Dòng bắt đầu bằng “# ”, “I. ” hoặc “Điều 1. ” là tiêu đề mục. "
                    "Dòng [Bảng 1] là chỗ đặt bảng lấy từ số liệu."),
    )  # fmt: skip
    capacity = forms.ChoiceField(label=_("Quyền hạn ký"), required=False, choices=Capacity.choices)
    body = forms.CharField(label=_("Ký thay mặt, ký thay, thừa lệnh ai"), required=False, max_length=200,
                           help_text=_("Ghi sau TM., KT., TL., TUQ.; ví dụ: Cụm thi đua."))  # fmt: skip
    title = forms.CharField(label=_("Chức vụ người ký"), required=False, max_length=200)
    signer = forms.CharField(label=_("Họ và tên người ký"), required=False, max_length=200,
                             help_text=_("Để trống thì ghi tên người duyệt ký."))  # fmt: skip
    recipients = forms.CharField(
        label=_("Nơi nhận"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi nơi một dòng; dòng “Lưu: VT.” tự có."),
    )  # fmt: skip
    ready = forms.ModelChoiceField(label=_("Thêm nơi nhận từ danh sách"), required=False,
                                   queryset=RecipientList.objects.none())  # fmt: skip

    def __init__(self, *args: Any, lists: Any, document: Document | None = None, **kwargs: Any) -> None:
        self.document = document
        if document:
            kwargs["initial"] = {**initial_of(document), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["ready"].queryset = lists  # type: ignore[attr-defined]
        if document:
            del self.fields["kind"]
            if len(document.content.get("signatures", ())) > 1:
                for name in ("capacity", "body", "title", "signer"):
                    del self.fields[name]

    def content(self) -> dict[str, Any]:
        """What is written, over what the draft had before."""
        said = self.cleaned_data
        before = self.document.content if self.document else {}
        listed = said["ready"].lines if said["ready"] else []
        made = {
            **before, "place": said["place"], "to": lines_of(said["to"]), "bases": lines_of(said["bases"]),
            "sections": sections_of(said["text"], before.get("sections", ())),
            "recipients": list(dict.fromkeys([*lines_of(said["recipients"]), *listed])),
        }  # fmt: skip
        if not made["to"]:
            del made["to"]
        if "capacity" in self.fields:
            made["signatures"] = [signing(Capacity(said["capacity"]), said["body"], said["title"], said["signer"])]
        return made


def initial_of(document: Document) -> dict[str, Any]:
    """A draft as the form shows it."""
    content = document.content
    signed: dict[str, Any] = next(iter(content.get("signatures", ())), {})
    first, _line, rest = str(signed.get("authority", "")).partition("\n")
    capacity = next((one for one in Capacity if one.value and first.startswith(f"{one.value} ")), Capacity.OWN)
    own = capacity == Capacity.OWN
    return {
        "about": document.about, "place": content.get("place", ""), "to": "\n".join(content.get("to", ())),
        "bases": "\n".join(content.get("bases", ())), "text": text_of(content), "capacity": capacity.value,
        "body": "" if own else first.removeprefix(capacity.value).strip(),
        "title": signed.get("authority", "") if own else rest, "signer": signed.get("name", ""),
        "recipients": "\n".join(content.get("recipients", ())),
    }  # fmt: skip


class LetterheadForm(forms.Form):
    """Place and mark."""

    place = forms.CharField(label=_("Địa danh"), max_length=80, required=False,
                            help_text=_("Ghi trước ngày tháng trên mọi văn bản mới, ví dụ: Hà Nội."))  # fmt: skip
    mark = forms.RegexField(r"^[^\s/]{1,20}$", label=_("Ký hiệu sau loại văn bản"),
                            help_text=_("Ví dụ CTĐ trong 12/BB-CTĐ; không có dấu cách, gạch chéo."),
                            error_messages={"invalid": _("Ký hiệu không có dấu cách, dấu gạch chéo.")})  # fmt: skip


class RecipientsForm(forms.Form):
    """A named list."""

    name = forms.CharField(label=_("Tên danh sách"), max_length=120)
    lines = forms.CharField(label=_("Nơi nhận"), max_length=8000, help_text=_("Mỗi nơi một dòng."),
                            widget=forms.Textarea(attrs={"rows": 5}))  # fmt: skip


class TemplateForm(forms.Form):
    """A Word file for a kind of paper."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=Kind.choices)
    file = forms.FileField(label=_("Tệp Word (.docx)"))
