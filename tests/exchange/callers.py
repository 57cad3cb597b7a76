"""Programs that call: a test client that carries a token of somebody's seat."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from thidua.exchange.api.actions import make_token
from thidua.exchange.api.terms import Reach
from thidua.kit import clock
from thidua.members.queries import seats_of
from thidua.samples.cast import Cast, moment

ROOT = "/api/v1"
YEAR = f"{ROOT}/years/cum-mau/2026"
MADE = moment(2026, 3, 1, 8)
ALL = tuple(Reach)


@dataclass
class Caller:
    """A program with its code."""

    code: str
    token: Any = None

    def __post_init__(self) -> None:
        self.client = Client()

    def get(self, path: str, **headers: str):
        return self._call("get", path, headers)

    def put(self, path: str, body: object, **headers: str):
        told = body if isinstance(body, str) else json.dumps(body)
        return self._call("put", path, headers, data=told, content_type="application/json")

    def _call(self, method: str, path: str, headers: dict[str, str], **rest: Any):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(self.client, method)(path, headers={"Authorization": f"Bearer {self.code}", **sent}, **rest)


def caller(cast: Cast, username: str, *reaches: Reach, until: dt.datetime | None = None) -> Caller:
    """A program in that person's seat of the year (or of the site), with all reaches unless some are named."""
    person = cast.person(username)
    at = clock.now()
    seat = next(one for one in seats_of(person, clock.day_of(at)) if one.year_id in (cast.year.pk, None))
    token, code = make_token(by=person, seat=seat, name="Phần mềm thử",
                             reaches=reaches or ALL, expires_at=until or at + dt.timedelta(days=30), at=at)  # fmt: skip
    return Caller(code, token)


def problem(answer, status: int) -> dict[str, Any]:
    """The problem answered, after looking that it is one."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told
