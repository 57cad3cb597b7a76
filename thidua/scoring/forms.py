"""Forms of the room: rounds, assignments, a whole score sheet, explanations, settlements."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kit.forms import DayField
from thidua.kit.posted import why_not_text
from thidua.members.models import Membership
from thidua.reports.figures import sentences, typed_in, wrong_in
from thidua.scoring.bridge import Book
from thidua.scoring.queries import Turn
from thidua.scoring.sheets import Kept, Typed, posted

LONGEST_NOTE = 2000
"""Of the reason beside a row of a sheet, and of giving a sheet back."""


class OpenRoundForm(forms.Form):
    """By when the hand is due."""

    due_on = DayField(label=_("Hạn gửi phiếu"))


class CloseRoundForm(forms.Form):
    """A reason for every unit whose sheet is missing."""

    def __init__(self, *args: Any, missing: Iterable[Turn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in missing:
            self.fields[f"absent_{one.membership.pk}"] = forms.CharField(
                label=_("Lý do chưa có phiếu: %(unit)s") % {"unit": one.membership.unit.name},
                required=False, max_length=300,
            )  # fmt: skip

    @property
    def absent(self) -> dict[int, str]:
        return {int(name.removeprefix("absent_")): text for name, text in self.cleaned_data.items()}


class AssignForm(forms.Form):
    """Who checks each unit; the own unit is not among the choices."""

    def __init__(
        self, *args: Any, members: list[Membership], checkers: Mapping[int, Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for member in members:
            others = [(str(one.pk), one.unit.name) for one in members if one.pk != member.pk]
            now = checkers.get(member.pk)
            self.fields[f"checker_{member.pk}"] = forms.ChoiceField(
                label=_("Chấm %(unit)s") % {"unit": member.unit.name}, required=False,
                choices=[("", _("– chưa phân công –")), *others], initial=str(now.pk) if now else "",
            )  # fmt: skip

    @property
    def pairs(self) -> dict[int, int]:
        return {int(name.removeprefix("checker_")): int(pk) for name, pk in self.cleaned_data.items() if pk}


class SheetForm(forms.Form):
    """A whole sheet in one request: only the rows touched since they were shown count."""

    def __init__(self, *args: Any, found: Book, kept: Mapping[str, Kept], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.typed = typed_in(found.edition, self.data) if self.is_bound else {}
        self.rows: list[Typed] = posted(kept, self.data, self.typed) if self.is_bound else []
        self.wrong: dict[str, dict[str, str]] = {}

    def clean(self) -> dict[str, Any]:
        self.wrong = wrong_in(self.found.edition, {row.code: row.written for row in self.rows})
        for sentence in sentences(self.found.edition, self.wrong):
            self.add_error(None, sentence)
        for row in self.rows:
            if why_not := why_not_text(row.reason, LONGEST_NOTE):
                self.add_error(None, _("%(code)s, lý do, ghi chú: %(why)s") % {"code": row.code, "why": why_not})
        return self.cleaned_data


class TextForm(forms.Form):
    """An explanation or its answer."""

    text = forms.CharField(label=_("Nội dung"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class SettleForm(forms.Form):
    """Agreed points with their reason."""

    points = forms.CharField(label=_("Điểm thống nhất"), max_length=20, widget=forms.TextInput(
        attrs={"inputmode": "decimal", "autocomplete": "off"}))  # fmt: skip
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """Why a sheet is given back, or a settlement dropped."""

    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
