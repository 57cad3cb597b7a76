"""What everybody sees of a year: closed unless opened, as it was opened; the same bytes under a freeze."""

import pytest

from tests.conference.staging import here
from tests.results.appraised import appraise
from thidua.kit import clock
from thidua.members import actions as members
from thidua.members.models import ClusterYear, Unit
from thidua.news import actions as news
from thidua.news.models import Article, Showing
from thidua.results import actions as results
from thidua.results.models import Result
from thidua.samples.cast import moment
from thidua.season import actions as season
from thidua.story import actions, telling
from thidua.story.queries import standing_words

YEAR = "/cum/cum-mau/2026/"
OPENING = YEAR + "tin-bai/tu-hoi-nghi/cong-khai/"
AT = moment(2026, 3, 1, 9)
PUBLIC = (
    "/", "/tin/", "/phong-trao/", "/cum-thi-dua/", "/bang-xep-hang/", "/dien-hinh/", "/quyet-dinh/", "/anh-hoat-dong/",
    "/tim/", "/tim/?q=song+hong", "/tim/?q=dang", "/tin.atom", "/tin.rss", "/sitemap.xml", "/robots.txt",
    "/cum-thi-dua/cum-mau/", "/tin/phat-dong/", "/tin/tin-moi/", "/tin/se-dang/", "/bang-xep-hang/cum-mau-2026/",
    "/chia-se/article/phat-dong.png",
)  # fmt: skip


def written(cast, title: str) -> Article:
    writer = here(cast, "tuyen-truyen")
    made = news.start_article(here=writer, title=title, at=AT)
    news.save(here=writer, article=made, version=1, title=title, standfirst="", byline="", source="", at=AT,
              blocks=[{"kind": "paragraph", "text": f"{title}: một đoạn.", "picture": None, "traces": []}])  # fmt: skip
    made.refresh_from_db()
    news.send_to_review(here=writer, article=made, version=made.version, at=AT)
    return made


def published(cast, title: str, **when: object) -> Article:
    made = written(cast, title)
    news.publish(here=here(cast, "duyet-tin"), article=made, version=made.version, at=AT, **when)
    return made


@pytest.fixture
def launched(cast):
    season.launch(here=here(cast, "thuong-truc"), name="Về đích sớm", launched_by="Bộ Minh hoạ",
                  slogan="Đoàn kết, sáng tạo", aims="Hoàn thành chỉ tiêu.", at=AT)  # fmt: skip
    return cast


def seen(visit) -> dict[str, tuple[int, bytes]]:
    visitor = visit()
    answers = {address: visitor.get(address) for address in PUBLIC}
    return {address: (one.status_code, one.content) for address, one in answers.items()}


def test_nothing_of_a_year_is_public_until_it_is_opened_item_by_item(launched, visit):
    for address in ("/cum-thi-dua/cum-mau/", "/phong-trao/ve-dich-som-2026/", "/bang-xep-hang/cum-mau-2026/"):
        assert visit().get(address).status_code == 404
    assert "Sông Hồng" not in "".join(answer.decode(errors="ignore") for _status, answer in seen(visit).values())
    secretary = visit("thu-ky-cum-truong")
    assert secretary.post(OPENING + "cluster/mo/").status_code == 302
    page = visit().get("/cum-thi-dua/cum-mau/").content.decode()
    assert 'Đơn vị Sông Hồng (minh hoạ) <span class="tag gold">Cụm trưởng</span>' in page
    assert visit().get("/phong-trao/ve-dich-som-2026/").status_code == 404
    secretary.post(OPENING + "movement/mo/")
    assert "Hoàn thành chỉ tiêu." in visit().get("/phong-trao/ve-dich-som-2026/").content.decode()
    assert secretary.post(OPENING + "cluster/go/", {"note": "Đang soát lại tên đơn vị."}).status_code == 302
    gone = visit().get("/cum-thi-dua/cum-mau/")
    assert gone.status_code == 410
    assert "Đang soát lại tên đơn vị." in gone.content.decode()


