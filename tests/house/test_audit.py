"""`make audit` asks about every package we pin, and never calls silence an answer."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tools import audit


@pytest.fixture
def service(monkeypatch):
    """A service of our own: says what it was asked, and that one package has a fault."""
    heard = []

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            heard.extend(asked)
            told = [{"vulns": [{"id": "X-1"}]} if one["package"]["name"] == "django" else {} for one in asked]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"results": told}).encode())

        def log_message(self, *_):
            """Nothing to tell."""

    server = HTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AUDIT_URL", f"http://127.0.0.1:{server.server_port}/")
    yield heard
    server.shutdown()
    server.server_close()


def test_every_pinned_package_is_asked_about(service):
    audit.main()
    lines = "".join(path.read_text() for path in (audit.ROOT / "requirements").glob("*.txt"))
    named = {name.lower() for name in re.findall(r"^([\w.-]+)(?:\[.*\])?==", lines, re.MULTILINE)}
    assert {one["package"]["name"] for one in service} == named
    assert len(named) > 60


def test_a_known_fault_is_told_and_no_answer_is_said_to_be_none(service, monkeypatch, capsys):
    assert audit.main() == audit.FAULTY
    assert re.search(r"django 5\.\S+ \(base\.txt\): X-1", capsys.readouterr().out)
    monkeypatch.setenv("AUDIT_URL", "http://127.0.0.1:9/")
    assert audit.main() == audit.UNANSWERED
    assert "CHƯA SOÁT ĐƯỢC" in capsys.readouterr().out
