"""Sổ khen thưởng thành dòng số liệu: counted by the database for just the dimensions that are asked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from thidua.awards.models import Award
from thidua.awards.words import where
from thidua.insight.asking.facts import Fact, Gathered, Units
from thidua.insight.asking.question import Question
from thidua.insight.asking.sight import Sight
from thidua.insight.asking.terms import FORMS, UNKNOWN
from thidua.rulebook.catalogue import every_title, title_named

GROUPED = ("unit", "unit_name", "year", "title", "title_name")
MOST = 2000
"""Entries of the register shown behind a cell."""


def gather(asked: Question, sight: Sight) -> Gathered:
    """What the register holds, grouped; everybody with a seat reads it. Four statements."""
    found = Gathered(asked, sight)
    clusters = _clusters(sight)
    counts = {"units": Count("pk", filter=Q(person="")), "people": Count("pk", filter=~Q(person=""))}
    for row in chosen(asked).order_by().values(*GROUPED).annotate(**counts):
        _facts(found, row, clusters)
    found.name_common()
    _name(found)
    return found


def chosen(asked: Question) -> QuerySet[Award]:
    """The awards of the years, holders and words asked for. What is filtered by dimension is told from the facts."""
    rows = Award.objects.all()
    condition, words = where(asked.text)
    if condition:
        rows = rows.extra(where=[condition], params=words)  # noqa: S610  words of letters and digits, as a parameter
    if asked.since:
        rows = rows.filter(year__gte=asked.since)
    if asked.until:
        rows = rows.filter(year__lte=asked.until)
    if asked.state:
        rows = rows.filter(person="") if asked.state == "tap-the" else rows.exclude(person="")
    return rows


def _clusters(sight: Sight) -> dict[tuple[int, int], str]:
    """In which cluster a unit was in a year."""
    years = {pk: one.year for pk, one in sight.standings.items()}
    return {
        (member.unit_id, years[member.year_id].year): years[member.year_id].cluster.slug for member in sight.members
    }


def _facts(found: Gathered, row: dict[str, Any], clusters: dict[tuple[int, int], str]) -> None:
    known, name = _keys(row, found.units, clusters)
    found.names["don-vi"][known[0]] = name
    for holder, count in (("tap-the", row["units"]), ("ca-nhan", row["people"])):
        if count:
            found.facts.append(Fact((*known, holder), count, "", count))


def _keys(row: Mapping[str, Any], units: Units, clusters: Mapping[tuple[int, int], str]) -> tuple[tuple[str, ...], str]:
    """The keys of an award but for its holder, and the name of its unit as it stands here."""
    pk, year = row["unit"], row["year"]
    unit = units.of(pk, year) if pk else None
    code, name = (unit.code, unit.name) if unit else (f"~{row['unit_name']}"[:150], row["unit_name"])
    info = title_named(row["title"])
    form, level = (info.form, info.decided_by) if info else (UNKNOWN, UNKNOWN)
    return (code, str(year), clusters.get((pk, year), UNKNOWN), row["title_name"][:150], form, level), name


def behind(asked: Question, sight: Sight, facts: Collection[Fact]) -> list[tuple[Award, Fact]]:
    """The entries of the register that some facts were counted from, newest year first; so many are shown."""
    units, clusters = Gathered(asked, sight).units, _clusters(sight)
    wanted = {fact.keys: fact for fact in facts}
    rows = chosen(asked).select_related("decision", "unit").order_by("-year", "title_name", "unit_name", "pk")
    rows = rows.filter(year__in={int(fact.keys[1]) for fact in facts}, title_name__in={fact.keys[3] for fact in facts})
    found: list[tuple[Award, Fact]] = []
    for award in rows.iterator():
        row = {name: getattr(award, name) for name in GROUPED} | {"unit": award.unit_id}
        keys = (*_keys(row, units, clusters)[0], "ca-nhan" if award.person else "tap-the")
        if keys in wanted:
            found.append((award, wanted[keys]))
        if len(found) == MOST:
            break
    return found


def _name(found: Gathered) -> None:
    """Titles in the law's order, the rest after them by name."""
    used: dict[int, Counter[str]] = defaultdict(Counter)
    for fact in found.facts:
        for at in (2, 3, 4, 5, 6):
            used[at][fact.keys[at]] += 1
    order = [title.name for title in every_title() if title.name in used[3]]
    found.names["danh-hieu"] = {name: name for name in [*dict.fromkeys(order), *sorted(set(used[3]) - set(order))]}
    unknown = _("(không rõ)")
    found.names["hinh-thuc"] = {key: str(FORMS.get(key, unknown)) for key in [*FORMS, UNKNOWN] if key in used[4]}
    levels = list(dict.fromkeys(title.decided_by for title in every_title()))
    found.names["cap"] = {key: unknown if key == UNKNOWN else key for key in [*levels, UNKNOWN] if key in used[5]}
    found.names["doi-tuong"] = {"tap-the": _("Tập thể"), "ca-nhan": _("Cá nhân")}
    if UNKNOWN in used[2]:
        found.names["cum"][UNKNOWN] = _("(không ở cụm nào)")
