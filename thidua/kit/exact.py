"""Exact numbers in the database: a Decimal kept as whole thousandths in a BIGINT.

SQLite has no decimal type (Django stores one there as a float), so sums and ties would differ between the two
databases. Whole thousandths are exact on both; a fourth decimal is refused, never rounded.
"""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

PLACES = Decimal("0.001")


def exact(value: object) -> Decimal:
    """`value` as a Decimal of three places; refuses floats and a fourth decimal."""
    if isinstance(value, float):
        raise TypeError("points are never floats")
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    kept = number.quantize(PLACES)
    if kept != number:
        raise ValidationError(_("Chỉ nhận tối đa 3 chữ số thập phân."))
    return kept


def from_thousandths(whole: int) -> Decimal:
    return (Decimal(whole) / 1000).quantize(PLACES)


def to_thousandths(value: Decimal) -> int:
    return int(exact(value) * 1000)


class ExactField(models.BigIntegerField):  # type: ignore[type-arg]  # generic in the stubs only
    """A Decimal with exactly three places; stored as an integer number of thousandths."""

    description = "exact decimal"

    def from_db_value(self, value: int | None, *_: Any) -> Decimal | None:
        return None if value is None else from_thousandths(value)

    def to_python(self, value: Any) -> Decimal | None:
        return None if value is None else exact(value)

    def get_prep_value(self, value: Any) -> int | None:
        return None if value is None else to_thousandths(exact(value))
