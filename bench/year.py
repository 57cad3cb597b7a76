"""A full year of one cluster: 7 units × 176 criteria × 12 months, read and exported by five users; opening periods.

The real server over HTTP on SQLite. Each user has a session of their own and goes on without a pause, the first
requests counted too: the board of the whole year as a page, then as a workbook of every criterion of every unit in
every month.
The bar is the gate the best indicator system sets itself. Then the same while somebody writes every three seconds, so
that everything is made anew; and what one making costs the processor.

Opening a period for fifteen clusters of seven units is the action of the page, once a cluster.
"""

import tempfile
import threading
import time
from typing import Any

from bench._site import YEAR, apart, fetched, memory, served, settled, signed_in, worked

Figure = tuple[str, str, str, str, bool]
USERS, UNITS, MONTHS, SECONDS, PAUSE = 5, 7, 12, 20, 3.0
CLUSTERS = 15
BOARD, FILE = YEAR + "bang-diem/", YEAR + "bang-diem/tai-ve.xlsx"


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        opening = apart(periods_opened, home)
    with tempfile.TemporaryDirectory() as home:
        users, writer = apart(seeded, home)
        return [*read_and_exported(home, users, writer), *opening]


def seeded(home: str) -> tuple[list[str], str]:
    """The year and its people: the cookies of the five users and of the secretary."""
    settled(home)
    year = full_year()
    return [signed_in(f"doc-{at}", "standing_office") for at in range(USERS)], signed_in("tk", "head_secretary", year)


def full_year() -> Any:
    """Every unit's sheet of every month, full and sent."""
    import datetime as dt  # noqa: PLC0415

    from bench import _stored  # noqa: PLC0415
    from bench._cohort import dice, table, typed  # noqa: PLC0415
    from thidua.engine import digest, dump, load  # noqa: PLC0415
    from thidua.rulebook.models import EditionText  # noqa: PLC0415
    from thidua.scoring.models import Claim, Round, Sheet  # noqa: PLC0415

    head, _first, rest = table(0).partition("[[criterion]]")
    months = "".join(f'[[period]]\ncode = "T{at}"\ntitle = "Tháng {at}"\n' for at in range(1, MONTHS + 1))
    edition = load(f'{head}combine = "mean"\n{months}[[criterion]]{rest}')
    year = cluster("cum-do", "running")
    EditionText.objects.create(year=year, text=dump(edition), digest=digest(edition), title=edition.title,
                               status="adopted", effective_on=dt.date(2026, 1, 1), by_document="Quy chế")  # fmt: skip
    chance, opened = dice(1), dt.date(2026, 1, 1)
    for at in range(1, MONTHS + 1):
        Round.objects.create(year=year, hand="self", period=f"T{at}", opened_on=opened, due_on=opened,
                             closed_at=_stored.AT)  # fmt: skip
        for member in year.memberships.all():
            sheet = Sheet.objects.create(membership=member, hand="self", period=f"T{at}", submitted_at=_stored.AT,
                                         submitted_by="Đo")  # fmt: skip
            Claim.objects.bulk_create(
                Claim(sheet=sheet, code=code, written=texts, by_name="Đo", at=_stored.AT)
                for code, texts in typed(edition, chance).items()
            )
    return year


def cluster(slug: str, stage: str) -> Any:
    from thidua.members.models import Cluster, ClusterYear, Membership, Unit  # noqa: PLC0415

    made = Cluster.objects.create(slug=slug, organiser="Đo", number=slug, name=f"Cụm {slug}", illustrative=True)
    year = ClusterYear.objects.create(cluster=made, year=2026, stage=stage)
    units = Unit.objects.bulk_create(
        Unit(code=f"{slug}-{at}", name=f"Đơn vị {at} (minh hoạ)", short_name=f"ĐV {at}") for at in range(UNITS)
    )
    Membership.objects.bulk_create(Membership(year=year, unit=unit, order=at) for at, unit in enumerate(units))
    return year


