"""Public pages may come from a late copy; what somebody has written, they find written."""

import copy

import pytest
from django.db import connection, connections
from django.db.utils import ConnectionHandler

from tests.news.test_public import publish  # noqa: F401  a fixture
from thidua.news.models import Freeze, Showing

pytestmark = pytest.mark.once


@pytest.fixture
def late(db, tmp_path, monkeypatch):
    """A replica that has heard of nothing: the two tables of the public, empty. late(row) brings it a row."""
    at = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "late.sqlite3")}
    named = ConnectionHandler({"default": connection.settings_dict, "replica": at})
    monkeypatch.setattr(connections, "settings", named.settings)
    copied = connections["replica"] = named.create_connection("replica")
    copied.connect()  # at once: the test runner lets nobody connect later to a database it has not made
    with copied.schema_editor() as editor:
        for table in (Showing, Freeze):
            editor.create_model(table)
    copied.disable_constraint_checking()  # the tables they point at are not here

    def bring(row, **changed):
        row = copy.copy(row)
        row.year = None  # its year is not here
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(using="replica", force_insert=True)

    yield bring
    copied.close()
    del connections["replica"]


def test_a_stranger_reads_the_copy_and_who_signed_in_the_original(late, publish, visit):  # noqa: F811
    publish("Bài mới")
    assert "Chưa có bài nào được đăng" in visit().get("/").content.decode(), "the copy has not heard of it yet"
    for _again in range(2):  # made, then kept
        assert "Bài mới" in visit("duyet-tin").get("/").content.decode(), "who wrote it finds it"
        assert "Chưa có bài nào được đăng" in visit().get("/").content.decode(), "kept pages keep apart"
    late(Showing.objects.get())
    for _again in range(2):
        assert "Bài mới" in visit().get("/").content.decode(), "the copy has caught up"


def test_the_page_of_the_copy_is_of_the_moment_its_stamp_says(late, publish, visit):  # noqa: F811
    publish("Bài mới")
    row = Showing.objects.get()
    late(row, data={**row.data, "title": "Bài ở bản sao"})
    page = visit().get("/").content.decode()
    assert "Bài ở bản sao" in page
    assert "Bài mới" not in page


def test_only_the_public_pages_read_the_copy_and_nothing_writes_to_it(late, cast, visit):
    for who, address in ((None, "/dang-nhap/"), ("can-bo-song-hong", "/viec-cua-toi/")):
        assert visit(*filter(None, [who])).get(address).status_code == 200
    with connections["replica"].cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert {name for (name,) in cursor.fetchall()} <= {"news_showing", "news_freeze", "sqlite_sequence"}
