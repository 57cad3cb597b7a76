"""Inputs of our own: dates with the device's picker, Vietnamese reading of what was typed."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from thidua.kit.posted import whole

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
OUT_OF_TIME = _("Hãy xem lại năm: chỉ nhận ngày từ năm 1900 đến năm 2100.")


class DateInput(forms.DateInput):
    """The device's own date picker; browsers without one get a text field that reads 21/11/2024."""

    input_type = "date"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ManyField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Several rows of a table. A number too long for any row is an unknown choice; SQLite would break on it."""

    def clean(self, value: Any) -> Any:
        for one in value if isinstance(value, list | tuple) else ():
            if whole(str(one)) is None:
                raise forms.ValidationError(self.error_messages["invalid_choice"], params={"value": str(one)[:40]})
        return super().clean(value)


class DayField(forms.DateField):
    """A day near our own time: a slip in the year (0026, 9999) is said at once, not carried into a calendar."""

    widget = DateInput
    default_validators = [MinValueValidator(FIRST_DAY, OUT_OF_TIME), MaxValueValidator(LAST_DAY, OUT_OF_TIME)]
