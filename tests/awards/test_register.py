"""The register: a number once, found without accents, past years from Excel, profiles, the fund, certificates."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from tests.awards.staging import DAY, FLAG, KEEPER, NOW, enter, line
from tests.jobs.worker import work_off
from thidua.awards import actions, queries
from thidua.awards.importing import COLUMNS
from thidua.awards.models import Award, AwardDecision, CertificateLayout, FundEntry
from thidua.jobs.models import Job
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.ledger.terms import Actor
from thidua.members.models import Lineage
from thidua.members.terms import Succession

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november():
    with clock.at(NOW):
        yield


def names(typed, **how):
    return [str(one) for one in queries.search(typed, **how).awards]


def test_a_number_is_used_once_by_a_body_in_a_year(cast):
    made = enter(line(cast, "song-hong"), line(cast, "truong-son"))
    with pytest.raises(Refused, match=r"12/qđ-mh của bộ  minh HOẠ năm 2026 đã dùng cho quyết định ngày 25/11/2026"):
        enter(line(cast, "bien-dong"), number="12/qđ-mh", body="bộ  minh HOẠ")
    enter(line(cast, "bien-dong"), on=dt.date(2025, 11, 25))
    enter(line(cast, "bien-dong"), body="Tỉnh Minh hoạ")
    assert AwardDecision.objects.count() == 3
    assert Award.objects.count() == 4
    entry = Entry.objects.filter(act="awards.enter_decision").first()
    assert (entry.facts["number"], entry.facts["awards"]) == ("12/QĐ-MH", 2)
    assert made.year == 2026


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"number": " "}, "số quyết định"), ({"body": ""}, "cơ quan quyết định"),
     ({"on": dt.date(2026, 11, 26)}, "sau hôm nay"),
     ({"by": Actor(2, "Thư ký", "head_secretary")}, "Sổ khen thưởng do")],
)  # fmt: skip
def test_what_is_not_a_decision_is_refused(cast, wrong, said):
    with pytest.raises(Refused, match=said):
        enter(line(cast, "song-hong"), **wrong)
    with pytest.raises(Refused, match="hai lần"):
        enter(line(cast, "song-hong"), line(cast, "song-hong"))
    with pytest.raises(Refused, match="chưa có đơn vị"):
        enter()
    assert not Award.objects.exists()


def test_it_is_found_by_the_beginnings_of_words_without_accents(cast):
    enter(
        line(cast, "truong-son"), line(cast, "song-hong", "chien-si-thi-dua-co-so", 2024, "Cán bộ thi đua", "Phòng 1")
    )
    assert (
        names("truong son")
        == names("Trường SƠN 2025 cờ")
        == ["Cờ thi đua của Bộ, tỉnh, Đơn vị Trường Sơn (minh hoạ), năm 2025"]
    )
    assert names("chien si 2024") == ["Chiến sĩ thi đua cơ sở, Cán bộ thi đua, năm 2024"]
    assert len(names("12 qd")) == len(names("")) == 2
    assert names("khong co") == names("truong son 2024") == []
    assert names("'\"* OR NEAR( -- :& |!") == []
    assert len(names("!!! ***")) == 2


def test_a_long_register_is_read_page_by_page(cast):
    enter(*[line(cast, "song-hong", "chien-si-thi-dua-co-so", 2024, f"Cán bộ số {n}") for n in range(120)])
    first = queries.search("can bo")
    second = queries.search("can bo", before=first.before)
    third = queries.search("can bo", before=second.before)
    assert [len(page.awards) for page in (first, second, third)] == [50, 50, 20]
    assert third.before == 0


def test_past_years_come_from_excel_after_a_look(cast, visit):
    keeper, book = visit("thuong-truc"), Workbook()
    sheet = book.active
    sheet.append(COLUMNS)
    good = ["7/QĐ-MH", dt.date(2023, 12, 20), "Bộ Minh hoạ", "Người ký", "Đơn vị Sông Hồng (minh hoạ)", "", "",
            "đơn vị quyết thắng", 2023]  # fmt: skip
    sheet.append(good)
    sheet.append([*good[:4], "Đơn vị khác (minh hoạ)", "Trưởng phòng", "Trưởng phòng", "Chiến sĩ thi đua cơ sở", 2023])
    sheet.append([*good[:1], "32/13/2023", *good[2:7], "Danh hiệu lạ", "năm nay"])

    def send():
        into = io.BytesIO()
        book.save(into)
        return keeper.post("/so-khen-thuong/nhap/", {"file": SimpleUploadedFile("so.xlsx", into.getvalue())})

    page = send().content.decode()
    for said in (
        "Dòng 4: “32/13/2023” không phải ngày",
        "“năm nay” không phải năm",
        "“Danh hiệu lạ” không có trong danh mục",
    ):
        assert said in page
    assert 'name="rows"' not in page
    sheet.delete_rows(4)
    page = send().content.decode()
    assert "2 khen thưởng trong 1 quyết định" in page
    assert not Award.objects.exists()
    signed = page.split('name="rows" value="')[1].split('"')[0]
    keeper.post("/so-khen-thuong/nhap/ghi/", {"rows": signed})
    assert [(one.unit and one.unit.code, one.title) for one in Award.objects.order_by("pk")] == [
        ("song-hong", "don-vi-quyet-thang"), (None, "chien-si-thi-dua-co-so")]  # fmt: skip
    again = keeper.post("/so-khen-thuong/nhap/ghi/", {"rows": signed}, follow=True).content.decode()
    assert "đã dùng cho quyết định" in again
    assert (
        "không đọc được" in keeper.post("/so-khen-thuong/nhap/ghi/", {"rows": "x" * 50}, follow=True).content.decode()
    )
    assert Award.objects.count() == 2
    assert visit("thu-ky-cum-truong").get("/so-khen-thuong/nhap/").status_code == 404
    other = keeper.post("/so-khen-thuong/nhap/", {"file": SimpleUploadedFile("so.xlsx", b"%PDF-1.7")})
    assert other.status_code == 422


def test_profiles_tell_the_years_and_those_before_a_merger_apart(cast, visit):
    song_hong, truong_son = cast.member("song-hong").unit, cast.member("truong-son").unit
    Lineage.objects.create(predecessor=truong_son, successor=song_hong, kind=Succession.MERGED, on=dt.date(2025, 7, 1),
                           by_document="Nghị quyết minh hoạ")  # fmt: skip
    enter(line(cast, "song-hong"), line(cast, "truong-son", year=2024),
          line(cast, "song-hong", "chien-si-thi-dua-co-so", 2025, "Trưởng phòng Tham mưu", "Trưởng phòng"))  # fmt: skip
    reader = visit("can-bo-dong-bang")
    page = reader.get("/so-khen-thuong/don-vi/song-hong/").content.decode()
    assert "Trước ngày 01/07/2025: Đơn vị Trường Sơn" in page.replace("1 tháng 7, 2025", "01/07/2025")
    assert "Trưởng phòng Tham mưu" in page
    person = reader.get("/so-khen-thuong/ca-nhan/", {"ten": "truong phong tham muu"})
    assert "Chiến sĩ thi đua cơ sở" in person.content.decode()
    assert reader.get("/so-khen-thuong/ca-nhan/", {"ten": "không ai"}).status_code == 404
    found = reader.get("/so-khen-thuong/", {"q": "song hong"}).content.decode()
    assert "12/QĐ-MH" in found
    assert "Ghi quyết định" not in found


def test_statistics_by_year_level_and_title_go_to_excel(cast, visit):
    enter(
        line(cast, "song-hong"), line(cast, "truong-son"), line(cast, "song-hong", "chien-si-thi-dua-co-so", 2025, "A")
    )
    book = visit("can-bo-dong-bang").get("/so-khen-thuong/thong-ke/?since=2025&until=2025&xlsx=1")
    rows = list(load_workbook(io.BytesIO(book.content)).active.values)[1:]
    assert [row[:2] + row[3:] for row in rows] == [
        (2025, "Cờ thi đua của Bộ, tỉnh", 2, 0), (2025, "Chiến sĩ thi đua cơ sở", 0, 1)]  # fmt: skip
    assert visit("can-bo-dong-bang").get("/so-khen-thuong/thong-ke/?since=x&until=1").status_code == 422


def test_the_fund_pays_an_award_once_by_the_laws_multiple(cast, visit):
    enter(line(cast, "song-hong"), line(cast, "song-hong", "chien-si-thi-dua-co-so", 2025, "A"))
    actions.enter_money(by=KEEPER, at=NOW, on=DAY, amount=50_000_000, what="Trích quỹ (minh hoạ)")
    flag = Award.objects.get(title=FLAG)
    page = visit("thuong-truc").get("/so-khen-thuong/quy/").content.decode()
    assert "20.240.000" in page, "8 × 2.530.000"
    assert "2.530.000" in page
    visit("thuong-truc").post(f"/so-khen-thuong/quy/{flag.pk}/tra/")
    with pytest.raises(Refused, match="đã được trả"):
        actions.pay(by=KEEPER, at=NOW, award=flag, on=DAY)
    fund = queries.fund()
    assert (fund.money_in, fund.money_out, fund.balance) == (50_000_000, 20_240_000, 29_760_000)
    assert FundEntry.objects.count() == 2


def test_certificates_are_printed_in_the_background_on_our_paper_and_on_a_blank(cast, visit):
    enter(line(cast, "song-hong"), line(cast, "song-hong", "chien-si-thi-dua-co-so", 2025, "Trưởng phòng", "Phòng 1"))
    keeper = visit("thuong-truc")
    for name, printed in (("Giấy trắng", ""), ("Phôi", "1")):
        keeper.post("/so-khen-thuong/bo-tri/", {"name": name, "printed": printed})
    texts = []
    for layout in CertificateLayout.objects.all():
        chosen = list(Award.objects.values_list("pk", flat=True))
        answer = keeper.post("/so-khen-thuong/in/", {"layout": layout.pk, "award": chosen})
        work_off()
        job = Job.objects.latest("pk")
        assert answer["Location"] == f"/viec-chay/{job.pk}/"
        assert job.state == "done", job.error
        pdf = PdfReader(io.BytesIO(b"".join(keeper.get(f"/viec-chay/{job.pk}/tep/").streaming_content)))
        texts.append([page.extract_text() for page in pdf.pages])
    ours, blank = texts
    assert len(ours) == len(blank) == 2
    assert "CỜ THI ĐUA CỦA BỘ, TỈNH" in ours[1]
    assert "CỘNG HOÀ" in ours[0]
    assert "Trưởng phòng" in blank[0]
    assert "CỘNG HOÀ" not in blank[0]
    nothing = keeper.post("/so-khen-thuong/in/", {"layout": 1}, follow=True).content.decode()
    assert "Chưa có giấy nào để in" in nothing or "Hãy chọn bố trí" in nothing


def test_places_are_kept_and_must_lie_on_the_paper(cast):
    made = actions.make_layout(by=KEEPER, at=NOW, name="Phôi", printed=True)
    typed = {"holder-on": "1", "holder-x": "1000", "holder-y": "900", "holder-size": "200", "holder-centred": "1"}
    actions.place_lines(by=KEEPER, at=NOW, layout=made, typed=typed)
    made.refresh_from_db()
    assert made.places == {"holder": [1000, 900, 200, True]}
    for wrong in ({"holder-x": "2971"}, {"holder-y": "-1"}, {"holder-size": "9000"}, {"holder-on": ""}):
        with pytest.raises(Refused):
            actions.place_lines(by=KEEPER, at=NOW, layout=made, typed=typed | wrong)
    with pytest.raises(Refused, match="tên khác"):
        actions.make_layout(by=KEEPER, at=NOW, name="Phôi", printed=False)
