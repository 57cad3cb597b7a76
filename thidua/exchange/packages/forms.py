"""Forms of the room: a package, a key and whose it is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from thidua.members.models import Membership


class PackageForm(forms.Form):
    """A package to look over."""

    upload = forms.FileField(
        label=_("Tệp gói (.zip)"), widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=_("Phần mềm kiểm tra rồi cho xem từng thay đổi; chưa có gì được ghi cho đến khi bạn đồng ý."),
    )  # fmt: skip

    def clean_upload(self) -> "UploadedFile[Any]":
        """Not larger than a package may be: it is read whole."""
        upload: UploadedFile[Any] = self.cleaned_data["upload"]
        if (upload.size or 0) > settings.PACKAGE_LIMIT:
            raise forms.ValidationError(
                _("Gói nặng %(size)s MB, vượt mức %(limit)s MB; quản trị nâng được mức này (THIDUA_PACKAGE_MB)."),
                params={"size": (upload.size or 0) // 2**20, "limit": settings.PACKAGE_LIMIT // 2**20},
            )
        return upload


class SiteForm(forms.Form):
    """A key, and whose it is said to be."""

    unit = forms.ChoiceField(label=_("Của nơi nào"), required=False)
    key = forms.CharField(
        label=_("Khoá công khai"), max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("64 ký tự, chép từ trang “Gói dữ liệu” của nơi ấy hoặc từ văn bản nơi ấy gửi."),
    )  # fmt: skip

    def __init__(self, data: object, members: Iterable[Membership]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["unit"].choices = [(member.unit.code, member.unit.name) for member in members] + [  # type: ignore[attr-defined]
            ("", _("Trang của cụm (nhận bảng tiêu chí, kết quả, quyết định)"))
        ]

    def clean_key(self) -> str:
        return "".join(str(self.cleaned_data["key"]).lower().split())


class ComparedForm(forms.Form):
    """The second step."""

    compared = forms.BooleanField(
        label=_("Tôi đã so dấu vân tay với nơi ấy qua điện thoại hoặc văn bản, hai bên giống nhau"),
        error_messages={"required": _("Hãy so dấu vân tay với nơi ấy rồi đánh dấu.")},
    )


class TakeForm(forms.Form):
    """Taking in, also what is older than what was taken in."""

    older = forms.BooleanField(label=_("Vẫn nhập gói cũ hơn"), required=False)
