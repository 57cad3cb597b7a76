"""A passkey in a real browser, with Chromium's virtual authenticator: set up, then asked for at the next sign-in."""

import pytest

from tests.browser import DESKTOP, NARROWEST, assert_accessible, assert_fits, look
from thidua.samples.cast import PASSWORD

pytestmark = pytest.mark.browser
WHO = "can-bo-song-hong"


def typed_password(page, to: str) -> None:
    page.goto(to)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Tiếp tục").click()


def test_a_passkey_is_set_up_and_opens_the_account(site, page_as):
    page = page_as()
    there = site.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    phone = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
             "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": phone})

    def sign_in() -> None:
        page.goto(f"{there}/dang-nhap/")
        page.get_by_label("Tên đăng nhập").fill(WHO)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()

    sign_in()
    typed_password(page, f"{there}/bao-mat/khoa/them/")
    page.get_by_label("Gọi khoá này là").fill("máy tính cơ quan")
    page.get_by_role("button", name="Thêm khoá").click()
    page.get_by_role("heading", name="Mã dự phòng").wait_for()
    look(page, "ma-du-phong")
    assert_accessible(page)
    page.goto(f"{there}/bao-mat/")
    assert page.get_by_text("máy tính cơ quan").first.is_visible()
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in()
    page.get_by_role("heading", name="Bước hai").wait_for()
    look(page, "buoc-hai")
    assert_accessible(page)
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    page.wait_for_url("**/viec-cua-toi/")


@pytest.mark.parametrize("viewport", [DESKTOP, NARROWEST], ids=["desktop", "narrowest"])
def test_the_pages_fit_and_are_accessible(page_as, viewport):
    page = page_as("can-bo-dong-bang", viewport=viewport)
    page.goto("/bao-mat/")
    look(page, f"bao-mat-{viewport['width']}")
    assert_accessible(page)
    assert_fits(page)
    page.goto("/bao-mat/ung-dung/")
    assert_accessible(page)
    if page.get_by_label("Mật khẩu").count():
        typed_password(page, "/bao-mat/ung-dung/")
    page.get_by_role("heading", name="Đặt ứng dụng xác thực").wait_for()
    look(page, f"ung-dung-{viewport['width']}")
    assert_accessible(page)
    assert_fits(page)
