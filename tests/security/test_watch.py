"""Who watches over the site sees what failed and what was refused: in the log and in the figures, without a name."""

import json
import logging
import re
from pathlib import Path

import pytest
import yaml
from django.core.cache import cache
from django.test import Client

from tests.accounts.stepping import WORD
from tests.exchange.callers import YEAR as API
from thidua.kit import clock
from thidua.kit.reference import AsJson
from thidua.kit.watch import EVENTS
from thidua.members.actions import set_password
from thidua.samples.cast import PROGRAM, moment
from thidua.upkeep.metrics import exposition

WHO = "can-bo-song-hong"
SIGN_IN = "/dang-nhap/"
RULES = Path(__file__).parents[2] / "deploy/prometheus/thidua.rules.yml"
COUNTED = re.compile(r'thidua_security_events_total{event="([\w.]+)"} ([\d.]+)')


@pytest.fixture(autouse=True)
def _no_locks():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def heard(caplog):
    """heard() → the events since we last looked, as the log tells them."""

    def lines() -> list[dict]:
        found = [json.loads(AsJson().format(one)) for one in caplog.records if one.name == "thidua.security"]
        caplog.clear()
        return found

    with caplog.at_level(logging.INFO, logger="thidua.security"):
        yield lines


@pytest.fixture
def person(cast):
    person = cast.person(WHO)
    set_password(person=person, password=WORD, by=PROGRAM, at=moment(2026, 2, 1))
    return person


def told(line: dict) -> tuple[str, str, int | None]:
    return line["event"], line["view"], line["account"]


def test_signing_in_and_failing_to_are_noted_by_number(person, heard):
    Client().post(SIGN_IN, {"login": WHO, "password": "không phải mật khẩu"})
    Client().post(SIGN_IN, {"login": "nguoi-la", "password": "mật khẩu của ai"})
    Client().post(SIGN_IN, {"login": WHO, "password": WORD})
    lines = heard()
    assert [told(line) for line in lines] == [
        ("sign_in.failed", "account_login", person.pk),
        ("sign_in.failed", "account_login", None),
        ("sign_in", "account_login", person.pk),
    ]
    everything = json.dumps(lines, ensure_ascii=False)
    assert not [word for word in (WHO, "nguoi-la", "mật khẩu", person.name, "127.0.0.1") if word in everything]
    for _guess in range(6):
        Client().post(SIGN_IN, {"login": WHO, "password": "không phải mật khẩu"})
    assert ("sign_in.throttled", "account_login", person.pk) in [told(line) for line in heard()]


def test_codes_and_tokens_that_open_nothing_are_noted(cast, heard):
    Client().post("/moi/", {"code": "7KQM-2XRT-9HBC"})
    Client().get(f"{API}/board", headers={"Authorization": "Bearer thidua_sai"})
    lines = heard()
    assert [line["event"] for line in lines] == ["invitation.failed", "token.refused"]
    assert "7KQM" not in json.dumps(lines)


def test_doors_shut_to_somebody_signed_in_are_noted_and_a_strangers_wrong_address_is_not(cast, visit, heard):
    visit(WHO).get("/he-thong/")
    Client().get("/khong-co-trang-nay/")
    [line] = heard()
    assert told(line) == ("door.shut", "upkeep:status", cast.person(WHO).pk)
    assert line["reason"] == "404"
    assert "/he-thong/" not in json.dumps(line)


def test_an_act_refused_is_noted_and_one_about_a_ballot_never(cast, visit, heard):
    visit(WHO).post("/nhac-viec/lich/huy/")
    assert [told(line)[:2] for line in heard()] == [("act.refused", "notices:feed_closing")]
    visit(WHO).get("/cum/cum-mau/2026/bo-phieu/999/")
    visit(WHO).post("/cum/cum-mau/2026/bo-phieu/999/mo/")
    assert heard() == []


def counted() -> dict[str, float]:
    return {event: float(number) for event, number in COUNTED.findall(exposition(clock.now()).decode())}


def test_the_figures_count_each_kind_from_zero(cast, visit, settings, tmp_path):
    settings.METRICS_TOKEN, settings.HOME = "a-token", tmp_path
    before = counted()
    assert set(before) == set(EVENTS)
    visit(WHO).get("/he-thong/")
    after = counted()
    assert after["door.shut"] == before["door.shut"] + 1
    assert {event for event in EVENTS if after[event] != before[event]} == {"door.shut"}


def test_the_rules_for_alerts_speak_of_figures_that_are_there(cast, settings, tmp_path):
    """Every figure a rule asks for is one Prometheus is shown, every event one that is noted."""
    settings.METRICS_TOKEN, settings.HOME = "a-token", tmp_path
    shown = exposition(clock.now()).decode()
    rules = [rule for group in yaml.safe_load(RULES.read_text())["groups"] for rule in group["rules"]]
    figures = {name for rule in rules for name in re.findall(r"\bthidua_\w+", rule["expr"])}
    made_later = {"thidua_request_seconds_sum", "thidua_request_seconds_count"}  # with the first request measured
    assert {name for name in figures - made_later if name not in shown} == set()
    assert "thidua_request_seconds" in shown
    asked = {event for rule in rules for names in re.findall(r'event=~?"([^"]+)"', rule["expr"])
             for event in names.split("|")}  # fmt: skip
    assert asked <= set(EVENTS)
    assert set(EVENTS) - asked <= {"sign_in", "body.unexpected"}, "what is noted raises an alarm, or is everyday"
    assert len(rules) > 8
    assert all(rule["annotations"]["summary"] for rule in rules)
