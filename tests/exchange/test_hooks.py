"""Messages to other programs: signed, after the act, tried again, given up; and never to where they must not go."""

import datetime as dt
import json
import re
import socket
import ssl

import pytest
from django_tasks_db.models import DBTaskResult

from tests.exchange.listener import Listener, certificate, dripping, holds, listening
from tests.jobs.worker import work_off
from tests.reports.year import HALF, opened, save, submit
from tests.scoring.year import started
from thidua.exchange.hooks import actions, sending
from thidua.exchange.hooks.models import Delivery, Hook
from thidua.exchange.hooks.reaching import is_public, why_not_reach
from thidua.exchange.hooks.sending import secret_of
from thidua.exchange.hooks.terms import ENOUGH, PAUSES, Event, State
from thidua.ledger.models import Entry
from thidua.members.actions import enter_stage
from thidua.members.models import Person
from thidua.members.terms import Stage
from thidua.notices.models import Letter
from thidua.paperwork import actions as paperwork
from thidua.paperwork.terms import Kind
from thidua.samples.cast import PROGRAM, moment

PAGE = "/cum/cum-mau/2026/bao-tin/"
AT = moment(2026, 3, 1, 9)


@pytest.fixture
def listener():
    with listening() as made:
        yield made


@pytest.fixture
def hook(cast, listener: Listener, settings) -> Hook:
    """The listener is told of everything; it stands in the site's own network, which a setting allows."""
    settings.HOOKS_PRIVATE = True
    return actions.register(here=cast.here("thu-ky-cum-truong"), address=listener.url, events=list(Event), at=AT)


def happen(cast) -> Delivery:
    """Something happens: the year enters a stage."""
    cast.year.refresh_from_db()
    enter_stage(year=cast.year, to=Stage.LAUNCHED, by=PROGRAM, at=AT)
    return Delivery.objects.latest("pk")


def test_the_secret_is_shown_once_and_the_message_carries_its_signature(cast, visit, listener, settings):
    settings.HOOKS_PRIVATE = True
    secretary = visit("thu-ky-cum-truong")
    shown = secretary.post(PAGE, {"address": listener.url, "events": ["stage.entered"]}).content.decode()
    secret = re.search(r"whsec_[\w+/=]+", shown)[0]
    assert secret not in secretary.get(PAGE).content.decode()
    assert secret not in str(Hook.objects.values().get())
    sent = happen(cast)
    assert listener.heard == [], "nothing is sent within the act"
    work_off()
    path, headers, body = listener.heard[0]
    assert path == "/nhan?tu=cum"
    assert headers["Host"] == f"127.0.0.1:{listener.port}"
    assert headers["webhook-id"] == sent.message
    assert holds(secret, headers, body)
    assert not holds(secret, headers, body + b" ")
    told = json.loads(body)
    assert told["type"] == "stage.entered"
    assert told["data"]["stage"] == "launched"
    assert told["data"]["url"].endswith("/api/v1/years/cum-mau/2026")
    log = secretary.get(f"{PAGE}{sent.hook_id}/").content.decode()
    assert "Đã nhận" in log
    assert "HTTP 200" in log


def test_each_event_is_told_by_identifiers_and_links_alone(cast, hook, listener):
    started(cast)
    period = opened(cast, HALF)
    save(cast, period, "song-hong", {"I.1.a": {"actual": "5"}}, narrative="Lời riêng của đơn vị")
    submit(cast, period, "song-hong")
    paperwork.issue(here=cast.here("thu-ky-cum-truong"), kind=Kind.NOTICE, about="về một người", subject="note:1",
                    content={}, at=AT)  # fmt: skip
    work_off()
    told = [json.loads(body) for _path, _headers, body in listener.heard]
    assert [one["type"] for one in told] == ["report.submitted", "paper.issued"]
    assert told[0]["data"]["url"].endswith(f"/reports/{period.pk}/song-hong/figures")
    whole = json.dumps(told, ensure_ascii=False)
    assert "Lời riêng" not in whole
    assert "một người" not in whole
    assert [name for name in Person.objects.values_list("name", flat=True) if name in whole] == []


