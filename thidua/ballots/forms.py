"""Forms of the room: text in, clean values out."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.ballots.models import Nominee
from thidua.ballots.queries import awards, mandates
from thidua.ballots.terms import Choice, Form
from thidua.kit.forms import ManyField
from thidua.members.models import Membership
from thidua.members.queries import Here

THRESHOLD = 80
BASIS = _(
    "Quy chế của cụm; tham chiếu khoản 7 Điều 30 Nghị định 98/2023/NĐ-CP: cờ thi đua từ 80% trên tổng số thành viên "
    "(nghị định hết hiệu lực từ 01/7/2025, cần đối chiếu văn bản thay thế)"
)


def award_field(here: Here) -> forms.Field:
    """A title of the catalogue; free text while there is no catalogue."""
    label = _("Danh hiệu, hình thức khen thưởng")
    if titles := awards(here.day):
        return forms.ChoiceField(label=label, choices=list(titles.items()))
    return forms.CharField(label=label, max_length=60)


class CallForm(forms.Form):
    """A ballot: what is voted on, how, by which threshold, who is nominated."""

    title = forms.CharField(label=_("Nội dung bỏ phiếu"), max_length=300)
    form = forms.ChoiceField(label=_("Hình thức"), choices=Form, initial=Form.SECRET)
    threshold_percent = forms.IntegerField(
        label=_("Tỷ lệ cần đạt (%)"), min_value=1, max_value=100, initial=THRESHOLD,
        help_text=_("Tính trên tổng số đơn vị thành viên, kể cả đơn vị vắng mặt."),
    )  # fmt: skip
    basis = forms.CharField(label=_("Căn cứ của tỷ lệ"), max_length=300, initial=BASIS,
                            widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    units = ManyField(label=_("Đơn vị được đề nghị"), queryset=None, widget=forms.CheckboxSelectMultiple)

    field_order = ["title", "form", "award", "units", "threshold_percent", "basis"]

    def __init__(self, *args: object, here: Here, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["units"].queryset = mandates(here.year, here.day)  # type: ignore[attr-defined]
        self.fields["award"] = award_field(here)
        self.order_fields(self.field_order)


class NominateForm(forms.Form):
    """One more unit for a title."""

    membership: "forms.ModelChoiceField[Membership]" = forms.ModelChoiceField(label=_("Đơn vị"), queryset=None)

    def __init__(self, *args: object, here: Here, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["membership"].queryset = mandates(here.year, here.day)  # type: ignore[attr-defined]
        self.fields["award"] = award_field(here)


class PaperForm(forms.Form):
    """Lá phiếu: one choice for each nominee; nothing is chosen beforehand."""

    def __init__(self, *args: object, nominees: Sequence[Nominee], awards: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for nominee in nominees:
            award = awards.get(nominee.award, nominee.award)
            self.fields[f"n{nominee.pk}"] = forms.ChoiceField(
                label=f"{nominee.membership.unit.name} – {award}", choices=Choice, widget=forms.RadioSelect,
                error_messages={"required": _("Hãy chọn một ý kiến.")},
            )  # fmt: skip

    def choices(self) -> dict[int, Choice]:
        """What was chosen, by nominee."""
        return {int(name[1:]): Choice(value) for name, value in self.cleaned_data.items()}
