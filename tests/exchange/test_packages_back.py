"""Signed packages back: a cluster's table, results and decisions at a unit's site; and two real sites."""

import datetime as dt
import subprocess
import sys

import pytest

from tests.browser import ROOT, python
from tests.exchange.carrying import (
    BASE,
    SECRETARY,
    address,
    at_site,
    refused,
    shown,
    to_give_back,
    trust,
    upload,
    without_table,
)
from tests.reports.year import HALF, opened
from tests.scoring.year import AT, started
from tests.seeded import as_file
from thidua.awards.models import AwardDecision
from thidua.exchange.packages.models import Package
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.members.terms import Stage
from thidua.reports.models import Figure, Report
from thidua.reports.terms import State
from thidua.results.models import Result
from thidua.rulebook.models import EditionText


@pytest.fixture
def cluster_package(cast, visit, settings, tmp_path) -> tuple[bytes, str]:
    """The cluster's adopted table, a published result, a decision; as it gives them out, and its key."""
    started(cast)
    to_give_back(cast)
    key = at_site(settings, tmp_path / "cluster")
    with clock.at(AT):
        answer = visit(SECRETARY).post(BASE + "xuat-cua-cum/")
    assert answer.status_code == 200
    return answer.content, key


@pytest.fixture
def unit_waiting(cluster_package, cast, visit, settings, tmp_path):
    """The unit's own site, launched, without a table; it trusts the cluster's site."""
    data, key = cluster_package
    without_table(cast)
    at_site(settings, tmp_path / "unit")
    with clock.at(AT + dt.timedelta(days=1)):
        client = visit("thuong-truc")
        trust(client, key, unit="")
        yield client, data


def test_the_clusters_table_becomes_the_adopted_one(unit_waiting, cast):
    client, data = unit_waiting
    where = address(upload(client, data))
    assert not EditionText.objects.exists()
    client.post(where)
    edition = EditionText.objects.get()
    assert (edition.status, edition.by_document) == ("adopted", "Quyết định minh hoạ số 12")
    assert (edition.adopted_on, edition.effective_on) == (dt.date(2026, 2, 1), dt.date(2026, 2, 1))
    cast.year.refresh_from_db()
    assert cast.year.at == Stage.RULES_ADOPTED
    assert "nhập gói" in Entry.objects.get(act="rulebook.adopt").actor_name
    before = Entry.objects.count()
    assert "không có gì thay đổi" in client.post(address(upload(client, data)), follow=True).content.decode()
    assert Entry.objects.count() == before


def test_results_and_decisions_are_kept_as_received_and_verified(unit_waiting, visit):
    client, data = unit_waiting
    where = address(upload(client, data))
    assert visit("can-bo-bien-dong").get(where).status_code == 404, "nobody reads what was not taken in"
    client.post(where)
    assert (Result.objects.count(), AwardDecision.objects.count()) == (0, 0), "not mixed into what is computed here"
    text = shown(visit("can-bo-bien-dong"), where)
    assert "chữ ký đúng" in text
    assert "tính lại ra đúng" in text
    assert "Quyết định số 45/QĐ-BMH" in text
    assert "Cờ thi đua" in text
    stored = Package.objects.get().file
    with stored.storage.open(stored.name, "r+b") as kept:
        kept.seek(200)
        kept.write(b"x")
    assert "không còn như lúc nhận" in shown(visit("can-bo-bien-dong"), where)


def test_a_unit_does_not_speak_for_the_cluster(cluster_package, cast, visit, settings, tmp_path):
    data, key = cluster_package
    at_site(settings, tmp_path / "unit")
    with clock.at(AT):
        client = visit(SECRETARY)
        trust(client, key, unit="bien-dong")
        assert "không được gửi thay nơi khác" in refused(client, data)


SENDING = """
import django; django.setup()
from pathlib import Path
from django.test import Client
from tests.reports.year import HALF, opened, save, submit
from tests.scoring.year import AT, started
from thidua.kit import clock
from thidua.members.models import ClusterYear
from thidua.samples.cast import Cast
cast = Cast(ClusterYear.objects.select_related("cluster").get())
started(cast)
half = opened(cast, HALF)
save(cast, half, "bien-dong", {"I.1.a": {"actual": "512"}})
submit(cast, half, "bien-dong")
client = Client(HTTP_HOST="127.0.0.1")
client.force_login(cast.person("lanh-dao-bien-dong"))
with clock.at(AT):
    answer = client.post(f"/cum/cum-mau/2026/goi/xuat/{half.pk}/")
assert answer.status_code == 200, answer.content
Path("%s").write_bytes(answer.content)
from thidua.kit.signing import public_key
Path("%s").write_text(public_key())
"""


@pytest.mark.once
def test_between_two_real_sites(cast, tmp_path, visit):
    """The unit's site is another process on a database of its own; the file alone comes over."""
    home = as_file(tmp_path / "home" / "thidua.sqlite3").parent
    started(cast)
    opened(cast, HALF)
    python(home, "-c", SENDING % (tmp_path / "goi.zip", tmp_path / "key"))
    with clock.at(AT + dt.timedelta(days=1)):
        client = visit(SECRETARY)
        trust(client, (tmp_path / "key").read_text(), "bien-dong")
        assert client.post(address(upload(client, (tmp_path / "goi.zip").read_bytes()))).status_code == 302
    assert Figure.objects.get().written == "512"
    assert Report.objects.get().state == State.SUBMITTED
    checker = subprocess.run([sys.executable, "-I", "tools/check_archive.py", str(tmp_path / "goi.zip"), "--key",
                              (tmp_path / "key").read_text()], capture_output=True, text=True, check=False,
                             cwd=ROOT)  # fmt: skip
    assert (checker.returncode, "khoá đã biết" in checker.stdout) == (0, True), checker.stdout
