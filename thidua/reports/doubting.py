"""Câu hỏi lại: what is asked about a strange figure, by the dated rules of `doubts.toml`. Never a refusal."""

import datetime as dt
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from thidua import engine

DOUBTS = Path(__file__).parent / "doubts.toml"


@dataclass(frozen=True)
class Doubt:
    """One rule of the file; `source` is spelt out."""

    kind: str
    source: str
    since: dt.date
    until: dt.date | None = None
    against: tuple[str, ...] = ()
    factor: int = 0
    at_least: int = 0

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Then:
    """A former figure: its number, the words for its time, whether the present period holds that one within it."""

    value: Fraction
    when: str
    within: bool = False


@cache
def every_doubt() -> tuple[Doubt, ...]:
    """The whole file, in its order."""
    data = tomllib.loads(DOUBTS.read_text(encoding="utf-8"))
    sources = {source["key"]: source["text"] for source in data["source"]}
    return tuple(
        Doubt(**{**one, "against": tuple(one.get("against", ())), "source": sources[one["source"]]})
        for one in data["doubt"]
    )


def questions(asked: engine.Input, now: Fraction, then: Mapping[str, Then], day: dt.date) -> list[str]:
    """What is asked about a figure, by the rules of `day`; `then` holds the former figures that can be compared."""
    found: list[str] = []
    for doubt in every_doubt():
        if not doubt.holds_on(day):
            continue
        if doubt.kind == "share":
            found += _share(asked, now)
        for against in doubt.against:
            if former := then.get(against):
                found += _ASKS[doubt.kind](doubt, now, former)
    return list(dict.fromkeys(found))


def _share(asked: engine.Input, now: Fraction) -> Iterator[str]:
    if asked.unit == "%" and now > 100:
        yield _("Tỷ lệ này vượt mức một trăm phần trăm. Số này có đúng không, vì sao?")
    if asked.unit == "%" and now < 0:
        yield _("Tỷ lệ này nhỏ hơn 0. Số này có đúng không, vì sao?")


def _times(doubt: Doubt, now: Fraction, then: Then) -> Iterator[str]:
    if now <= 0 or then.value <= 0 or max(now, then.value) < doubt.at_least:
        return
    told = {"when": then.when, "then": engine.show_number(then.value), "factor": doubt.factor}
    if now >= then.value * doubt.factor:
        yield _("Số này gấp từ %(factor)s lần trở lên so với %(when)s (%(then)s). Có đúng không, vì sao?") % told
    elif now * doubt.factor <= then.value:
        yield _("Số này chưa bằng một phần %(factor)s của %(when)s (%(then)s). Có đúng không, vì sao?") % told


def _sign(_doubt: Doubt, now: Fraction, then: Then) -> Iterator[str]:
    if now * then.value < 0:
        told = {"when": then.when, "then": engine.show_number(then.value)}
        yield _("Số này đổi dấu so với %(when)s (%(then)s). Có đúng không, vì sao?") % told


def _falls(_doubt: Doubt, now: Fraction, then: Then) -> Iterator[str]:
    if then.within and now < then.value:
        told = {"when": then.when, "then": engine.show_number(then.value)}
        yield _("Kỳ này gồm cả %(when)s (%(then)s) mà số lại nhỏ hơn. Có đúng không, vì sao?") % told


_ASKS: dict[str, Callable[[Doubt, Fraction, Then], Iterator[str]]] = {"times": _times, "sign": _sign, "falls": _falls}
