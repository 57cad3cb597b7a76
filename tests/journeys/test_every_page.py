"""Every page a person can reach by following links: it opens, axe finds nothing, it fits a desktop and a narrow phone.

Each person starts at home and follows every link of the site. A page of a kind already held to account (the same
address but for its numbers, the same headings and forms) is opened but not measured again; a kind that a few people
have opened is left to `tests/house/test_links.py`, which opens it as everyone, without a browser.
"""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

from tests.browser import NARROWEST, Site, assert_accessible, assert_fits, make_home
from thidua.samples.cast import UNITS

pytestmark = pytest.mark.browser
PEOPLE = (
    "thu-ky-cum-truong",
    "can-bo-song-hong",
    "lanh-dao-truong-son",
    "thuong-truc",
    "thu-ky-hoi-nghi",
    "duyet-tin",
    "",
)
SEED = """
import django; django.setup()
from thidua.members.terms import Stage
from thidua.samples import demo
from thidua.samples.cast import PASSWORD
demo.seed(Stage.HANDED_OVER, password=PASSWORD)
demo.open_self_scoring(demo.seed(Stage.MID_REVIEWED))
demo.seed(Stage.APPRAISED)
demo.seed(Stage.LAUNCHED)
"""
FEW = 2
"""So many people open a kind of page."""
CODES = "|".join(code for code, _name, _short in UNITS)
SHAPE = """() => [...document.querySelectorAll("main h1, main h2, main form, main table, main dl, main .note")]
  .map(e => e.tagName).join()"""
DOWNLOADS = re.compile(r"\.\w{2,5}$|/toml/|/excel/|/xlsx/|/mau/|tai-ve|/tep/|/in-thu/|man-hinh/|^/static/")


@pytest.fixture(scope="module")
def site(_chromium, tmp_path_factory):
    """Four copies of the sample cluster: handed over, in self-scoring, appraised, launched."""
    home = make_home(tmp_path_factory.mktemp("every") / "home", SEED)
    with Site(home, _chromium).served() as running:
        yield running


def kind(address: str) -> str:
    """The address without what differs between things of one kind."""
    bare = re.sub(rf"/({CODES}|tong)(?=/|$)", "/*", urlsplit(address).path)
    return re.sub(r"cum-mau-\d", "cum-mau", re.sub(r"/[IVX]+[.\w]*/", "/#/", re.sub(r"\d+", "#", bare)))


def links(page) -> list[str]:
    """The addresses of this site that the page links to."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    ours = [
        urlsplit(one) for one in found if one.startswith(page.url.split("/", 3)[0] + "//" + urlsplit(page.url).netloc)
    ]
    return [one.path + (f"?{one.query}" if one.query else "") for one in ours if not DOWNLOADS.search(one.path)]


def test_every_page_opens_is_accessible_and_fits(site):
    measured, readers = set(), Counter()
    wrong = [one for person in PEOPLE for one in walk(site, person, measured, readers)]
    assert not wrong, "\n\n".join(wrong)
    assert len(measured) > 60, "the walk reached the whole site"
    assert not site.sounds, "\n".join(site.sounds)


def walk(site, person, measured, readers):
    """Follow every link, one of a kind; what is wrong, page by page. `readers`: how many people opened a kind."""
    wide, narrow = site.page(person), site.page(person, viewport=NARROWEST, dark=True)
    waiting, opened = ["/viec-cua-toi/" if person else "/"], Counter()
    seen = set(waiting)
    while waiting:
        address = waiting.pop(0)
        path = kind(address) + ("?" if "?" in address else "")
        opened[path] += 1
        if opened[path] > 1 or readers[path] == FEW:
            continue
        readers[path] += 1
        if (status := opened_as(wide, address)) is None:
            continue
        if status not in (200, 410):
            yield f"{person or 'a stranger'} at {address}: {status}"
            continue
        shape = path + wide.evaluate(SHAPE)
        if shape not in measured:
            measured.add(shape)
            narrow.goto(address)
            yield from faults(wide, assert_accessible)
            yield from faults(narrow, assert_fits)
        fresh = [one for one in links(wide) if one not in seen]
        seen.update(fresh)
        waiting += dict.fromkeys(fresh)
    wide.context.close()
    narrow.context.close()


def opened_as(page, address):
    """The status of the page; None for what is a file and no page."""
    try:
        return page.goto(address).status
    except Error as stopped:
        if "Download is starting" in str(stopped):
            return None
        raise


def faults(page, check):
    try:
        check(page)
    except AssertionError as fault:
        yield str(fault)
