"""Tỷ lệ phiếu theo danh hiệu: the figures of `parameters/voting.toml`, each with its days and article."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VOTING = Path(__file__).parent / "parameters" / "voting.toml"


@dataclass(frozen=True)
class VotingRule:
    """Which share of all members a title takes, and which share must take part; `article` is spelt out."""

    titles: tuple[str, ...]
    threshold: int
    quorum: int
    article: str
    since: dt.date
    checked: bool
    until: dt.date | None = None
    note: str = ""

    @property
    def basis(self) -> str:
        """The citation as a ballot keeps it, with what is still to be checked."""
        return f"{self.article} ({self.note})" if self.note else self.article


@cache
def every_rule() -> tuple[VotingRule, ...]:
    """All of them, the past ones too."""
    data = tomllib.loads(VOTING.read_text(encoding="utf-8"))
    laws = {source["key"]: source["text"] for source in data["source"]}

    def spelt(article: str) -> str:
        key, _space, place = article.partition(" ")
        return f"{place} {laws[key]}"

    return tuple(
        VotingRule(**{**rule, "titles": tuple(rule["titles"]), "article": spelt(rule["article"])})
        for rule in data["rule"]
    )


def rule_for(title: str, day: dt.date) -> VotingRule | None:
    """The rule of a title that day; None when no text gives one."""
    held = (one for one in every_rule() if one.since <= day and (one.until is None or day <= one.until))
    return next((one for one in held if title in one.titles), None)
