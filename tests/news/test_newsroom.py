"""The newsroom: writing, two people at once, review by a second person, publication, withdrawal."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.news.record import reference_facts
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.news import actions
from thidua.news.drafting import draft
from thidua.news.models import Article, Picture
from thidua.news.queries import blocks
from thidua.news.terms import State
from thidua.samples.cast import moment

ROOM = "/cum/cum-mau/2026/tin-bai/"
NOW = moment(2026, 11, 20, 9)


def paragraph(text: str, *traces: str) -> dict[str, object]:
    return {"kind": "paragraph", "text": text, "picture": None, "traces": list(traces)}


@pytest.fixture
def article(cast) -> Article:
    made = actions.start_article(here=cast.here("tuyen-truyen"), title="Ký giao ước thi đua", at=NOW)
    actions.save(here=cast.here("tuyen-truyen"), article=made, version=1, title=made.title, standfirst="Sáng nay.",
                 blocks=[paragraph("Năm đơn vị ký giao ước.")], byline="", source="", at=NOW)  # fmt: skip
    made.refresh_from_db()
    return made


@pytest.fixture
def in_review(cast, article) -> Article:
    actions.send_to_review(here=cast.here("tuyen-truyen"), article=article, version=2, at=NOW)
    return article


def typed(article: Article, *rows: tuple[str, str], **changes: object) -> dict[str, object]:
    """What the editor's form sends."""
    return {
        "title": article.title, "standfirst": article.standfirst, "byline": "", "source": "",
        "version": article.version, "kind": [kind for kind, _ in rows], "text": [text for _, text in rows],
        "picture": ["" for _ in rows], "traces": ["" for _ in rows], **changes,
    }  # fmt: skip


def last() -> Entry:
    return Entry.objects.latest("seq")


def test_an_article_goes_from_blank_page_to_published_by_two_people(cast, visit):
    writer, reviewer = visit("tuyen-truyen"), visit("duyet-tin")
    start = writer.post(ROOM + "moi/", {"title": "Phát động thi đua"})
    article = Article.objects.get()
    assert start["Location"] == f"{ROOM}{article.pk}/sua/"
    saved = writer.post(f"{ROOM}{article.pk}/sua/", typed(article, ("paragraph", "Đoạn một."), ("heading", "Tiêu đề")))
    assert saved.status_code == 302
    assert writer.post(f"{ROOM}{article.pk}/gui-duyet/", {"version": 2}).status_code == 302
    assert reviewer.post(f"{ROOM}{article.pk}/dang/", {"version": 2}).status_code == 302
    article.refresh_from_db()
    assert article.state == State.PUBLISHED
    assert "Đoạn một." in visit().get("/tin/phat-dong-thi-dua/").content.decode()
    assert list(Entry.objects.filter(act__startswith="news.").order_by("seq").values_list("act", flat=True)) == [
        "news.start", "news.save", "news.submit", "news.publish",
    ]  # fmt: skip


@pytest.mark.parametrize("username", ["can-bo-bien-dong", "lanh-dao-song-hong", "thu-ky-hoi-nghi", "quan-tri"])
def test_only_the_press_and_the_secretariat_write(cast, visit, username):
    refused = visit(username).post(ROOM + "moi/", {"title": "Tin lạ"})
    assert refused.status_code == 422
    assert "Cán bộ tuyên truyền" in refused.content.decode()
    assert "Tin lạ" in refused.content.decode(), "what was typed survives"
    assert not Article.objects.exists()


def test_the_author_never_publishes_the_own_article(cast, visit, in_review):
    with pytest.raises(Refused, match="người thứ hai"):
        actions.publish(here=cast.here("tuyen-truyen"), article=in_review, version=2, at=NOW)
    page = visit("tuyen-truyen").get(f"{ROOM}{in_review.pk}/").content.decode()
    assert "hai cặp mắt" in page
    assert "Đăng bài</button>" not in page
    in_review.refresh_from_db()
    assert in_review.state == State.IN_REVIEW


def test_whoever_edited_the_text_does_not_publish_it_either(cast, article):
    actions.save(here=cast.here("thu-ky-cum-truong"), article=article, version=2, title=article.title, standfirst="",
                 blocks=[paragraph("Câu do thư ký viết.")], byline="", source="", at=NOW)  # fmt: skip
    article.refresh_from_db()
    actions.send_to_review(here=cast.here("tuyen-truyen"), article=article, version=3, at=NOW)
    with pytest.raises(Refused, match="đã viết bài này"):
        actions.publish(here=cast.here("thu-ky-cum-truong"), article=article, version=3, at=NOW)
    actions.publish(here=cast.here("thuong-truc"), article=article, version=3, at=NOW)
    assert article.state == State.PUBLISHED


