"""The count moves as one chooses; the pages of the allotments fit a telephone."""

import pytest

from tests.browser import assert_accessible, assert_fits, python

pytestmark = pytest.mark.browser
FLAG = "co-bo-tinh"
AT = "/cum/cum-mau/2026/ket-qua/khen-thuong/"
CONCLUDED = """
import django; django.setup()
from tests.awards.staging import DAY, FLAG, NOW, conclude
from thidua.members.models import ClusterYear
from thidua.results import actions
from thidua.results.allotting.actions import allot
from thidua.samples.cast import Cast
cast = conclude(Cast(ClusterYear.objects.get()))
allot(here=cast.here("thuong-truc", DAY), award=FLAG, percent=39, document="Công văn 9 (minh hoạ)", at=NOW)
from thidua.awards.actions import open_dossier
open_dossier(here=cast.here("thu-ky-cum-truong", DAY), membership=cast.member("truong-son"), title=FLAG, at=NOW)
"""


@pytest.fixture(scope="module")
def concluded(site):
    python(site.home, "-c", CONCLUDED)


def test_the_count_moves_while_choosing(concluded, page_as):
    page = page_as("thu-ky-cum-truong")
    page.goto(f"{AT}de-nghi/")
    row = page.locator(f"tr[data-award={FLAG}] [data-count]")
    assert row.inner_text() == "0/1"
    page.get_by_label("Danh hiệu, hình thức").select_option(FLAG)
    page.locator("#id_membership").select_option(index=1)
    assert row.inner_text() == "1/1"
    assert_accessible(page)


@pytest.mark.parametrize("wide", [320, 1280])
def test_the_pages_of_the_allotments_fit(concluded, page_as, wide):
    page = page_as("thuong-truc", viewport={"width": wide, "height": 800})
    for address in ("chi-tieu/", "chi-tieu/ngoai-le/", "", "../../khen-thuong/1/"):
        page.goto(AT + address)
        assert_accessible(page)
        assert_fits(page)
