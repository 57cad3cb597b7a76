"""What anyone may read: the front page, articles, the feed."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.news.record import reference_facts
from thidua.kit.refusal import Refused
from thidua.news import actions
from thidua.news.drafting import draft
from thidua.news.models import Article, Picture
from thidua.samples.cast import moment

NOW = moment(2026, 11, 20, 9)


@pytest.fixture
def publish(cast):
    """publish(title, text) → an article written by one person and published by another."""

    def published(title: str, text: str = "Một đoạn.") -> Article:
        writer = cast.here("tuyen-truyen")
        article = actions.start_article(here=writer, title=title, at=NOW)
        block = {"kind": "paragraph", "text": text, "picture": None, "traces": []}
        actions.save(here=writer, article=article, version=1, title=title, standfirst="Sa-pô.", blocks=[block],
                     byline="Ban biên tập", source="Hồ sơ cụm", at=NOW)  # fmt: skip
        return _through_review(cast, article)

    return published


def _through_review(cast, article: Article) -> Article:
    article.refresh_from_db()
    actions.send_to_review(here=cast.here("tuyen-truyen"), article=article, version=article.version, at=NOW)
    actions.publish(here=cast.here("duyet-tin"), article=article, version=article.version, at=NOW)
    return article


def test_before_anything_is_published_the_front_page_says_so_and_offers_the_sign_in(cast, visit):
    page = visit().get("/").content.decode()
    assert "Chưa có bài nào được đăng" in page
    assert "/dang-nhap/" in page


def test_the_front_page_leads_with_the_newest(publish, visit):
    publish("Bài cũ")
    publish("Bài mới")
    page = visit().get("/").content.decode()
    assert page.index("Bài mới") < page.index("Bài cũ")


def test_the_front_page_asks_the_database_no_more_for_more_articles(publish, visit):
    publish("Một")
    with CaptureQueriesContext(connection) as one:
        visit().get("/")
    publish("Hai")
    publish("Ba")
    with CaptureQueriesContext(connection) as three:
        visit().get("/")
    assert len(three) == len(one)


def test_the_reference_story_reads_whole_with_each_caption_once(cast, visit):
    here = cast.here("tuyen-truyen")
    article = actions.draft_article(here=here, draft=draft(reference_facts()), at=NOW)
    named = Picture.objects.get(caption__contains="Trần Đức Tài")
    article.refresh_from_db()
    with pytest.raises(Refused, match="nêu tên Trần Đức Tài mà chưa ghi cơ quan"):
        _through_review(cast, article)
    actions.name_person(here=here, picture=named, name="Trần Đức Tài", office="Phó Giám đốc Công an TPHCM",
                        consent="Công văn minh hoạ số 12", consent_on=moment(2026, 2, 1).date(), at=NOW)  # fmt: skip
    actions.return_for_changes(here=cast.here("duyet-tin"), article=article, note="Đã có ý kiến.", at=NOW)
    _through_review(cast, article)
    page = visit().get(f"/tin/{article.slug}/").content.decode()
    assert "(Trần Đức Tài, Phó Giám đốc Công an TPHCM)" in page
    for photo in reference_facts().photographs:
        assert page.count(f"<figcaption>{photo.caption}") == 1
    assert "Bàn giao nhiệm vụ" in page
    images = re.findall(r"<img [^>]+>", page)
    assert len(images) == 5
    assert all("width=" in image and "height=" in image and "alt=" in image for image in images)


def test_text_is_text_and_cannot_become_markup_or_script(publish, visit):
    evil = "</script><script>alert(1)</script><b>đậm</b>"
    page = visit().get(f"/tin/{publish(f'Đầu đề {evil}', evil).slug}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>đậm</b>" not in page


def test_structured_data_is_whole_and_is_data_not_script(publish, visit):
    answer = visit().get(f"/tin/{publish('Đầu đề “có” </script> & dấu').slug}/")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', answer.content.decode())
    told = json.loads(found.group(1))
    assert "script-src 'self';" in answer["Content-Security-Policy"], "nothing inline may run; data blocks never do"
    assert told["headline"] == "Đầu đề “có” </script> & dấu"
    assert told["@type"] == "NewsArticle"
    assert told["datePublished"].startswith("2026-11-20T")


def test_sharing_needs_no_script_and_the_page_names_its_one_address(publish, visit):
    page = visit().get(f"/tin/{publish('Chia sẻ').slug}/?utm=1").content.decode()
    assert '<link rel="canonical" href="http://testserver/tin/chia-se/">' in page
    assert '<meta property="og:title" content="Chia sẻ">' in page
    assert "https://zalo.me/share?url=http%3A%2F%2Ftestserver%2Ftin%2Fchia-se%2F" in page
    assert "sharer.php?u=http%3A%2F%2Ftestserver%2Ftin%2Fchia-se%2F" in page


def test_two_articles_of_one_title_have_two_addresses(publish):
    assert [publish("Trùng tên").slug, publish("Trùng tên").slug] == ["trung-ten", "trung-ten-2"]


def test_the_address_comes_from_the_title_as_published(cast, publish, visit):
    writer = cast.here("tuyen-truyen")
    article = actions.start_article(here=writer, title="Tạm", at=NOW)
    block = {"kind": "paragraph", "text": "Một.", "picture": None, "traces": []}
    actions.save(here=writer, article=article, version=1, title="Tên thật", standfirst="", blocks=[block], byline="",
                 source="", at=NOW)  # fmt: skip
    assert _through_review(cast, article).slug == "ten-that"


def test_a_draft_is_not_public(cast, visit):
    article = actions.start_article(here=cast.here("tuyen-truyen"), title="Chưa đăng", at=NOW)
    assert visit().get(f"/tin/{article.slug}/").status_code == 404


def test_a_withdrawn_article_answers_gone_with_the_note(cast, publish, visit):
    article = publish("Sẽ gỡ")
    actions.withdraw(here=cast.here("duyet-tin"), article=article, note="Nêu sai tên đơn vị.", at=NOW)
    gone = visit().get("/tin/se-go/")
    assert gone.status_code == 410
    assert "Nêu sai tên đơn vị." in gone.content.decode()
    assert "Một đoạn." not in gone.content.decode()
    assert "Sẽ gỡ" not in visit().get("/").content.decode()


def test_the_feed_is_atom_with_the_published_articles(cast, publish, visit):
    publish("Vào bảng tin")
    actions.start_article(here=cast.here("tuyen-truyen"), title="Chưa đăng", at=NOW)
    answer = visit().get("/tin.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.fromstring(answer.content).findall(f"{atom}entry")  # noqa: S314  our own feed
    assert [entry.find(f"{atom}title").text for entry in entries] == ["Vào bảng tin"]
    assert entries[0].find(f"{atom}link").get("href") == "http://testserver/tin/vao-bang-tin/"


def test_a_title_pasted_with_a_control_character_does_not_break_the_feed(publish, visit):
    publish("Sơ kết\x0bsáu tháng\x07")
    feed = visit().get("/tin.atom")
    assert feed.status_code == 200
    assert "Sơ kếtsáu tháng" in feed.content.decode()
