"""The board and a unit's points as files: official, adding up, five answers told apart, nothing that runs."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.scoring.asking import asking, send
from tests.scoring.files import OFFICE, below, exact, formulas, lines, opened, recalculated, texts
from tests.scoring.year import appraised, appraising, open_round, started, submit_self
from thidua.members.models import ClusterYear, Membership, Unit
from thidua.scoring.models import Claim
from thidua.scoring.queries import board
from thidua.scoring.terms import Hand
from thidua.scoring.workbooks.csvs import cell

BASE = "/cum/cum-mau/2026/bang-diem/"
WORKBOOK, CSV = BASE + "tai-ve.xlsx", BASE + "tai-ve.csv"


def test_the_board_leaves_with_its_official_head_and_foot(cast, visit):
    ClusterYear.objects.update(cut_off=dt.date(2026, 10, 31))
    appraised(cast)
    answer = visit("can-bo-bien-dong").get(WORKBOOK)
    assert answer["Content-Disposition"] == 'attachment; filename="bang-diem-cum-mau-2026-agreed-chinh-thuc.xlsx"'
    said = texts(opened(answer)["Bảng điểm"])
    for text in ("BỘ MINH HOẠ", "BẢNG ĐIỂM THI ĐUA NĂM 2026", "KẾT QUẢ CHÍNH THỨC", "TM. CỤM THI ĐUA, CỤM TRƯỞNG",
                 "Số liệu chốt đến ngày 31 tháng 10 năm 2026", "………, ngày 01 tháng 3 năm 2026",
                 "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"):  # fmt: skip
        assert text in said
    assert any("giả định" in text for text in said)


def test_what_is_not_official_says_so_and_who_may_not_see_it_gets_nothing(cast, visit):
    appraising(cast)
    for address in (WORKBOOK, CSV, BASE + "song-hong/tai-ve.xlsx", BASE + "song-hong/tai-ve.csv"):
        assert visit("can-bo-bien-dong").get(address).status_code == 404
    said = texts(opened(visit("thuong-truc").get(WORKBOOK))["Bảng điểm"])
    assert "BẢN XEM TRƯỚC, CHƯA PHẢI KẾT QUẢ CHÍNH THỨC" in said
    assert {line["Tình trạng"] for line in lines(visit("thuong-truc").get(CSV))} == {"xem trước"}
    own = texts(opened(visit("can-bo-song-hong").get(BASE + "song-hong/tai-ve.xlsx"))["Điểm của đơn vị"])
    assert "BẢN XEM TRƯỚC, CHƯA PHẢI KẾT QUẢ CHÍNH THỨC" in own


def test_numbers_are_numbers_and_totals_are_sums_of_what_stands_beside_them(cast, visit):
    appraised(cast)
    answer = visit("thuong-truc").get(WORKBOOK)
    with_formulas, with_values = opened(answer)["Bảng điểm"], opened(answer, values=True)["Bảng điểm"]
    rows = board(cast.year, cast.day).rows
    assert len(rows) == 5
    for row in rows:
        assert below(with_formulas, "Tổng điểm", row.member.unit.name).value.startswith("=SUM(C")
        assert exact(below(with_values, "Tổng điểm", row.member.unit.name).value) == row.total
        share = below(with_values, "Tỷ lệ", row.member.unit.name)
        assert f"{share.value:.2%}".replace(".", ",") == row.percent.replace("%", "").ljust(5, "0") + "%"
        assert share.number_format == "0.00%"
    assert len(formulas(opened(answer))) > 30, "the groups of the second sheet add up too"


def test_the_head_stays_in_view_and_on_every_page_and_the_paper_lies_across(cast, visit):
    appraised(cast)
    for sheet in opened(visit("thuong-truc").get(WORKBOOK)):
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert not sheet.merged_cells.ranges


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
def test_libreoffice_adds_up_to_the_same(cast, visit, tmp_path):
    appraised(cast)
    for number, address in enumerate((WORKBOOK, BASE + "cao-nguyen/tai-ve.xlsx")):
        answer, folder = visit("thuong-truc").get(address), tmp_path / str(number)
        folder.mkdir()
        ours, theirs = opened(answer, values=True), recalculated(answer.content, folder)
        found = formulas(opened(answer))
        assert found
        for sheet, place in found:
            assert exact(theirs[sheet][place].value) == exact(ours[sheet][place].value), (sheet, place)


@pytest.fixture
def five(cast):
    """One unit with all five answers, and a zero: its card is all there is to say about them."""
    open_round(started(cast), Hand.SELF)
    submit_self(cast, "cao-nguyen")
    claims = Claim.objects.filter(sheet__membership__unit__code="cao-nguyen")
    claims.filter(code="I.2.b").delete()
    claims.filter(code="I.2.c").update(written={"points": "không xác định được"}, reason="đang xác minh")
    claims.filter(code="II.1.a").update(written={"points": "0"})
    cast.member("cao-nguyen").targets.update_or_create(
        code="I.2.a", defaults={"scope": "waived", "reason": "mới thành lập"}
    )
    return cast


def test_the_five_answers_are_five_different_things_in_the_workbook(five, visit):
    sheet = opened(visit("thuong-truc").get(BASE + "cao-nguyen/tai-ve.xlsx"), values=True)["Điểm của đơn vị"]

    def row(code):
        return [below(sheet, title, code, named="TT").value for title in ("Tự chấm", "Trả lời")]

    assert row("I.1.c") == ["không giao", "không giao"]
    assert row("I.2.b") == ["chưa nhập", "chưa nhập"]
    assert row("I.2.c") == ["không xác định được", "không xác định được"]
    assert row("II.1.a") == [0, "có số liệu"]
    points, word = row("I.2.a")
    assert points > 0
    assert word == "miễn"
    assert "(miễn)" in below(sheet, "Tự chấm", "I.2.a", named="TT").number_format


def test_the_five_answers_are_five_different_things_in_the_csv(five, visit):
    found = {line["Mã"]: line for line in lines(visit("thuong-truc").get(BASE + "cao-nguyen/tai-ve.csv"))}
    assert (found["I.1.c"]["Tự chấm"], found["I.1.c"]["Trả lời"]) == ("không giao", "không giao")
    assert (found["I.2.b"]["Tự chấm"], found["I.2.b"]["Trả lời"]) == ("chưa nhập", "chưa nhập")
    assert found["I.2.c"]["Trả lời"] == "không xác định được"
    assert (found["II.1.a"]["Tự chấm"], found["II.1.a"]["Trả lời"]) == ("0", "có số liệu")
    assert found["I.2.a"]["Trả lời"] == "miễn"
    whole = next(line for line in lines(visit("thuong-truc").get(CSV)) if "Cao Nguyên" in line["Đơn vị"])
    told = [whole[f"Số tiêu chí {word}"] for word in ("miễn", "chưa nhập", "không xác định được")]
    assert told == ["1", "1", "1"]


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", " =1"])
def test_no_text_becomes_a_formula(cast, visit, name):
    open_round(started(cast), Hand.SELF)
    submit_self(cast, "cao-nguyen")
    Unit.objects.filter(code="cao-nguyen").update(name=name, short_name=name)
    answer = visit("thuong-truc").get(WORKBOOK)
    assert not [text for text in formulas(opened(answer)).values() if name.strip() in text]
    assert name in texts(opened(answer)["Bảng điểm"])
    assert f"'{name}" in [line["Đơn vị"] for line in lines(visit("thuong-truc").get(CSV))]


def test_a_penalty_is_a_number_in_the_csv_and_not_a_guarded_text():
    assert cell(Decimal("-0.500")) == "-0,5"
    assert cell("-0,5") == "'-0,5"


def test_a_table_that_asks_about_the_unit_says_what_it_cannot_tell(cast, visit):
    send(asking(cast), "song-hong", A=("points", "8", ""), B=("points", "9", ""), C=("n", "5", ""))
    found = {line["Mã"]: line for line in lines(visit("thuong-truc").get(BASE + "song-hong/tai-ve.csv"))}
    assert found["A"]["Tự chấm"] == "8"
    assert found["B"]["Trả lời"] == found["C"]["Trả lời"] == "không xác định được"


def test_the_files_of_a_board_of_many_units_cost_no_query_a_unit(cast, visit, django_assert_max_num_queries):
    started(cast)
    for number in range(30):
        unit = Unit.objects.create(code=f"dv-{number}", name=f"Đơn vị {number}", short_name=f"ĐV {number}")
        Membership.objects.create(year=cast.year, unit=unit, order=100 + number)
    client = visit("thuong-truc")
    with django_assert_max_num_queries(20):
        assert "Đơn vị 29" in texts(opened(client.get(WORKBOOK))["Bảng điểm"])
