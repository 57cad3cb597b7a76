"""The pages around the points in a browser: the board and its screen in the hall, the files, taking over, agreeing."""

import io

import pytest
from openpyxl import load_workbook

from tests.browser import DESKTOP, NARROWEST, PHONE, assert_accessible, assert_fits, look, python
from thidua.scoring.workbooks.sheet import CODE, SHEET, VALUE

pytestmark = pytest.mark.browser
SCORED, OPEN = "/cum/cum-mau-2/2026/", "/cum/cum-mau-3/2026/"
SEEDED = """
import django, datetime as dt; django.setup()
from thidua.members.terms import Stage
from thidua.samples.cast import PASSWORD, YEAR, moment
from thidua.samples.demo import seed
from thidua.scoring.actions import close_round, open_round, save_sheet, submit_sheet
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand
seed(Stage.APPRAISED, password=PASSWORD)
opened = moment(YEAR, 11, 2)
cast = seed(Stage.SELF_SCORED, password=PASSWORD)
secretary = cast.here("thu-ky-cum-truong", opened.date())
open_round(here=secretary, hand=Hand.APPRAISED, due_on=dt.date(YEAR, 11, 18), at=opened)
rows = [Typed(code, {"points": "20"}, "Thiếu hồ sơ kèm theo (minh hoạ)") for code in ("I.2.b", "I.2.c", "II.1.a")]
save_sheet(here=secretary, membership=cast.member("bien-dong"), hand=Hand.APPRAISED, rows=rows, at=opened)
save_sheet(here=secretary, membership=cast.member("cao-nguyen"), hand=Hand.APPRAISED, rows=rows, at=opened)
submit_sheet(here=secretary, membership=cast.member("cao-nguyen"), hand=Hand.APPRAISED, at=opened)
"""
OUT_OF_SIGHT = """() => [...document.querySelectorAll("[data-row] :is(input:not([type=hidden]), select)")]
  .map(cell => cell.getBoundingClientRect()).filter(box => box.left < 0 || box.right > innerWidth).length"""
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROWEST], ids=["desktop", "phone", "narrow"])
PAGES = {
    "bang-diem": ("can-bo-bien-dong", SCORED + "bang-diem/"),
    "bang-diem-don-vi": ("can-bo-song-hong", SCORED + "bang-diem/song-hong/"),
    "vi-sao": ("can-bo-song-hong", SCORED + "bang-diem/song-hong/I.2.c/"),
    "so-sanh": ("can-bo-song-hong", SCORED + "bang-diem/so-sanh/?a=truong-son&b=song-hong"),
    "man-chieu": ("can-bo-bien-dong", SCORED + "bang-diem/man-chieu/"),
    "nhan-de-xuat": ("thu-ky-cum-truong", OPEN + "cham-diem/tham-dinh/bien-dong/de-xuat/"),
    "phieu-tham-dinh": ("thu-ky-cum-truong", OPEN + "cham-diem/tham-dinh/bien-dong/"),
    "dong-y": ("lanh-dao-cao-nguyen", OPEN + "bang-diem/cao-nguyen/dong-y/"),
    "cho-dong-y": ("lanh-dao-cao-nguyen", OPEN + "bang-diem/cao-nguyen/"),
}


@pytest.fixture(scope="module")
def scored(site):
    python(site.home, "-c", SEEDED)
    return site


@SIZES
@pytest.mark.parametrize("name", PAGES)
def test_the_page_fits_and_everyone_can_use_it(scored, page_as, name, size):
    who, address = PAGES[name]
    page = page_as(who, viewport=size)
    assert page.goto(address).status == 200
    assert_fits(page)
    assert_accessible(page)
    look(page, f"{name}-{size['width']}")


def test_the_screen_in_the_hall_shows_every_unit_without_scrolling(scored, page_as):
    page = page_as("can-bo-bien-dong", viewport={"width": 1920, "height": 1080})
    page.goto(SCORED + "bang-diem/man-chieu/")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    small = page.evaluate("Math.min(...[...document.querySelectorAll('tbody td.number')]"
                          ".map(cell => parseFloat(getComputedStyle(cell).fontSize)))")  # fmt: skip
    assert small >= 1080 / 25, "a digit is a twenty-fifth of the picture's height at least"
    with page.expect_response(lambda answer: "man-chieu" in answer.url, timeout=15_000) as renewed:
        pass
    assert renewed.value.status == 200


def test_on_a_phone_every_cell_to_be_typed_in_is_in_sight(scored, page_as):
    page = page_as("thu-ky-cum-truong", viewport=PHONE)
    page.goto(OPEN + "cham-diem/tham-dinh/bien-dong/")
    assert page.evaluate(OUT_OF_SIGHT) == 0
    assert page.locator("[data-row] .cell input").count() > 30
    page.select_option("#loc", "changed")
    assert page.locator("[data-row]:visible").count() == 3
    page.locator("[name='I.2.b:points']").fill("25")
    page.locator("[data-saved]", has_text="Đã tự lưu lúc").wait_for()


def test_a_file_is_taken_home_filled_in_and_brought_back(scored, page_as, tmp_path):
    page = page_as("thu-ky-cum-truong")
    page.goto(OPEN + "cham-diem/tham-dinh/dong-bang/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Tải phiếu ra Excel").click()
    book = load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    sheet = book[SHEET]
    head = next(row for row in sheet.iter_rows() if any(cell.value == CODE for cell in row))
    columns = {cell.value: cell.column for cell in head}
    rows = {row[columns[CODE] - 1].value: row[0].row for row in sheet.iter_rows(min_row=head[0].row + 1)}
    sheet.cell(rows["I.2.b"], columns[VALUE]).value = "nhiều"
    book.save(tmp_path / "sai.xlsx")
    sheet.cell(rows["I.2.b"], columns[VALUE]).value = 21
    sheet.cell(rows["I.2.b"], columns["Ghi chú, lý do"]).value = "Thiếu hồ sơ"
    book.save(tmp_path / "dung.xlsx")
    page.get_by_role("link", name="Tải tệp đã ghi lên").click()
    for name, shown in (("sai", "không phải là một số"), ("dung", "1 tiêu chí thay đổi")):
        page.get_by_label("Tệp Excel (.xlsx) đã ghi").set_input_files(tmp_path / f"{name}.xlsx")
        page.locator("main form[enctype] button").click()
        page.get_by_text(shown).first.wait_for()
        assert_fits(page)
        assert_accessible(page)
        look(page, f"phieu-tu-tep-{name}")
    page.get_by_role("button", name="Lưu các thay đổi này").click()
    page.get_by_text("Đã lưu phiếu.").wait_for()
    assert page.locator("[name='I.2.b:points']").input_value() == "21"
