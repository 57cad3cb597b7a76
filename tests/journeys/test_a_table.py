"""A table of criteria among the people who make it: talked over, compared, tried, amended from a day, copied on."""

import datetime as dt

import pytest

from tests.browser import PHONE, assert_accessible, assert_fits, look, python

pytestmark = pytest.mark.browser
TABLE = "/cum/cum-mau-2/2026/bang-tieu-chi/"
LAST_DAY = dt.date(2026, 12, 31)
RUNNING = """
import django; django.setup()
from thidua.members.terms import Stage
from thidua.samples.cast import PASSWORD
from thidua.samples.demo import seed
seed(Stage.RUNNING, password=PASSWORD)
"""


@pytest.fixture(scope="module")
def running(site):
    python(site.home, "-c", RUNNING)
    return site


def press(page, name, role="button"):
    page.get_by_role("main").get_by_role(role, name=name, exact=True).first.click()


def kept(page, name):
    """A picture, wide and on a phone; nothing sticks out, nothing is out of anybody's reach."""
    look(page, f"bang-{name}")
    assert_accessible(page)
    wide = page.viewport_size
    page.set_viewport_size(PHONE)
    assert_fits(page)
    look(page, f"bang-{name}-dien-thoai")
    page.set_viewport_size(wide)


@pytest.fixture(scope="module")
def proposed(running):
    """Where an amendment of the table stands, drafted and put before the standing office by the secretary."""
    page = running.page("thu-ky-cum-truong")
    page.goto(TABLE)
    press(page, "Soạn bản thay thế", "link")
    text = page.get_by_label("Nội dung bảng tiêu chí (TOML)")
    text.fill(text.input_value().replace('title = "Chất lượng văn bản tham mưu"', 'title = "Chất lượng công văn"', 1))
    press(page, "Lưu và kiểm tra")
    press(page, "Trình thông qua")
    page.get_by_text("Đã trình bảng tiêu chí.").wait_for()
    kept(page, "dang-trinh")
    address = page.url
    page.context.close()
    return address


def test_an_amendment_is_talked_over(proposed, page_as):
    member = page_as("can-bo-bien-dong")
    member.goto(TABLE)
    press(member, "Xem và góp ý", "link")
    press(member, "Góp ý vào bảng này", "link")
    member.get_by_label("Góp ý về").select_option("I.2.b")
    member.get_by_label("Nội dung góp ý").fill("“Công văn” hẹp hơn “văn bản tham mưu”.")
    press(member, "Gửi góp ý")
    kept(member, "gop-y")
    secretary = page_as("thu-ky-cum-truong")
    secretary.goto(proposed)
    press(secretary, "1 góp ý", "link")
    secretary.get_by_role("link", name="Trả lời I.2.b").click()
    kept(secretary, "tra-loi-gop-y")
    secretary.get_by_role("radio").first.check()
    secretary.get_by_label("Trả lời", exact=True).fill("Tiếp thu, sẽ sửa ở bản sau.")
    press(secretary, "Ghi trả lời")
    assert "Tiếp thu, sẽ sửa ở bản sau." in secretary.get_by_role("main").inner_text()
    kept(secretary, "da-tra-loi")


def test_an_amendment_is_compared_with_the_table_in_force(proposed, page_as):
    page = page_as("can-bo-bien-dong")
    page.goto(proposed)
    press(page, "So sánh", "link")
    shown = page.get_by_role("main")
    assert shown.locator("ins").filter(has_text="công").count()
    kept(page, "so-sanh")
    shown.get_by_role("link", name="Hiện cả").click()
    kept(page, "so-sanh-ca-bang")
    assert "giữ nguyên" in shown.inner_text()


def test_an_amendment_is_adopted_from_a_day(proposed, page_as):
    page = page_as("thuong-truc")
    page.goto(proposed)
    press(page, "Thông qua", "link")
    page.get_by_label("Văn bản thông qua").fill("Quyết định minh hoạ số 31")
    page.get_by_label("Lý do thay bản đang dùng").fill("Gọi đúng tên văn bản")
    page.get_by_label("Áp dụng từ ngày").fill(LAST_DAY.isoformat())
    kept(page, "thong-qua")
    press(page, "Thông qua")
    kept(page, "cho-ap-dung")
    page.goto(TABLE)
    said = page.get_by_role("main").inner_text()
    assert f"áp dụng từ ngày {LAST_DAY:%d/%m/%Y}" in said
    assert "Chất lượng văn bản tham mưu" in said
    kept(page, "dang-ap-dung")


def test_figures_are_tried_in_place_and_points_move(running, page_as):
    page = page_as("can-bo-song-hong")
    page.goto(TABLE)
    page.locator('[id="tc-I.2.b"]').get_by_role("link", name="Thử").click()
    before = page.get_by_role("main").inner_text()
    page.get_by_role("main").locator("input[type=text], input:not([type])").first.fill("3")
    page.keyboard.press("Tab")
    page.wait_for_function("before => document.querySelector('main').innerText !== before", arg=before)
    kept(page, "thu-mot")
    press(page, "Thử cả bảng", "link")
    kept(page, "thu-ca-bang")


def test_a_table_is_copied_to_another_cluster(running, page_as):
    page = page_as("thuong-truc")
    page.goto(TABLE)
    press(page, "Chép sang cụm khác", "link")
    kept(page, "chep")
    page.get_by_role("checkbox", disabled=False).first.check()
    press(page, "Chép thành dự thảo")
    kept(page, "da-chep")
    assert "Đã chép sang 1 cụm" in page.get_by_role("main").inner_text()


def test_a_table_prints_without_buttons(running, page_as):
    page = page_as("can-bo-song-hong")
    page.goto(TABLE)
    page.emulate_media(media="print")
    look(page, "bang-in")
    assert not page.get_by_role("link", name="Tải Excel").is_visible()
    assert page.get_by_text("Chất lượng văn bản tham mưu").is_visible()
