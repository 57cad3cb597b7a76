"""What every test may ask for: the sample cluster (`cast`) and a browser-less visitor signed in as one of its people.

Browser tests (marked `browser`) ask for `site`, a real server with a seeded home of its own, and `page_as`.
"""

import gc

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import settings as hypothesis

from tests.apart import own_database
from tests.seeded import assembled
from thidua.accounts.middleware import NOTED
from thidua.kit import clock, keeping
from thidua.news.stamp import ANNOUNCED
from thidua.samples.cast import YEAR, Cast, moment

gc.set_threshold(50_000, 20, 50)  # as the server's workers: see thidua/config/wsgi.py
# The same examples every time: what fails for one fails for all. `--hypothesis-profile=default` explores anew.
hypothesis.register_profile("same", derandomize=True, deadline=None)
hypothesis.load_profile("same")
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.WHITENOISE_AUTOREFRESH = True  # otherwise every new visitor has all static files looked through
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.IDLE_MINUTES = 0  # tests travel from month to month in one session
settings.WRITES_A_MINUTE = 0  # the clock of a test stands: all it writes, it writes in one minute
settings.CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in settings.CACHES
}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what asks the database, and not what is marked to run once: that ran on SQLite."""
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    asks = [one for one in items if one.get_closest_marker("postgres_only") or (
        not one.get_closest_marker("once")
        and ("db" in one.fixturenames or one.get_closest_marker("django_db"))
    )]  # fmt: skip
    config.hook.pytest_deselected(items=[one for one in items if one not in asks])
    items[:] = asks


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


@pytest.fixture
def scratch(tmp_path):
    """The environment of a process with a database of its own: for what several threads commit."""
    with own_database(tmp_path / "apart") as environment:
        yield environment


@pytest.fixture(autouse=True)
def _own_pages():
    """No test is answered with the pages of another."""
    keeping.forget()
    ANNOUNCED.clear()


@pytest.fixture(autouse=True)
def _stopped_clock():
    """Every test happens on 1 March of the sample year, whatever the machine's clock says; `clock.at(…)` travels."""
    with clock.at(moment(YEAR, 3, 1, 9)):
        yield


@pytest.fixture
def cast(db) -> Cast:
    """The fictitious cluster, constituted, with a person in every office."""
    return assembled()


@pytest.fixture
def visit(cast):
    """visit("can-bo-song-hong") → a Django test client signed in as that person; visit() → a stranger."""

    def client(username: str = "") -> Client:
        visitor = Client()
        if username:
            visitor.force_login(cast.person(username))
            NOTED[visitor.session.session_key] = clock.now()  # the sign-in is the last use so far
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
