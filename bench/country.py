"""How what a page costs grows from one cluster to a whole country, on PostgreSQL.

The country of `_country`: 416 clusters of 3,377 units, ten years. It is seeded in four steps, and after each the same
pages are asked for by the same people, through the whole stack, nothing kept: statements, the processor's milliseconds
of the program and of the database's own process together (whatever else the machine does), kilobytes of the page.
Every page shows one cluster, or one page of a list; so its statements may not grow at all, and from 100 clusters to
all of them its time may grow by no more than `SLACK` allows. Beside the figures: how long seeding took, the largest
tables, and a table and a chart for docs/scale.md.

    python -m bench country             COUNTRY_SIZES=1,15 for fewer, COUNTRY_YEARS=3
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

Figure = tuple[str, str, str, str, bool]
ROOT = Path(__file__).resolve().parent.parent
SIZES, RUNS, MOST = "1,15,100,416", 7, 100
SLACK, GRAIN = 1.5, 4
"""Times as long, and milliseconds below which a difference says nothing."""
FIGURES = ROOT / "docs" / "figures"
YEAR = "/cum/cum-1/2026/"
OFFICE, OFFICER, ANYONE = "thuong-truc", "nguoi-1-0-0", ""
PAGES = (
    ("my work, standing office", OFFICE, "/viec-cua-toi/"),
    ("my work, a unit's officer", OFFICER, "/viec-cua-toi/"),
    ("clusters", OFFICE, "/cum/"),
    ("accounts", OFFICE, "/tai-khoan/nguoi-dung/"),
    ("a year constituted (form)", OFFICE, "/cum/lap-nam/"),
    ("people of a year", OFFICE, YEAR + "nhan-su/"),
    ("a cluster's year", OFFICE, YEAR),
    ("board", OFFICE, YEAR + "bang-diem/"),
    ("ledger", OFFICE, YEAR + "so-cai/"),
    ("trends over ten years", OFFICE, YEAR + "phan-tich/qua-cac-nam/"),
    ("register of awards", OFFICE, "/so-khen-thuong/"),
    ("register: search", OFFICE, "/so-khen-thuong/?q=can+bo+77+2019"),
    ("public: front", ANYONE, "/"),
    ("public: news", ANYONE, "/tin/"),
    ("public: boards", ANYONE, "/bang-xep-hang/"),
    ("public: an article", ANYONE, "/tin/bai-1-cum-1-2020/"),
    ("public: a cluster", ANYONE, "/cum-thi-dua/cum-1/"),
    ("public: search, few hits", ANYONE, "/tim/?q=bai+cum+1+nam+2020"),
    ("public: search, many hits", ANYONE, "/tim/?q=phong+trao"),
)


def main() -> list[Figure]:
    from tools.postgres import server  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as home, server() as address:
        env = {**os.environ, "DATABASE_URL": address, "THIDUA_HOME": home,
               "DJANGO_SETTINGS_MODULE": "thidua.config.settings", "THIDUA_SECOND_FACTOR": ""}  # fmt: skip
        done = subprocess.run([sys.executable, "-m", "bench.country"], cwd=ROOT, env=env, text=True, check=True,
                              stdout=subprocess.PIPE)  # fmt: skip
    rows = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 4]
    return [(name, value, unit, bar, met == "True") for name, value, unit, bar, met in rows]


Cost = tuple[int, float, float]
"""Statements, milliseconds, kilobytes."""


def measure() -> list[Figure]:
    """The whole measurement, on an empty database."""
    from bench._country import country, grow  # noqa: PLC0415
    from bench._site import settled  # noqa: PLC0415

    settled(os.environ["THIDUA_HOME"])
    people()
    sizes = [int(one) for one in os.environ.get("COUNTRY_SIZES", SIZES).split(",")]
    years, every, done, seeded = int(os.environ.get("COUNTRY_YEARS", "10")), country(), 0, 0.0
    costs: dict[str, list[Cost]] = {name: [] for name, _, _ in PAGES}
    for size in sizes:
        started = time.perf_counter()
        grow(every[done:size], years, lambda what: print(f"    {what}", file=sys.stderr, flush=True))
        seeded, done = seeded + time.perf_counter() - started, size
        for name, who, path in PAGES:
            costs[name].append(cost(who, path))
            print(f"    {size}: {name} {costs[name][-1]}", file=sys.stderr, flush=True)
    found = [("seeding, all steps", f"{seeded:.0f}", f"s by the clock, {done} clusters, {years} years", "< 300",
              seeded < 300)]  # fmt: skip
    found += [figure for name, each in costs.items() for figure in judged(name, sizes, each)]
    write(sizes, costs)
    return found + weighed()


def people() -> None:
    """The one who sees the whole country."""
    import datetime as dt  # noqa: PLC0415

    from thidua.members.models import Person, Seat  # noqa: PLC0415

    reader = Person.objects.create(pk=1, username=OFFICE, name="Cơ quan thường trực (minh hoạ)", password="!")  # noqa: S106
    Seat.objects.create(person=reader, office="standing_office", since=dt.date(2017, 1, 1))


def cost(who: str, path: str) -> Cost:
    """What one page costs, made anew; a public page past the middleware that keeps it."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext, override_settings  # noqa: PLC0415

    from thidua.kit import keeping  # noqa: PLC0415
    from thidua.members.models import Person  # noqa: PLC0415

    client, spent, size = Client(), [], 0
    if who:
        client.force_login(Person.objects.get(username=who))
    with override_settings(MIDDLEWARE=settings.MIDDLEWARE if who else []):
        for _run in range(RUNS):
            keeping.forget()
            before = processor(connection)
            answer = client.get(path)
            spent.append(processor(connection) - before)
            assert answer.status_code == 200, (path, answer.status_code)
            size = len(answer.content)
        keeping.forget()
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
    return len(asked), statistics.median(spent[1:]), size / 1000


