"""A thousand certificates as one PDF, and the register searched: 100,000 awards on SQLite, 1,000,000 on PostgreSQL.

The certificates are made by the work that the background does, in a process of its own: seconds on the wall, the most
memory it ever held. The searches are those of the page (`queries.search`): a name, a unit, a title, a year, common and
rare, alone and together, without accents; the rows they give are read. PostgreSQL is the throw-away server of the
tests, with what a real one has (a plan from `ANALYZE`, nothing tuned).
"""

import datetime as dt
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

Figure = tuple[str, str, str, str, bool]
CERTIFICATES, SMALL, LARGE, CHUNK, TIMES = 1000, 100_000, 1_000_000, 20_000, 5
ROOT = Path(__file__).resolve().parent.parent
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
PLACE = ("Sông Hồng", "Trường Sơn", "Biển Đông", "Cao Nguyên", "Đồng Bằng", "Bạch Đằng", "Cửu Long", "Tây Bắc")
KIND = ("Phòng", "Đội", "Trạm", "Khoa", "Ban", "Trung tâm")
SEARCHES = (
    "song hong", "truong son 2019", "co thi dua", "chien si thi dua co so", "don vi", "nguyen", "nguyen can bo 77",
    "phong 312 bien dong", "bang khen 2021 cao nguyen", "2015", "99 qd", "can bo 4321", "khong co ai",
    "tay bac lao dong", "trung tam 8 cuu long chien si 2020", "ho don vi quyet thang",
)  # fmt: skip


def main() -> list[Figure]:
    from tools.postgres import server  # noqa: PLC0415

    found = told("certificates", {})
    found += told("search", {"BENCH_ROWS": str(SMALL)})
    with server() as address:
        found += told("search", {"BENCH_ROWS": str(LARGE), "DATABASE_URL": address})
    return found


def told(what: str, more: dict[str, str]) -> list[Figure]:
    """One measurement in a process of its own, on a site of its own."""
    with tempfile.TemporaryDirectory() as home:
        kept = {name: text for name, text in os.environ.items() if name != "DATABASE_URL"}
        env = {**kept, **more, "THIDUA_HOME": home, "DJANGO_SETTINGS_MODULE": "thidua.config.settings"}
        done = subprocess.run([sys.executable, "-m", "bench.awards", what], cwd=ROOT, env=env, text=True, check=True,
                              stdout=subprocess.PIPE)  # fmt: skip
    rows = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
    return [(name, value, unit, bar, met == "True") for name, value, unit, bar, met in rows]


def site() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)


def fill(count: int) -> None:
    """The register, from a fixed seed: units and people of many places and years."""
    from django.db import connection  # noqa: PLC0415

    from thidua.awards.models import Award, AwardDecision  # noqa: PLC0415
    from thidua.awards.words import folded  # noqa: PLC0415
    from thidua.rulebook.catalogue import every_title  # noqa: PLC0415

    dice = random.Random(2026)  # noqa: S311
    titles = [title for title in every_title() if not title.became]
    at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    decisions = AwardDecision.objects.bulk_create(
        AwardDecision(body="Bộ Minh hoạ", body_key="bo minh hoa", number=f"{n}/QĐ-MH", number_key=f"{n} qd mh",
                      year=2001 + n % 25, on=dt.date(2001 + n % 25, 12, 1), signer="Minh hoạ", made_at=at, by_name="x")
        for n in range(500)
    )  # fmt: skip
    for start in range(0, count, CHUNK):
        rows = []
        for n in range(start, start + CHUNK):
            title, decision = dice.choice(titles), dice.choice(decisions)
            unit = f"{dice.choice(KIND)} {dice.randrange(400)}, Đơn vị {dice.choice(PLACE)} (minh hoạ)"
            person = f"{dice.choice(FAMILY)} Cán bộ {n % 9000}" if title.holder == "individual" else ""
            rows.append(Award(decision=decision, unit_name=unit, person=person, title=title.key, title_name=title.name,
                              year=decision.year, search=folded(unit, person, title.name, decision.year,
                                                                decision.number)))  # fmt: skip
        Award.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM awards_award")


def search() -> list[Figure]:
    from django.db import connection  # noqa: PLC0415

    from thidua.awards.queries import search as looked_for  # noqa: PLC0415

    count = int(os.environ["BENCH_ROWS"])
    fill(count)
    spent: dict[str, list[float]] = {}
    for _turn in range(TIMES):
        for typed in SEARCHES:
            before = time.perf_counter()
            looked_for(typed)
            spent.setdefault(typed, []).append((time.perf_counter() - before) * 1000)
    every = sorted(one for times in spent.values() for one in times)
    p95 = every[len(every) * 95 // 100]
    slow = max(spent, key=lambda typed: max(spent[typed]))
    where = f"{count:,} awards on {connection.vendor}"
    return [
        (f"{where}: search, p95", f"{p95:.1f}", "ms", "< 100", p95 < 100),
        (f"{where}: search, slowest (“{slow}”)", f"{max(spent[slow]):.1f}", "ms", "told, no bar", True),
    ]


def certificates() -> list[Figure]:
    import resource  # noqa: PLC0415

    from thidua.awards.models import Award, CertificateLayout  # noqa: PLC0415
    from thidua.awards.printing import OURS  # noqa: PLC0415
    from thidua.awards.printing import certificates as work  # noqa: PLC0415
    from thidua.jobs.work import Run  # noqa: PLC0415

    fill(CHUNK)
    layout = CertificateLayout.objects.create(name="A4", places=OURS)
    chosen = list(Award.objects.values_list("pk", flat=True)[:CERTIFICATES])
    steps: list[int] = []

    def tell(done: int, total: int) -> bool:
        steps.append(done)
        return True

    before, own = time.perf_counter(), time.process_time()
    made = work(Run(0, tell, lambda: dt.datetime(2026, 1, 1, tzinfo=dt.UTC)), awards=chosen, layout=layout.pk)
    seconds, own = time.perf_counter() - before, time.process_time() - own
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = len(made.file.read()) / 1024 / 1024 if made.file else 0
    return [
        (f"{CERTIFICATES} certificates, one PDF of {size:.1f} MB", f"{seconds:.2f}", "s", "< 5", seconds < 5),
        ("  of it, the process's own time", f"{own:.2f}", "s", "told, no bar", True),
        ("  the most memory held", f"{memory:.0f}", "MB", "< 500", memory < 500),
        ("  times it told how far it was", f"{len(steps)}", "times", "> 1", len(steps) > 1),
    ]


if __name__ == "__main__":
    site()
    for figure in {"search": search, "certificates": certificates}[sys.argv[1]]():
        print("\t".join(map(str, figure)))
