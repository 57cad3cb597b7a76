"""How long looking back takes: ten thousand rankings drawn anew, and the pages of a year with ten years behind it.

The bars: 10,000 simulations of 7 units × 176 criteria in 10 s; a page in 300 ms of the server's time. The pages are of
the sample cluster; the ten sealed years behind it are copies of one sealed result. What is asked of the data is of
fifteen such clusters over ten years, each result a text of its own.
"""

import tempfile
import time
from typing import Any

from bench._cohort import CRITERIA, cohort
from bench._site import apart

Figure = tuple[str, str, str, str, bool]
UNITS, CASES, RUNS = 7, 10_000, 15
CLUSTERS = 15
ASKED = (
    "",
    "?dong=don-vi&cot=muc&so=ty-le",
    "?dong=tieu-chi&cot=nam&cach=trung-binh",
    "tep/bang.xlsx?dong=don-vi&cot=nam",
)
PAGES = ("", "cong-bang/", "do-vung/", "qua-cac-nam/", "neu-nhu/", "bieu-do/bang-diem.svg")


def main() -> list[Figure]:
    with tempfile.TemporaryDirectory() as home:
        return apart(_measure, home)


def _measure(home: str) -> list[Figure]:
    from bench._site import settled  # noqa: PLC0415

    settled(home)
    return [*_simulated(), *_pages()]


def _simulated() -> list[Figure]:
    from thidua.engine import score  # noqa: PLC0415
    from thidua.insight.stability import field_of, simulate  # noqa: PLC0415
    from thidua.insight.terms import Varied  # noqa: PLC0415

    edition, answers, targets = cohort(UNITS)
    _same, claimed, _targets = cohort(UNITS, seed=2)
    field = field_of(edition, score(edition, answers, targets), score(edition, claimed, targets))
    told: list[int] = []
    started = time.perf_counter()
    simulate(field, CASES, Varied.BOTH, told=lambda done: not told.append(done))
    spent = time.perf_counter() - started
    what = f"{CASES:,} rankings of {UNITS}×{CRITERIA}, told {len(told)} times"
    return [(what, f"{spent:.2f}", "s", "≤ 10", spent <= 10)]


def _pages() -> list[Figure]:
    from django.test import Client  # noqa: PLC0415

    from thidua.members.models import Person  # noqa: PLC0415
    from thidua.members.terms import Stage  # noqa: PLC0415
    from thidua.samples import demo  # noqa: PLC0415

    cast = demo.seed(Stage.HANDED_OVER)
    _ten_years(cast.year)
    client = Client()
    client.force_login(Person.objects.get(username="thu-ky-cum-truong"))
    pages = [_page(client, f"/cum/cum-mau/2026/phan-tich/{path}", path or "toàn cảnh") for path in PAGES]
    units = _many_clusters(cast.year)
    client.force_login(Person.objects.get(username="thuong-truc"))
    what = f"hỏi số liệu, {units} units × 10 years"
    return [*pages, *(_page(client, f"/hoi-so-lieu/{path}", f"{what}, {path or 'điểm'}") for path in ASKED)]


def _page(client: Any, path: str, name: str) -> Figure:
    spent = []
    for _run in range(RUNS):
        started = time.process_time()
        assert client.get(path).status_code == 200, path
        spent.append((time.process_time() - started) * 1000)
    first, usual = spent[0], sorted(spent)[RUNS // 2]
    return (f"{name}: first {first:.0f} ms, then", f"{usual:.1f}", "ms CPU", "≤ 300", usual <= 300)


def _ten_years(year: Any) -> None:
    """Nine sealed years before this one, with the same sealed text."""
    from thidua.members.models import ClusterYear  # noqa: PLC0415
    from thidua.results.models import Result  # noqa: PLC0415

    sealed = Result.objects.filter(year=year).latest("version")
    for number in range(year.year - 9, year.year):
        before = ClusterYear.objects.create(cluster=year.cluster, year=number, stage="archived")
        Result.objects.create(year=before, sealed=sealed.sealed, digest=sealed.digest, sealed_at=sealed.sealed_at,
                              sealed_by=sealed.sealed_by)  # fmt: skip


def _many_clusters(year: Any) -> int:
    """Other clusters with ten sealed years each, of units of their own; how many units there are then."""
    from thidua.members.models import Cluster, ClusterYear, Membership, Unit  # noqa: PLC0415
    from thidua.results.models import Result  # noqa: PLC0415
    from thidua.results.sealing import digest_of  # noqa: PLC0415

    sealed = Result.objects.filter(year=year).latest("version")
    members = list(year.memberships.select_related("unit"))
    for number in range(1, CLUSTERS):
        text = sealed.sealed
        for member in members:
            text = text.replace(f'"{member.unit.code}"', f'"{member.unit.code}-{number}"')
        cluster = Cluster.objects.create(slug=f"cum-{number}", organiser="Đo", number=str(number), name=f"Cụm {number}")
        units = [Unit.objects.create(code=f"{one.unit.code}-{number}", name=f"{one.unit.name} {number}",
                                     short_name=one.unit.short_name) for one in members]  # fmt: skip
        for past in range(year.year - 9, year.year + 1):
            held = ClusterYear.objects.create(cluster=cluster, year=past, stage="archived")
            Membership.objects.bulk_create(Membership(year=held, unit=unit) for unit in units)
            own = text + " " * past
            Result.objects.create(year=held, sealed=own, digest=digest_of(own), sealed_at=sealed.sealed_at,
                                  sealed_by="Đo", published_at=sealed.sealed_at)  # fmt: skip
    return Unit.objects.count()
