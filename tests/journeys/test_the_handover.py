"""The pages of the handover on the screens of those who use them: the rule proposes, an announcement is taken back."""

import pytest

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
