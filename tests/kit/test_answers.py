"""How pages answer: the policy of scripts, the language, the clock, polite refusals, doors, uploaded files."""

import datetime as dt

import pytest
from django import forms
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from thidua.kit import clock, doors
from thidua.kit.answer import attempt, page
from thidua.kit.doors import SIGNED_IN, door
from thidua.kit.files import PICTURES, download, random_name, sniff
from thidua.kit.middleware import polite_refusals
from thidua.kit.refusal import Refused, require
from thidua.samples.cast import moment

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


class Typed(forms.Form):
    name = forms.CharField()


def posted(**typed):
    form = Typed(typed)
    return RequestFactory().post("/", typed), form


def refuse(field=""):
    raise Refused("Mã này đã có; hãy dùng mã khác.", field)


@pytest.mark.parametrize(("field", "where"), [("name", "name"), ("", "__all__"), ("none-such", "__all__")])
def test_a_refusal_becomes_an_error_beside_what_was_typed(field, where):
    request, form = posted(name="song-hong")
    assert attempt(request, form, lambda: refuse(field)) is False
    assert form.errors[where] == ["Mã này đã có; hãy dùng mã khác."]
    assert form["name"].value() == "song-hong"


def test_an_invalid_form_never_reaches_the_action():
    request, form = posted(name="")
    assert attempt(request, form, lambda: pytest.fail("called")) is False


def test_a_form_that_only_was_opened_does_nothing():
    assert attempt(RequestFactory().get("/"), Typed({"name": "x"}), lambda: pytest.fail("called")) is False


def test_require_is_silent_when_nothing_speaks_against_it():
    require("")
    with pytest.raises(Refused, match="chưa đến lúc"):
        require("chưa đến lúc")


@pytest.mark.django_db
def test_a_refused_form_answers_422_and_a_fresh_one_200():
    request, form = posted(name="")
    request.user, request.here = type("Stranger", (), {"is_authenticated": False})(), None
    assert page(request, "kit/_problems.html", form=form).status_code == 422
    assert page(request, "kit/_problems.html", form=Typed()).status_code == 200


@pytest.mark.django_db
def test_a_refusal_no_form_caught_is_a_page_with_the_sentence(visit):
    request = RequestFactory().get("/x/")
    request.user = type("Stranger", (), {"is_authenticated": False})()
    polite = polite_refusals(lambda _request: HttpResponse())
    answer = polite.process_exception(request, Refused("Trang này đã cũ."))
    assert answer.status_code == 409
    assert "Trang này đã cũ." in answer.content.decode()
    assert polite.process_exception(request, ValueError()) is None, "a fault of ours is not called a refusal"


@pytest.mark.django_db
def test_every_answer_carries_a_strict_policy():
    policy = Client().get("/dang-nhap/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert Client().get("/khong-co/")["Content-Security-Policy"]


@pytest.mark.django_db
def test_vietnamese_unless_the_reader_chose_english():
    english_browser = Client(headers={"accept-language": "en-US,en"})
    assert english_browser.get("/dang-nhap/")["Content-Language"] == "vi"
    chosen = english_browser.post("/ngon-ngu-hien-thi/", {"language": "en", "next": "/dang-nhap/"})
    assert chosen["Location"] == "/dang-nhap/"
    assert english_browser.get("/dang-nhap/")["Content-Language"] == "en"
    english_browser.cookies["django_language"] = "xx"
    assert english_browser.get("/dang-nhap/")["Content-Language"] == "vi"


@pytest.mark.django_db
@pytest.mark.parametrize("next_page", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_off_the_site(next_page):
    answer = Client().post("/ngon-ngu-hien-thi/", {"language": "en", "next": next_page})
    assert "example.com" not in answer["Location"]
    assert "javascript" not in answer["Location"]


def test_the_clock_stops_where_it_is_told_and_goes_on_after():
    late = dt.datetime(2026, 6, 30, 17, 30, tzinfo=dt.UTC)
    with clock.at(late):
        assert clock.now() == late
        assert clock.today() == dt.date(2026, 7, 1), "today is Việt Nam's today, seven hours ahead"
        with clock.at(moment(2026, 1, 1)):
            assert clock.today() == dt.date(2026, 1, 1)
        assert clock.now() == late


@door(SIGNED_IN)
def guarded(request):
    return HttpResponse()


def unguarded(request):
    return HttpResponse()


def test_a_view_without_a_door_stops_the_site_from_starting(settings):
    class Addresses:
        urlpatterns = [path("a/", guarded), path("b/", unguarded)]

    with override_settings(ROOT_URLCONF=Addresses):
        found = [error.msg for error in doors.every_view_has_a_door()]
    assert len(found) == 1
    assert found[0].startswith("b/")
    assert [error for error in run_checks() if error.id == "kit.E001"] == []


def upload(content: bytes, name: str = "minh-chung.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_what_its_bytes_say():
    seen = sniff(upload(PNG, "bao-cao.pdf"))
    assert (seen.media_type, seen.extension, seen.size) == ("image/png", "png", len(PNG))
    assert len(seen.sha256) == 64


@pytest.mark.parametrize(
    ("content", "allowed", "why"),
    [
        (b"", None, "rỗng"),
        (b"MZ" + b"\0" * 300, None, "không đúng loại"),
        (b"<script>alert(1)</script>", None, "không đúng loại"),
        (b"%PDF-1.7\n" + b" " * 300, PICTURES, "không đúng loại"),
        (PNG + b"\0" * 2000, None, "vượt mức"),
    ],
    ids=["empty", "program", "script", "pdf where a picture is wanted", "too large"],
)
def test_a_file_is_refused_with_its_name_and_the_mend(settings, content, allowed, why):
    settings.UPLOAD_LIMIT = 1024
    with pytest.raises(Refused, match=why) as refused:
        sniff(upload(content, "tệp của tôi.png"), allowed)
    assert "tệp của tôi.png" in str(refused.value)


def test_stored_names_say_nothing_and_downloads_are_never_shown_inline():
    names = {random_name("evidence", "pdf") for _time in range(50)}
    assert len(names) == 50
    sent = download(upload(PNG), "Bảng điểm.png", "image/png")
    assert sent["Content-Disposition"].startswith("attachment")
