"""The room's fixtures."""

import shutil

import pytest
from django.db import connection

from tests.browser import empty_home
from tests.seeded import as_file


@pytest.fixture(scope="session")
def form(django_db_setup, django_db_blocker, tmp_path_factory):
    """Today's tables without a row of a site, as a file of SQLite: what `migrate` makes of nothing."""
    if connection.vendor != "sqlite":
        return empty_home() / "thidua.sqlite3"
    with django_db_blocker.unblock():
        return as_file(tmp_path_factory.mktemp("form") / "thidua.sqlite3")


@pytest.fixture
def empty_site(form, tmp_path):
    """A home to restore into: `restore` finds the tables there and need not migrate for a quarter of a minute."""
    home = tmp_path / "restored"
    home.mkdir()
    shutil.copy(form, home)
    return home
