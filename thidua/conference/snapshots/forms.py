"""The form of the photographs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 10
"""Photographs in one go."""


class Several(forms.ClearableFileInput):
    """A file input that takes more than one."""

    allow_multiple_selected = True


class SeveralField(forms.FileField):
    """The list of uploaded files, at least one."""

    widget = Several(attrs={"accept": "image/*"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(SeveralField, self).clean(one, initial) for one in data or [None]]


class SnapshotsForm(forms.Form):
    """Photographs with one caption: what, who, where."""

    uploads = SeveralField(label=_("Chọn hoặc chụp ảnh"),
                           help_text=_("Nhiều nhất 10 ảnh một lần. Vị trí chụp và thông tin máy được gỡ bỏ; phần mềm "
                                       "không nhận dạng khuôn mặt."))  # fmt: skip
    caption = forms.CharField(label=_("Chú thích"), max_length=280,
                              help_text=_("Ai, làm gì. Nhiều ảnh cùng chú thích thì được đánh số."))  # fmt: skip
    alt = forms.CharField(label=_("Mô tả cho người không xem được ảnh"), max_length=300, required=False,
                          help_text=_("Để trống: dùng lời chú thích."))  # fmt: skip

    def clean_uploads(self) -> list[Any]:
        given: list[Any] = self.cleaned_data["uploads"]
        if len(given) > MOST:
            raise forms.ValidationError(_("Nhiều nhất 10 ảnh một lần; hãy gửi làm nhiều lần."))
        return given
