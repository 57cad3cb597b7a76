"""Invitations: printed or mailed, used once, by the person alone."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from thidua.accounts.codes import typed_code
from thidua.accounts.models import Invitation
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.members.actions import admit, set_password
from thidua.members.models import Person
from thidua.members.queries import seats_of
from thidua.members.terms import Office
from thidua.samples.cast import PROGRAM, moment

PEOPLE = "/tai-khoan/nguoi-dung/"
SHEETS = PEOPLE + "giay-moi/"
NEW = "Sông nước mùa thu 26"
CODE = re.compile(r'class="code">([0-9A-Z-]{14})<')


@pytest.fixture(autouse=True)
def _patient_door():
    """The throttle of one test is not felt in the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def invited(cast, visit):
    """invited("can-bo-bien-dong", by="thuong-truc") → the code on the printed sheet."""

    def code(username: str, by: str = "thuong-truc") -> str:
        answer = visit(by).post(SHEETS, {"people": [cast.person(username).pk]})
        assert answer.status_code == 200, answer
        assert "no-store" in answer["Cache-Control"]
        return CODE.search(answer.content.decode())[1]

    return code


def enter(code: str, password: str = NEW, visitor: Client | None = None):
    """Type the code, then the password; the last answer."""
    visitor = visitor or Client()
    answer = visitor.post("/moi/", {"code": code})
    if answer.status_code != 302:
        return answer
    return visitor.post(answer["Location"], {"password": password, "again": password, "title": "Cán bộ tổng hợp"})


def text(answer) -> str:
    return answer.content.decode()


def test_an_invited_person_sets_the_password_and_is_in(cast, invited):
    newcomer = Client()
    answer = enter(invited("can-bo-bien-dong").lower().replace("-", " "), visitor=newcomer)
    assert answer["Location"] == "/viec-cua-toi/"
    assert newcomer.get("/viec-cua-toi/").status_code == 200
    person = cast.person("can-bo-bien-dong")
    assert person.title == "Cán bộ tổng hợp"
    later = Client()
    assert later.post("/dang-nhap/", {"login": "can-bo-bien-dong", "password": NEW}).status_code == 302
    assert later.get("/tai-khoan/").status_code == 200
    record = Entry.objects.filter(subject_kind="members.person", subject_id=str(person.pk))
    acts = list(record.values_list("act", flat=True))
    assert acts[-3:] == ["account.invite", "person.password", "person.describe"]


def test_the_page_of_the_code_names_nobody_before_the_code_is_right(cast, invited):
    invited("can-bo-bien-dong")
    page = Client().post("/moi/", {"code": "2222-2222-2222"})
    assert page.status_code == 422
    assert "Mã mời không đúng, đã dùng" in text(page)
    assert "2222-2222-2222" in text(page), "what was typed stays"
    assert Client().get("/moi/mat-khau/")["Location"] == "/moi/"


def test_a_code_serves_once(invited):
    code = invited("can-bo-bien-dong")
    assert enter(code).status_code == 302
    assert "Mã mời không đúng, đã dùng" in text(enter(code, "Mật khẩu khác 2026"))


def test_two_who_typed_the_same_code_do_not_both_set_a_password(cast, invited):
    code, first, second = invited("can-bo-bien-dong"), Client(), Client()
    assert first.post("/moi/", {"code": code}).status_code == 302
    assert second.post("/moi/", {"code": code}).status_code == 302
    assert first.post("/moi/mat-khau/", {"password": NEW, "again": NEW})["Location"] == "/viec-cua-toi/"
    late = second.post("/moi/mat-khau/", {"password": "Mật khẩu khác 2026", "again": "Mật khẩu khác 2026"})
    assert late["Location"] == "/moi/"
    assert cast.person("can-bo-bien-dong").check_password(NEW)


def test_a_new_invitation_revokes_the_one_before(cast, invited):
    old, new = invited("can-bo-bien-dong"), invited("can-bo-bien-dong")
    assert enter(old).status_code == 422
    assert enter(new).status_code == 302


