"""Danh mục danh hiệu: the titles of `parameters/titles.toml`, each with its days, article and deciding level."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TITLES = Path(__file__).parent / "parameters" / "titles.toml"


@dataclass(frozen=True)
class TitleInfo:
    """Danh hiệu. `key` is what rows keep; `article` is spelt out with the name of the law."""

    key: str
    name: str
    holder: str
    form: str
    article: str
    decided_by: str
    since: dt.date
    until: dt.date | None = None
    note: str = ""

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@cache
def every_title() -> tuple[TitleInfo, ...]:
    """The whole catalogue, in the law's order."""
    data = tomllib.loads(TITLES.read_text(encoding="utf-8"))
    laws = {source["key"]: source["text"] for source in data["source"]}

    def spelt(article: str) -> str:
        key, _space, place = article.partition(" ")
        return f"{place}, {laws[key]}"

    return tuple(TitleInfo(**{**title, "article": spelt(title["article"])}) for title in data["title"])
