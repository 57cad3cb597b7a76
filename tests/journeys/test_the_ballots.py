"""Votes of every kind on the screens of those in the hall: a paper that chooses, slips counted by two tellers."""

import pytest

from tests.browser import PHONE, assert_accessible, assert_fits, look, python

pytestmark = pytest.mark.browser
READY = """
import django; django.setup()
from thidua.ballots import actions
from thidua.ballots.terms import Form, Method
from thidua.members.terms import Stage
from thidua.samples.cast import PASSWORD, YEAR, moment
from thidua.samples.demo import seed
at = moment(YEAR, 11, 20, 9)
cast = seed(Stage.APPRAISED, password=PASSWORD)
units = [cast.member(code) for code in ("song-hong", "truong-son", "bien-dong")]
for title, rule in (("Phiếu giấy suy tôn (minh hoạ)", {"form": Form.SLIPS}),
                    ("Suy tôn kín (minh hoạ)", {"form": Form.SECRET}),
                    ("Chọn hai đơn vị (minh hoạ)",
                     {"form": Form.SECRET, "method": Method.CHOOSE, "most": 2, "seats": 1})):
    chosen = units[1:2] if "kín" in title else units
    made = actions.call(here=cast.here("thu-ky-cum-truong", at.date()), title=title, threshold_percent=50,
                        basis="Quy chế minh hoạ", units=chosen, award="co-bo-tinh", at=at, quorum_percent=60, **rule)
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        actions.mark_open(here=cast.here(teller, at.date()), ballot=made, at=at)
"""
BALLOTS = "/cum/cum-mau-2/2026/bo-phieu/"


@pytest.fixture(scope="module")
def ready(site):
    python(site.home, "-c", READY)
    return site


def opened(page, title):
    page.goto(BALLOTS)
    page.get_by_role("link", name=title).click()
    return page.get_by_role("main")


def press(page, name):
    page.get_by_role("main").get_by_role("button", name=name).click()


def kept(page, name):
    look(page, f"phieu-{name}")
    assert_accessible(page)
    assert_fits(page)


def test_two_tellers_count_slips_each_alone_until_they_agree(ready, page_as):
    one, two = page_as("kiem-phieu-1"), page_as("kiem-phieu-2", viewport=PHONE)
    for page, against in ((one, "1"), (two, "0")):
        main = opened(page, "Phiếu giấy suy tôn")
        kept(page, f"kiem-dem-{against}")
        for label, value in (("Số phiếu phát ra", "5"), ("Số phiếu thu về", "5"), ("Số phiếu không hợp lệ", "0")):
            main.get_by_label(label).fill(value)
        for unit in ("Sông Hồng", "Trường Sơn", "Biển Đông"):
            agreed = "5" if against == "0" or unit != "Biển Đông" else "4"
            for word, value in (("Đồng ý", agreed), ("Không đồng ý", str(5 - int(agreed))), ("Không có ý kiến", "0")):
                main.get_by_label(f"Đơn vị {unit} (minh hoạ): {word}").fill(value)
        press(page, "Ghi số kiểm đếm")
        press(page, "Xác nhận đóng")
    assert "đếm khác nhau ở: Đơn vị Biển Đông" in two.get_by_role("main").inner_text()
    kept(two, "dem-khac-nhau")
    two.get_by_label("Đơn vị Biển Đông (minh hoạ): Đồng ý").fill("4")
    two.get_by_label("Đơn vị Biển Đông (minh hoạ): Không đồng ý").fill("1")
    press(two, "Sửa số kiểm đếm")
    press(two, "Xác nhận đóng")
    one.reload()
    assert "Hai uỷ viên nhập riêng, số liệu như nhau." in one.get_by_role("main").inner_text()
    kept(one, "dem-xong")


def test_a_paper_that_chooses_keeps_its_ticks_when_there_are_too_many(ready, page_as):
    page = page_as("lanh-dao-cao-nguyen", viewport=PHONE)
    main = opened(page, "Chọn hai đơn vị")
    for box in main.get_by_role("checkbox").all():
        box.check()
    press(page, "Bỏ phiếu")
    press(page, "Bỏ lá phiếu này")
    assert "tối đa 2 đơn vị" in main.inner_text()
    assert main.get_by_role("checkbox", checked=True).count() == 3
    kept(page, "chon-qua-nhieu")
    main.get_by_role("checkbox").first.uncheck()
    press(page, "Bỏ phiếu")
    press(page, "Bỏ lá phiếu này")
    assert "Mã phiếu của bạn" in main.inner_text()


def test_the_secretary_calls_a_vote_of_another_kind(ready, page_as):
    page = page_as("thu-ky-cum-truong")
    page.goto(f"{BALLOTS}#lap")
    kept(page, "lap")


def test_five_leaders_vote_two_tellers_close_and_everyone_finds_the_own_paper(ready, page_as):
    leaders = ("song-hong", "truong-son", "bien-dong", "cao-nguyen", "dong-bang")
    receipts = {}
    pages = {code: page_as(f"lanh-dao-{code}", viewport=PHONE) for code in leaders}
    for code, page in pages.items():
        opened(page, "Suy tôn kín (minh hoạ)")
        page.get_by_role("group", name="Trường Sơn").locator("[value=yes]" if code < "d" else "[value=no]").check()
        press(page, "Bỏ phiếu")
        press(page, "Bỏ lá phiếu này")
        receipts[code] = page.locator(".receipt").inner_text()
    kept(pages["bien-dong"], "ma-phieu")
    tellers = [page_as("kiem-phieu-1"), page_as("kiem-phieu-2")]
    for teller in tellers:
        main = opened(teller, "Suy tôn kín (minh hoạ)")
        assert receipts["bien-dong"] not in main.inner_text(), "nothing is shown before both have closed"
        press(teller, "Xác nhận đóng")
    for code, page in pages.items():
        main = opened(page, "Suy tôn kín (minh hoạ)")
        main.get_by_label("Tìm phiếu của tôi").fill(receipts[code])
        assert "được đánh dấu" in main.inner_text()
        mine = page.locator("tr.mine").inner_text()
        assert ("Không đồng ý" in mine) == (code > "d")
    kept(pages["dong-bang"], "tim-thay-phieu")
    with tellers[0].expect_download() as told:
        tellers[0].reload()
        tellers[0].get_by_role("link", name="Tải hồ sơ để kiểm lại").click()
    assert told.value.suggested_filename.endswith(".zip")
    kept(tellers[0], "ket-qua")
