"""The process that holds the signing key: it signs what the site signs, a head once a day, and gives no key away."""

import datetime as dt
import json
import os
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from thidua.archive.writing import FORMAT
from thidua.exchange.packages.terms import FORM
from thidua.kit import signing
from thidua.kit.refusal import Refused
from thidua.kit.sealed import sealed
from thidua.kit.signer import FORMATS
from thidua.ledger.actions import sign_head
from thidua.ledger.queries import first_break
from thidua.upkeep.queries import copies, parts

TODAY = dt.datetime.now(dt.UTC)
"""The signer's own day: it does not travel with the tests."""


@pytest.fixture
def signer(tmp_path, settings):
    """A running signer with a home of its own, and a site that asks it."""
    settings.HOME, settings.SIGNER = tmp_path / "site", str(tmp_path / "socket")
    settings.HOME.mkdir()
    env = {**os.environ, "THIDUA_SIGNER": settings.SIGNER, "THIDUA_HOME": str(tmp_path / "signer")}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "thidua", "sign"], env=env, stdout=log)
    until = time.monotonic() + 30
    while not (tmp_path / "socket").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    yield process
    process.terminate()
    process.wait()


def head(day, last="a"):
    return f"thidua-ledger-head/1\n{day}\n7\n{last * 64}\n".encode()


def test_the_site_signs_without_its_key(signer, cast, settings, tmp_path):
    made = sign_head(at=TODAY)
    assert signing.holds(made.text(), made.signature, made.key)
    assert first_break() is None
    assert {FORMAT, FORM} == FORMATS
    assert sealed({"format": FORM}, {"x": b"y"}) == sealed({"format": FORM}, {"x": b"y"})
    assert not (settings.HOME / "signing-key").exists()
    assert (tmp_path / "signer/signing-key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "socket").stat().st_mode & 0o777 == 0o660
    assert (tmp_path / "log").read_text().count("signed ") == 3


def test_it_signs_nothing_else(signer):
    today, again = TODAY.date(), TODAY.date() - dt.timedelta(days=1)
    manifest = {"format": FORM, "key": signing.public_key(), "parts": {}}
    for text in (
        b"anything", b"{}", b"[" * 100_000, head(today) + b"more", head(today + dt.timedelta(days=3)),
        head(today - dt.timedelta(days=3)), json.dumps({**manifest, "key": "0" * 64}).encode(),
        json.dumps({**manifest, "format": "another/1"}).encode(),
    ):  # fmt: skip
        with pytest.raises(Refused, match="không ký"):
            signing.sign(text)
    assert signing.sign(head(today)) == signing.sign(head(today))
    for other in (head(today, "b"), head(again)):
        with pytest.raises(Refused, match="another head was signed"):
            signing.sign(other)
    assert signing.sign(json.dumps(manifest).encode())


def test_when_it_is_gone_the_site_says_so_and_the_copy_is_made_all_the_same(signer, cast, settings, tmp_path):
    settings.BACKUPS = tmp_path / "copies"
    assert [one.good for one in parts(TODAY) if str(one.name) == "Tiến trình giữ khoá ký"] == [True]
    signer.terminate()
    signer.wait()
    assert [one.good for one in parts(TODAY) if str(one.name) == "Tiến trình giữ khoá ký"] == [False]
    told = Client().get("/so-cai/dau-so/")
    assert told.status_code == 409
    assert "Tiến trình giữ khoá ký" in told.content.decode()
    with pytest.raises(CommandError, match="Chưa ký được đầu sổ"):
        call_command("nightly")
    assert len(copies(settings.BACKUPS)) == 1
