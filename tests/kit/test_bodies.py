"""A body of a kind nobody asked for is refused before it is read: a page by pages, a problem by the API."""

import json

import pytest
from django.test import Client

from tests.conference.staging import SECRETARY, address, planned
from tests.exchange.callers import YEAR, caller, problem
from thidua.ledger.models import Entry

FEED = "/nhac-viec/lich/"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", "application/octet-stream", ""])
def test_a_page_takes_forms_alone(visit, kind):
    visitor, before = visit("can-bo-song-hong"), Entry.objects.count()
    answer = visitor.generic("POST", FEED, b'{"a": 1}', content_type=kind)
    assert answer.status_code == 415
    assert "chỉ nhận biểu mẫu" in answer.content.decode()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.count() == before


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_forms_of_both_kinds_and_posts_without_a_body_are_taken(visit, kind):
    visitor = visit("can-bo-song-hong")
    body = b"a=1" if "urlencoded" in kind else b"--x--\r\n"
    assert visitor.generic("POST", FEED, body, content_type=kind).status_code == 200
    assert visitor.generic("POST", FEED, b"", content_type="").status_code == 200


def test_what_a_phone_sends_at_the_door_is_json_and_nothing_else(cast, visit):
    where = address(cast, planned(cast), "diem-danh/gui/")
    visitor = visit(SECRETARY)
    answer = visitor.post(where, {"marks": "[]"})
    assert (answer.status_code, answer["Content-Type"]) == (415, "application/json")
    assert visitor.post(where, json.dumps({"marks": []}), "application/json").status_code == 400


def test_the_api_says_it_as_a_problem(cast):
    program = caller(cast, "can-bo-song-hong")
    where = f"{YEAR}/units/song-hong/sheet"
    told = problem(
        Client().generic("PUT", where, b"rows=1", content_type="application/x-www-form-urlencoded",
                         headers={"Authorization": f"Bearer {program.code}", "If-Match": "*"}), 415)  # fmt: skip
    assert "application/json" in told["detail"]
    assert "JSON" in problem(program.put(where, "{", If_Match="*"), 400)["detail"]
