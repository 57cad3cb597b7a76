"""Dòng số liệu: what cells are made of. Each subject gives its rows as facts, and names for their keys."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from thidua.insight.asking.question import THEN, Question
from thidua.insight.asking.sight import Sight, Standing
from thidua.insight.asking.terms import AWARDS
from thidua.kit.viet import alphabetical, fold
from thidua.members.models import Lineage, Unit
from thidua.members.queries import every_succession
from thidua.members.terms import Succession


class Fact(NamedTuple):
    """One row: its keys by dimension, in the subject's order; what was measured (None: not known, never zero).

    `scale` is what the number counts, where not all rows count the same; `weight` how many rows of the register it
    stands for; `at` where it comes from: year, unit, criterion.
    """

    keys: tuple[str, ...]
    value: int | Fraction | None
    scale: str = ""
    weight: int = 1
    at: tuple[int, str, str] = (0, "", "")


def criterion_key(code: str, title: str) -> str:
    """What a criterion is over the years: the same code under the same title."""
    return f"{code} {title}"[:150]


@dataclass(frozen=True)
class Units:
    """Which unit a row of a year is told under: itself, or what it was merged into or renamed to since."""

    named: str
    links: Sequence[Lineage]

    @cached_property
    def after(self) -> dict[int, list[Lineage]]:
        found: dict[int, list[Lineage]] = defaultdict(list)
        for link in self.links:
            found[link.predecessor_id].append(link)
        return found

    @cached_property
    def known(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in Unit.objects.all()}

    def of(self, unit: int, year: int) -> Unit:
        """As the trends follow it: from the last day of that year on; never over a split."""
        while self.named != THEN:
            later = [link for link in self.after.get(unit, ()) if link.on > date(year, 12, 31)]
            if len(later) != 1 or later[0].kind == Succession.SPLIT:
                break
            unit = later[0].successor_id
        return self.known[unit]


@dataclass
class Gathered:
    """The facts of a question for one person, and the names of their keys: dimension → key → name, in their order."""

    asked: Question
    sight: Sight
    facts: list[Fact] = field(default_factory=list)
    names: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    notes: list[str] = field(default_factory=list)

    @cached_property
    def units(self) -> Units:
        return Units(self.asked.named, () if self.asked.named == THEN else every_succession())

    @cached_property
    def years(self) -> dict[int, Standing]:
        """The cluster years asked for."""
        cluster, (since, until) = self.asked.filtered("cum"), (self.asked.since or 0, self.asked.until or 9999)
        return {pk: one for pk, one in self.sight.standings.items()
                if since <= one.year.year <= until and cluster in ("", one.year.cluster.slug)}  # fmt: skip

    def name_common(self) -> None:
        """The names of units, years and clusters, in order."""
        units = self.names["don-vi"]
        self.names["don-vi"] = dict(sorted(units.items(), key=lambda pair: alphabetical(pair[1])))
        used = {fact.keys[1:3] for fact in self.facts}
        self.names["nam"] = {year: year for year in sorted({year for year, _cluster in used})}
        seen = {cluster for _year, cluster in used}
        named = {one.year.cluster.slug: one.year.cluster.name for one in self.sight.standings.values()}
        known = sorted(named.items(), key=lambda pair: alphabetical(pair[1]))
        self.names["cum"] = {slug: name for slug, name in known if slug in seen}

    def kept(self) -> list[Fact]:
        """The facts that the filters leave; every word typed is in the name of something in the row.

        In the register of awards the words were looked for in the whole entry already.
        """
        subject = self.asked.subject
        wanted = [(subject.at(key), text) for key, text in self.asked.where]
        found = self.facts
        for at, text in wanted:
            found = [one for one in found if one.keys[at] == text]
        for word in fold(self.asked.text).split() if subject is not AWARDS else ():
            holds = [
                {key for key, name in self.names.get(one.key, {}).items() if word in fold(name)}
                for one in subject.dimensions
            ]
            found = [one for one in found if any(key in some for key, some in zip(one.keys, holds, strict=True))]
        return found
