"""The way in, in a real browser: by mouse, by keyboard, on a phone, in light and dark."""

import pytest

from tests.browser import DESKTOP, NARROWEST, PHONE, assert_accessible, assert_fits, look
from thidua.samples.cast import CLUSTER, PASSWORD, YEAR

pytestmark = pytest.mark.browser
PEOPLE = f"/cum/{CLUSTER}/{YEAR}/nhan-su/"
PAGES = ("/dang-nhap/", "/tai-khoan/", PEOPLE)


def test_a_wrong_password_is_said_in_one_sentence_and_the_name_stays(page_as):
    page = page_as()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("can-bo-song-hong")
    page.get_by_label("Mật khẩu").fill("sai-mat-khau")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    assert page.get_by_role("alert").get_by_text("Tên đăng nhập hoặc mật khẩu không đúng.").count() == 1
    assert page.get_by_label("Tên đăng nhập").input_value() == "can-bo-song-hong"
    assert page.get_by_role("button", name="Đăng xuất").count() == 0


def test_signing_in_with_the_keyboard_alone(page_as):
    page = page_as()
    page.goto(PEOPLE)
    assert "/dang-nhap/" in page.url, "a stranger is sent to sign in"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip", "the first stop leads to the content"
    for _stop in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "login":
            break
    page.keyboard.type("can-bo-song-hong")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Đăng xuất").wait_for()
    assert page.url.endswith(PEOPLE), "and comes out where it wanted to go"


def test_signing_out_ends_the_session(page_as, site):
    page = page_as("lanh-dao-dong-bang")
    page.goto("/tai-khoan/")
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/tai-khoan/")
    assert "/dang-nhap/" in page.url
    site.signed_in.pop("lanh-dao-dong-bang")


@pytest.mark.parametrize("viewport", [PHONE, NARROWEST], ids=["phone", "narrowest"])
@pytest.mark.parametrize("address", PAGES)
def test_no_sideways_scroll_on_a_phone(page_as, address, viewport):
    page = page_as("thuong-truc" if address != "/dang-nhap/" else "", viewport=viewport)
    page.goto(address)
    assert_fits(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(page_as, address, dark):
    for viewport in (DESKTOP, PHONE):
        page = page_as("thuong-truc" if address != "/dang-nhap/" else "", viewport=viewport, dark=dark)
        page.goto(address)
        look(page, f"{address.strip('/').split('/')[-1]}-{viewport['width']}-{'toi' if dark else 'sang'}")
        assert_accessible(page)


def test_a_reader_may_choose_english_and_return(page_as):
    page = page_as("can-bo-bien-dong")
    page.goto("/tai-khoan/")
    assert page.locator("html").get_attribute("lang") == "vi"
    page.get_by_role("button", name="English").click()
    assert page.url.endswith("/tai-khoan/"), "the same page again"
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("heading", name="Offices held").wait_for()
    page.get_by_role("button", name="Tiếng Việt").click()
    page.get_by_role("heading", name="Chức trách đang giữ").wait_for()
