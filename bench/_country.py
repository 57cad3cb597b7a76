"""A whole country to measure with: 34 provinces and cities, 22 ministries, 3,321 communes in 416 clusters, ten years.

    DATABASE_URL=postgresql://… python -m bench._country [years] [share of the clusters]

One command on an empty PostgreSQL, telling how far it is. The rows are written past the actions, by the database itself
(`_country.sql`), with foreign keys unchecked while they go in; the same country every time. The ledger is a true chain,
made here line by line, though with fewer lines than a lived year leaves (`LINES`). A sealed result is truly computed
for the first year of each size of cluster; the others are that text with their own units' names in it. Every unit has
two forebears, merged on 1 July 2025. Everything is fictitious (số liệu minh hoạ).
"""

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROVINCES, COMMUNES, MINISTRIES, LAST, MOST_YEARS = 34, 3321, 22, 2026, 10
LINES = 60
"""Lines of the ledger a cluster year has here; a lived sample year of five units leaves some 350."""
VARIANTS = 20
CONCLUDED = ("archived", "nominated", "decided")
OWN_NUMBERS = ("members_cluster", "members_unit", "members_clusteryear", "members_membership", "members_person",
               "rulebook_editiontext", "reports_period", "reports_report", "reports_evidence", "scoring_sheet",
               "conference_conference", "conference_delegation", "conference_delegate", "results_nomination",
               "awards_awarddecision", "news_article")  # fmt: skip
"""Tables whose row numbers are worked out; their counters are set past them."""
Told = Callable[[str], None]


@dataclass(frozen=True)
class Group:
    """A cluster: its number in the country, who organises it, its name, its units' names."""

    c: int
    organiser: str
    family: str
    number: str
    name: str
    units: tuple[str, ...]


