"""The sample cluster at any stage, and what its figures come to."""

from tests.seeded import seeded
from thidua.kit.templatetags.kit import points
from thidua.ledger.queries import first_break
from thidua.members.models import Cluster
from thidua.members.terms import Stage
from thidua.news.models import Article
from thidua.paperwork.models import Document
from thidua.results.models import Decision, Result
from thidua.results.queries import places
from thidua.results.sealing import replay
from thidua.samples import demo
from thidua.samples.cast import assemble
from thidua.samples.demo_day import hold_back


def test_each_step_reaches_its_stage(db):
    cast = assemble()
    for stage, take in demo.STEPS:
        take(cast)
        cast.year.refresh_from_db()
        assert cast.year.at == stage


def test_the_whole_year_leaves_a_ranking_papers_a_decision_and_a_story(db):
    cast = seeded(Stage.HANDED_OVER)
    ranked = [(one.rank, one.name.split(" (")[0], points(one.total)) for one in places(cast.year).rows]
    assert ranked == [
        (1, "Đơn vị Trường Sơn", "956"),
        (2, "Đơn vị Sông Hồng", "956"),
        (3, "Đơn vị Biển Đông", "939,5"),
        (4, "Đơn vị Cao Nguyên", "849,25"),
        (5, "Đơn vị Đồng Bằng", "739,64"),
    ]
    assert replay(Result.objects.get(year=cast.year))
    assert Decision.objects.filter(nomination__year=cast.year, granted=True).count() == 1
    assert {"GƯ", "BB", "TTr", "GM", "TB", "TC"} <= set(
        Document.objects.filter(year=cast.year).values_list("kind", flat=True)
    )
    told = Article.objects.filter(year=cast.year)
    assert {story.state for story in told} >= {"published"}
    assert any("Đơn vị Trường Sơn (minh hoạ)" in str(story.body) for story in told)
    assert first_break() is None


def test_a_second_copy_stands_beside_the_first(db):
    demo.seed(Stage.LAUNCHED)
    demo.seed(Stage.PLEDGED)
    assert list(Cluster.objects.order_by("pk").values_list("slug", flat=True)) == ["cum-mau", "cum-mau-2"]


def test_the_demo_stops_where_the_points_are_kept_back_until_the_conference(db, client):
    cast = seeded(Stage.APPRAISED)
    hold_back(cast)
    client.force_login(cast.person("lanh-dao-bien-dong"))
    assert "được giữ kín đến hội nghị tổng kết" in client.get("/cum/cum-mau/2026/bang-diem/").content.decode()
