"""The room's fixtures."""

import pytest

from tests.seeded import as_file


@pytest.fixture(scope="session")
def form(django_db_setup, django_db_blocker, tmp_path_factory):
    """Today's tables without a row of a site, as a file of SQLite: what `migrate` makes of nothing."""
    with django_db_blocker.unblock():
        return as_file(tmp_path_factory.mktemp("form") / "thidua.sqlite3")
