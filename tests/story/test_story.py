"""The story of a conference, drafted from what its record holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conference.staging import AT, here, planned, under_way
from thidua.conference import actions as conferences
from thidua.conference.terms import Presence, Side
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.news import actions as newsroom
from thidua.news.models import Article
from thidua.season import actions as season
from thidua.story import actions
from thidua.story.queries import checklist, facts, place_of

STORY = "/cum/cum-mau/2026/tin-bai/tu-hoi-nghi/"


@pytest.fixture
def conference(cast):
    """Launched, held, with a guest of honour, an absent delegate, a result, a discussion and a recommendation."""
    season.launch(here=cast.here("thuong-truc"), name="Vì biên cương xanh", launched_by="Bộ Minh hoạ",
                  slogan="Đoàn kết, sáng tạo", at=AT)  # fmt: skip
    made = planned(cast)
    guests = conferences.announce(here=here(cast), conference=made, membership=None, body="Bộ Minh hoạ",
                                  side=Side.SUPERIOR, at=AT)  # fmt: skip
    chief = conferences.add_delegate(here=here(cast), delegation=guests, title="Cục trưởng", rank="Thiếu tướng",
                                     name="Khách Thứ Nhất", at=AT)  # fmt: skip
    absent = conferences.add_delegate(here=here(cast), delegation=guests, title="Phó Cục trưởng", rank="Đại tá",
                                      name="Khách Vắng Mặt", at=AT)  # fmt: skip
    lead = under_way(cast, made)
    conferences.check_in(here=here(cast), delegate=chief, presence=Presence.PRESENT, at=AT)
    conferences.check_in(here=here(cast), delegate=absent, presence=Presence.ABSENT, at=AT)
    conferences.mark_speaker(here=here(cast), delegate=chief, spoke=True, at=AT)
    conferences.state(here=here(cast), conference=made, kind="result", text="Cụm về đích sớm một tháng.", at=AT)
    conferences.state(here=here(cast), conference=made, kind="discussion", text="cách ghi minh chứng", at=AT)
    conferences.recommend(here=here(cast), conference=made, text="nhân rộng mô hình tổ tự quản", at=AT)
    newsroom.add_picture(here=here(cast), caption="Quang cảnh hội nghị", alt="Hội trường lớn", at=AT)
    assert lead.presence == Presence.EXPECTED
    return made


def body(article: Article) -> str:
    return "\n".join([article.title, article.standfirst, *(block["text"] for block in article.body)])


def test_what_the_record_holds_stands_in_the_draft_and_what_did_not_happen_does_not(cast, conference):
    article = actions.draft(here=here(cast, "tuyen-truyen"), conference=conference, at=AT)
    told = body(article)
    for fact in ("Cụm thi đua mẫu", "Vì biên cương xanh", "Đoàn kết, sáng tạo", "Sáng 20/11/2026", "Hội trường lớn",
                 "Thiếu tướng Khách Thứ Nhất, Cục trưởng Bộ Minh hoạ", "Cụm về đích sớm một tháng.",
                 "cách ghi minh chứng", "nhân rộng mô hình tổ tự quản", "Phát biểu tại hội nghị"):  # fmt: skip
        assert fact in told
    assert "Khách Vắng Mặt" not in told
    assert "bàn giao" not in told.casefold(), "nothing was handed over yet"
    assert [entry.act for entry in Entry.objects.order_by("-seq")[:2]] == ["story.draft", "news.draft"]


def test_every_paragraph_says_which_records_it_was_made_from(cast, visit, conference):
    article = actions.draft(here=here(cast, "tuyen-truyen"), conference=conference, at=AT)
    assert all(block["traces"] for block in article.body)
    page = visit("tuyen-truyen").get(f"{STORY}bai/{article.pk}/").content.decode()
    assert "Đại biểu: Khách Thứ Nhất, Cục trưởng" in page
    assert "Kết quả: Cụm về đích sớm một tháng." in page
    assert "statement." not in page, "no raw key is shown"


def test_the_checklist_tells_what_is_there_and_what_is_missing(cast, visit, conference):
    known = {str(check.what): bool(check) for check in checklist(facts(conference))}
    assert known["Kết quả của năm"]
    assert known["Ảnh và chú thích"]
    assert not known["Xếp hạng đã công bố"]
    assert not known["Bàn giao Cụm trưởng, Cụm phó"]
    page = visit("tuyen-truyen").get(STORY).content.decode()
    assert "chưa có" in page
    assert "Soạn bài từ hồ sơ</button>" in page


def test_the_press_officer_drafts_with_one_button(visit, conference):
    answer = visit("tuyen-truyen").post(f"{STORY}hoi-nghi/{conference.pk}/bai/")
    article = Article.objects.get()
    assert answer["Location"] == f"{STORY}bai/{article.pk}/"
    assert visit().get(f"/tin/{article.slug}/").status_code == 404, "drafting publishes nothing"


@pytest.mark.parametrize("username", ["can-bo-bien-dong", "lanh-dao-song-hong", "thu-ky-hoi-nghi"])
def test_others_may_look_but_not_draft(cast, visit, conference, username):
    page = visit(username).get(STORY).content.decode()
    assert "Soạn bài từ hồ sơ</button>" not in page
    assert "Cán bộ tuyên truyền" in page
    visit(username).post(f"{STORY}hoi-nghi/{conference.pk}/bai/")
    assert not Article.objects.exists()


def test_a_conference_that_has_not_begun_has_no_story(cast):
    made = planned(cast)
    with pytest.raises(Refused, match="chưa khai mạc"):
        actions.draft(here=here(cast, "tuyen-truyen"), conference=made, at=AT)
    assert facts(made).attendees == ()


def test_a_picture_of_a_published_article_is_not_told_again(cast, conference):
    writer = here(cast, "tuyen-truyen")
    first = actions.draft(here=writer, conference=conference, at=AT)
    assert [one.caption for one in facts(conference).photographs] == ["Quang cảnh hội nghị"]
    newsroom.send_to_review(here=writer, article=first, version=1, at=AT)
    newsroom.publish(here=here(cast, "duyet-tin"), article=first, version=1, at=AT)
    assert facts(conference).photographs == ()


def test_a_year_without_a_conference_says_what_to_do(cast, visit):
    assert "chưa có hội nghị nào" in visit("tuyen-truyen").get(STORY).content.decode()


def test_the_facts_cost_the_same_number_of_queries_for_more_rows(cast, conference):
    facts(conference)
    with CaptureQueriesContext(connection) as few:
        facts(conference)
    for number in range(3):
        text = f"Kết quả thứ {number}."
        conferences.state(here=here(cast), conference=conference, kind="result", text=text, at=AT)
        conferences.recommend(here=here(cast), conference=conference, text=f"kiến nghị {number}", at=AT)
        newsroom.add_picture(here=here(cast), caption=f"Ảnh {number}", alt="Ảnh", at=AT)
    with CaptureQueriesContext(connection) as many:
        facts(conference)
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("unit", "place"),
    [("Công an thành phố Hà Nội", "Hà Nội"), ("Công an Thành phố Hồ Chí Minh", "Hồ Chí Minh"), ("Sở Nội vụ", "")],
)
def test_the_place_of_a_unit_is_read_from_its_name(unit, place):
    assert place_of(unit) == place
