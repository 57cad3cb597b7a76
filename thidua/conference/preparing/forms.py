"""Forms of the preparation: text in, clean values out."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from thidua.conference.models import Conference, Delegate, Item
from thidua.conference.preparing.models import Block, Setup
from thidua.conference.preparing.terms import OpenTo
from thidua.kit.forms import DayField
from thidua.kit.posted import whole
from thidua.members.models import ClusterYear, Membership
from thidua.members.queries import members_of


class LongSelect(forms.Select):
    """A list of hundreds, written at once: the usual one renders a template for each line."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen, own = str(value or ""), self.build_attrs({**self.attrs, **(attrs or {})}, {"name": name})
        rows = "".join(f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(label)}</option>'
                       for key, label in ((str(key or ""), str(label)) for key, label in self.choices))  # fmt: skip
        return SafeString(f"<select{flatatt(own)}>{rows}</select>")


class DaysForm(forms.Form):
    """The days of the preparation."""

    answers_due = DayField(label=_("Trả lời giấy mời trước ngày"), required=False)
    talks_due = DayField(label=_("Hạn gửi tham luận"), required=False)
    open_from = DayField(label=_("Mở trang đại biểu từ ngày"), required=False,
                         help_text=_("Để trống: từ 3 ngày trước ngày họp."))  # fmt: skip
    open_to = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống: 7 ngày sau ngày họp."))

    @classmethod
    def of(cls, data: object, setup: Setup) -> "DaysForm":
        kept = {name: getattr(setup, name) for name in ("answers_due", "talks_due", "open_from", "open_to")}
        return cls(data, initial=kept)  # type: ignore[arg-type]


class QuorumForm(forms.Form):
    """How many member units have to be there, and by which rule."""

    quorum = forms.IntegerField(label=_("Số đơn vị thành viên phải có mặt"), min_value=1, max_value=200, required=False,
                                help_text=_("Theo quy chế của cụm. Để trống: quy chế không nêu số."))  # fmt: skip
    basis = forms.CharField(label=_("Căn cứ"), max_length=200, required=False,
                            help_text=_("Ví dụ: Điều 5 Quy chế hoạt động của cụm."))  # fmt: skip

    @classmethod
    def of(cls, data: object, setup: Setup) -> "QuorumForm":
        return cls(data, initial={"quorum": setup.quorum, "basis": setup.quorum_basis})  # type: ignore[arg-type]


class UploadForm(forms.Form):
    """A form with one file."""

    def picked(self) -> "UploadedFile[Any]":
        found: UploadedFile[Any] = self.cleaned_data["upload"]
        return found


class TalkForm(UploadForm):
    """A talk sent beforehand. The secretaries say whose it is."""

    membership: "forms.ModelChoiceField[Membership]" = forms.ModelChoiceField(label=_("Đơn vị"), queryset=None)
    title = forms.CharField(label=_("Tên tham luận"), max_length=300)
    speaker = forms.CharField(label=_("Người trình bày"), max_length=200, help_text=_("Cấp bậc, họ tên, chức vụ."))
    upload = forms.FileField(label=_("Tệp tham luận"), help_text=_("PDF, Word, Excel hoặc ảnh."))

    def __init__(self, *args: object, year: ClusterYear, own: Membership | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["membership"].queryset = members_of(year)  # type: ignore[attr-defined]
        if own:
            del self.fields["membership"]


class HandoutForm(UploadForm):
    """A document for the conference."""

    name = forms.CharField(label=_("Tên tài liệu"), max_length=200)
    open_to = forms.ChoiceField(label=_("Mở cho"), choices=OpenTo, initial=OpenTo.DELEGATES)
    upload = forms.FileField(label=_("Tệp"), help_text=_("PDF, Word, Excel hoặc ảnh."))


class GuestForm(forms.Form):
    """A guest to be invited."""

    body = forms.CharField(label=_("Cơ quan, khách mời"), max_length=200)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)