def read_and_exported(home: str, users: list[str], writer: str) -> list[Figure]:
    """Five at once for a while; then again, everything made anew every few seconds."""
    with served(home) as (site, server):
        quiet = together(site, users)
        assign(site, writer, 1)
        before = worked(server)
        timed(site + BOARD, users[0])
        page, before = worked(server) - before, worked(server)
        timed(site + FILE, users[0])
        file = worked(server) - before
        edited = together(site, users, writer)
        used = memory(server)
    what, told = f"{UNITS} × 176 × {MONTHS}, {USERS} users", "told, no bar"
    return [
        *(figure(f"{what}: {name}", quiet[path]) for name, path in (("read", BOARD), ("exported", FILE))),
        *(figure(f"{what}, one writes: {name}", edited[path], told) for name, path in
          (("read", BOARD), ("exported", FILE))),
        ("made anew, the page: CPU", f"{page * 1000:.0f}", "ms", told, True),
        ("made anew, the workbook: CPU", f"{file * 1000:.0f}", "ms", told, True),
        ("memory, two workers, after all this", f"{used:.0f}", "MiB", told, True),
    ]  # fmt: skip


def together(site: str, users: list[str], writer: str = "") -> dict[str, list[float]]:
    """Everybody at once; milliseconds of every request by its address."""
    spent: dict[str, list[float]] = {BOARD: [], FILE: []}
    over = time.perf_counter() + SECONDS
    people = [threading.Thread(target=use, args=(site, cookies, over, spent)) for cookies in users]
    if writer:
        people.append(threading.Thread(target=write, args=(site, writer, over)))
    for one in people:
        one.start()
    for one in people:
        one.join()
    return spent


def figure(name: str, spent: list[float], bar: str = "< 300") -> Figure:
    p95 = sorted(spent)[int(len(spent) * 0.95)]
    return (f"{name} {len(spent)} times, p95", f"{p95:.0f}", "ms", bar, p95 < 300 or bar != "< 300")


def use(site: str, cookies: str, over: float, spent: dict[str, list[float]]) -> None:
    while time.perf_counter() < over:
        for path in (BOARD, FILE):
            spent[path].append(timed(site + path, cookies))


def timed(address: str, cookies: str) -> float:
    started = time.perf_counter()
    status, content = fetched(address, cookies)
    assert status == 200, (status, content[-500:])
    return (time.perf_counter() - started) * 1000


def write(site: str, cookies: str, over: float) -> None:
    """The secretary assigns a cross-check, takes it back, assigns it again: a line in the ledger each time."""
    turn = 0
    while time.perf_counter() + PAUSE < over:
        time.sleep(PAUSE)
        turn = 1 - turn
        assign(site, cookies, turn)


def assign(site: str, cookies: str, turn: int) -> None:
    sent = "&".join(f"checker_{at}={'2' if at == 1 and turn else ''}" for at in range(1, UNITS + 1))
    status, content = fetched(f"{site}{YEAR}cham-diem/phan-cong/", cookies, sent.encode())
    assert status == 302, (status, content.decode()[-2000:])


def periods_opened(home: str) -> list[Figure]:
    """One month opened in every cluster, as the page does it."""
    settled(home)
    import datetime as dt  # noqa: PLC0415

    from thidua.members.models import Person  # noqa: PLC0415
    from thidua.members.queries import here  # noqa: PLC0415
    from thidua.reports.actions import open_period  # noqa: PLC0415

    years = [cluster(f"cum-{at}", "running") for at in range(CLUSTERS)]
    for at, year in enumerate(years):
        signed_in(f"tk-{at}", "head_secretary", year)
    day, moment, spent, cpu = dt.date(2026, 3, 1), dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC), 0.0, 0.0
    for at, year in enumerate(years):
        place = here(Person.objects.get(username=f"tk-{at}"), year.cluster.slug, 2026, day)
        assert place is not None
        started, worked_before = time.perf_counter(), time.process_time()
        open_period(here=place, span="month", name="Tháng 3", from_date=day, to_date=dt.date(2026, 3, 31),
                    due_on=dt.date(2026, 4, 5), at=moment)  # fmt: skip
        spent += time.perf_counter() - started
        cpu += time.process_time() - worked_before
    what = f"opening a period for {CLUSTERS} clusters, {CLUSTERS * UNITS} units"
    return [
        (what, f"{spent:.3f}", "s", "< 0.3", spent < 0.3),
        ("of which CPU", f"{cpu:.3f}", "s", "told, no bar", True),
    ]
