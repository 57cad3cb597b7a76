"""Reminders by mail, sent to a real mail server: one a day, in the hours wanted, tried again, never twice."""

import datetime as dt
import email
import email.policy
import socket
from io import StringIO

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.db import IntegrityError, transaction

from thidua.kit import clock
from thidua.members.models import Person
from thidua.notices import actions
from thidua.notices.models import Letter, Wish
from thidua.notices.post import after_quiet
from thidua.notices.terms import RETRIES, Pace, State
from thidua.samples import demo
from thidua.samples.cast import YEAR, moment

OFFICER = "can-bo-bien-dong"
TROUBLES = "/nhac-viec/thu-loi/"
NEAR = moment(YEAR, 3, 12, 9)
"""Three days before registrations are due, in the morning; a Thursday."""


class Postman:
    """A mail server that answers as told, one answer a letter, then takes everything."""

    def __init__(self):
        self.taken, self.answers = [], []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the library's name
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "hang up":
            self.taken.append(envelope)
            session.peer_gone = True
            server.transport.abort()
            return "250 OK"
        if answer.startswith("250"):
            self.taken.append(envelope)
        return answer


@pytest.fixture
def postman(settings):
    postman = Postman()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(postman, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_SERVER, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp://127.0.0.1", "127.0.0.1", port
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = False, False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.SITE_URL = "https://thidua.example.vn"
    yield postman
    server.stop()


@pytest.fixture
def asked(cast):
    """Registrations are asked for; one officer has an address."""
    demo.launch(cast)
    demo.adopt(cast)
    Person.objects.filter(username=OFFICER).update(email="can-bo@example.vn")
    return cast


def run(at):
    out = StringIO()
    with clock.at(at):
        call_command("send_reminders", stdout=out)


def test_one_letter_gathers_what_is_asked_with_the_way_to_each(asked, postman):
    run(NEAR)
    taken = email.message_from_bytes(postman.taken[0].content, policy=email.policy.default)
    assert postman.taken[0].rcpt_tos == ["can-bo@example.vn"]
    assert taken["Subject"] == "Thi Đua: 1 việc đang chờ"
    place = f"https://thidua.example.vn/cum/cum-mau/2026/dang-ky/{asked.member('bien-dong').pk}/"
    for kind in ("plain", "html"):
        part = taken.get_body((kind,)).get_content()
        for wanted in ("Lập bản đăng ký thi đua", "còn 3 ngày", "15/03/2026", place):
            assert wanted in part, (kind, wanted)


def test_run_again_and_again_a_day_brings_one_letter(asked, postman):
    for minute in (0, 5, 10):
        run(NEAR + dt.timedelta(minutes=minute))
    assert len(postman.taken) == 1
    assert Letter.objects.get().state == State.SENT
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(person=asked.person(OFFICER), day=NEAR.date(), address="x@example.vn", not_before=NEAR)


def test_a_day_without_news_brings_none(asked, postman):
    run(moment(YEAR, 3, 11, 9))
    assert postman.taken == []
    run(moment(YEAR, 3, 16, 9))
    assert len(postman.taken) == 1, "the first day overdue"


def test_a_busy_server_is_tried_again_later_and_the_letter_comes_once(asked, postman):
    postman.answers = ["451 busy"]
    run(NEAR)
    assert (postman.taken, Letter.objects.get().state) == ([], State.WAITING)
    run(NEAR + dt.timedelta(minutes=RETRIES[0] - 1))
    assert postman.taken == []
    run(NEAR + dt.timedelta(minutes=RETRIES[0]))
    run(NEAR + dt.timedelta(minutes=RETRIES[0] + 5))
    assert len(postman.taken) == 1
    assert Letter.objects.get().attempts == 2


def test_a_server_that_is_not_there_is_given_up_after_the_last_try(asked, postman, settings, visit):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = free.getsockname()[1]
    run(NEAR)
    for tried in range(1, len(RETRIES) + 1):
        waits = Letter.objects.get()
        assert (waits.state, waits.attempts) == (State.WAITING, tried)
        actions.send_waiting(at=waits.not_before)
    assert Letter.objects.get().state == State.FAILED
    assert "can-bo@example.vn" in visit("quan-tri").get(TROUBLES).content.decode()


def test_an_address_refused_for_good_is_shown_at_once_and_not_tried_again(asked, postman, visit):
    postman.answers = ["550 no such user"]
    run(NEAR)
    run(NEAR + dt.timedelta(hours=2))
    assert postman.taken == []
    page = visit("quan-tri").get(TROUBLES).content.decode()
    assert "Không gửi được" in page
    assert "no such user" in page


def test_a_line_cut_after_the_text_was_given_is_never_sent_again_by_itself(asked, postman, visit):
    postman.answers = ["hang up"]
    run(NEAR)
    run(NEAR + dt.timedelta(hours=3))
    assert len(postman.taken) == 1
    letter = Letter.objects.get()
    assert letter.state == State.UNCLEAR
    again = f"{TROUBLES}{letter.pk}/gui-lai/"
    assert visit(OFFICER).post(again).status_code == 404
    with clock.at(NEAR + dt.timedelta(hours=4)):
        assert visit("quan-tri").post(again).status_code == 302
        assert visit("quan-tri").post(again).status_code == 302, "harmless, and said"
    run(NEAR + dt.timedelta(hours=4))
    assert len(postman.taken) == 2
    assert Letter.objects.get().state == State.SENT


def test_a_sender_killed_before_it_noted_the_sending_leaves_the_letter_to_a_person(asked, postman, visit):
    run(NEAR)
    Letter.objects.update(state=State.SENDING, sent_at=None)  # what a kill between the two leaves
    run(NEAR + dt.timedelta(hours=2))
    assert len(postman.taken) == 1
    with clock.at(NEAR + dt.timedelta(hours=2)):
        assert "không rõ đã đến chưa" in visit("quan-tri").get(TROUBLES).content.decode()


def test_two_senders_at_once_send_a_letter_once(asked, postman, monkeypatch):
    with clock.at(NEAR):
        call_command("send_reminders", stdout=StringIO())
    Letter.objects.update(state=State.WAITING, attempts=0)
    both = [Letter.objects.get().pk]
    monkeypatch.setattr(actions, "waiting", lambda at: both * 2)  # both read the queue before either claims
    actions.send_waiting(at=NEAR)
    assert len(postman.taken) == 2, "the first run's and one more, not two"


@pytest.mark.parametrize(("hour", "then"), [(20, (12, 20)), (21, (13, 7)), (23, (13, 7)), (3, (12, 7)), (7, (12, 7))])
def test_no_letter_in_the_quiet_hours(hour, then):
    night = moment(YEAR, 3, 12, hour, 30)
    free = after_quiet(night, Wish())
    assert (free.day, free.hour) == then
    assert after_quiet(night, Wish(quiet_from=12, quiet_to=12)) == night


def test_a_letter_made_at_night_waits_for_the_morning(asked, postman):
    run(moment(YEAR, 3, 12, 2))
    assert postman.taken == []
    run(moment(YEAR, 3, 12, 7))
    assert len(postman.taken) == 1


@pytest.mark.parametrize(("pace", "days"), [
    (Pace.WEEKLY, {12: 0, 9: 1}), (Pace.OVERDUE, {15: 0, 16: 1}), (Pace.DAILY, {13: 0, 15: 1}),
])  # fmt: skip
def test_everyone_chooses_how_often(asked, postman, visit, pace, days):
    chosen = visit(OFFICER).post("/nhac-viec/", {"pace": pace.value, "quiet_from": "21", "quiet_to": "7"})
    assert chosen.status_code == 302
    for day, letters in days.items():
        run(moment(YEAR, 3, day, 9))
        assert len(postman.taken) == letters, day


def test_a_pace_nobody_knows_is_refused_and_nothing_is_kept(asked, visit):
    assert (
        visit(OFFICER).post("/nhac-viec/", {"pace": "hourly", "quiet_from": "25", "quiet_to": "7"}).status_code == 422
    )
    assert not Wish.objects.exists()


def test_without_a_mail_server_nothing_is_queued(asked, settings):
    settings.MAIL_SERVER = ""
    run(NEAR)
    assert not Letter.objects.exists()