@pytest.mark.parametrize("username", ["can-bo-bien-dong", "tuyen-truyen", "thu-ky-cum-pho", "quan-tri"])
def test_only_the_head_secretary_and_the_standing_office_open_a_year(launched, visit, username):
    visit(username).post(OPENING + "cluster/mo/")
    assert not Showing.objects.exists()


def test_a_public_page_stays_as_it_was_opened_and_its_office_is_told_it_differs(launched, visit):
    actions.show(here=here(launched, "thu-ky-cum-truong"), kind="cluster", at=AT)
    Unit.objects.filter(code="song-hong").update(name="Tên mới chưa công bố")
    assert "Tên mới" not in visit().get("/cum-thi-dua/cum-mau/").content.decode()
    page = visit("thu-ky-cum-truong").get(OPENING).content.decode()
    assert "hồ sơ đã đổi" in page
    assert "Công bố bản mới" in page


def test_the_board_is_public_only_after_it_was_published_inside_and_opened(cast, visit):
    appraise(cast)
    secretary, at = cast.here("thu-ky-cum-truong"), moment(2026, 11, 19)
    sealed = results.seal(here=secretary, at=at)
    visit("thu-ky-cum-truong").post(OPENING + "board/mo/")
    assert visit().get("/bang-xep-hang/cum-mau-2026/").status_code == 404
    results.publish(here=secretary, result=sealed, at=at)
    assert visit().get("/bang-xep-hang/cum-mau-2026/").status_code == 404
    visit("thu-ky-cum-truong").post(OPENING + "board/mo/")
    page = visit().get("/bang-xep-hang/cum-mau-2026/").content.decode()
    assert "Đơn vị Trường Sơn (minh hoạ)" in page
    assert 'class="number points">' in page
    assert "Bảng xếp hạng" in visit().get("/cum-thi-dua/").content.decode()


def test_during_a_freeze_every_public_page_answers_the_same_bytes_whatever_happens_inside(launched, visit):
    cast = launched
    published(cast, "Phát động")
    actions.show(here=here(cast, "thu-ky-cum-truong"), kind="cluster", at=AT)
    published(cast, "Sẽ đăng", on=moment(2026, 3, 1, 12))
    before = seen(visit)
    answer = visit("thuong-truc").post(OPENING, {"reason": "Hội nghị tổng kết"})
    assert answer.status_code == 302
    published(cast, "Tin mới")
    actions.show(here=here(cast, "thu-ky-cum-truong"), kind="movement", at=AT)
    first = Article.objects.get(title="Phát động")
    news.withdraw(here=here(cast, "duyet-tin"), article=first, note="Sai.", at=AT)
    Unit.objects.update(name="Đổi tên hết")
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage="concluded")
    members.found_unit(code="la", name="Đơn vị lạ", short_name="Lạ", by=cast.here("thuong-truc").actor(), at=AT)
    with clock.at(moment(2026, 3, 9, 9)):
        frozen = seen(visit)
        for other in ("thuong-truc", "tuyen-truyen"):
            signed_in = {address: visit(other).get(address).content for address in ("/", "/tin/", "/tim/?q=dang")}
            assert all(content == before[address][1] for address, content in signed_in.items())
    assert [address for address in PUBLIC if frozen[address] != before[address]] == []
    assert "đang tạm giữ" in visit("thuong-truc").get(OPENING).content.decode()
    assert visit("thuong-truc").post(OPENING, {"reason": "lần hai"}).status_code == 422
    visit("thuong-truc").post(OPENING + "thoi-tam-giu/")
    after = seen(visit)
    assert after["/tin/phat-dong/"][0] == 410
    assert after["/tin/tin-moi/"][0] == 200
    assert after["/"] != before["/"]


def test_search_finds_without_accents_and_only_what_is_published(launched, visit):
    published(launched, "Đà Nẵng đón cờ thi đua")
    written(launched, "Đà Nẵng chưa đăng")
    page = visit().get("/tim/?q=da+nang").content.decode()
    assert "Đà Nẵng đón cờ thi đua" in page
    assert "chưa đăng" not in page
    assert "Không có mục nào chứa" in visit().get("/tim/?q=khong+co+gi").content.decode()
    assert visit().get("/tim/?q=%00%25_").status_code == 200