def test_a_revoked_and_an_expired_code_open_nothing(cast, visit, invited):
    code = invited("can-bo-bien-dong")
    with clock.at(moment(2026, 3, 15, 10)):
        assert enter(code).status_code == 422
    revoke = f"{PEOPLE}{cast.person('can-bo-bien-dong').pk}/huy-giay-moi/"
    assert "Đã huỷ giấy mời." in text(visit("thuong-truc").post(revoke, follow=True))
    assert "đã dùng hoặc đã huỷ" in text(visit("thuong-truc").post(revoke, follow=True))
    assert enter(code).status_code == 422


def test_the_database_does_not_know_the_code(invited):
    code = invited("can-bo-bien-dong")
    kept = str(Invitation.objects.values().get()) + str(list(Entry.objects.values()))
    assert code not in kept
    assert typed_code(code) not in kept


def test_opening_the_address_uses_nothing_up(invited):
    code = invited("can-bo-bien-dong")
    for _time in range(3):
        assert code in text(Client().get("/moi/", {"ma": code}))
    assert enter(code).status_code == 302


def test_a_weak_or_unlike_password_is_refused_and_the_rest_stays(invited):
    visitor = Client()
    visitor.post("/moi/", {"code": invited("can-bo-bien-dong")})
    weak = visitor.post("/moi/mat-khau/", {"password": "1234567890", "again": "1234567890", "rank": "Đại uý"})
    assert weak.status_code == 422
    assert "Đại uý" in text(weak)
    unlike = visitor.post("/moi/mat-khau/", {"password": NEW, "again": NEW + "x"})
    assert "Hai lần gõ không giống nhau." in text(unlike)
    assert not Person.objects.get(username="can-bo-bien-dong").has_usable_password()


def test_guessing_codes_is_slowed_down(cast):
    visitor = Client()
    answers = [visitor.post("/moi/", {"code": "2345-6789-ABCD"}) for _guess in range(25)]
    assert "Thử mã quá nhiều lần" in text(answers[-1])
    assert "Thử mã quá nhiều lần" not in text(answers[0])


def test_a_reset_leaves_the_old_password_until_it_is_used_then_ends_old_sessions(cast, invited):
    person = cast.person("can-bo-bien-dong")
    set_password(person=person, password="mat-khau-cu-cu", by=PROGRAM, at=moment(2026, 2, 1))
    old = Client()
    assert old.post("/dang-nhap/", {"login": person.username, "password": "mat-khau-cu-cu"}).status_code == 302
    code = invited("can-bo-bien-dong", by="quan-tri")
    assert old.get("/tai-khoan/").status_code == 200
    assert enter(code).status_code == 302
    assert old.get("/tai-khoan/")["Location"].startswith("/dang-nhap/")


def test_a_known_password_and_its_sessions_end_at_once_and_the_invitation_leads_back_in(cast, visit):
    person = cast.person("can-bo-bien-dong")
    set_password(person=person, password="mat-khau-da-lo", by=PROGRAM, at=moment(2026, 2, 1))
    door, inside = {"login": person.username, "password": "mat-khau-da-lo"}, Client()
    assert inside.post("/dang-nhap/", door).status_code == 302
    demand = f"{PEOPLE}{person.pk}/mat-khau-moi/"
    assert visit("thuong-truc").post(demand).status_code == 404
    printed = visit("quan-tri").post(demand)
    assert "no-store" in printed["Cache-Control"]
    assert inside.get("/tai-khoan/")["Location"].startswith("/dang-nhap/")
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in text(Client().post("/dang-nhap/", door))
    assert enter(CODE.search(text(printed))[1]).status_code == 302
    acts = Entry.objects.filter(subject_id=str(person.pk)).order_by("seq").values_list("act", flat=True)
    assert list(acts)[-4:] == ["person.password_ended", "account.invite", "person.password", "person.describe"]
    own = visit("quan-tri").post(f"{PEOPLE}{cast.person('quan-tri').pk}/mat-khau-moi/")
    assert own.status_code == 409
    assert "tài khoản của chính bạn" in text(own)


@pytest.mark.parametrize(
    ("by", "whom", "said"),
    [
        ("quan-tri", "quan-tri", "tài khoản của chính bạn"),
        ("thuong-truc", "quan-tri", "do quản trị hệ thống mời"),
    ],
)
def test_who_may_not_invite_whom(cast, visit, by, whom, said):
    answer = visit(by).post(SHEETS, {"people": [cast.person(whom).pk]})
    assert answer.status_code == 409
    assert said in text(answer)
    assert not Invitation.objects.exists()


