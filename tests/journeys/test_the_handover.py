"""After the conference on the screens of those who use them: two write one notice of conclusions; the handover's rule
proposes, an announcement is taken back."""

import pytest
from playwright.sync_api import expect

from tests.browser import NARROWEST, PHONE, assert_accessible, assert_fits, look, python

pytestmark = pytest.mark.browser
READY = """
import django; django.setup()
from thidua.members.terms import Stage
from thidua.samples.cast import PASSWORD
from thidua.samples.demo import seed
seed(Stage.CONCLUDED, password=PASSWORD)
"""
HERE = "/cum/cum-mau-2/2026/ban-giao/"


@pytest.fixture(scope="module")
def ready(site):
    python(site.home, "-c", READY)
    return site


def kept(page, name):
    look(page, f"ban-giao-{name}")
    assert_accessible(page)
    assert_fits(page)


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name).click()


def test_the_rule_proposes_the_announcement_follows_and_is_taken_back(ready, page_as):
    clerk = page_as("thu-ky-cum-truong")
    clerk.goto(f"{HERE}luan-phien/")
    clerk.get_by_label("Áp dụng từ ngày").fill("2026-01-01")
    clerk.get_by_label("Căn cứ").fill("Quy chế cụm (minh hoạ), Điều 4")
    press(clerk, "Ghi quy tắc")
    assert "Theo thứ tự xoay vòng" in clerk.get_by_role("main").inner_text()
    kept(clerk, "luan-phien")
    clerk.goto(f"{HERE}cong-bo/")
    assert (
        clerk.get_by_label("Cụm trưởng năm sau").locator("option:checked").inner_text().startswith("Đơn vị Trường Sơn")
    )
    kept(clerk, "cong-bo")
    press(clerk, "Công bố")
    kept(clerk, "da-cong-bo")
    clerk.get_by_role("link", name="Rút công bố").click()
    kept(clerk, "rut")
    clerk.get_by_label("Lý do rút công bố").fill("Đọc nhầm tên (minh hoạ)")
    press(clerk, "Rút công bố")
    assert "Đã rút công bố" in clerk.inner_text("body")
    phone = page_as("lanh-dao-bien-dong", viewport=PHONE)
    phone.goto(HERE)
    kept(phone, "dien-thoai")
    narrow = page_as("lanh-dao-bien-dong", viewport=NARROWEST)
    narrow.goto(f"{HERE}qua-cac-nam/")
    assert "Đơn vị Sông Hồng" in narrow.get_by_role("main").inner_text()
    kept(narrow, "qua-cac-nam")


def test_two_write_at_once_and_nothing_typed_is_lost(ready, page_as):
    one, two = page_as("thu-ky-hoi-nghi"), page_as("thu-ky-cum-truong", viewport=PHONE)
    one.goto("/cum/cum-mau-2/2026/hoi-nghi/")
    one.get_by_role("link", name="sơ kết").first.click()
    one.get_by_role("link", name="Biên bản, kết luận").click()
    press(one, "Bắt đầu viết")
    two.goto(one.url)
    box, save = "section.section:nth-of-type(3) textarea", "section.section:nth-of-type(3) button"
    one.locator("section.section:nth-of-type(2) textarea").fill("Chưa lưu ở mục khác.")
    one.locator(box).fill("Ý thứ nhất.")
    two.locator(box).fill("Ý thứ hai.")
    one.locator(save).click()
    expect(one.get_by_text("Đã lưu lúc")).to_be_visible()
    expect(one.locator("section.section:nth-of-type(2) textarea")).to_have_value("Chưa lưu ở mục khác.")
    two.locator(box).press("Control+s")
    expect(two.locator(".theirs")).to_have_text("Ý thứ nhất.")
    expect(two.locator(box)).to_have_value("Ý thứ hai.")
    assert_fits(two)
    two.locator(box).fill("Ý thứ nhất.\nÝ thứ hai.")
    two.locator(save).click()
    expect(two.get_by_text("Đã lưu lúc")).to_be_visible()
    expect(one.locator(box)).to_have_value("Ý thứ nhất.\nÝ thứ hai.", timeout=15_000)
    assert_accessible(one)
    press(one, "Trình lãnh đạo đơn vị chủ trì duyệt")
    one.get_by_text("Chưa lưu ở mục khác.").wait_for()
    look(one, "ket-luan-da-trinh")