@pytest.mark.parametrize("username", ["can-bo-bien-dong", "thu-ky-hoi-nghi", "quan-tri"])
def test_others_cannot_publish(cast, in_review, username):
    with pytest.raises(Refused):
        actions.publish(here=cast.here(username), article=in_review, version=2, at=NOW)


def test_a_second_click_and_a_stale_page_publish_nothing_twice(cast, in_review):
    stale = Article.objects.get(pk=in_review.pk)
    actions.publish(here=cast.here("duyet-tin"), article=in_review, version=2, at=NOW)
    with pytest.raises(Refused, match="Trang này đã cũ"):
        actions.publish(here=cast.here("duyet-tin"), article=stale, version=2, at=NOW)
    assert Entry.objects.filter(act="news.publish").count() == 1


def test_a_reviewer_publishes_only_the_version_that_was_read(cast, visit, in_review):
    actions.return_for_changes(here=cast.here("duyet-tin"), article=in_review, note="Thêm ngày.", at=NOW)
    actions.save(here=cast.here("tuyen-truyen"), article=in_review, version=2, title="Khác", standfirst="",
                 blocks=[paragraph("Khác.")], byline="", source="", at=NOW)  # fmt: skip
    in_review.refresh_from_db()
    actions.send_to_review(here=cast.here("tuyen-truyen"), article=in_review, version=3, at=NOW)
    visit("duyet-tin").post(f"{ROOM}{in_review.pk}/dang/", {"version": 2})
    in_review.refresh_from_db()
    assert in_review.state == State.IN_REVIEW


def test_a_returned_article_shows_the_note_to_its_writer(visit, in_review):
    visit("duyet-tin").post(f"{ROOM}{in_review.pk}/tra-lai/", {"note": "Ghi rõ ngày ký."})
    assert last().act == "news.return"
    assert last().reason == "Ghi rõ ngày ký."
    assert "Ghi rõ ngày ký." in visit("tuyen-truyen").get(f"{ROOM}{in_review.pk}/sua/").content.decode()


def test_what_is_in_review_cannot_be_edited(visit, in_review):
    page = visit("tuyen-truyen").post(f"{ROOM}{in_review.pk}/sua/", typed(in_review, ("paragraph", "Lén sửa.")))
    assert "Chờ duyệt" in page.content.decode()
    in_review.refresh_from_db()
    assert in_review.body[0]["text"] == "Năm đơn vị ký giao ước."


def test_the_second_of_two_writers_keeps_the_text_and_may_write_over_knowingly(visit, article):
    address = f"{ROOM}{article.pk}/sua/"
    visit("thu-ky-cum-truong").post(address, typed(article, ("paragraph", "Bản của thư ký.")))
    mine = typed(article, ("paragraph", "Bản của tôi."))
    refused = visit("tuyen-truyen").post(address, mine)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Thư ký Cụm trưởng vừa sửa bài này" in page
    assert "Bản của tôi." in page, "what was typed survives"
    assert "Bản của thư ký." in page, "beside what the other wrote"
    assert visit("tuyen-truyen").post(address, {**mine, "over": 3}).status_code == 302
    article.refresh_from_db()
    assert (article.body[0]["text"], article.version) == ("Bản của tôi.", 4)


def test_rows_are_arranged_without_javascript_and_nothing_is_saved(visit, article):
    address, writer = f"{ROOM}{article.pk}/sua/", visit("tuyen-truyen")
    rows = (("paragraph", "Một"), ("heading", "Hai"), ("quote", "Ba"))

    def arranged(how: str) -> list[str]:
        answer = writer.post(address, {**typed(article, *rows), "arrange": how})
        assert answer.status_code == 200
        return [row.text for row in answer.context["rows"]]

    assert arranged("up-1") == ["Hai", "Một", "Ba"]
    assert arranged("down-1") == ["Một", "Ba", "Hai"]
    assert arranged("up-0") == ["Một", "Hai", "Ba"]
    assert arranged("remove-0") == ["Hai", "Ba"]
    assert arranged("add-0") == ["Một", "", "Hai", "Ba"]
    assert arranged("add") == ["Một", "Hai", "Ba", ""]
    assert arranged("bay-9") == ["Một", "Hai", "Ba"]
    article.refresh_from_db()
    assert article.version == 2


def test_a_picture_row_without_a_picture_is_named(visit, article):
    rows = (("paragraph", "Một"), ("picture", ""))
    refused = visit("tuyen-truyen").post(f"{ROOM}{article.pk}/sua/", typed(article, *rows))
    assert refused.status_code == 422
    assert "Khối 2 là ảnh nhưng chưa chọn ảnh nào" in refused.content.decode()


