"""Forms of the room: text in, clean values out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.engine import Edition
from thidua.kit.forms import DayField
from thidua.members.models import Membership
from thidua.members.queries import Here, members_of
from thidua.members.rules import why_not_secretariat
from thidua.results.queries import collective_titles, proposed_editions
from thidua.results.terms import Answer, Shows
from thidua.rulebook.models import EditionText


class SealForm(forms.Form):
    """Sealing; a correction says why."""

    reason = forms.CharField(label=_("Lý do đính chính"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def __init__(self, *args: Any, correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not correction:
            del self.fields["reason"]


class RescoreForm(forms.Form):
    """Why the result is worked out again, on what ground."""

    reason = forms.CharField(label=_("Lý do tính lại"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    document = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Văn bản, biên bản, kiến nghị"))
    edition = forms.ModelChoiceField(
        label=_("Tính theo bảng tiêu chí khác"), required=False, queryset=EditionText.objects.none(),
        empty_label=_("– giữ bảng đang áp dụng –"), help_text=_("Chọn trong các bản đã trình mà chưa thông qua."),
    )  # fmt: skip

    def __init__(self, *args: Any, here: Here, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = proposed_editions(here.year)  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """One correction: the unit, the period where the table has periods, the criterion, the points, why."""

    membership = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Membership.objects.none())
    period = forms.ChoiceField(label=_("Kỳ"), required=False)
    code = forms.ChoiceField(label=_("Tiêu chí"))
    points = forms.CharField(
        label=_("Điểm sửa"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=_("Để trống là bỏ điểm thống nhất, trở lại điểm tính được."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, here: Here, edition: Edition | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaves, periods = (edition.leaves, edition.periods) if edition else ((), ())
        self.fields["period"].choices = [("", "–"), *((one.code, one.title) for one in periods)]  # type: ignore[attr-defined]
        if not periods:
            del self.fields["period"]
        mine = [one.pk for one in members_of(here.year) if not why_not_secretariat(here, one)]
        self.fields["membership"].queryset = members_of(here.year).filter(pk__in=mine)  # type: ignore[attr-defined]
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            ("", "–"), *((leaf.code, f"{leaf.code}. {leaf.title}") for leaf in leaves)
        ]  # fmt: skip


class CancelForm(forms.Form):
    """Why a rescore is given up."""

    because = forms.CharField(label=_("Lý do huỷ"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class PublishForm(forms.Form):
    """The second step of publishing: under which name, what outsiders see, and that it was looked at."""

    name = forms.CharField(label=_("Tên bản công bố"), max_length=200, required=False,
                           help_text=_("Như “Kết quả công bố tại hội nghị tổng kết”; in cùng bảng."))  # fmt: skip
    shows = forms.ChoiceField(label=_("Người ngoài cụm thấy gì"), choices=Shows.choices, initial=Shows.NOTHING,
                              help_text=_("Người quét mã trên giấy; công bố rồi thì không đổi."))  # fmt: skip
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