def country() -> list[Group]:
    """Every cluster: those of communes province by province, then those of provinces and of ministries."""
    found: list[tuple[str, str, int, list[str]]] = []
    commune = 0
    for province in range(1, PROVINCES + 1):
        own = COMMUNES // PROVINCES + (province <= COMMUNES % PROVINCES)
        names = [f"Xã {commune + one + 1:04}" for one in range(own)]
        commune += own
        found += [(f"Tỉnh {province:02}", "Xã, phường, đặc khu", *cut) for cut in shared_out(names, own // 8)]
    provinces = [f"Tỉnh {one:02}" for one in range(1, PROVINCES + 1)]
    found += [("Hội đồng toàn quốc", "Tỉnh, thành phố", *cut) for cut in shared_out(provinces, 5)]
    ministries = [f"Bộ, ngành {one:02}" for one in range(1, MINISTRIES + 1)]
    found += [("Hội đồng toàn quốc", "Bộ, ngành", *cut) for cut in shared_out(ministries, 3)]
    return [
        Group(c, f"{organiser} (minh hoạ)", family, str(number), f"Cụm {family.lower()} số {number}, {organiser}",
              tuple(units))
        for c, (organiser, family, number, units) in enumerate(found, 1)
    ]  # fmt: skip


def shared_out(names: list[str], clusters: int) -> Iterator[tuple[int, list[str]]]:
    """The clusters by number: as even as can be, neighbours together."""
    for at in range(clusters):
        yield at + 1, names[len(names) * at // clusters : len(names) * (at + 1) // clusters]


def grow(groups: list[Group], years: int, tell: Told) -> None:
    """These clusters with all their years, beside those there are."""
    from django.db import transaction  # noqa: PLC0415

    for start in range(0, len(groups), 60):
        part = groups[start : start + 60]
        with transaction.atomic():
            rows(part, years, lambda what, done=start: tell(f"{done}/{len(groups)} cụm: {what}"))  # type: ignore[misc]
            tell(f"{start}/{len(groups)} cụm: kết quả đã chốt")
            seal_all(part)
            tell(f"{start}/{len(groups)} cụm: sổ cái")
            chain(part, years)
    settle()
    tell(f"{len(groups)}/{len(groups)} cụm")


def rows(groups: list[Group], years: int, tell: Told) -> None:
    """All that PostgreSQL makes by itself."""
    from django.db import connection  # noqa: PLC0415

    from bench._cohort import dice, table, typed  # noqa: PLC0415
    from thidua.engine import digest, dump, load  # noqa: PLC0415

    edition = load(table(0, {"given": 26, "yes_no": 11, 'leader_relative"\nno_target = "unknown': 3}))
    sheets = [(variant, code, json.dumps(written, ensure_ascii=False)) for variant in range(VARIANTS)
              for code, written in typed(edition, dice(variant)).items()]  # fmt: skip
    given = {"since": MOST_YEARS - years, "table": dump(edition), "digest": digest(edition)}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name, columns, filled in (
            ("bench_c", "c int, organiser text, family text, number text, name text",
             [(one.c, one.organiser, one.family, one.number, one.name) for one in groups]),
            ("bench_u", "c int, place int, name text",
             [(one.c, place, unit) for one in groups for place, unit in enumerate(one.units)]),
            ("bench_t", "variant int, code text, written jsonb", sheets),
        ):  # fmt: skip
            cursor.execute(f"CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP")
            copied(name, filled)
            cursor.execute(f"ANALYZE {name}")
        for piece in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split("\n-- : ")[1:]:
            title, _newline, statements = piece.partition("\n")
            tell(title)
            for statement in filter(str.strip, statements.split(";\n")):
                cursor.execute(statement, given)


def copied(table: str, filled: list[tuple[Any, ...]]) -> None:
    """Rows into a table the quick way. The names of columns may follow the table's name."""
    from django.db import connection  # noqa: PLC0415

    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as into:
        for row in filled:
            into.write_row(row)


def seal_all(groups: list[Group]) -> None:
    """A result for every concluded year of these clusters: one computed for each size, the others after it."""
    from thidua.members.models import ClusterYear  # noqa: PLC0415
    from thidua.results.gathering import gather  # noqa: PLC0415
    from thidua.results.sealing import digest_of, seal  # noqa: PLC0415

    size, made, results = {one.c: len(one.units) for one in groups}, {}, []
    years = ClusterYear.objects.filter(cluster_id__in=size, stage__in=CONCLUDED).order_by("cluster_id", "year")
    for year in years.prefetch_related("memberships__unit").select_related("cluster"):
        units = [member.unit for member in year.memberships.all()]
        if size[year.cluster_id] not in made:
            given = gather(year, dt.date(year.year, 12, 1))
            assert given
            made[size[year.cluster_id]] = (seal(given), year, units)
        text, first, theirs = made[size[year.cluster_id]]
        for old, new in zip(theirs, units, strict=True):
            text = text.replace(f'"{old.code}"', f'"{new.code}"').replace(f'"{old.name}"', f'"{new.name}"')
        text = text.replace(first.cluster.name, year.cluster.name)
        text = text.replace(f'"year":{first.year}', f'"year":{year.year}')
        at = dt.datetime(year.year, 11, 20, 8, tzinfo=dt.UTC)
        results.append((year.pk, 1, text, digest_of(text), at, "minh hoạ", "", at, "", "nothing"))
    copied("results_result (year_id, version, sealed, digest, sealed_at, sealed_by, reason, published_at, name, shows)",
           results)  # fmt: skip


def chain(groups: list[Group], years: int) -> None:
    """The acts of these clusters, through the years and across the clusters as they come, each chained to the last."""
    from thidua.ledger.models import Entry  # noqa: PLC0415
    from thidua.ledger.terms import GENESIS  # noqa: PLC0415

    seq, previous = Entry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, GENESIS)
    acts = (
        "reports.submit",
        "targets.save",
        "scoring.submit_sheet",
        "conference.check_in",
        "conference.announce",
        "seat.give",
    )
    lines, one = [], Entry()
    for k in range(MOST_YEARS - years, MOST_YEARS):
        begun = dt.datetime(LAST - MOST_YEARS + 1 + k, 1, 5, 1, tzinfo=dt.UTC)
        for n in range(LINES):
            for group in groups:
                seq += 1
                year, place = group.c * 100 + k, n % len(group.units)
                one.seq, one.at, one.previous, one.year_id = seq, begun + dt.timedelta(hours=5 * n), previous, year
                unit = group.units[place]
                one.actor_id, one.actor_name = group.c * 1000 + 10 + place * 2, f"Cán bộ {unit} (minh hoạ)"
                one.actor_office, one.actor_unit = "unit_officer", f"{unit} (minh hoạ)"
                one.act, one.subject_kind, one.subject_id = acts[n % 6], "members.membership", str(year * 20 + place)
                one.subject_name, one.facts, one.reason = f"{unit} (minh hoạ)", {"số": n}, ""
                previous = one.hash = one.computed_hash()
                lines.append((seq, one.at, one.actor_id, one.actor_name, one.actor_office, one.actor_unit, one.act,
                              one.subject_kind, one.subject_id, one.subject_name, year, json.dumps(one.facts), "",
                              one.previous, previous))  # fmt: skip
    copied("ledger_entry (seq, at, actor_id, actor_name, actor_office, actor_unit, act, subject_kind, subject_id, "
           "subject_name, year_id, facts, reason, previous, hash)", lines)  # fmt: skip


def settle() -> None:
    """As a running database is: counters past the rows, plans from what there is, visibility marked."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for table in OWN_NUMBERS:
            past = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
            cursor.execute(past)
        cursor.execute("VACUUM ANALYZE")


def main(years: int = MOST_YEARS, share: float = 1.0) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    every, started = country(), time.perf_counter()
    groups = every[: max(1, int(len(every) * share))]
    told = [0.0]

    def tell(what: str) -> None:
        told.append(time.perf_counter() - started)
        sys.stderr.write(f"{told[-1]:6.1f} s  {what}\n")

    grow(groups, years, tell)


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    import django

    django.setup()
    main(*(kind(text) for kind, text in zip((int, float), sys.argv[1:], strict=False)))
