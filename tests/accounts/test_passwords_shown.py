"""A password can be shown, a new one says how strong it is, in a real browser; without scripts all works as before."""

import pytest

from tests.browser import DESKTOP, NARROWEST, assert_accessible, assert_fits, look
from thidua.samples.cast import PASSWORD

pytestmark = pytest.mark.browser


def test_what_was_typed_can_be_shown_and_is_hidden_again_before_it_is_sent(page_as):
    page = page_as()
    page.goto("/dang-nhap/")
    field = page.get_by_label("Mật khẩu")
    field.fill(PASSWORD)
    assert field.get_attribute("type") == "password"
    page.get_by_role("button", name="Hiện mật khẩu").click()
    assert field.get_attribute("type") == "text"
    assert_accessible(page)
    page.get_by_role("button", name="Giấu mật khẩu").click()
    assert field.get_attribute("type") == "password"
    page.keyboard.press("Space")
    assert field.get_attribute("type") == "text", "by the keyboard, too"
    page.evaluate("document.querySelector('main form').addEventListener('submit', (sent) => sent.preventDefault())")
    page.get_by_label("Tên đăng nhập").fill("can-bo-song-hong")
    field.press("Enter")
    assert field.get_attribute("type") == "password"


@pytest.mark.parametrize("viewport", [DESKTOP, NARROWEST], ids=["desktop", "narrowest"])
def test_a_new_password_says_how_strong_it_is(page_as, viewport):
    page = page_as("can-bo-dong-bang", viewport=viewport)
    page.goto("/mat-khau/")
    field = page.locator("input[autocomplete=new-password]").first
    told = page.get_by_role("status")
    for typed, said in (
        ("ngắn", "Còn thiếu 8 ký tự."),
        ("aaaaaaaaaaaaaaaa", "Dễ đoán"),
        ("1234567890123", "Dễ đoán"),
        ("Mua thu 2026", "Được."),
        ("Sông nước mùa thu năm ấy", "Khó đoán."),
    ):
        field.fill(typed)
        assert said in told.inner_text(), typed
    assert page.get_by_role("button", name="Hiện mật khẩu").count() == 3
    look(page, f"mat-khau-{viewport['width']}")
    assert_accessible(page)
    assert_fits(page)
    field.fill("")
    assert not told.is_visible()


def test_without_scripts_the_fields_are_as_they_were(site):
    context = site.browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/dang-nhap/")
    assert page.get_by_role("button", name="Hiện mật khẩu").count() == 0
    page.get_by_label("Tên đăng nhập").fill("can-bo-song-hong")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/viec-cua-toi/")
    context.close()
