"""A file is shown to the scanner whole, as clamd is spoken to; what it finds, and when it is away, nothing comes in."""

import socketserver
import struct
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from thidua.kit.files import sniff
from thidua.kit.refusal import Refused

BAD = b"%PDF-1.4 day la mau thu"


@pytest.fixture
def scanner(settings, tmp_path):
    """A scanner of our own: speaks clamd's INSTREAM, and finds one text."""
    heard = []

    class Scans(socketserver.StreamRequestHandler):
        def handle(self):
            assert self.rfile.read(10) == b"zINSTREAM\0"
            data = b""
            while size := struct.unpack(">I", self.rfile.read(4))[0]:
                data += self.rfile.read(size)
            heard.append(data)
            self.wfile.write(b"stream: Thu.Nghiem FOUND\0" if BAD in data else b"stream: OK\0")

    settings.SCANNER = str(tmp_path / "clamd.ctl")
    with socketserver.ThreadingUnixStreamServer(settings.SCANNER, Scans) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield heard
        server.shutdown()


def test_a_clean_file_is_taken_and_was_seen_whole(scanner):
    data = b"%PDF-1.4" + b"0" * 300_000
    upload = SimpleUploadedFile("to.pdf", data)
    assert sniff(upload).size == len(data)
    assert scanner == [data]
    assert upload.read() == data, "who keeps it reads it from its beginning"


def test_what_is_found_is_refused_by_name(scanner):
    with pytest.raises(Refused, match="“xau"):
        sniff(SimpleUploadedFile("xau.pdf", BAD))


def test_a_scanner_that_is_away_lets_nothing_in(settings, tmp_path):
    settings.SCANNER = str(tmp_path / "khong-co")
    with pytest.raises(Refused, match="chưa quét được"):
        sniff(SimpleUploadedFile("a.pdf", b"%PDF-1.4 a"))
    settings.SCANNER = "127.0.0.1:9"
    with pytest.raises(Refused, match="chưa quét được"):
        sniff(SimpleUploadedFile("a.pdf", b"%PDF-1.4 a"))


def test_without_one_files_are_taken_as_before(settings):
    settings.SCANNER = ""
    assert sniff(SimpleUploadedFile("a.pdf", b"%PDF-1.4 a")).extension == "pdf"
