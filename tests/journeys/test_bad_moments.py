"""Good input at a bad moment, and requests no form would send: the session is gone, the form has 5001 fields."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from thidua.ledger.models import Entry
from thidua.members.actions import admit
from thidua.samples.cast import PASSWORD, PROGRAM, moment

LAUNCH = "/cum/cum-mau/2026/phong-trao/phat-dong/"
TYPED = {"name": "Thi đua lập thành tích", "launched_by": "Bộ Minh hoạ"}


@pytest.fixture
def browser(cast):
    """As a browser: forms carry a token that is checked."""
    visitor = Client(enforce_csrf_checks=True, raise_request_exception=False)
    visitor.force_login(cast.person("thu-ky-cum-truong"))
    visitor.get(LAUNCH)
    return visitor


def token(browser):
    return browser.cookies["csrftoken"].value


def test_a_form_sent_after_the_session_ended_leads_to_the_way_in_and_back(browser):
    before = Entry.objects.count()
    Session.objects.all().delete()
    answer = browser.post(LAUNCH, {**TYPED, "csrfmiddlewaretoken": token(browser)})
    assert (answer.status_code, answer["Location"]) == (302, f"/dang-nhap/?next={LAUNCH}")
    assert Entry.objects.count() == before


@pytest.mark.parametrize("sent", ["", "cũ", "x" * 64, "5\x00"])
def test_a_form_with_an_old_token_is_answered_by_a_page_that_says_what_to_do(browser, sent):
    before = Entry.objects.count()
    answer = browser.post(LAUNCH, {**TYPED, "csrfmiddlewaretoken": sent})
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()
    assert "chưa lưu gì" in answer.content.decode()
    assert Entry.objects.count() == before


def test_more_fields_than_any_page_has_get_the_polite_page(browser):
    answer = browser.post(LAUNCH, {f"x{n}": "1" for n in range(5001)})
    assert answer.status_code == 400
    assert "Yêu cầu không hợp lệ" in answer.content.decode()


def test_more_text_than_any_form_takes_gets_the_polite_page(browser, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = browser.post(LAUNCH, {**TYPED, "aims": "x" * 2000, "csrfmiddlewaretoken": token(browser)})
    assert answer.status_code == 400
    assert "Yêu cầu không hợp lệ" in answer.content.decode()


def test_half_a_file_gets_the_polite_page(browser):
    answer = browser.post(LAUNCH, b'--x\r\nContent-Disposition: form-data; name="a"', "multipart/form-data; boundary=")
    assert answer.status_code == 400
    assert "Yêu cầu không hợp lệ" in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    ["so-cai/?tim=a%00b", "so-cai/?trang=²", "bang-diem/song-hong/a%00b/", "van-ban/?q=a%00b", "bang-tieu-chi/?q=%00",
     "bang-tieu-chi/du-thao/?mau=%00"],
)  # fmt: skip
def test_an_address_nobody_would_type_breaks_nothing(visit, address):
    assert visit("thu-ky-cum-truong").get(f"/cum/cum-mau/2026/{address}").status_code in (200, 404)


@pytest.mark.parametrize("username", ["khong-co-ai", "a\x00b", "x" * 10_000, "<script>", "   "])
def test_signing_in_with_nonsense_says_so_on_the_page(db, username):
    answer = Client(raise_request_exception=False).post("/dang-nhap/", {"login": username, "password": "sai\x00"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode() or 'class="wrong"' in answer.content.decode()


@pytest.mark.parametrize("new", ["", "ngắn", "a\x00bcdefghijkl", "1234567890"])
def test_a_poor_new_password_is_refused_with_a_sentence(cast, new):
    person = admit(username="moi", name="Người mới", password=PASSWORD, by=PROGRAM, at=moment(2026, 2, 1))
    kept, visitor = person.password, Client(raise_request_exception=False)
    visitor.force_login(person)
    answer = visitor.post("/mat-khau/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    person.refresh_from_db()
    assert (answer.status_code, person.password) == (200, kept)
    assert 'role="alert"' in answer.content.decode() or 'class="wrong"' in answer.content.decode()
