"""Everybody can read what is kept of whom, and take away what is kept under the own account; nobody another's."""

import json
import re

import pytest
from django.apps import apps
from django.test import Client

from tests.accounts.stepping import WORD
from tests.exchange.callers import caller
from thidua.accounts.actions import issue
from thidua.ledger.models import Entry
from thidua.members.actions import readdress, set_password
from thidua.members.models import Person
from thidua.notices.models import Letter
from thidua.samples.cast import PROGRAM, moment
from thidua.upkeep.own import ELSEWHERE, KEPT

WHO, OTHER, FILE, PAGE = "can-bo-song-hong", "can-bo-bien-dong", "/tai-khoan/du-lieu/", "/du-lieu-ca-nhan/"
OPENS = re.compile(r"password|digest|secret|session_key|salt|\bdata\b|code|tail|html|calendar")


def taken(visitor: Client) -> dict[str, object]:
    answer = visitor.get(FILE)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="du-lieu-cua-toi-')
    assert answer["Cache-Control"] == "no-store" or "no-store" in answer["Cache-Control"]
    return json.loads(answer.content)


def test_the_owner_takes_away_what_is_kept_and_nothing_of_another(cast, visit):
    person, at = cast.person(WHO), moment(2026, 2, 1)
    readdress(person=person, email="can-bo@example.vn", by=PROGRAM, at=at)
    issue(person=person, by=PROGRAM, at=at, send_to="can-bo@example.vn")
    set_password(person=person, password=WORD, by=PROGRAM, at=at)
    for address in ("can-bo@example.vn", "nguoi-khac@example.vn"):
        Letter.objects.create(
            day=at.date(), address=address, subject=f"Tới {address}", text="x", html="x", not_before=at
        )
    caller(cast, WHO)
    visitor = visit(WHO)
    visitor.post("/nhac-viec/lich/")
    told = taken(visitor)
    assert told["Tài khoản"][0]["họ và tên"] == person.name
    assert told["Chức trách"][0]["đơn vị"] == "Đơn vị Sông Hồng (minh hoạ)"
    assert told["Giấy mời"][0]["gửi tới"] == "can-bo@example.vn"
    assert [one["dùng cho"] for one in told["Mã truy cập"]] == ["Phần mềm thử"]
    assert [one["tiêu đề"] for one in told["Thư đã gửi cho tôi"]] == ["Tới can-bo@example.vn"]
    assert [one["việc"] for one in told["Việc tôi đã làm (sổ cái)"]] == ["token.make", "calendar.open"]
    assert "person.email" in [one["việc"] for one in told["Việc người khác làm với tài khoản của tôi (sổ cái)"]]
    everything = json.dumps(told, ensure_ascii=False)
    assert cast.person(OTHER).username not in everything
    assert "nguoi-khac@example.vn" not in everything


def test_nothing_that_opens_something_is_in_it(cast, visit):
    person = cast.person(WHO)
    set_password(person=person, password=WORD, by=PROGRAM, at=moment(2026, 2, 1))
    visitor = Client()
    visitor.post("/dang-nhap/", {"login": WHO, "password": WORD})
    made, code = issue(person=person, by=PROGRAM, at=moment(2026, 2, 1))
    token = caller(cast, WHO)
    everything = visitor.get(FILE).content.decode()
    person.refresh_from_db()
    for secret in (person.password, visitor.session.session_key, made.digest, code, token.code, token.token.digest):
        assert secret not in everything
    assert [f"{one.table}.{column}" for one in KEPT for column in one.columns if OPENS.search(column)] == []


def test_every_table_that_names_an_account_is_told_or_left_out_with_a_reason():
    named = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=False)
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and field.related_model is Person
    }
    told = {f"{apps.get_model(one.table)._meta.label}.{'person' if one.whose == 'to' else one.whose}" for one in KEPT}
    assert named - told - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) <= named, "a reason nobody needs"
    assert "usersessions.UserSession.user" in named, "the test sees the libraries' tables too"


@pytest.mark.parametrize("who", ["", WHO])
def test_the_page_of_personal_data_is_open_to_all_and_says_what_matters(cast, visit, who):
    visitor = visit(who)
    page = visitor.get(PAGE).content.decode()
    for words in (
        "Giữ gì",
        "Để làm gì",
        "Bao lâu",
        "Ai xem được",
        "tự xoá ba mươi ngày sau hội nghị",
        "Sổ cái",
        "Xoá:",
    ):
        assert words in page
    assert f'href="{PAGE}"' in visitor.get("/").content.decode(), "every page leads there"


def test_a_stranger_takes_nothing_and_taking_writes_nothing(visit):
    assert Client().get(FILE)["Location"].startswith("/dang-nhap/")
    visitor, before = visit(WHO), Entry.objects.count()
    taken(visitor)
    assert Entry.objects.count() == before