def test_traces_survive_editing_and_cannot_be_invented(cast, visit):
    here = cast.here("tuyen-truyen")
    article = actions.draft_article(here=here, draft=draft(reference_facts()), at=NOW)
    traced = next(block for block in article.body if block["kind"] == "paragraph")
    data = typed(article, ("paragraph", "Sửa lại câu này."))
    data["traces"] = [" ".join([*traced["traces"], "results.bia-dat"])]
    assert visit("tuyen-truyen").post(f"{ROOM}{article.pk}/sua/", data).status_code == 302
    article.refresh_from_db()
    assert article.body[0]["traces"] == traced["traces"]


def test_a_draft_becomes_an_article_with_each_caption_once(cast):
    here = cast.here("tuyen-truyen")
    actions.add_picture(here=here, caption="Quang cảnh hội nghị", alt="Hội trường", at=NOW)
    article = actions.draft_article(here=here, draft=draft(reference_facts()), at=NOW, byline="Ban biên tập")
    captions = [block.picture.caption for block in blocks(article) if block.picture]
    assert sorted(captions) == sorted(one.caption for one in reference_facts().photographs)
    assert Picture.objects.filter(caption="Quang cảnh hội nghị").count() == 1
    assert last().act == "news.draft"


def test_a_withdrawn_article_may_be_written_anew_and_keeps_its_address(cast, visit, in_review):
    actions.publish(here=cast.here("duyet-tin"), article=in_review, version=2, at=NOW)
    slug = in_review.slug
    with clock.at(NOW):
        visit("duyet-tin").post(f"{ROOM}{in_review.pk}/go-bai/", {"note": "Sai tên đơn vị."})
        assert last().act == "news.withdraw"
        visit("tuyen-truyen").post(f"{ROOM}{in_review.pk}/soan-lai/")
    in_review.refresh_from_db()
    assert (in_review.state, in_review.slug) == (State.DRAFT, slug)
    assert visit().get(f"/tin/{slug}/").status_code == 410


def test_drafts_are_not_shown_to_those_who_do_not_work_on_them(visit, article):
    assert visit("can-bo-bien-dong").get(f"{ROOM}{article.pk}/").status_code == 404
    assert article.title not in visit("can-bo-bien-dong").get(ROOM).content.decode()
    assert article.title in visit("duyet-tin").get(ROOM).content.decode()


def test_the_list_asks_the_database_no_more_for_more_articles(cast, visit, article):
    visitor = visit("tuyen-truyen")
    visitor.get(ROOM)
    with CaptureQueriesContext(connection) as one:
        visitor.get(ROOM)
    for title in ("Hai", "Ba"):
        actions.start_article(here=cast.here("tuyen-truyen"), title=title, at=NOW)
    with CaptureQueriesContext(connection) as three:
        visitor.get(ROOM)
    assert len(three) == len(one)


def test_a_double_click_begins_one_article(cast, visit):
    writer = visit("tuyen-truyen")
    assert writer.post(ROOM + "moi/", {"title": "Phát động"}).status_code == 302
    again = writer.post(ROOM + "moi/", {"title": "Phát động"})
    assert again.status_code == 422
    assert "hãy viết tiếp bài đó" in again.content.decode()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("how", ["up-²", "remove-" + "9" * 5000, "down--1", "add-", "x"])
def test_a_row_that_is_not_there_is_not_moved(article, visit, how):
    answer = visit("tuyen-truyen").post(f"{ROOM}{article.pk}/sua/", typed(article, ("paragraph", "Một."), arrange=how))
    assert answer.status_code == 200
    assert "Một." in answer.content.decode()


@pytest.mark.parametrize("picture", ["9" * 5000, "9" * 40, "²", "\x00"])
def test_a_picture_that_cannot_be_is_refused_by_its_block(article, visit, picture):
    sent = typed(article, ("picture", ""), picture=[picture])
    answer = visit("tuyen-truyen").post(f"{ROOM}{article.pk}/sua/", sent)
    assert answer.status_code == 422
    assert "Khối 1 là ảnh nhưng chưa chọn ảnh nào" in answer.content.decode()


@pytest.mark.parametrize(("text", "says"), [("một\x00hai", "ký tự không đọc được"), ("x" * 20_001, "quá dài")])
def test_a_block_that_cannot_be_kept_is_named(article, visit, text, says):
    answer = visit("tuyen-truyen").post(f"{ROOM}{article.pk}/sua/", typed(article, ("paragraph", text)))
    assert answer.status_code == 422
    assert "Khối 1: " in answer.content.decode()
    assert says in answer.content.decode()


def test_a_version_no_page_carried_publishes_nothing(in_review, visit):
    visit("duyet-tin").post(f"{ROOM}{in_review.pk}/dang/", {"version": "9" * 5000})
    in_review.refresh_from_db()
    assert in_review.state == State.IN_REVIEW
