"""The pages of the conference: the right buttons for the right people, nothing typed is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conference.staging import AT, SECRETARY, address, here, planned, under_way
from thidua.conference import actions
from thidua.conference.models import Conference, Delegate, Delegation, Recommendation, Statement
from thidua.conference.terms import Presence
from thidua.kit import clock
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.news.models import Picture
from thidua.samples.cast import UNITS


def body(response):
    return response.content.decode()


@pytest.fixture
def conference(cast):
    return planned(cast)


def test_a_conference_is_planned_on_the_page(cast, visit):
    typed = {"kind": "summary", "title": "Hội nghị tổng kết năm 2026", "on": "khi nào rảnh", "session": "morning",
             "place": "Hội trường A", "host": cast.member("song-hong").unit.pk}  # fmt: skip
    secretary = visit(SECRETARY)
    refused = secretary.post(address(cast), typed)
    assert refused.status_code == 422
    assert "Hội trường A" in body(refused)
    assert not Conference.objects.exists()
    made = secretary.post(address(cast), typed | {"on": "20/11/2026"})
    assert made.status_code == 302
    assert "Hội nghị tổng kết năm 2026" in body(secretary.get(made["Location"]))
    assert visit("can-bo-bien-dong").post(address(cast), typed | {"on": "20/11/2026"}).status_code == 422


def test_a_unit_enters_its_delegation_on_the_page(cast, visit, conference):
    officer = visit("can-bo-bien-dong")
    assert "Đoàn của đơn vị tôi" in body(officer.get(address(cast, conference)))
    officer.post(address(cast, conference, "doan/cua-toi/"))
    group = Delegation.objects.get()
    page = address(cast, conference, f"doan/{group.pk}/")
    refused = officer.post(page, {"name": "", "rank": "Đại tá", "title": ""})
    assert refused.status_code == 422
    assert "Đại tá" in body(refused)
    assert officer.post(page, {"rank": "Đại tá", "title": "Phó Giám đốc", "lead": "on"}).status_code == 302
    assert "Phó Giám đốc" in body(officer.get(address(cast, conference)))
    assert visit("can-bo-dong-bang").post(page, {"title": "Khách lạ"}).status_code == 422
    assert Delegate.objects.count() == 1


def test_the_secretary_enters_one_body_at_a_time(cast, visit, conference):
    secretary, page = visit(SECRETARY), address(cast, conference, "doan/")
    both = {"membership": cast.member("bien-dong").pk, "body": "Sở Nội vụ"}
    assert secretary.post(page, both).status_code == 422
    assert secretary.post(page, {"body": "Sở Nội vụ", "side": "guest"}).status_code == 302
    assert "Khách mời" in body(secretary.get(address(cast, conference)))
    listed = body(secretary.get(page))
    assert "Sở Nội vụ" in listed, "who is entered stands in the list"
    assert "Chưa có đoàn nào" not in listed


def test_the_programme_page_offers_the_usual_one_and_moves_items(cast, visit, conference):
    secretary, page = visit(SECRETARY), address(cast, conference, "chuong-trinh/")
    assert "Lấy chương trình thường dùng" in body(secretary.get(page))
    secretary.post(page + "mau/")
    first = conference.items.first()
    assert "08:00–08:30" in body(secretary.get(page))
    secretary.post(f"{page}{first.pk}/vi-tri/", {"to": "down"})
    first.refresh_from_db()
    assert first.order == 2
    assert secretary.post(page, {"title": "Thêm", "minutes": "nhiều"}).status_code == 422
    secretary.post(f"{page}{first.pk}/", {"title": first.title, "minutes": "20", "record": "Đủ tài liệu"})
    assert "Đủ tài liệu" in body(secretary.get(address(cast, conference)))


def test_check_in_finds_without_accents_and_says_when_it_is_the_second_time(cast, visit, conference):
    lead = under_way(cast, conference, title="Phó Giám đốc Đà Nẵng")
    door, secretary = address(cast, conference, "diem-danh/"), visit(SECRETARY)
    assert "Phó Giám đốc Đà Nẵng" in body(secretary.get(door, {"tim": "da nang"}))
    assert "Không tìm thấy đại biểu" in body(secretary.get(door, {"tim": "can tho"}))
    mark = address(cast, conference, "diem-danh/ghi/")
    answer = secretary.post(mark, {"mark": f"present {lead.pk}", "tim": "da nang"}, follow=True)
    assert "đã điểm danh (có mặt) lúc 08:00 bởi Thư ký hội nghị" in body(answer)
    assert answer.redirect_chain[0][0].startswith(f"{door}?tim=da+nang")
    assert "Hãy chọn" in body(secretary.post(mark, {"mark": f"tới {lead.pk}"}, follow=True))
    assert secretary.post(mark, {"mark": "present 0"}).status_code == 404
    assert 'name="mark"' not in body(visit("can-bo-bien-dong").get(door))


def test_the_big_screen_shows_the_item_under_way_and_renews_only_its_inside(cast, visit, conference):
    under_way(cast, conference)
    hall, visitor = address(cast, conference, "man-hinh/"), visit("can-bo-bien-dong")
    page = body(visitor.get(hall))
    assert "Đón tiếp đại biểu" in page
    assert 'class="rooms"' not in page
    inside = visitor.get(hall, {"phan": "1"}).json()
    assert "<html" not in inside["html"]
    assert "Tiếp theo" in inside["html"]


def test_what_is_said_recommended_and_photographed_is_written_down(cast, visit, conference):
    lead = under_way(cast, conference)
    secretary, page = visit(SECRETARY), address(cast, conference, "dien-bien/")
    secretary.post(page + "ghi-nhan/", {"kind": "result", "text": "Nhiều mô hình mới"})
    secretary.post(page + "kien-nghi/", {"text": "Đổi mới hình thức", "owner": "Cụm trưởng", "due_on": "31/01/2027"})
    secretary.post(address(cast, conference, f"dai-bieu/{lead.pk}/phat-bieu/"), {"spoke": "1"})
    secretary.post(page + "anh/", {"caption": "Quang cảnh hội nghị", "alt": "Hội trường đông người"})
    shown = body(secretary.get(address(cast, conference)))
    for needle in ("Nhiều mô hình mới", "Đổi mới hình thức", "31/01/2027", "Phát biểu", "Quang cảnh hội nghị"):
        assert needle in shown
    bad = secretary.post(page + "kien-nghi/", {"text": "Kiến nghị giữ lại", "due_on": "sớm"})
    assert bad.status_code == 422
    assert "Kiến nghị giữ lại" in body(bad)
    assert Recommendation.objects.count() == 1
    secretary.post(page + f"ghi-nhan/{Statement.objects.get().pk}/xoa/")
    assert not Statement.objects.exists()
    assert Picture.objects.count() == 1


def test_the_whole_conference_runs_on_the_pages(cast, visit, conference):
    secretary = visit(SECRETARY)
    secretary.post(address(cast, conference, "chuong-trinh/mau/"))
    group = actions.announce(here=here(cast), conference=conference, membership=cast.member("bien-dong"), at=AT)
    guest = actions.add_delegate(here=here(cast), delegation=group, title="Giám đốc", at=AT)
    with clock.at(AT):
        assert "Mọi thứ đã sẵn sàng" in body(secretary.get(address(cast, conference)))
        secretary.post(address(cast, conference, "khai-mac/"))
        assert "Chưa điểm danh đoàn nào" in body(secretary.get(address(cast, conference)))
        secretary.post(address(cast, conference, "diem-danh/ghi/"), {"mark": f"{Presence.PRESENT} {guest.pk}"})
        assert "Bế mạc và ban hành biên bản" in body(secretary.get(address(cast, conference, "be-mac/")))
        secretary.post(address(cast, conference, "be-mac/"))
        page = body(secretary.get(address(cast, conference)))
        again = body(secretary.post(address(cast, conference, "be-mac/"), follow=True))
    assert "Biên bản hội nghị" in page
    assert "đã bế mạc" in again
    cast.year.refresh_from_db()
    assert cast.year.at == Stage.CONCLUDED


def test_a_recommendation_is_struck_and_its_follow_up_is_one_click_from_the_conference(cast, visit, conference):
    under_way(cast, conference)
    kept, struck = (actions.recommend(here=here(cast), conference=conference, text=text, at=AT)
                    for text in ("Sửa bảng tiêu chí", "Gõ nhầm"))  # fmt: skip
    assert "Gõ nhầm" in body(visit(SECRETARY).get(address(cast, conference, "dien-bien/")))
    gone = visit(SECRETARY).post(address(cast, conference, f"dien-bien/kien-nghi/{struck.pk}/xoa/"), follow=True)
    assert "Gõ nhầm" not in body(gone)
    page = address(cast, rest=f"kien-nghi/{kept.pk}/")
    assert page in body(visit(SECRETARY).get(address(cast, conference)))
    assert visit("can-bo-bien-dong").post(page, {"state": "done", "note": "Xong"}).status_code == 422
    assert visit("thuong-truc").post(page, {"state": "done", "note": "Đã sửa"}).status_code == 302
    assert "Đã sửa" in body(visit(SECRETARY).get(address(cast, conference)))


def test_another_year_is_not_found(cast, visit, conference):
    other = ClusterYear.objects.create(cluster=cast.year.cluster, year=2025)
    Conference.objects.filter(pk=conference.pk).update(year=other)
    assert visit(SECRETARY).get(address(cast, conference)).status_code == 404


def test_the_pages_ask_a_fixed_number_of_queries(cast, visit, conference):
    pages = ("", "chuong-trinh/", "doan/", "diem-danh/", "dien-bien/", "man-hinh/", "be-mac/")
    visitor = visit(SECRETARY)

    def counts():
        found = {}
        for rest in pages:
            visitor.get(address(cast, conference, rest))
            with CaptureQueriesContext(connection) as asked:
                visitor.get(address(cast, conference, rest))
            found[rest] = len(asked)
        return found

    def fill(codes):
        for code in codes:
            group = actions.announce(here=here(cast), conference=conference, membership=cast.member(code), at=AT)
            for title in ("Giám đốc", "Phó Giám đốc"):
                actions.add_delegate(here=here(cast), delegation=group, title=title, at=AT)
            actions.add_item(here=here(cast), conference=conference, title=f"Tham luận {code}", at=AT)
            actions.state(here=here(cast), conference=conference, kind="result", text=code, at=AT)
            actions.recommend(here=here(cast), conference=conference, text=code, at=AT)

    fill(["song-hong"])
    few = counts()
    fill([code for code, _name, _short in UNITS[1:]])
    assert counts() == few
