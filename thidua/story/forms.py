"""Forms of the room: why a thing is taken off the public pages, why they are held, the article that is pasted."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CloseForm(forms.Form):
    """The note stands in the thing's place."""

    note = forms.CharField(label=_("Lý do gỡ"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("Người đọc mở lại địa chỉ sẽ thấy lời này."))  # fmt: skip


class FreezeForm(forms.Form):
    """Why the public pages are held."""

    reason = forms.CharField(label=_("Lý do tạm giữ"), max_length=300,
                             help_text=_("Ví dụ: “Trong thời gian hội nghị tổng kết”."))  # fmt: skip


class PastedForm(forms.Form):
    """A published article, as it was copied from its page."""

    text = forms.CharField(
        label=_("Bài đã đăng"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Dán nguyên cả bài, kể cả chú thích ảnh. Chưa có gì được lưu ở bước này."),
    )  # fmt: skip