def test_an_act_that_fails_tells_nothing_and_what_nobody_asked_for_is_not_told(cast, hook):
    Hook.objects.update(events=["paper.issued"])
    cast.year.refresh_from_db()
    enter_stage(year=cast.year, to=Stage.LAUNCHED, by=PROGRAM, at=AT)
    assert not Delivery.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_what_was_not_taken_is_tried_again_after_growing_pauses_then_given_up(cast, hook, listener):
    sent, at = happen(cast), AT
    listener.answers = [(503, {})] * (len(PAUSES) + 1)
    DBTaskResult.objects.all().delete()
    for tries, minutes in enumerate(PAUSES, 1):
        actions.attempt(pk=sent.pk, at=at)
        sent.refresh_from_db()
        assert (sent.state, sent.attempts, sent.status) == (State.WAITING, tries, 503)
        assert sent.next_at == at + dt.timedelta(minutes=minutes)
        assert DBTaskResult.objects.latest("enqueued_at").run_after == sent.next_at
        at = sent.next_at
    actions.attempt(pk=sent.pk, at=at)
    sent.refresh_from_db()
    assert sent.state == State.FAILED
    assert DBTaskResult.objects.count() == len(PAUSES)
    assert len({headers["webhook-id"] for _path, headers, _body in listener.heard}) == 1, "the receiver can tell"
    actions.attempt(pk=sent.pk, at=at)
    assert len(listener.heard) == len(PAUSES) + 1, "given up is given up"


def test_sent_again_by_hand_it_arrives_under_its_own_id(cast, hook, listener, visit):
    sent = happen(cast)
    DBTaskResult.objects.all().delete()
    Delivery.objects.update(state=State.FAILED, attempts=7)
    secretary = visit("thu-ky-cum-truong")
    assert "Gửi lại" in secretary.get(f"{PAGE}{hook.pk}/").content.decode()
    again = f"{PAGE}{hook.pk}/gui-lai/{sent.pk}/"
    assert secretary.post(again).status_code == 302
    work_off()
    assert listener.heard[0][1]["webhook-id"] == sent.message
    assert "đã được nhận" in secretary.post(again, follow=True).content.decode()
    assert visit("can-bo-song-hong").post(again).status_code == 404


def test_an_address_that_never_answers_is_switched_off_and_its_maker_told(cast, hook, listener, visit):
    Person.objects.filter(username="thu-ky-cum-truong").update(email="thu-ky@vi-du.vn")
    Hook.objects.update(failures=ENOUGH - 1)
    sent = happen(cast)
    listener.answers = [(500, {})]
    actions.attempt(pk=sent.pk, at=AT)
    assert Hook.objects.get().stopped_at == AT
    assert Entry.objects.get(act="hook.switch_off").reason == "Máy chủ trả lời 500."
    letter = Letter.objects.get()
    assert letter.address == "thu-ky@vi-du.vn"
    assert f"{PAGE}{hook.pk}/" in letter.text
    secretary = visit("thu-ky-cum-truong")
    assert "Đã ngừng báo tin" in secretary.get(f"{PAGE}{hook.pk}/").content.decode()
    actions.attempt(pk=sent.pk, at=AT)
    sent.refresh_from_db()
    assert sent.state == State.DROPPED
    secretary.post(f"{PAGE}{hook.pk}/bat-lai/")
    assert (Hook.objects.get().stopped_at, Hook.objects.get().failures) == (None, 0)


def test_an_address_that_says_gone_is_left_alone_at_once(cast, hook, listener):
    listener.answers = [(410, {})]
    actions.attempt(pk=happen(cast).pk, at=AT)
    assert Hook.objects.get().stopped_at == AT


def test_one_success_forgets_the_failures(cast, hook):
    Hook.objects.update(failures=ENOUGH - 1)
    actions.attempt(pk=happen(cast).pk, at=AT)
    assert Hook.objects.get().failures == 0


def test_where_an_answer_points_nobody_goes(cast, hook, listener):
    with listening() as other:
        listener.answers = [(302, {"Location": other.url})]
        sent = happen(cast)
        actions.attempt(pk=sent.pk, at=AT)
        sent.refresh_from_db()
        assert (sent.status, sent.state) == (302, State.WAITING)
        assert other.heard == []


def test_a_removed_address_hears_nothing_of_what_waits(cast, hook, listener, visit):
    sent = happen(cast)
    visit("thu-ky-cum-truong").post(f"{PAGE}{hook.pk}/bo/")
    work_off()
    sent.refresh_from_db()
    assert (sent.state, listener.heard) == (State.DROPPED, [])


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/", "https://localhost/", "https://10.0.0.8/", "https://192.168.1.1/", "https://[::1]/",
        "https://169.254.169.254/latest/", "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/",
        "https://0.0.0.0/", "https://2130706433/", "https://0x7f.1/", "https://224.0.0.1/",
    ],
)  # fmt: skip
def test_private_places_are_refused(cast, address):
    assert "mạng riêng" in why_not_reach(address)


@pytest.mark.parametrize(
    "address",
    ["http://8.8.8.8/", "ftp://8.8.8.8/", "https://ai:mat@8.8.8.8/", "https:///x", "https://8.8.8.8:99999/", "x",
     "https://8.8.8.8/a b", "https://8.8.8.8/\r\nHost: x", "https://[8.8.8.8/"],
)  # fmt: skip
def test_what_is_no_address_to_call_is_refused(cast, address):
    assert why_not_reach(address)
    assert why_not_reach("https://8.8.8.8/nhan") == ""


