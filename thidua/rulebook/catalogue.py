"""Danh mục danh hiệu, hình thức: `parameters/titles.toml`, each value with its days, its article and whether it was
verified; an unverified one is shown as such and never refuses anybody by itself."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from thidua.kit.viet import number

TITLES = Path(__file__).parent / "parameters" / "titles.toml"
REGISTERED = ("flag", "title")
"""The forms a unit registers for at the start of a year; the others come of themselves."""
EITHER = {
    "tt": ("lao-dong-tien-tien", "chien-si-tien-tien"),
    "xs": ("tap-the-lao-dong-xuat-sac", "don-vi-quyet-thang"),
}
"""What a condition may name for two titles of the same rank, the second the armed forces' own."""


@dataclass(frozen=True)
class Cited:
    """A value of the law: where it stands, when it holds, whether it was verified, and its article compared."""

    article: str
    since: dt.date
    until: dt.date | None = None
    verified: bool = True
    compared: bool = True

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class Condition(Cited):
    """Điều kiện: one thing asked of a nominee; `titles` are those that count for `title`."""

    kind: str
    text: str
    title: str = ""
    years: int = 0
    in_a_row: bool = False
    same_year: bool = False
    value: int = 0

    @property
    def titles(self) -> tuple[str, ...]:
        return EITHER.get(self.title, (self.title,) if self.title else ())


@dataclass(frozen=True, kw_only=True)
class Votes(Cited):
    """Tỷ lệ phiếu: the least share of all the council's members."""

    percent: int


@dataclass(frozen=True, kw_only=True)
class Quota(Cited):
    """Tỷ lệ, số lượng khống chế; 0 where whoever organises gives the number."""

    text: str
    percent: int


@dataclass(frozen=True, kw_only=True)
class Money(Cited):
    """Mức tiền thưởng, in multiples of the base salary."""

    times: Fraction

    @property
    def said(self) -> str:
        """As people write it: 1,5."""
        return number(Decimal(self.times.numerator) / self.times.denominator)


@dataclass(frozen=True, kw_only=True)
class Salary(Cited):
    """Mức lương cơ sở, whole đồng."""

    amount: int


@dataclass(frozen=True)
class TitleInfo:
    """Danh hiệu. `key` is what rows keep; `article` is spelt out with the name of the law; `became` the one that took
    its place when the law changed."""

    key: str
    name: str
    holder: str
    form: str
    article: str
    decided_by: str
    since: dt.date
    until: dt.date | None = None
    note: str = ""
    verified: bool = True
    compared: bool = True
    became: str = ""
    conditions: tuple[Condition, ...] = ()
    votes: tuple[Votes, ...] = ()
    quotas: tuple[Quota, ...] = ()
    money: tuple[Money, ...] = ()

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def votes_on(self, day: dt.date) -> Votes | None:
        return next((one for one in self.votes if one.holds_on(day)), None)

    def money_on(self, day: dt.date) -> Money | None:
        return next((one for one in self.money if one.holds_on(day)), None)


@dataclass(frozen=True)
class Law:
    """A text that is cited, and its days; `compared` whether the day it came into force was."""

    text: str
    since: dt.date
    until: dt.date | None = None
    compared: bool = True


@dataclass(frozen=True)
class Catalogue:
    """All of it: the laws by key, the titles in the law's order, what holds for every nomination, base salaries."""

    laws: dict[str, Law]
    titles: tuple[TitleInfo, ...]
    rules: tuple[Condition, ...]
    salaries: tuple[Salary, ...]

    def salary_on(self, day: dt.date) -> Salary | None:
        found = [one for one in self.salaries if one.since <= day]
        return max(found, key=lambda one: one.since) if found else None


@cache
def catalogue() -> Catalogue:
    """The file as it is read; every article spelt out."""
    data = tomllib.loads(TITLES.read_text(encoding="utf-8"))
    laws = {source.pop("key"): Law(**source) for source in data["source"]}

    def cited(row: dict[str, Any]) -> dict[str, Any]:
        key, _space, place = row["article"].partition(" ")
        law = laws[key]
        days: dict[str, Any] = {}
        if "since" not in row:
            days = {"since": law.since, "until": law.until, "compared": law.compared}
        return {**days, **row, "article": f"{place}, {law.text}"}

    def title(row: dict[str, Any]) -> TitleInfo:
        own = {name: row.pop(name, []) for name in ("condition", "votes", "quota", "money")}
        return TitleInfo(
            **cited(row),
            conditions=tuple(Condition(**cited(one)) for one in own["condition"]),
            votes=tuple(Votes(**cited(one)) for one in own["votes"]),
            quotas=tuple(Quota(**cited(one)) for one in own["quota"]),
            money=tuple(Money(**{**cited(one), "times": Fraction(one["times"])}) for one in own["money"]),
        )

    return Catalogue(
        laws, tuple(title(row) for row in data["title"]), tuple(Condition(**cited(row)) for row in data["rule"]),
        tuple(Salary(**cited(row)) for row in data["salary"]),
    )  # fmt: skip


def every_title() -> tuple[TitleInfo, ...]:
    """The titles and forms, in the law's order, past ones at the end."""
    return catalogue().titles


def title_named(key: str) -> TitleInfo | None:
    return next((title for title in every_title() if title.key == key), None)
