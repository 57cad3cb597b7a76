"""Reading the register: searched without accents, a unit's and a person's awards by year, counts, the fund."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, Count, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL

from thidua.awards.models import Award, AwardDecision, Dossier, FundEntry, Hold
from thidua.awards.terms import State
from thidua.awards.words import IN_BOTH, IN_GIN, IN_ROW, asked_for, but, folded, looked_for, where
from thidua.members.models import ClusterYear, Lineage, Membership, Unit
from thidua.members.queries import open_on
from thidua.results.models import Nomination
from thidua.rulebook.catalogue import TitleInfo, every_title, title_named

A_PAGE, A_LOOK, A_LONGER_LOOK, A_SAMPLE = 50, 10_000, 80_000, 1000
"""Awards shown at once; the newest looked through before the index is asked; how many of them where the first look
promises a page; how many of them tell which of the words typed are rare."""
FAR_RARER = 20
"""A second word goes to the index too unless it is so many times as frequent: the index reads all that has a word."""
NOT_SENT = (State.CLUSTER, State.WITHDRAWN, State.REFUSED)
"""Where a dossier takes no place of an allotment."""


@dataclass(frozen=True)
class Found:
    """One page of what was found; `before` leads to the next, 0 when this is the last."""

    awards: list[Award]
    before: int


def search(typed: str = "", *, before: int = 0) -> Found:
    """Awards in which every word typed begins a word, newest entry first; a page, never a count of a million."""
    rows = Award.objects.select_related("decision").order_by("-pk")
    if before:
        rows = rows.filter(pk__lt=before)
    if connection.vendor == "postgresql" and (words := looked_for(typed)):
        page = _newest(rows, words, before)
    else:
        condition, given = where(typed, before=before, most=A_PAGE + 1)
        page = list((rows.extra(where=[condition], params=given) if condition else rows)[: A_PAGE + 1])  # noqa: S610  words of letters and digits, as a parameter
    return Found(page[:A_PAGE], page[A_PAGE - 1].pk if len(page) > A_PAGE else 0)


def _newest(rows: QuerySet[Award], words: list[str], before: int) -> list[Award]:
    """PostgreSQL: a page from the newest awards when these fill it, as they do with common words; else by the index."""
    end = before or (Award.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    page = _looked_through(rows, words, end - A_LOOK)
    if len(page) <= A_PAGE < len(page) * A_LONGER_LOOK // A_LOOK:
        page = _looked_through(rows, words, end - A_LONGER_LOOK)
    if len(page) > A_PAGE:
        return page
    rare, common = _apart(words, end)
    given = [asked_for(rare), but(common), end, A_PAGE + 1]
    return list(rows.extra(where=[IN_BOTH], params=given))  # noqa: S610  as in search()


def _looked_through(rows: QuerySet[Award], words: list[str], since: int) -> list[Award]:
    return list(rows.filter(pk__gte=since).extra(where=[IN_ROW], params=[but(words)])[: A_PAGE + 1])  # noqa: S610  as in search()


def _apart(words: list[str], end: int) -> tuple[list[str], list[str]]:
    """The one or two words that the index is asked for, and the others, by how often the newest awards have them."""
    sample = Award.objects.filter(pk__gte=end - A_SAMPLE, pk__lt=end)
    found = sample.aggregate(**{
        f"word{n}": Count("pk", filter=RawSQL(IN_GIN, [f"{word}:*"], BooleanField()))  # noqa: S611  as in search()
        for n, word in enumerate(words)
    })  # fmt: skip
    counted = sorted(zip(found.values(), words, strict=True))
    ordered = [word for _times, word in counted]
    many = 2 if len(counted) > 1 and counted[1][0] < FAR_RARER * counted[0][0] else 1
    return ordered[:many], ordered[many:]


def title_name(key: str) -> str:
    found = title_named(key)
    return found.name if found else key


def named_titles() -> dict[str, TitleInfo]:
    """The titles by their folded names, those in force before those of old laws."""
    return {
        folded(title.name): title for title in sorted(every_title(), key=lambda one: bool(one.became), reverse=True)
    }


def successor_of(key: str) -> str:
    """The title that a title of an old law counts as now."""
    found = title_named(key)
    return found.became or key if found else key


def lineage_of(unit: Unit) -> list[Lineage]:
    """How the unit came about, directly."""
    return list(Lineage.objects.filter(successor=unit).select_related("predecessor").order_by("on"))


def awards_of(units: Iterable[Unit], person: str = "") -> list[Award]:
    """The awards of some units themselves, or of a person in them, latest year first."""
    rows = Award.objects.filter(unit__in=units).select_related("decision", "unit").order_by("-year", "-pk")
    return [one for one in rows if folded(one.person) == folded(person)]


def person_awards(name: str, unit_name: str = "") -> list[Award]:
    """The awards of people of exactly this name; where several units have one, the unit tells them apart."""
    rows = search_all(name).exclude(person="").order_by("-year", "-pk")[:500]
    return [one for one in rows if folded(one.person) == folded(name)
            and (not unit_name or folded(one.unit_name) == folded(unit_name))]  # fmt: skip


def search_all(typed: str) -> QuerySet[Award]:
    condition, words = where(typed)
    rows = Award.objects.select_related("decision", "unit")
    return rows.extra(where=[condition], params=words) if condition else rows.none()  # noqa: S610  as in search()


def decisions_using(body_key: str, number_key: str, year: int) -> AwardDecision | None:
    return AwardDecision.objects.filter(body_key=body_key, number_key=number_key, year=year).first()


@dataclass(frozen=True)
class Counted:
    """So many awards of a title in a year, to units and to people."""

    year: int
    title: str
    level: str
    form: str
    units: int
    people: int


def statistics(since: int, until: int) -> list[Counted]:
    """Counted by year, deciding level, form and title."""
    rows = (
        Award.objects.filter(year__gte=since, year__lte=until).order_by("-year", "title", "title_name")
        .values("year", "title", "title_name")
        .annotate(units=Count("pk", filter=Q(person="")), people=Count("pk", filter=~Q(person="")))
    )  # fmt: skip
    order = {title.key: place for place, title in enumerate(every_title())}
    told = []
    for row in rows:
        info = title_named(row["title"])
        told.append(Counted(row["year"], row["title_name"], info.decided_by if info else "–", info.form if info else "",
                            row["units"], row["people"]))  # fmt: skip
    keys = {title.name: order[title.key] for title in every_title()}
    return sorted(told, key=lambda one: (-one.year, keys.get(one.title, len(keys))))


def held(unit: Unit, person: str, day: dt.date) -> Hold | None:
    """What holds a nomination up on a day: of the person, or of the unit for the unit itself."""
    rows = Hold.objects.filter(open_on(day), unit=unit)
    return next((one for one in rows if folded(one.person) == folded(person)), None)


def open_holds(day: dt.date) -> QuerySet[Hold]:
    return Hold.objects.filter(open_on(day)).select_related("unit")


def dossiers(year: ClusterYear) -> QuerySet[Dossier]:
    """The dossiers of a year, in protocol order."""
    return Dossier.objects.filter(year=year).select_related("membership__unit", "officer", "award__decision")


def listed(dossier: Dossier) -> Nomination | None:
    """The cluster's nomination a unit's dossier belongs to, made before it or after."""
    if dossier.person:
        return None
    return Nomination.objects.filter(year=dossier.year, membership=dossier.membership, award=dossier.asked).first()


def off_the_list(year: ClusterYear, title: str) -> set[int]:
    """The units whose dossiers for a title were sent without a nomination on the cluster's list."""
    sent = Dossier.objects.filter(year=year, asked=title, person="", nomination=None).exclude(state__in=NOT_SENT)
    return set(sent.values_list("membership_id", flat=True))


def unit_members(year: ClusterYear) -> QuerySet[Membership]:
    return year.memberships.select_related("unit").order_by("order")


@dataclass(frozen=True)
class Fund:
    """The fund: what came in, what went out, what is left, the last entries."""

    money_in: int
    money_out: int
    entries: list[FundEntry]

    @property
    def balance(self) -> int:
        return self.money_in - self.money_out


def fund() -> Fund:
    """The reward fund as it stands."""
    sums = FundEntry.objects.aggregate(
        came=Sum("amount", filter=Q(amount__gt=0)), went=Sum("amount", filter=Q(amount__lt=0))
    )
    entries = list(FundEntry.objects.select_related("award")[:200])
    return Fund(sums["came"] or 0, -(sums["went"] or 0), entries)
