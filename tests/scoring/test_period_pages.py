"""The pages of a table with periods: one switch carries the period; the year shows every quarter beside its own."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scoring.files import below, exact, opened, texts
from tests.scoring.quarters import Q1, Q2, TEXT, UNITS, appraised, by_quarters, open_round, self_scored, send
from tests.scoring.year import AT, DUE, here
from thidua.kit import clock
from thidua.samples.cast import moment
from thidua.scoring.models import Claim, Round, Sheet
from thidua.scoring.terms import Hand
from thidua.timeline.asks import asked_in

BASE = "/cum/cum-mau/2026/"


@pytest.fixture(autouse=True)
def _october():
    with clock.at(moment(2026, 10, 5, 12)):
        yield


def text(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_secretariat_opens_and_closes_a_quarter_on_its_page(cast, visit):
    by_quarters(cast)
    client = visit("thu-ky-cum-truong")
    page = client.get(f"{BASE}cham-diem/")
    assert "Chấm điểm: Quý I" in text(page)
    sent = client.post(f"{BASE}cham-diem/tu-cham/mo/?ky=Q2", {"due_on": "2026-10-20"}, follow=True)
    assert sent.redirect_chain[-1][0] == f"{BASE}cham-diem/?ky=Q2"
    assert "Chấm điểm: Quý II" in text(sent)
    assert list(Round.objects.values_list("period", "hand")) == [("Q2", "self")]
    assert "Chấm điểm: Quý II" in text(client.get(f"{BASE}cham-diem/"))
    assert client.get(f"{BASE}cham-diem/?ky=Q9").status_code == 404


def test_an_officer_s_sheet_is_the_quarter_s(cast, visit):
    by_quarters(cast)
    open_round(cast, Hand.SELF, "Q1")
    open_round(cast, Hand.SELF, "Q2")
    send(cast, "bien-dong", "Q1", "10", "0")
    client = visit("can-bo-bien-dong")
    address = f"{BASE}cham-diem/tu-cham/bien-dong/"
    assert client.get(address, follow=True).redirect_chain[-1][0] == f"{address}?ky=Q1"
    sheet = client.get(f"{address}?ky=Q2")
    seen = dict(re.findall(r'name="(seen:[^"]+)" value="([^"]+)"', sheet.content.decode()))
    saved = client.post(f"{address}?ky=Q2", {"A:points": "12", "B:event1": "1", **seen})
    assert saved.status_code == 302
    assert Claim.objects.get(sheet__period="Q2", code="A").written == {"points": "12"}
    assert Claim.objects.get(sheet__period="Q1", code="A").written == {"points": "10"}
    visit("lanh-dao-bien-dong").post(f"{address}gui/?ky=Q2")
    assert set(Sheet.objects.filter(submitted_at__isnull=False).values_list("period", flat=True)) == {"Q1", "Q2"}


def test_whose_turn_it_is_names_the_quarter(cast):
    by_quarters(cast)
    for period, due in (("Q1", AT.date()), ("Q2", DUE)):
        open_round(cast, Hand.SELF, period, due_on=due)
    send(cast, "bien-dong", "Q1", "10", "0")
    asked = {who: [(ask.text, ask.url, ask.due) for ask in asked_in(here(cast, who)) if "cham-diem" in ask.url]
             for who in ("can-bo-bien-dong", "lanh-dao-song-hong")}  # fmt: skip
    place = f"{BASE}cham-diem/tu-cham/bien-dong/?ky=Q2"
    assert asked["can-bo-bien-dong"] == [("Lập phiếu tự chấm điểm (Quý II)", place, DUE)]
    assert [text for text, _url, _due in asked["lanh-dao-song-hong"]][:2] == [
        "Gửi phiếu tự chấm điểm (Quý I)", "Gửi phiếu tự chấm điểm (Quý II)",
    ]  # fmt: skip


def test_the_year_s_board_shows_each_quarter_its_weight_and_what_is_missing(cast, visit):
    by_quarters(cast)
    appraised(cast, "Q1", Q1)
    self_scored(cast, "Q2", {unit: row for unit, row in Q2.items() if unit != "dong-bang"})
    page = text(visit("thu-ky-cum-truong").get(f"{BASE}bang-diem/?cot=self"))
    assert "Quý I hệ số 1, Quý II hệ số 2" in page
    assert "Tiêu chí B tính nhiều nhất 3 điểm" in page
    assert re.search(r"Biển Đông \(minh hoạ\).*?17,67 .*?17 .*?18", page)
    assert re.search(r"Đồng Bằng \(minh hoạ\) chưa đủ: Quý II 14 70% 14 –", page)


def test_why_the_year_s_points_are_what_they_are_with_the_numbers(cast, visit):
    by_quarters(cast)
    appraised(cast, "Q1", Q1)
    appraised(cast, "Q2", Q2)
    client = visit("can-bo-song-hong")
    page = text(client.get(f"{BASE}bang-diem/song-hong/tong/"))
    assert "(1 × 20 + 2 × 17 − 1) ÷ 3 = 17,67 (làm tròn)" in page
    assert "Tiêu chí B vượt mức tối đa của nửa năm đầu 1 điểm" in page
    page = text(client.get(f"{BASE}bang-diem/song-hong/A/"))
    for said in ("(1 × 18 + 2 × 15) ÷ 3 = 16", "Cách tính", "Điều 1, Quy chế minh hoạ"):
        assert said in page, said
    card = text(client.get(f"{BASE}bang-diem/song-hong/"))
    assert re.search(r"Nhiệm vụ chuyên môn 18 15 16", card)
    compared = text(client.get(f"{BASE}bang-diem/so-sanh/?a=bien-dong&b=song-hong"))
    assert "điểm mục A cao hơn" in compared


def test_the_members_see_a_quarter_when_it_is_closed_and_the_year_at_its_end(cast, visit):
    by_quarters(cast)
    appraised(cast, "Q1", Q1)
    client = visit("can-bo-bien-dong")
    assert "vòng thẩm định" in text(client.get(f"{BASE}bang-diem/"))
    quarter = client.get(f"{BASE}bang-diem/?ky=Q1")
    assert "Chính thức" in text(quarter)
    assert "?ky=Q1" in quarter.content.decode()
    assert client.get(f"{BASE}bang-diem/song-hong/?ky=Q1").status_code == 200
    assert client.get(f"{BASE}bang-diem/song-hong/").status_code == 404
    assert client.get(f"{BASE}bang-diem/bien-dong/").status_code == 200


def test_a_closed_quarter_is_opened_again_from_its_page_with_what_was_typed_kept(cast, visit):
    by_quarters(cast)
    appraised(cast, "Q1", Q1)
    client = visit("thu-ky-cum-truong")
    address = f"{BASE}cham-diem/tham-dinh/mo-lai/?ky=Q1"
    assert "Mở lại vòng thẩm định" in text(client.get(address))
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Nhầm số của Biển Đông"}).status_code == 302
    assert Round.objects.get(hand=Hand.APPRAISED).closed_at is None
    assert client.post(address, {"reason": "Nhầm số của Biển Đông"}).status_code == 422


def test_a_quarter_and_the_year_take_a_bounded_number_of_queries(cast, visit):
    by_quarters(cast)
    appraised(cast, "Q1", Q1)
    counts = {}
    for period in ("Q1", "Q2"):
        if period == "Q2":
            appraised(cast, "Q2", Q2)
        client = visit("lanh-dao-bien-dong")
        for path in ("cham-diem/?ky=Q1", "bang-diem/?ky=Q1", "bang-diem/", "bang-diem/bien-dong/"):
            with CaptureQueriesContext(connection) as seen:
                client.get(BASE + path)
            counts.setdefault(path, []).append(len(seen))
    assert all(max(found) <= 40 for found in counts.values()), counts
    assert len(UNITS) == 5


def test_a_quarter_goes_out_as_excel_and_csv_under_its_name(cast, visit):
    by_quarters(cast)
    self_scored(cast, "Q1", {unit: row for unit, row in Q1.items() if unit != "dong-bang"})
    client = visit("thu-ky-cum-truong")
    board = client.get(f"{BASE}bang-diem/?ky=Q1").content.decode()
    (csv,) = re.findall(r'href="([^"]+\.csv[^"]*)"', board)
    sent = client.get(html.unescape(csv))
    assert "-q1-" in sent["Content-Disposition"]
    told = sent.content.decode()
    assert "Cao Nguyên" in told
    assert "Đồng Bằng" not in told  # who took no part has no points, not 0
    for path in ("tai-ve.xlsx", "dong-bang/tai-ve.xlsx", "dong-bang/tai-ve.csv"):
        assert client.get(f"{BASE}bang-diem/{path}?ky=Q1").status_code == 200
        whole = client.get(f"{BASE}bang-diem/{path}").status_code
        assert whole == (200 if path == "tai-ve.xlsx" else 404), "a unit has no sheet of its own for the whole year"


def test_the_whole_year_goes_out_with_every_criterion_of_every_quarter(cast, visit):
    by_quarters(cast, TEXT.replace('combine = "weighted"', 'combine = "sum"').replace("weight = 2\n", ""))
    self_scored(cast, "Q1", Q1)
    self_scored(cast, "Q2", Q2)
    client = visit("thu-ky-cum-truong")
    page = client.get(f"{BASE}bang-diem/").content.decode()
    (link,) = re.findall(r'href="([^"]+tai-ve\.xlsx[^"]*)"', page)
    answer = client.get(html.unescape(link))
    book, values = opened(answer), opened(answer, values=True)
    assert book.sheetnames == ["Cả năm", "Tiêu chí theo kỳ"]
    assert "BẢN XEM TRƯỚC, CHƯA PHẢI KẾT QUẢ CHÍNH THỨC" in texts(book["Cả năm"])
    song_hong = cast.member("song-hong").unit.name
    bien_dong = cast.member("bien-dong").unit.name
    assert below(book["Cả năm"], "Cả năm", bien_dong).value.startswith("=SUM(C")
    assert exact(below(values["Cả năm"], "Cả năm", song_hong).value) == 36, (
        "four initiatives, the half year takes three"
    )
    assert "theo cách tính riêng" in below(book["Cả năm"], "Ghi chú", song_hong).value
    assert exact(below(values["Cả năm"], "Quý I", song_hong).value) == 20
    lines_of = [[cell.value for cell in row] for row in values["Tiêu chí theo kỳ"].iter_rows()]
    short = cast.member("song-hong").unit.short_name
    assert [row[4:6] for row in lines_of if row[0] == short and row[1] == "A"] == [[18, 15]]
    assert len([row for row in lines_of if row[0] == short]) == 2
    assert visit("can-bo-song-hong").get(f"{BASE}bang-diem/tai-ve.xlsx").status_code == 404, "not before the end"