def processor(connection: Any) -> float:
    """Milliseconds the processor has given this process and its server process in the database."""
    pid = connection.connection.info.backend_pid
    database = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    return time.process_time() * 1000 + database


def judged(name: str, sizes: list[int], costs: list[Cost]) -> list[Figure]:
    statements = [one[0] for one in costs]
    spent, (_, whole, size) = [one[1] for one in costs], costs[-1]
    before = spent[-2] if len(spent) > 1 else whole
    met = whole <= MOST and whole <= max(before * SLACK, before + GRAIN)
    row = ", ".join(f"{one:.1f}" for one in spent)
    clusters = "/".join(map(str, sizes))
    return [
        (f"{name}: CPU at {clusters} clusters", row, f"ms, {size:.0f} kB at last", f"≤ {MOST}, last step ≤ × {SLACK}",
         met),
        (f"{name}: statements", "–".join(map(str, sorted({min(statements), max(statements)}))), "", "≤ 30, + 2 at most",
         max(statements) <= 30 and max(statements) - min(statements) <= 2),
    ]  # fmt: skip


def weighed() -> list[Figure]:
    """Rows and gigabytes."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples::bigint, pg_total_relation_size(oid), pg_indexes_size(oid) FROM pg_class "
            "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 3 DESC"
        )
        tables = cursor.fetchall()
    whole, rows = sum(one[2] for one in tables), sum(max(0, one[1]) for one in tables)
    lines = [f"| {name} | {count:,} | {size / 1e6:,.0f} | {index / 1e6:,.0f} |"
             for name, count, size, index in tables[:15]]  # fmt: skip
    head = "| table | rows | MB in all | MB of it indexes |\n|---|---:|---:|---:|\n"
    (FIGURES / "country-tables.md").write_text(
        head + "\n".join(lines) + f"\n| all tables | {rows:,} | {whole / 1e6:,.0f} | |\n", encoding="utf-8"
    )
    return [("the whole database", f"{whole / 1e9:.2f}", f"GB, {rows:,} rows", "told, no bar", True)]


def write(sizes: list[int], costs: dict[str, list[Cost]]) -> None:
    """The table and the chart of the page on scale."""
    from thidua.insight.charts import Chart  # noqa: PLC0415

    FIGURES.mkdir(exist_ok=True)
    columns = " | ".join(f"{size} ms" for size in sizes)
    head = f"| page | {columns} | statements | kB |\n|---|{'---:|' * (len(sizes) + 2)}\n"
    lines = [
        f"| {name} | {' | '.join(f'{one[1]:.0f}' for one in each)} | {each[0][0]}–{each[-1][0]} | {each[-1][2]:.0f} |"
        for name, each in costs.items()
    ]
    (FIGURES / "country-pages.md").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    rows = [{"page": name, "clusters": str(size), "ms": round(one[1], 1)} for name, each in costs.items()
            for size, one in zip(sizes, each, strict=True)]  # fmt: skip
    chart = Chart(
        "Từ 1 cụm đến cả nước: mỗi trang mất bao nhiêu phần nghìn giây",
        "Bộ xử lý của chương trình và cơ sở dữ liệu, mỗi lần làm trang", rows, {"type": "rect"},
        {"y": {"field": "page", "type": "nominal", "sort": None, "title": None},
         "x": {"field": "clusters", "type": "ordinal", "sort": None, "title": "số cụm thi đua"},
         "color": {"field": "ms", "type": "quantitative", "title": "ms",
                   "scale": {"type": "log", "scheme": "orangered"}}},
        width=420, step=24,
    )  # fmt: skip
    (FIGURES / "country.svg").write_bytes(chart.svg())


if __name__ == "__main__":
    for figure in measure():
        print("\t".join(map(str, figure)))