def test_a_page_for_everybody_is_kept_and_revalidated_and_new_at_once_when_something_is_published(launched, visit):
    published(launched, "Phát động")
    first = visit().get("/tin/phat-dong/")
    assert visit().get("/tin/phat-dong/", headers={"if-none-match": first["ETag"]}).status_code == 304
    packed = visit().get("/tin/phat-dong/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(first.content) / 2
    assert "Set-Cookie" not in first
    published(launched, "Tin mới")
    assert "Tin mới" in visit().get("/tin/phat-dong/").content.decode(), "among the other articles"


def test_sitemap_feeds_and_robots_tell_of_what_is_published_alone(launched, visit):
    published(launched, "Phát động")
    written(launched, "Tin mới")
    texts = {address: visit().get(address).content.decode() for address in ("/sitemap.xml", "/tin.rss", "/robots.txt")}
    assert "<loc>http://testserver/tin/phat-dong/</loc><lastmod>2026-03-01T" in texts["/sitemap.xml"]
    assert "tin-moi" not in "".join(texts.values())
    assert "<title>Phát động</title>" in texts["/tin.rss"]
    assert "Sitemap: http://testserver/sitemap.xml" in texts["/robots.txt"]


def test_every_sentence_of_a_short_draft_names_its_records(launched, visit):
    article = actions.draft_launch(here=here(launched, "tuyen-truyen"), at=AT)
    page = visit("tuyen-truyen").get(f"{YEAR}tin-bai/tu-hoi-nghi/bai/{article.pk}/").content.decode()
    assert "Khẩu hiệu: Đoàn kết, sáng tạo" in page
    assert "Đơn vị thành viên: Đơn vị Sông Hồng (minh hoạ)" in page
    assert "không từ hồ sơ" not in page
    body = [dict(block) for block in article.body]
    body[0]["text"] += " Câu viết thêm."
    news.save(here=here(launched, "tuyen-truyen"), article=article, version=1, title=article.title, at=AT,
              standfirst=article.standfirst, byline="", source="", blocks=body)  # fmt: skip
    page = visit("tuyen-truyen").get(f"{YEAR}tin-bai/tu-hoi-nghi/bai/{article.pk}/").content.decode()
    assert '<span class="written">Câu viết thêm.</span>' in page
    assert "Khẩu hiệu: Đoàn kết, sáng tạo" in page, "the drafted sentences still name theirs"


def test_a_number_that_changes_later_flags_the_article_to_the_editors(cast, visit):
    appraise(cast)
    secretary, at = cast.here("thu-ky-cum-truong"), moment(2026, 11, 19)
    results.publish(here=secretary, result=results.seal(here=secretary, at=at), at=at)
    article = actions.draft_result(here=here(cast, "tuyen-truyen"), at=at)
    assert article.body[0]["kind"] == "figures"
    assert telling.flagged(cast.year) == []
    first = telling.result_facts(cast.year).ranking[0]
    sealed = Result.objects.get()
    Result.objects.filter(pk=sealed.pk).update(sealed=sealed.sealed.replace(first.unit, "Đơn vị Khác (minh hoạ)"))
    [(flagged, changes)] = telling.flagged(cast.year)
    assert flagged == article
    assert (changes[0].before, "Đơn vị Khác" in changes[0].now) == (standing_words(first), True)
    room = f"{YEAR}tin-bai/tu-hoi-nghi/"
    assert "Bài có dữ kiện đã đổi" in visit("tuyen-truyen").get(room).content.decode()
    page = visit("tuyen-truyen").get(f"{room}bai/{article.pk}/").content.decode()
    assert "Hồ sơ đã đổi sau khi bài được soạn" in page
    visit("tuyen-truyen").post(f"{room}bai/{article.pk}/da-doi-chieu/")
    assert telling.flagged(cast.year) == []
