"""The site looked after: alive, ready, measured; what an administrator sees; an error found again by its reference."""

import datetime as dt
import json
import logging
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import path

from tests.exchange.listener import certificate, listening
from thidua.config.urls import *  # noqa: F403
from thidua.config.urls import urlpatterns as ours
from thidua.jobs.models import Job
from thidua.kit import clock
from thidua.kit.doors import PUBLIC, door
from thidua.kit.reference import AsJson
from thidua.ledger.models import DayHead
from thidua.notices import actions as letters
from thidua.upkeep.queries import parts
from tools.serving import free_port


@door(PUBLIC)
def falls(request, secret):
    raise ZeroDivisionError("a mistake of ours")


urlpatterns = [*ours, path("roi/<str:secret>/", falls, name="falls")]


def test_alive_and_ready(client, db):
    assert client.get("/suc-khoe/").content == b"ok"
    assert client.get("/san-sang/").status_code == 200


def test_a_database_of_another_form_is_not_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'ledger' AND name LIKE '0004%%'")
    answer = client.get("/san-sang/")
    assert answer.status_code == 503
    assert "ledger" not in answer.content.decode(), "a stranger learns no more than that it is not ready"


def test_the_administrators_page_says_what_to_do(visit):
    page = visit("quan-tri").get("/he-thong/").content.decode()
    assert "chưa có bản nào" in page
    assert "thidua backup" in page
    assert visit("thuong-truc").get("/he-thong/").status_code == 404


def test_work_nobody_takes_up_is_told(visit):
    page = visit("quan-tri").get("/he-thong/").content.decode()
    assert "0 việc đợi quá nửa giờ" in page
    Job.objects.create(owner=1, work="x", title="x", made_at=clock.now() - dt.timedelta(hours=1))
    page = visit("quan-tri").get("/he-thong/").content.decode()
    assert "1 việc đợi quá nửa giờ" in page
    assert "thidua work" in page


def test_work_whose_worker_died_is_told(visit):
    page = visit("quan-tri").get("/he-thong/").content.decode()
    assert "0 việc đứt giữa chừng" in page
    long_ago = clock.now() - dt.timedelta(hours=1)
    Job.objects.create(owner=1, work="x", title="x", state="running", made_at=long_ago, beat_at=long_ago)
    assert "1 việc đứt giữa chừng" in visit("quan-tri").get("/he-thong/").content.decode()


def how(name, at=None):
    """A part of the page as it stands."""
    [found] = [one for one in parts(at or clock.now()) if str(one.name) == name]
    return found


def test_a_mail_server_that_takes_nothing_is_told_before_the_letters_are_given_up(db, settings):
    assert how("Máy chủ thư").good, "no mail is used"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_SERVER, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp://127.0.0.1", "127.0.0.1", free_port()
    at = clock.now()
    letters.write(address="ai@example.vn", day=at.date(), subject="x", text="x", at=at)
    assert how("Máy chủ thư").good
    for minutes in (0, 6):
        letters.send_waiting(at=at + dt.timedelta(minutes=minutes))
    part = how("Máy chủ thư", at + dt.timedelta(minutes=7))
    assert (str(part.state), part.good) == ("1 thư chưa nhận, đang đợi gửi lại", False)
    assert how("Thư chờ gửi", at + dt.timedelta(minutes=7)).good, "it is not late, it waits its time"


def test_copies_on_another_disk_have_a_line_of_their_own(db, settings, tmp_path):
    settings.BACKUPS = tmp_path / "not" / "yet"
    settings.HOME = tmp_path
    assert [str(one.name) for one in parts(clock.now()) if "Ổ đĩa" in str(one.name)] == ["Ổ đĩa"]
    other = Path("/dev/shm")  # noqa: S108  nothing is written there
    if not other.exists() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("one disk here")
    settings.BACKUPS = other / "thidua" / "sao-luu"
    assert "còn trống" in str(how("Ổ đĩa của bản sao lưu").state)


def test_the_certificate_of_the_sites_own_address_is_asked_for(db, settings, monkeypatch, tmp_path):
    pem = certificate(tmp_path, "localhost")  # until the end of 2099
    with listening(secured_by=pem) as safe:
        settings.SITE_URL = f"https://localhost:{safe.port}"
        assert "SSLCertVerificationError" in str(how("Chứng thư HTTPS").state), "browsers do not trust it either"
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        assert how("Chứng thư HTTPS").good
        late = how("Chứng thư HTTPS", dt.datetime(2099, 12, 25, tzinfo=dt.UTC))
        assert (str(late.state), late.good) == ("còn 7 ngày", False)
    assert "không hỏi được" in str(how("Chứng thư HTTPS").state), "nobody answers"
    settings.SITE_URL = "http://localhost"
    assert "Chứng thư HTTPS" not in [str(one.name) for one in parts(clock.now())]


def test_behind_a_proxy_each_reader_has_an_address_of_their_own(rf, settings):
    """Else a whole office is throttled as one. What the reader writes into the header himself is not believed."""
    asked = rf.get("/", headers={"X-Forwarded-For": "198.51.100.7, 203.0.113.9"}, REMOTE_ADDR="127.0.0.1")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert get_adapter().get_client_ip(asked) == "203.0.113.9"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert get_adapter().get_client_ip(asked) == "127.0.0.1"


def test_every_night_signs_and_copies(visit, settings, tmp_path):
    settings.BACKUPS = tmp_path
    call_command("nightly")
    head = DayHead.objects.get()
    page = visit("quan-tri").get("/he-thong/").content.decode()
    assert "0 giờ trước" in page
    assert head.hash in Client().get("/so-cai/dau-so/").content.decode()


@pytest.fixture
def measuring(settings, tmp_path):
    settings.METRICS_TOKEN, settings.HOME = "a-token", tmp_path
    return settings


def test_figures_are_for_who_has_the_token_and_count_no_ballot(measuring, visit):
    assert Client().get("/do-luong/").status_code == 404
    visitor = visit("can-bo-song-hong")
    visitor.get("/viec-cua-toi/")
    visitor.get("/cum/cum-mau/2026/bo-phieu/")
    shown = Client().get("/do-luong/", headers={"Authorization": "Bearer a-token"})
    text = shown.content.decode()
    assert 'view="timeline:home"' in text
    assert "ballots:" not in text
    assert "thidua_ledger_entries" in text


@pytest.mark.urls(__name__)
def test_an_error_shows_a_reference_and_its_log_line_no_address(client, db, caplog):
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, logger="django"):
        answer = client.get("/roi/ma-bi-mat/")
    reference = answer["X-Reference"]
    assert answer.status_code == 500
    assert reference in answer.content.decode()
    [record] = [one for one in caplog.records if one.name == "django.request"]
    line = json.loads(AsJson().format(record))
    assert (line["reference"], line["view"]) == (reference, "falls")
    assert "ZeroDivisionError" in line["trace"]
    assert "ma-bi-mat" not in json.dumps({**line, "trace": ""})
