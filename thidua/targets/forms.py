"""Forms of the room; those of the targets have one field a criterion of the adopted table."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.engine import Criterion, NumberError, Problem, inputs, read_attribute, read_target
from thidua.kit.forms import DayField
from thidua.members.models import Membership
from thidua.rulebook.queries import titles
from thidua.targets.models import Registration, Target
from thidua.targets.queries import OWNER
from thidua.targets.terms import Scope

HOLDERS = (("collective", _("Tập thể")), ("individual", _("Cá nhân")))


def _number(criterion: Criterion) -> forms.CharField:
    """A target number, read by the engine; the label names the criterion and the measure's unit."""
    asked = next(item for item in inputs(criterion) if item.owner == OWNER)
    label = f"{criterion.code}. {criterion.title}" + (f" ({asked.unit})" if asked.unit else "")
    return forms.CharField(
        label=label, max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )


def _read_numbers(form: forms.Form, criteria: tuple[Criterion, ...], prefix: str) -> None:
    """Each number the engine cannot read is said beside its field."""
    for criterion in criteria:
        text = form.cleaned_data.get(prefix + criterion.code, "")
        found = read_target(criterion, text) if text else None
        if isinstance(found, Problem):
            form.add_error(prefix + criterion.code, f"{found.what} {found.mend}")


