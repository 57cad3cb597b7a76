"""The score sheet in the hands of somebody who knows Excel: keys, a pasted column, undo, folding, filters."""

import pytest

from tests.browser import PHONE, assert_accessible, assert_fits, look, python

pytestmark = pytest.mark.browser
ADDRESS = "/cum/cum-mau-2/2026/cham-diem/tu-cham/song-hong/"
OPENED = """
import django, datetime as dt; django.setup()
from thidua.members.terms import Stage
from thidua.samples.cast import PASSWORD, YEAR, moment
from thidua.samples.demo import seed
from thidua.scoring.actions import open_round
from thidua.scoring.terms import Hand
opened = moment(YEAR, 11, 2)
cast = seed(Stage.RUNNING, password=PASSWORD)
open_round(here=cast.here("thu-ky-cum-truong", opened.date()), hand=Hand.SELF, due_on=dt.date(YEAR, 11, 10), at=opened)
"""
PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def scored(site):
    python(site.home, "-c", OPENED)
    return site


@pytest.fixture
def sheet(scored, page_as):
    page = page_as("can-bo-song-hong")
    page.goto(ADDRESS)
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def cells(page):
    return page.locator(".cell input:visible")


def values(page, count):
    return [cells(page).nth(place).input_value() for place in range(count)]


def total(page):
    return page.locator("[data-total]").inner_text()


def said(page):
    return page.locator("[data-said]").inner_text()


def paste(page, place, text):
    cell = cells(page).nth(place)
    cell.focus()
    cell.evaluate(PASTE, text)


def test_a_pasted_column_fills_downwards_moves_the_points_and_is_taken_back_by_one_undo(sheet):
    before, points = values(sheet, 3), total(sheet)
    with sheet.expect_response("**/tinh/"):
        paste(sheet, 0, "11\n12\n13\n")
    assert values(sheet, 3) == ["11", "12", "13"]
    sheet.wait_for_function("before => document.querySelector('[data-total]').textContent !== before", arg=points)
    assert "Đã dán 3 dòng" in said(sheet)
    look(sheet, "phieu-dan")
    sheet.keyboard.press("Control+z")
    assert values(sheet, 3) == before
    sheet.wait_for_function("before => document.querySelector('[data-total]').textContent === before", arg=points)
    sheet.keyboard.press("Control+y")
    assert values(sheet, 3) == ["11", "12", "13"]


def test_typing_in_two_cells_is_undone_one_cell_at_a_time(sheet):
    before = values(sheet, 2)
    cells(sheet).nth(0).fill("")
    cells(sheet).nth(0).press_sequentially("271")
    cells(sheet).nth(1).fill("")
    cells(sheet).nth(1).press_sequentially("5")
    sheet.keyboard.press("Control+z")
    assert values(sheet, 2) == ["271", before[1]]
    sheet.keyboard.press("Control+z")
    assert values(sheet, 2) == before
    assert not sheet.locator("[data-unsaved]").is_visible()


def test_more_rows_than_the_sheet_has_are_not_put_anywhere_and_it_says_so(sheet):
    room = cells(sheet).count()
    paste(sheet, 0, "1\n" * 5000)
    assert "dòng thừa không có chỗ dán" in said(sheet)
    assert cells(sheet).count() == room


def test_a_formula_in_a_cell_is_text_and_refused_with_what_was_typed(sheet):
    paste(sheet, 0, "=cmd|' /C calc'!A0\n12")
    sheet.get_by_role("button", name="Lưu phiếu").first.click()
    assert cells(sheet).nth(0).input_value() == "=cmd|' /C calc'!A0"
    assert sheet.locator("[data-problems]").is_visible()


def test_enter_and_arrows_walk_the_column_and_escape_gives_back_what_was_kept(sheet):
    kept = cells(sheet).nth(1).input_value()
    cells(sheet).nth(0).focus()
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("9")
    sheet.keyboard.press("Escape")
    assert cells(sheet).nth(1).input_value() == kept
    sheet.keyboard.press("ArrowUp")
    assert cells(sheet).nth(0).evaluate("cell => cell === document.activeElement")


