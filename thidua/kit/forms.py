"""Inputs of our own: dates with the device's picker, Vietnamese reading of what was typed."""

from django import forms


class DateInput(forms.DateInput):
    """The device's own date picker; browsers without one get a text field that reads 21/11/2024."""

    input_type = "date"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")