class RegistrationForm(forms.Form):
    """Titles sought, commitment, proposed numbers."""

    titles = forms.MultipleChoiceField(
        label=_("Danh hiệu đăng ký"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Khi gửi phải có ít nhất một danh hiệu."),
    )
    commitment = forms.CharField(
        label=_("Nội dung cam kết"),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Khi gửi phải có nội dung cam kết."),
    )

    def __init__(
        self, data: Any = None, *, day: dt.date, criteria: tuple[Criterion, ...], registration: Registration | None,
        targets: Mapping[str, Target],
    ) -> None:  # fmt: skip
        first = {"titles": registration.titles, "commitment": registration.commitment} if registration else {}
        proposed = {f"target-{code}": target.proposed for code, target in targets.items()}
        super().__init__(data, initial={**first, **proposed})
        self.criteria = criteria
        known = titles(day)
        self.fields["titles"].choices = [  # type: ignore[attr-defined]
            (label, [(title.key, title.name) for title in known if title.holder == holder]) for holder, label in HOLDERS
        ]
        for criterion in criteria:
            self.fields[f"target-{criterion.code}"] = _number(criterion)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        _read_numbers(self, self.criteria, "target-")
        return given

    @property
    def proposed(self) -> dict[str, str]:
        return {one.code: self.cleaned_data[f"target-{one.code}"] for one in self.criteria}


class AgreeForm(forms.Form):
    """For every criterion its scope and why; for those that take one, the agreed target."""

    def __init__(self, data: Any = None, *, leaves: tuple[Criterion, ...], numbered: tuple[Criterion, ...],
                 targets: Mapping[str, Target]) -> None:  # fmt: skip
        super().__init__(data)
        self.leaves, self.numbered, self.targets = leaves, numbered, targets
        takes = {criterion.code for criterion in numbered}
        for leaf in leaves:
            kept = targets.get(leaf.code)
            name = f"{leaf.code}. {leaf.title}"
            if leaf.code in takes:
                self.fields[f"agreed-{leaf.code}"] = _number(leaf)
                self.initial[f"agreed-{leaf.code}"] = kept.agreed if kept else ""
            self.fields[f"scope-{leaf.code}"] = forms.ChoiceField(
                label=_("Phạm vi: %(name)s") % {"name": name}, choices=Scope.choices,
                initial=kept.scope if kept else Scope.ASSIGNED,
            )  # fmt: skip
            self.fields[f"reason-{leaf.code}"] = forms.CharField(
                label=_("Căn cứ: %(name)s") % {"name": name}, max_length=300, required=False,
                initial=kept.reason if kept else "",
            )  # fmt: skip
        for bound in self.fields.values():
            bound.widget.attrs["aria-label"] = bound.label

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        _read_numbers(self, self.numbered, "agreed-")
        return given

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The criteria as the page's rows, each with its fields."""
        takes = {criterion.code for criterion in self.numbered}
        return [
            {
                "criterion": leaf,
                "proposed": self.targets[leaf.code].proposed if leaf.code in self.targets else "",
                "agreed": self[f"agreed-{leaf.code}"] if leaf.code in takes else None,
                "scope": self[f"scope-{leaf.code}"],
                "reason": self[f"reason-{leaf.code}"],
            }
            for leaf in self.leaves
        ]

    @property
    def agreed(self) -> dict[str, str]:
        return {one.code: self.cleaned_data[f"agreed-{one.code}"] for one in self.numbered}

    @property
    def scopes(self) -> dict[str, tuple[Scope, str]]:
        given = self.cleaned_data
        return {one.code: (Scope(given[f"scope-{one.code}"]), given[f"reason-{one.code}"]) for one in self.leaves}


class AmendForm(AgreeForm):
    """The same after the approval, and why it is changed."""

    def __init__(self, data: Any = None, *, leaves: tuple[Criterion, ...], numbered: tuple[Criterion, ...],
                 targets: Mapping[str, Target]) -> None:  # fmt: skip
        super().__init__(data, leaves=leaves, numbered=numbered, targets=targets)
        self.fields["why"] = forms.CharField(
            label=_("Lý do điều chỉnh"), max_length=300, error_messages={"required": _("Hãy ghi lý do điều chỉnh.")},
            help_text=_("Nêu cả văn bản căn cứ, nếu có. Lý do đi cùng mọi thay đổi trong lần lưu này."),
        )  # fmt: skip


class TraitsForm(forms.Form):
    """What the table asks about the units themselves: a field a unit and name."""

    def __init__(
        self,
        data: Any = None,
        *,
        members: list[Membership],
        asked: tuple[str, ...],
        kept: Mapping[int, Mapping[str, str]],
    ) -> None:
        super().__init__(data)
        self.members, self.asked = members, asked
        for member in members:
            for key in asked:
                self.fields[f"{member.pk}-{key}"] = forms.CharField(
                    label=f"{member.unit.short_name}, {key}", max_length=60, required=False,
                    initial=kept.get(member.pk, {}).get(key, ""),
                )  # fmt: skip
        for name, bound in self.fields.items():
            bound.widget.attrs.update({"aria-label": bound.label, "id": f"id_{name}"})

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, text in list(given.items()):
            try:
                read_attribute(text)
            except NumberError as error:
                self.add_error(name, str(error))
        return given

    @property
    def rows(self) -> list[tuple[Membership, list[forms.BoundField]]]:
        return [(member, [self[f"{member.pk}-{key}"] for key in self.asked]) for member in self.members]

    def of(self, member: Membership) -> dict[str, str]:
        """What was typed for one unit."""
        return {key: self.cleaned_data[f"{member.pk}-{key}"] for key in self.asked}


class ReturnForm(forms.Form):
    """Why a registration is refused."""

    reason = forms.CharField(
        label=_("Lý do từ chối"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do từ chối.")},
    )  # fmt: skip


class PledgeForm(forms.Form):
    """The pledge's text and the day it is signed; once a unit has answered it, also why it is changed."""

    text = forms.CharField(label=_("Nội dung giao ước"), max_length=20000, widget=forms.Textarea(attrs={"rows": 16}))
    signing_on = DayField(label=_("Ngày ký"), required=False)
    reason = forms.CharField(
        label=_("Lý do sửa nội dung"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi nội dung thay đổi."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, answered: bool, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        if not answered:
            del self.fields["reason"]


class SignForm(forms.Form):
    """A leader's signature: the text that was read (its fingerprint), and the word that it was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agree = forms.BooleanField(
        label=_("Tôi đã đọc và thay mặt đơn vị ký bản giao ước này."),
        error_messages={"required": _("Hãy đánh dấu là bạn đã đọc và thay mặt đơn vị ký.")},
    )


class DeclineForm(forms.Form):
    """Why a leader does not sign the text that was read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Lý do chưa ký"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do chưa ký.")},
    )  # fmt: skip