def test_a_section_folds_away_by_keyboard_and_comes_back(sheet):
    rows = sheet.locator("[data-row]:visible")
    all_rows = rows.count()
    fold = sheet.locator("[data-group] .fold").first
    fold.focus()
    sheet.keyboard.press("Enter")
    assert fold.get_attribute("aria-expanded") == "false"
    assert rows.count() < all_rows
    assert_accessible(sheet)
    sheet.keyboard.press("Enter")
    assert rows.count() == all_rows


def test_the_filter_shows_only_what_still_misses_a_figure(sheet):
    sheet.locator("[data-filter]").select_option("missing")
    shown = sheet.locator("[data-row]:visible")
    assert 0 < shown.count() < sheet.locator("[data-row]").count()
    for place in range(shown.count()):
        assert any(not shown.nth(place).locator(".cell input, .cell select").nth(n).input_value()
                   for n in range(shown.nth(place).locator(".cell input, .cell select").count()))  # fmt: skip


def test_the_filter_shows_what_was_changed_and_what_has_no_evidence(sheet):
    sheet.locator("[data-filter]").select_option("changed")
    shown = sheet.locator("[data-row]:visible")
    before = shown.count()
    sheet.locator("[data-filter]").select_option("")
    row = sheet.locator("[data-row]:not([data-changed])", has=sheet.locator(".cell input")).last
    row.locator(".cell input").first.fill("3")
    sheet.locator("[data-filter]").select_option("changed")
    assert shown.count() == before + 1
    assert row.is_visible()
    sheet.locator("[data-filter]").select_option("no-files")
    assert shown.count() == sheet.locator("[data-row][data-no-files]").count() > 0


def test_what_is_typed_is_kept_by_itself(sheet, scored, page_as):
    cells(sheet).nth(0).fill("1234")
    sheet.locator("[data-saved]", has_text="Đã tự lưu lúc").wait_for()
    assert not sheet.locator("[data-unsaved]").is_visible()
    again = page_as("can-bo-song-hong")
    again.goto(ADDRESS)
    assert cells(again).nth(0).input_value() == "1234"


def test_a_cut_line_loses_nothing_and_what_was_typed_is_kept_when_it_is_back(sheet):
    sheet.context.set_offline(True)
    paste(sheet, 0, "21\n22\n23")
    sheet.locator("[data-saved]", has_text="Mất kết nối").wait_for()
    sheet.context.set_offline(False)
    sheet.locator("[data-saved]", has_text="Đã tự lưu lúc").wait_for()
    sheet.reload()
    assert values(sheet, 3) == ["21", "22", "23"]


def test_a_page_closed_while_the_line_was_cut_finds_its_rows_again(scored, page_as):
    page = page_as("can-bo-song-hong")
    page.goto(ADDRESS)
    page.on("dialog", lambda dialog: dialog.accept())
    page.context.set_offline(True)
    cells(page).nth(2).fill("77")
    page.locator("[data-saved]", has_text="Mất kết nối").wait_for()
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(ADDRESS)
    assert cells(again).nth(2).input_value() == "77"
    again.locator("[data-saved]", has_text="Đã tự lưu lúc").wait_for()


def test_two_tabs_on_one_row_show_both_values_and_the_typist_decides(sheet, page_as):
    other = page_as("can-bo-song-hong")
    other.goto(ADDRESS)
    cells(other).nth(4).fill("8")
    other.locator("[data-saved]", has_text="Đã tự lưu lúc").wait_for()
    cells(sheet).nth(4).fill("9")
    dispute = sheet.locator(".dispute")
    dispute.wait_for()
    assert "8" in dispute.inner_text()
    look(sheet, "phieu-hai-the")
    assert_accessible(sheet)
    dispute.get_by_role("button", name="Giữ của tôi").click()
    sheet.locator("[data-saved]", has_text="Đã tự lưu lúc").wait_for()
    other.reload()
    assert cells(other).nth(4).input_value() == "9"


def test_the_sheet_on_a_phone(scored, page_as):
    page = page_as("can-bo-song-hong", viewport=PHONE)
    page.goto(ADDRESS)
    assert_fits(page)
    look(page, "phieu-dien-thoai")
