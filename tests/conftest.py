"""What every test may ask for: the sample cluster (`cast`) and a browser-less visitor signed in as one of its people.

Browser tests (marked `browser`) ask for `site`, a real server with a seeded home of its own, and `page_as`.
"""

import pytest
from django.conf import settings
from django.db.models import Model
from django.test import Client
from hypothesis import settings as hypothesis

from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.members.models import Cluster, ClusterYear, LeadTerm, Membership, Person, Seat, Unit
from thidua.samples.cast import YEAR, Cast, assemble, moment

# The same examples every time: what fails for one fails for all. `--hypothesis-profile=default` explores anew.
hypothesis.register_profile("same", derandomize=True, deadline=None)
hypothesis.load_profile("same")
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def _own_files(tmp_path, settings):
    """Files a test stores go with the test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }


@pytest.fixture(autouse=True)
def _stopped_clock():
    """Every test happens on 1 March of the sample year, whatever the machine's clock says; `clock.at(…)` travels."""
    with clock.at(moment(YEAR, 3, 1, 9)):
        yield


KEPT: list[list[Model]] = []
"""The rows of the assembled cast, table by table: made by the actions once a run, then put back in ten statements."""
TABLES = (Unit, Cluster, ClusterYear, Membership, LeadTerm, Person, Seat, Entry)


@pytest.fixture
def cast(db) -> Cast:
    """The fictitious cluster, constituted, with a person in every office."""
    if Entry.objects.exists():
        return assemble()
    if not KEPT:
        made = assemble()
        KEPT.extend(list(table.objects.all()) for table in TABLES)
        return made
    for table, rows in zip(TABLES, KEPT, strict=True):
        table.objects.bulk_create(rows)
    return Cast(ClusterYear.objects.select_related("cluster").get())


@pytest.fixture
def visit(cast):
    """visit("can-bo-song-hong") → a Django test client signed in as that person; visit() → a stranger."""

    def client(username: str = "") -> Client:
        visitor = Client()
        if username:
            visitor.force_login(cast.person(username))
        return visitor

    return client


@pytest.fixture(scope="session")
def _chromium():
    """One browser for the whole run."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only browser tests load it

    from tests.browser import launch  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _seeded_home(tmp_path_factory):
    """Made once, copied for every site."""
    from tests.browser import make_home  # noqa: PLC0415

    return make_home(tmp_path_factory.mktemp("seeded"))


@pytest.fixture(scope="module")
def site(_chromium, _seeded_home, tmp_path_factory):
    """A running site of the test module's own; what its tests change, no other module sees."""
    from tests.browser import Site, copy_home  # noqa: PLC0415

    home = copy_home(_seeded_home, tmp_path_factory.mktemp("site") / "home")
    with Site(home, _chromium).served() as running:
        yield running


@pytest.fixture
def page_as(site):
    """page_as("can-bo-song-hong", viewport=PHONE, dark=True) → a page signed in; page_as() → a stranger's.

    Closed after the test; a script error or a broken policy on any of the pages fails it.
    """
    opened = []

    def page(username: str = "", **how):
        opened.append(site.page(username, **how))
        return opened[-1]

    yield page
    for one in opened:
        one.context.close()
    heard, site.sounds = site.sounds, []
    assert not heard, "\n".join(heard)
