"""A year scored by quarters in the browser: one switch between the quarters and the year, readable everywhere."""

import pytest

from tests.browser import NARROWEST, assert_accessible, assert_fits, look, python

pytestmark = pytest.mark.browser
BASE = "/cum/cum-mau/2026/"
SCORED = """
import django; django.setup()
from tests.scoring.quarters import Q1, Q2, appraised, by_quarters, self_scored
from thidua.members.models import ClusterYear
from thidua.samples.cast import Cast
cast = by_quarters(Cast(ClusterYear.objects.select_related("cluster").get()))
appraised(cast, "Q1", Q1)
self_scored(cast, "Q2", {unit: row for unit, row in Q2.items() if unit != "dong-bang"})
"""
PAGES = ("cham-diem/?ky=Q1", "cham-diem/tu-cham/bien-dong/?ky=Q1", "cham-diem/tham-dinh/mo-lai/?ky=Q1", "bang-diem/",
         "bang-diem/?ky=Q1", "bang-diem/song-hong/", "bang-diem/song-hong/?ky=Q2", "bang-diem/song-hong/tong/",
         "bang-diem/so-sanh/?a=song-hong&b=bien-dong", "ket-qua/")  # fmt: skip


@pytest.fixture(scope="module")
def scored(site):
    python(site.home, "-c", SCORED)
    return site


def test_the_pages_of_quarters_and_year_are_readable(scored, page_as):
    wide, narrow = page_as("thu-ky-cum-truong"), page_as("thu-ky-cum-truong", viewport=NARROWEST)
    for path in PAGES:
        name = "quy-" + path.strip("/").replace("/", "-").partition("?")[0] + ("-ky" if "ky=" in path else "")
        wide.goto(BASE + path)
        look(wide, name)
        assert_accessible(wide)
        narrow.goto(BASE + path)
        look(narrow, f"{name}-320")
        assert_fits(narrow)


def test_the_switch_leads_from_the_year_to_a_quarter_s_point_and_back(scored, page_as):
    page = page_as("thu-ky-cum-truong")
    page.goto(f"{BASE}bang-diem/?cot=self")
    assert "Quý I hệ số 1, Quý II hệ số 2" in page.locator("main").inner_text()
    page.get_by_role("row", name="Sông Hồng").get_by_role("link", name="20").click()
    page.get_by_text("Quý I ·").wait_for()
    page.get_by_role("navigation", name="Kỳ chấm").get_by_role("link", name="Cả năm").click()
    assert "(1 × 20 + 2 × 17 − 1) ÷ 3 = 17,67" in page.locator(".sentence").inner_text()