def test_the_secretary_lets_newcomers_of_the_own_cluster_in_and_resets_nobody(cast, visit, invited):
    assert enter(invited("can-bo-bien-dong", by="thu-ky-cum-truong")).status_code == 302
    secretary = visit("thu-ky-cum-truong")
    known = secretary.post(SHEETS, {"people": [cast.person("can-bo-bien-dong").pk]})
    assert "đã có mật khẩu" in text(known)
    stranger = admit(username="cum-khac", name="Người của cụm khác", by=PROGRAM, at=moment(2026, 2, 1))
    assert secretary.get(f"{PEOPLE}{stranger.pk}/").status_code == 404
    assert "Người của cụm khác" not in text(secretary.get(PEOPLE))
    assert visit("can-bo-song-hong").get(PEOPLE).status_code == 404


def test_all_or_none_are_invited(cast, visit):
    people = [cast.person("can-bo-bien-dong").pk, cast.person("quan-tri").pk]
    assert visit("thuong-truc").post(SHEETS, {"people": people}).status_code == 409
    assert not Invitation.objects.exists()
    nobody = visit("thuong-truc").post(SHEETS, {}, follow=True)
    assert "Hãy chọn ít nhất một người." in text(nobody)


def test_by_mail(cast, visit, settings):
    address = f"{PEOPLE}{cast.person('can-bo-bien-dong').pk}/"
    assert "chưa nối với máy chủ thư" in text(visit("thuong-truc").get(address))
    settings.MAIL_SERVER = "smtp://localhost"
    assert visit("thuong-truc").post(address, {"send_to": "không phải thư"}).status_code == 422
    assert visit("thuong-truc").post(address, {"send_to": "can-bo@example.vn"}).status_code == 302
    sent = mail.outbox[0]
    assert sent.to == ["can-bo@example.vn"]
    assert "can-bo-bien-dong" in sent.body
    code = re.search(r"mã mời: ([0-9A-Z-]{14})", sent.body)[1]
    assert f"/moi/?ma={code}" in sent.body
    assert enter(code).status_code == 302


def test_when_the_mail_server_is_away_the_sheet_is_shown(cast, visit, settings):
    settings.MAIL_SERVER, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp://127.0.0.1:1", "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    answer = visit("thuong-truc").post(f"{PEOPLE}{cast.person('can-bo-bien-dong').pk}/", {"send_to": "a@example.vn"})
    assert "Máy chủ thư không nhận thư" in text(answer)
    assert enter(CODE.search(text(answer))[1]).status_code == 302


def test_the_first_administrator_comes_from_the_command_line(db, capsys):
    with pytest.raises(CommandError, match="--name"):
        call_command("invite", "quan-tri-moi")
    call_command("invite", "quan-tri-moi", name="Quản trị hệ thống")
    code = re.search(r": ([0-9A-Z-]{14})\n", capsys.readouterr().out)[1]
    assert enter(code).status_code == 302
    person = Person.objects.get(username="quan-tri-moi")
    assert [seat.office for seat in seats_of(person, dt.date(2026, 3, 1))] == [Office.ADMINISTRATOR]
    call_command("invite", "quan-tri-moi")
    assert Invitation.objects.filter(person=person).count() == 2


def test_an_account_without_password_is_told_so(visit):
    answer = visit("can-bo-song-hong").get("/mat-khau/")
    assert answer.status_code == 200
    assert "Tài khoản này chưa có mật khẩu" in text(answer)


def test_found_without_accents_and_in_few_statements(cast, visit, django_assert_max_num_queries):
    visitor = visit("thuong-truc")
    page = text(visitor.get(PEOPLE, {"q": "bien dong can bo"}))
    assert "can-bo-bien-dong" in page
    assert "can-bo-song-hong" not in page
    for number in range(60):
        admit(username=f"them-{number}", name=f"Người thêm {number}", by=PROGRAM, at=moment(2026, 2, 1))
    with django_assert_max_num_queries(12):
        assert "Trang 1 / 2" in text(visitor.get(PEOPLE))
