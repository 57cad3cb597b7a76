"""Forms of the room: text in, clean values out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kit.forms import DayField
from thidua.members.models import Membership
from thidua.members.queries import Here, members_of
from thidua.results.queries import collective_titles
from thidua.results.terms import Answer


class SealForm(forms.Form):
    """Sealing; a correction says why."""

    reason = forms.CharField(label=_("Lý do đính chính"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def __init__(self, *args: Any, correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not correction:
            del self.fields["reason"]


class PublishForm(forms.Form):
    """The second step of publishing."""

    sure = forms.BooleanField(label=_("Tôi đã xem bảng xếp hạng này và công bố nó là kết quả chính thức của năm."))


class ProposeForm(forms.Form):
    """A unit and a title of the catalogue."""

    membership = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Membership.objects.none())
    award = forms.ChoiceField(label=_("Danh hiệu, hình thức"))
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False,
                           help_text=_("Bắt buộc khi đề nghị chưa đạt phiếu: ghi căn cứ đề nghị."))  # fmt: skip

    def __init__(self, *args: Any, here: Here, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = members_of(here.year)  # type: ignore[attr-defined]
        self.fields["award"].choices = [  # type: ignore[attr-defined]
            (title.key, title.name) for title in collective_titles(here.day)
        ]


class SubmitForm(forms.Form):
    """The second step of sending."""

    sure = forms.BooleanField(label=_("Tôi đã kiểm tra danh sách; sau khi gửi, danh sách không sửa được."))


class DecisionForm(forms.Form):
    """What the competent level decided, by which paper."""

    answer = forms.ChoiceField(label=_("Kết quả"), choices=Answer, widget=forms.RadioSelect, initial=Answer.GRANTED)
    number = forms.CharField(label=_("Số quyết định"), max_length=60, help_text=_("Ví dụ: 123/QĐ-BCA"))
    on = DayField(label=_("Ngày quyết định"))
    signer = forms.CharField(label=_("Người ký"), max_length=200)
