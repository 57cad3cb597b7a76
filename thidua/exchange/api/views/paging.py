"""Trang sau: a list is walked by the number of its last row, so that what is added meanwhile moves nothing."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from thidua.exchange.api.problems import Problem, Wrong
from thidua.kit.posted import whole


class Numbered(Protocol):
    """A row."""

    pk: int


Row = TypeVar("Row", bound=Numbered)


def after(cursor: str) -> int | None:
    """The number behind a cursor, None for the first page; refused when we never gave such a cursor."""
    if not cursor:
        return None
    found = whole(cursor)
    if found is None:
        raise Problem(422, errors=[Wrong("cursor", _("Hãy gửi nguyên giá trị next của trang trước."))])
    return found


def paged(rows: Sequence[Row], limit: int) -> tuple[Sequence[Row], str | None]:
    """The first `limit` of rows given newest first (one more than that at least, if there are), and the next cursor."""
    shown = rows[:limit]
    return shown, str(shown[-1].pk) if len(rows) > limit else None