def test_a_name_that_answers_differently_the_second_time_gains_nothing(cast, hook, listener, settings, monkeypatch):
    """Public when it is looked at, private when it is called: it is looked up once, and that is what is called."""
    settings.HOOKS_PRIVATE = False
    asked, called = [], []

    def lookup(name, port, **_how):
        asked.append(name)
        where = "8.8.8.8" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (where, port))]

    def connect(place, **_how):
        called.append(place[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", connect)
    Hook.objects.update(address=f"https://doi-y.vi-du.vn:{listener.port}/")
    actions.attempt(pk=happen(cast).pk, at=AT)
    assert (asked, called) == (["doi-y.vi-du.vn"], ["8.8.8.8"])
    actions.attempt(pk=Delivery.objects.get().pk, at=AT)
    assert called == ["8.8.8.8"], "private now: not called at all"
    assert "mạng riêng" in Delivery.objects.get().said
    assert listener.heard == []


def test_a_certificate_must_be_of_the_name_and_of_somebody_trusted(cast, hook, settings, monkeypatch, tmp_path):
    name, kept = "nhan-tin.vi-du.vn", socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda asked, *rest, **how: kept(
        "127.0.0.1" if asked.endswith("vi-du.vn") else asked, *rest, **how))  # fmt: skip
    pem = certificate(tmp_path, name)
    trusting, plain = ssl.create_default_context(cafile=pem), ssl.create_default_context
    sent = happen(cast)
    with listening(secured_by=pem) as safe:
        for host, context in ((name, plain), (f"khac.{name}", lambda: trusting), (name, lambda: trusting)):
            assert safe.heard == []
            monkeypatch.setattr(ssl, "create_default_context", context)
            Hook.objects.update(address=f"https://{host}:{safe.port}/")
            actions.attempt(pk=sent.pk, at=AT)
            sent.refresh_from_db()
            assert sent.state == State.DONE or "TLS" in sent.said
        assert safe.heard[0][1]["Host"] == f"{name}:{safe.port}"


def test_an_answer_that_never_ends_is_cut(cast, hook, monkeypatch):
    monkeypatch.setattr(sending, "DEADLINE", 0.3)
    with dripping() as port:
        Hook.objects.update(address=f"http://127.0.0.1:{port}/")
        sent = happen(cast)
        actions.attempt(pk=sent.pk, at=AT)
        sent.refresh_from_db()
        assert (sent.state, sent.status) == (State.WAITING, None)


def test_an_address_is_asked_for_by_name_and_all_its_places_are_looked_at(monkeypatch, settings):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, 443)) for place in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_how: both)
    assert "mạng riêng" in why_not_reach("https://hai-noi.vi-du.vn/")
    assert is_public("2001:4860:4860::8888")


def test_two_addresses_have_two_secrets(cast, hook, listener):
    other = actions.register(here=cast.here("thuong-truc"), address=listener.url + "2", events=list(Event), at=AT)
    assert secret_of(hook) != secret_of(other)
    happen(cast)
    assert Delivery.objects.count() == 2


def test_messages_nobody_takes_are_the_administrators_to_see(visit, hook, listener, settings, tmp_path):
    settings.METRICS_TOKEN, settings.HOME = "a-token", tmp_path
    listener.answers += [(500, {}), (500, {})]
    sent, keeper = happen(hook), visit("quan-tri")
    assert (
        "1 tin chờ gửi, 0 tin không được nhận; cũ nhất từ 09:00 01/03/2026" in keeper.get("/he-thong/").content.decode()
    )
    assert "Mọi địa chỉ đang nhận tin." in keeper.get("/he-thong/bao-tin/").content.decode()
    for minutes in (0, 1):
        actions.attempt(pk=sent.pk, at=AT + dt.timedelta(minutes=minutes))
    page = keeper.get("/he-thong/").content.decode()
    assert "0 tin chờ gửi, 1 tin không được nhận" in page
    assert 'href="/he-thong/bao-tin/"' in page
    shown = keeper.get("/he-thong/bao-tin/").content.decode()
    assert "2 lần liền không được" in shown
    assert hook.address not in shown, "what follows the machine's name may be a secret"
    figures = keeper.get("/do-luong/", headers={"Authorization": "Bearer a-token"}).content.decode()
    assert "thidua_hook_messages_failing 1.0" in figures
    assert "thidua_hook_messages_oldest_seconds 0.0" in figures
    actions.attempt(pk=sent.pk, at=AT + dt.timedelta(minutes=6))
    assert "0 tin chờ gửi, 0 tin không được nhận<" in keeper.get("/he-thong/").content.decode()
    assert visit("thuong-truc").get("/he-thong/bao-tin/").status_code == 404
