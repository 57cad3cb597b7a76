"""Pages that show one cluster, or one page of a list, read no more when there are many more clusters."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thidua.kit import clock
from thidua.members.models import Cluster, ClusterYear, Lineage, Unit
from thidua.members.queries import lineage
from thidua.news.actions.showing import put
from thidua.news.terms import Shown
from thidua.samples.cast import YEAR, moment

MANY = 60


@pytest.fixture
def clusters(db) -> list[ClusterYear]:
    """So many more clusters, each with its year."""
    made = Cluster.objects.bulk_create(
        Cluster(slug=f"cum-{n:02}", organiser=f"Tỉnh Hải Đăng {n:02}", number=str(n), name=f"Cụm {n:02}",
                illustrative=True) for n in range(MANY)
    )  # fmt: skip
    return ClusterYear.objects.bulk_create(ClusterYear(cluster=one, year=YEAR) for one in made)


def shown(year: ClusterYear, kind: Shown, n: int) -> None:
    """A thing of a cluster as the public sees it, long enough to be told from a line of a list."""
    told = {"name": year.cluster.name, "slug": year.cluster.slug, "organiser": year.cluster.organiser}
    at = moment(YEAR, 2, 1 + n % 28)
    data = {"cluster": told, "year": year.year, "title": f"{kind} số {n}", "rows": [{"name": "Đơn vị"}], "slug": f"{n}",
            "published_at": at.isoformat() if kind == Shown.ARTICLE else "", "blocks": [], "standfirst": "Tóm tắt",
            "byline": "", "movement": "", "lead": None, "corrections": [], "source": ""}  # fmt: skip
    put(kind, f"{kind}-{n}", data, year=year, since=at, by="minh hoạ")


def rows_read(client, address: str) -> tuple[int, int]:
    """Statements, and bytes of the page."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked), len(answer.content)


def test_the_clusters_come_page_by_page_and_are_found_without_accents(cast, visit, clusters):
    office = visit("thuong-truc")
    first = office.get("/cum/").content.decode()
    assert "Cụm 05" in first
    assert "Cụm 55" not in first
    assert "Cụm 55" in office.get("/cum/?trang=3").content.decode()
    found = office.get("/cum/?tim=hai dang 55").content.decode()
    assert "Cụm 55" in found
    assert "Cụm 05" not in found
    assert "Không có cụm nào khớp." in office.get("/cum/?tim=khong co").content.decode()


def test_the_work_of_the_standing_office_is_shown_by_the_page(cast, visit, clusters):
    office = visit("thuong-truc")
    page = office.get("/viec-cua-toi/").content.decode()
    assert page.count('href="/cum/cum-') < 3 * MANY
    assert "Mọi năm của mọi cụm thi đua" in page
    statements, size = rows_read(office, "/viec-cua-toi/")
    ClusterYear.objects.bulk_create(ClusterYear(cluster=one.cluster, year=YEAR - 1) for one in clusters)
    more, larger = rows_read(office, "/viec-cua-toi/")
    assert more == statements
    assert larger <= size * 1.2


def test_a_year_that_is_over_is_not_looked_at_for_what_it_asks(cast, visit, clusters):
    ClusterYear.objects.filter(pk__in=[one.pk for one in clusters]).update(stage="archived")
    with CaptureQueriesContext(connection) as asked:
        visit("thuong-truc").get("/viec-cua-toi/")
    assert any("NOT" in one["sql"] and "archived" in one["sql"] for one in asked)


def test_the_public_front_and_lists_read_a_page_of_rows(cast, visit, clusters):
    for n, year in enumerate(clusters):
        for kind in (Shown.ARTICLE, Shown.BOARD, Shown.CLUSTER):
            shown(year, kind, n)
    with clock.at(moment(YEAR, 3, 2)):
        for address, named in (("/", "article số"), ("/tin/", "article số"), ("/bang-xep-hang/", "board số"),
                               ("/cum-thi-dua/", "cluster số")):  # fmt: skip
            page = visit().get(address).content.decode()
            assert 1 <= page.count(named) <= 60, address
        second = visit().get("/tin/?trang=2").content.decode()
        assert "2 / 3" in second
        assert "article số 27" in visit().get("/").content.decode(), "published on the last day of all"
        beside = visit().get("/cum-thi-dua/cluster-7/").content.decode()
    assert "board số 7" in beside
    assert "board số 8" not in beside


@pytest.mark.postgres_only
def test_the_public_search_has_an_index_on_postgresql(cast, visit, clusters):
    if connection.vendor != "postgresql":
        pytest.skip("the index is PostgreSQL's")
    for n, year in enumerate(clusters):
        shown(year, Shown.BOARD, n)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM news_showing WHERE to_tsvector('simple', regexp_replace(news_showing.words, "
            "'[^a-z0-9]+', ' ', 'g')) @@ to_tsquery('simple', 'board:* & 42:*')"
        )
        assert "showing_words" in str(cursor.fetchall())
    with clock.at(moment(YEAR, 3, 2)):
        page = visit().get("/tim/?q=board số 42").content.decode()
    assert "board số 42" in page
    assert "board số 41" not in page


def test_a_units_forebears_are_read_without_the_whole_countrys(db):
    units = Unit.objects.bulk_create(Unit(code=f"u-{n}", name=f"Đơn vị {n}", short_name=f"Đ{n}") for n in range(40))
    Lineage.objects.bulk_create(
        Lineage(predecessor=one, successor=other, kind="merged", on="2025-07-01", by_document="x")
        for one, other in pairwise(units) if other.code != "u-38"
    )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        found = lineage([units[2].pk, units[39].pk])
    assert {(one.predecessor.code, one.successor_id) for one in found} == {
        ("u-0", units[1].pk), ("u-1", units[2].pk), ("u-38", units[39].pk)
    }  # fmt: skip
    assert len(asked) == 3


def test_a_year_is_made_of_units_looked_for_where_they_are_many(cast, visit, clusters):
    Unit.objects.bulk_create(
        Unit(code=f"xa-{n:03}", name=f"Xã Đông Hải {n:03} (minh hoạ)", short_name=f"Xã {n}") for n in range(120)
    )
    office, cluster = visit("thuong-truc"), cast.year.cluster
    assert "Xã Đông Hải" not in office.get("/cum/lap-nam/").content.decode()
    one = Unit.objects.get(code="xa-007")
    typed = {"cluster": cluster.pk, "year": "2027", "units": [one.pk], "since": "2027-01-01", "head": "", "deputy": ""}
    found = office.post("/cum/lap-nam/", {**typed, "tim": "dong hai 11", "tim-don-vi": ""}).content.decode()
    names = ("Xã Đông Hải 113", "Xã Đông Hải 007", "Đơn vị Sông Hồng")
    assert all(name in found for name in names), "found, chosen already, of the year before"
    assert "Xã Đông Hải 050" not in found
    assert 'value="2027"' in found
    other = Unit.objects.get(code="xa-113")
    whole = {**typed, "units": [one.pk, other.pk], "head": one.pk, "by_document": "Văn bản minh hoạ"}
    assert office.post("/cum/lap-nam/", whole).status_code == 302
    assert ClusterYear.objects.get(cluster=cluster, year=2027).memberships.count() == 2
