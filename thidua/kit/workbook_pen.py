"""Bút: a workbook being written. Text is never taken for a formula, numbers are numbers, days are days."""

import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value = str | Decimal | dt.date
_PLAIN = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_QUIET = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Pen:
    """A workbook being written, with its few formats made once. `traits`: what a format may be made of, by name."""

    def __init__(self, into: io.BytesIO, traits: Mapping[str, Mapping[str, Any]]) -> None:
        self.book = Workbook(into, {"in_memory": True, **_QUIET})
        self.book.set_size(2400, 1400)
        self.traits = traits
        self._made: dict[tuple[str, ...], Format] = {}

    def format(self, *traits: str) -> Format:
        """The format of these traits, the later over the earlier."""
        if traits not in self._made:
            wanted: dict[str, Any] = dict(_PLAIN)
            for trait in traits:
                wanted |= self.traits[trait]
            self._made[traits] = self.book.add_format(wanted)
        return self._made[traits]

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, *traits: str) -> None:
        """One cell by its kind, with the traits “cell” and “number”, “day” or “text” under the ones asked for."""
        if isinstance(value, Decimal):
            sheet.write_number(row, column, value, self.format("cell", "number", *traits))
        elif isinstance(value, dt.date):
            moment = dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001  a day of the calendar
            sheet.write_datetime(row, column, moment, self.format("cell", "day", *traits))
        elif value:
            sheet.write_string(row, column, value, self.format("cell", "text", *traits))
        else:
            sheet.write_blank(row, column, None, self.format("cell", "text", *traits))
