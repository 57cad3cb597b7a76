"""What is typed to ask and to keep a question."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 120


class KeepForm(forms.Form):
    """A name, and with whom it is shared."""

    name = forms.CharField(label=_("Tên câu hỏi"), max_length=LONGEST_NAME)
    cluster = forms.TypedChoiceField(label=_("Ai thấy"), required=False, coerce=int, empty_value=None,
                                     help_text=_("Người mở câu hỏi chỉ thấy số liệu mình được xem."))  # fmt: skip

    def __init__(self, *args: Any, clusters: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shared = [(str(pk), _("Mọi người của %(cluster)s") % {"cluster": name}) for pk, name in clusters.items()]
        self.fields["cluster"].choices = [("", _("Chỉ tôi")), *shared]  # type: ignore[attr-defined]


class RenameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("Tên câu hỏi"), max_length=LONGEST_NAME)
