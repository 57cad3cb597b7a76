"""What is typed to try another rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.engine import Edition
from thidua.insight.whatif import USUAL, knobs, leaves_with_knobs

LONGEST = 30


class WhatIfForm(forms.Form):
    """The criterion and its numbers; a weight in percent for every section."""

    def __init__(self, data: Any = None, *, edition: Edition, code: str) -> None:
        super().__init__(data)
        self.edition, self.code = edition, code
        for knob in knobs(edition.criterion(code)) if code else ():
            self.fields[f"so-{knob.field}"] = forms.CharField(
                label=knob.name, required=False, max_length=LONGEST, initial=knob.shown,
                help_text=_("nay là %(now)s") % {"now": knob.shown},
            )  # fmt: skip
        for top in edition.children(""):
            self.fields[f"trong-so-{top.code}"] = forms.IntegerField(
                label=_("Mục %(code)s, %%") % {"code": top.code}, initial=USUAL, min_value=0, max_value=1000,
                required=False, help_text=top.title,
            )  # fmt: skip

    @property
    def turned(self) -> dict[str, str]:
        """The numbers of the criterion, as typed."""
        return {name[3:]: text for name, text in self.cleaned_data.items() if name.startswith("so-")}

    @property
    def weights(self) -> dict[str, int]:
        """Section → percent."""
        found = {name[9:]: value for name, value in self.cleaned_data.items() if name.startswith("trong-so-")}
        return {code: USUAL if value is None else value for code, value in found.items()}


def choices(edition: Edition) -> list[tuple[str, str]]:
    """The criteria that can be turned."""
    return [(leaf.code, f"{leaf.code}. {leaf.title}") for leaf in leaves_with_knobs(edition)]
