"""The client: the file in the repository is what its tool makes, and it works against a running site."""

import importlib.util
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from tests.exchange.callers import caller
from tests.reports.year import HALF, opened
from tests.scoring.year import started
from thidua.config.wsgi import application
from thidua.exchange.api.service import document
from thidua.ledger.models import Entry
from thidua.reports.models import Figure
from tools.client import FILE, generated


def loaded(path: Path):
    spec = importlib.util.spec_from_file_location("thidua_client", path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_client_in_the_repository_is_what_the_document_makes():
    assert FILE.read_text(encoding="utf-8") == generated(document()), "run: .venv/bin/python tools/client.py"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_given) -> None:
        """Nothing."""


def served(use):
    """use(address) while the site answers there. The site runs in the test's own thread, so in its transaction and
    at its time; who uses it, in another."""
    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server, ThreadPoolExecutor(1) as other:
        server.timeout = 0.05
        using = other.submit(use, f"http://127.0.0.1:{server.server_port}")
        while not using.done():
            server.handle_request()
        return using.result()


@pytest.mark.usefixtures("one_connection")
def test_the_client_reads_and_writes_a_running_site(cast):
    client, period, program = loaded(FILE), opened(started(cast), HALF), caller(cast, "can-bo-song-hong")
    place = ("cum-mau", 2026, period.pk, "song-hong")

    def use(address: str) -> None:
        site = client.Thidua(address, program.code)
        assert site.me().data["unit"] == "song-hong"
        assert [one["cluster"] for one in site.all_years()] == ["cum-mau"]
        year = site.year("cum-mau", 2026)
        assert site.year("cum-mau", 2026, known=year.etag).unchanged
        now = site.figures(*place)
        now.data["figures"]["I.1.a"]["actual"] = "120"
        assert site.put_figures(*place, now.data, match=now.etag).etag != now.etag
        now.data["figures"]["I.1.a"]["actual"] = "sai"
        with pytest.raises(client.Problem, match="errors") as told:
            site.put_figures(*place, now.data, match=now.etag)
        assert (told.value.status, told.value.errors[0]["pointer"]) == (422, "#/figures/I.1.a/actual")
        with pytest.raises(client.Problem, match="không đúng") as told:
            client.Thidua(address, "thidua_sai").me()
        assert told.value.status == 401

    served(use)
    assert Figure.objects.get().written == "120"
    assert Entry.objects.filter(act="reports.save").count() == 1


def test_the_code_of_a_token_follows_no_redirect():
    client, seen = loaded(FILE), []

    def elsewhere(environ, start):
        seen.append(environ["PATH_INFO"])
        start("302 Found", [("Location", f"http://{environ['HTTP_HOST']}/cho-khac")])
        return [b""]

    with make_server("127.0.0.1", 0, elsewhere, handler_class=Quiet) as server, ThreadPoolExecutor(1) as other:
        server.timeout = 1
        using = other.submit(client.Thidua(f"http://127.0.0.1:{server.server_port}", "thidua_x").me)
        server.handle_request()
        with pytest.raises(client.Problem, match="302"):
            using.result()
    assert seen == ["/api/v1/me"]
