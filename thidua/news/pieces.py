"""Mục trên trang công khai: a published row ready for a page: its address, its pictures, its day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from thidua.news.models import Showing
from thidua.news.photos import Photo
from thidua.news.terms import Shown

READ = {"paragraph", "quote", "heading"}
A_MINUTE = 230
"""Words of Vietnamese read in a minute."""


@dataclass(frozen=True)
class Piece:
    """One thing the public sees. What is not said here is read from the row's data."""

    row: Showing

    def __getattr__(self, name: str) -> Any:
        try:
            return self.row.data[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def title(self) -> str:
        return str(self.row.data.get("title") or self.row.key)

    @property
    def kind(self) -> Shown:
        return Shown(self.row.kind)

    @property
    def kind_name(self) -> str:
        return str(self.kind.label)

    @property
    def address(self) -> str:
        return reverse(f"news:{self.row.kind}", args=[self.row.key])

    @property
    def on(self) -> dt.datetime:
        """When it was first published; for what is shown as it is now, since when."""
        first = self.row.data.get("published_at")
        return timezone.localtime(dt.datetime.fromisoformat(first) if first else self.row.since)

    @property
    def changed(self) -> dt.datetime:
        return timezone.localtime(self.row.since)

    @property
    def lead(self) -> Photo | None:
        """The picture that stands for it."""
        data = self.row.data
        found = data.get("lead") or data.get("picture") or next(iter(data.get("pictures", ())), None)
        return Photo(found) if found else None

    @property
    def summary(self) -> str:
        data = self.row.data
        return str(data.get("standfirst") or data.get("slogan") or data.get("holder") or "")

    @property
    def place(self) -> str:
        """Of which cluster and year."""
        cluster = self.row.data.get("cluster")
        return str(cluster["name"]) if cluster else str(self.row.data.get("launched_by", ""))

    @property
    def photos(self) -> list[Photo]:
        return [Photo(one) for one in self.row.data.get("pictures", ())]

    @property
    def told(self) -> list[dict[str, Any]]:
        """The blocks of an article, their pictures ready."""
        return [
            {**block, "picture": block["picture"] and Photo(block["picture"]),
             "pictures": [Photo(one) for one in block["pictures"]]}
            for block in self.row.data.get("blocks", ())
        ]  # fmt: skip

    @property
    def corrected(self) -> list[tuple[dt.datetime, str]]:
        """What was corrected, the latest first."""
        told = self.row.data.get("corrections", ())
        return [(timezone.localtime(dt.datetime.fromisoformat(one["at"])), one["note"]) for one in reversed(told)]

    @property
    def minutes(self) -> int:
        """How long it takes to read."""
        words = sum(
            len(str(block["text"]).split()) for block in self.row.data.get("blocks", ()) if block["kind"] in READ
        )
        return max(1, -(-words // A_MINUTE))


def pieces(rows: Iterable[Showing]) -> list[Piece]:
    return [Piece(row) for row in rows]
