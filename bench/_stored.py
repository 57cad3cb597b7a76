"""Fifteen clusters of seven units × 176 criteria: read from the database, scored, and stored as sealed results.

What is timed is what closing a year does: `gather` (the scoring room's rows through `scoring.bridge.book`, targets,
table), `seal` (points, totals, places of what was given, as one canonical text), and the row of the `Result`, one
transaction a cluster. Left out are the office, the stage and the ledger line of the action around it.

The floor reads the very same rows as the same objects and writes the very same results, nothing between; the two take
turns on one connection. A second floor reads and writes with bare SQL, to tell how much of the first is Django.
The clusters share one table, as those of one ministry do, and have sheets of their own. Where it says so, what a
process keeps between requests (tables read and compiled, answers read) is emptied before each turn.
"""

import datetime as dt
import gc
import os
import tempfile
import time
from collections.abc import Callable
from typing import Any

from bench._cohort import CRITERIA, compared, dice, table, typed
from thidua.engine import Edition, digest, dump, load

Figure = tuple[str, str, str, str, bool]
CLUSTERS, EACH, ROUNDS = 15, 7, 7
AT = dt.datetime(2025, 11, 20, 8, tzinfo=dt.UTC)
DAY = AT.date()
CHANGED = 9
"""How many claims of a unit the appraisers changed."""


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        os.environ["THIDUA_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.config.settings"
        import django  # noqa: PLC0415  the settings are only known now

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        return figures()


def figures() -> list[Figure]:
    one, own = clusters(0, own_tables=False), clusters(CLUSTERS, own_tables=True)
    first = once(one, lambda: close(one))
    kept = results()
    acts = ((one, cold(one)), (one, lambda: close(one)), (one, objects(one, kept)), (one, rows(one, kept)),
            (own, cold(own)))  # fmt: skip
    turns = [[once(years, act) for years, act in acts] for _ in range(ROUNDS)]
    emptied, ready, floor, bare, apart = (min(column) for column in zip(*turns, strict=True))
    what = f"{CLUSTERS}×{EACH}×{CRITERIA} read, scored, sealed, stored"
    return [
        (f"{what}: first time", f"{first:.2f}", "s", "< 1", first < 1),
        (f"{what}: caches emptied", f"{emptied:.2f}", "s", "< 1", emptied < 1),
        (f"{what}: caches kept", f"{ready:.2f}", "s", "< 1", ready < 1),
        (f"{what}: fifteen tables, caches emptied", f"{apart:.2f}", "s", "told, no bar", True),
        ("the same rows only read and written: Django's objects", f"{floor:.2f}", "s", "the floor", True),
        ("the same rows only read and written: bare SQL", f"{bare:.2f}", "s", "told, no bar", True),
        ("times the floor, caches emptied", f"{emptied / floor:.2f}", "×", "< 2", emptied / floor < 2),
        ("times the floor, caches kept", f"{ready / floor:.2f}", "×", "< 2", ready / floor < 2),
    ]


def once(years: list[Any], act: Callable[[], object]) -> float:
    """Seconds of this process's own time for one turn, whatever else the machine does.

    What the turn before stored is taken away first, outside the count.
    """
    from thidua.results.models import Result  # noqa: PLC0415

    Result.objects.all().delete()
    gc.collect()
    started = time.process_time()
    act()
    spent = time.process_time() - started
    assert Result.objects.filter(year__in=years).count() == CLUSTERS
    return spent


def close(years: list[Any]) -> None:
    """What closing a year does, cluster after cluster."""
    from django.db import transaction  # noqa: PLC0415

    from thidua.results.gathering import gather  # noqa: PLC0415
    from thidua.results.sealing import seal  # noqa: PLC0415

    for year in years:
        with transaction.atomic():
            given = gather(year, DAY)
            assert given is not None
            store(year, seal(given))


def store(year: Any, sealed: str) -> None:
    from thidua.results.models import Result  # noqa: PLC0415
    from thidua.results.sealing import digest_of  # noqa: PLC0415

    Result.objects.create(year=year, sealed=sealed, digest=digest_of(sealed), sealed_at=AT, sealed_by="Đo")


def cold(years: list[Any]) -> Callable[[], None]:
    """As in a process that has not yet met these tables and figures."""

    def act() -> None:
        from thidua.engine.plan import plan  # noqa: PLC0415
        from thidua.results import sealing  # noqa: PLC0415
        from thidua.rulebook.queries import edition_of  # noqa: PLC0415
        from thidua.scoring import bridge  # noqa: PLC0415

        for cache in (plan, edition_of, sealing._edition, bridge._read, bridge._target):
            cache.cache_clear()
        close(years)

    return act


def results() -> list[tuple[Any, str, str]]:
    """What the first turn stored, to be written again by the floors. The order of the years."""
    from thidua.results.models import Result  # noqa: PLC0415

    return list(Result.objects.order_by("year_id").values_list("year_id", "sealed", "digest"))


def objects(years: list[Any], kept: list[tuple[Any, str, str]]) -> Callable[[], None]:
    """The same rows of the same tables as the same objects, and the same results written."""

    def act() -> None:
        from django.db import transaction  # noqa: PLC0415

        from thidua.results.models import Result  # noqa: PLC0415

        for year, (_, sealed, sha256) in zip(years, kept, strict=True):
            with transaction.atomic():
                read = [list(asked) for asked in queries(year)]
                assert len(read[-2]) == EACH * (CRITERIA + CHANGED)
                Result.objects.create(year=year, sealed=sealed, digest=sha256, sealed_at=AT, sealed_by="Đo")

    return act


def queries(year: Any) -> list[Any]:
    """Everything `gather` asks for."""
    from thidua.members.queries import members_of  # noqa: PLC0415
    from thidua.rulebook.models import EditionText  # noqa: PLC0415
    from thidua.scoring.models import Claim, Settlement, Sheet  # noqa: PLC0415
    from thidua.targets.models import Target, Trait  # noqa: PLC0415

    tables = EditionText.objects.filter(year=year, status="adopted")
    ours = {"membership__year": year}
    return [tables, tables.all(), members_of(year), Target.objects.filter(**ours), Trait.objects.filter(**ours),
            Sheet.objects.filter(**ours), Claim.objects.filter(sheet__membership__year=year),
            Settlement.objects.filter(**ours)]  # fmt: skip


def rows(years: list[Any], kept: list[tuple[Any, str, str]]) -> Callable[[], None]:
    """The same statements with no object made of a row and no text understood."""
    written = ("INSERT INTO results_result"
               " (year_id, version, sealed, digest, sealed_at, sealed_by, reason, name, shows)"
               " VALUES (%s, 1, %s, %s, %s, 'Đo', '', '', 'nothing')")  # fmt: skip
    asked = [[found.query.sql_with_params() for found in queries(year)] for year in years]

    def act() -> None:
        from django.db import connection, transaction  # noqa: PLC0415

        for statements, (year, sealed, sha256) in zip(asked, kept, strict=True):
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(*statement)
                    cursor.fetchall()
                cursor.execute(written, [year, sealed, sha256, AT])

    return act


def clusters(after: int, *, own_tables: bool) -> list[Any]:
    """Fifteen cluster years with one table or each its own: full sheets, a few changes, targets, agreed points."""
    from thidua.members.models import Cluster, ClusterYear, Membership, Unit  # noqa: PLC0415

    years = []
    for number in range(after + 1, after + CLUSTERS + 1):
        cluster = Cluster.objects.create(slug=f"cum-{number}", organiser="Đo", number=str(number), name=f"Cụm {number}")
        year = ClusterYear.objects.create(cluster=cluster, year=2025, stage="appraised", cut_off=dt.date(2025, 10, 31))
        units = Unit.objects.bulk_create(
            Unit(code=f"dv-{number}-{place}", name=f"Đơn vị {number}.{place} (minh hoạ)") for place in range(EACH)
        )
        members = Membership.objects.bulk_create(
            Membership(year=year, unit=unit, order=place) for place, unit in enumerate(units)
        )
        fill(year, members, load(table(number if own_tables else 0)), number)
        years.append(year)
    return years


def fill(year: Any, members: list[Any], edition: Edition, seed: int) -> None:
    """The table in force and everything written about these units."""
    from thidua.rulebook.models import EditionText  # noqa: PLC0415
    from thidua.scoring.models import Claim, Settlement, Sheet  # noqa: PLC0415
    from thidua.targets.models import Target  # noqa: PLC0415

    chance = dice(seed)
    EditionText.objects.create(year=year, text=dump(edition), digest=digest(edition), title=edition.title,
                               status="adopted", effective_on=dt.date(2025, 2, 1), by_document="Quy chế")  # fmt: skip
    for member in members:
        own, changed = Sheet.objects.bulk_create(
            Sheet(membership=member, hand=hand, submitted_at=AT, submitted_by="Đo") for hand in ("self", "appraised")
        )
        sheet, again = typed(edition, chance), typed(edition, chance)
        few = chance.sample(sorted(again), CHANGED)
        Claim.objects.bulk_create(
            [Claim(sheet=own, code=code, written=texts, by_name="Đo", at=AT) for code, texts in sheet.items()]
            + [Claim(sheet=changed, code=code, written=again[code], reason="Đo", by_name="Đo", at=AT) for code in few]
        )
        Target.objects.bulk_create(
            Target(membership=member, code=code, agreed=str(chance.randint(50, 150))) for code in compared(edition)
        )
        Settlement.objects.create(membership=member, code=few[0], points="7.5", reason="Đo", by_name="Đo", at=AT)