class AddressForm(forms.Form):
    """Where the letters go."""

    email = forms.EmailField(
        label=_("Thư điện tử nhận giấy mời"), required=False,
        help_text=_("Để trống với đơn vị thành viên: gửi tới lãnh đạo và cán bộ thi đua của đơn vị."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Coming, or excused with the reason."""

    coming = forms.TypedChoiceField(label=_("Trả lời"), coerce=lambda one: one == "yes", widget=forms.RadioSelect,
                                    choices=[("yes", _("Sẽ dự")), ("no", _("Xin vắng"))])  # fmt: skip
    reason = forms.CharField(label=_("Lý do vắng"), max_length=300, required=False,
                             help_text=_("Bắt buộc khi xin vắng."))  # fmt: skip

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("coming") is False and not str(given.get("reason") or "").strip():
            self.add_error("reason", _("Hãy ghi lý do xin vắng."))
        return given


class NamedAnswerForm(AnswerForm):
    """The answer of somebody without an account, in a name."""

    name = forms.CharField(label=_("Người trả lời"), max_length=150, help_text=_("Họ tên, chức vụ."))
    field_order = ["name", "coming", "reason"]


class BlockForm(forms.Form):
    """A block of seats."""

    name = forms.CharField(label=_("Tên khối"), max_length=80)
    rows = forms.IntegerField(label=_("Số hàng"), min_value=1, max_value=60)
    seats = forms.IntegerField(label=_("Số ghế mỗi hàng"), min_value=1, max_value=60)


class SeatForm(forms.Form):
    """Who sits where."""

    delegate: "forms.ModelChoiceField[Delegate]" = forms.ModelChoiceField(label=_("Đại biểu"), queryset=None,
                                                                          widget=LongSelect)  # fmt: skip
    block: "forms.ModelChoiceField[Block]" = forms.ModelChoiceField(label=_("Khối"), queryset=None)
    row = forms.IntegerField(label=_("Hàng"), min_value=1, max_value=60)
    number = forms.IntegerField(label=_("Ghế"), min_value=1, max_value=60)

    def __init__(self, *args: object, conference: Conference, delegates: Iterable[Delegate], **kwargs: object) -> None:
        """`delegates`: those of the conference, with their delegations, in the order they are offered."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        found = Delegate.objects.filter(delegation__conference=conference)
        self.fields["delegate"].queryset = found  # type: ignore[attr-defined]
        self.fields["delegate"].choices = [  # type: ignore[attr-defined]
            ("", "---------"), *((one.pk, f"{one} · {one.delegation.body}") for one in delegates),
        ]  # fmt: skip
        self.fields["block"].queryset = conference.blocks.all()  # type: ignore[attr-defined]


class ItemChoice(forms.Form):
    """The item a talk belongs to; none."""

    item: "forms.ModelChoiceField[Item]" = forms.ModelChoiceField(label=_("Mục chương trình"), queryset=None,
                                                                  required=False)  # fmt: skip

    def __init__(self, *args: object, conference: Conference, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["item"].queryset = conference.items.all()  # type: ignore[attr-defined]


class OrderForm(forms.Form):
    """An order as dragged (`order`), or one row a place up or down (`move`: up-12); `was`: as it was shown."""

    was = forms.CharField(max_length=8000)
    order = forms.CharField(max_length=8000, required=False)
    move = forms.CharField(max_length=30, required=False)
    within = forms.CharField(max_length=20, required=False)

    def clean_was(self) -> list[int]:
        return numbers(self.cleaned_data["was"])

    def clean_order(self) -> list[int]:
        return numbers(self.cleaned_data["order"])

    def clean_within(self) -> int | None:
        return whole(self.cleaned_data["within"])

    def wanted(self) -> list[int]:
        """The order asked for."""
        was: list[int] = self.cleaned_data["was"]
        way, _dash, row = self.cleaned_data["move"].partition("-")
        if (pk := whole(row)) is None or pk not in was or way not in ("up", "down"):
            return self.cleaned_data["order"] or was
        at = was.index(pk)
        there = min(max(at + (-1 if way == "up" else 1), 0), len(was) - 1)
        rest = [one for one in was if one != pk]
        return [*rest[:there], pk, *rest[there:]]


def numbers(text: str) -> list[int]:
    found = [whole(part) for part in text.split(",") if part]
    if None in found:
        raise forms.ValidationError(_("Thứ tự gửi lên không đọc được; hãy tải lại trang rồi xếp lại."))
    return [one for one in found if one is not None]


class OpenForm(forms.Form):
    """To whom a document is open."""

    open_to = forms.ChoiceField(label=_("Mở cho"), choices=OpenTo)
