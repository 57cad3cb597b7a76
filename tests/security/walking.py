"""Every address of the site opened, and posted to, by everyone in front of it; what came of it, and what it said."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from unittest.mock import patch

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.house.addresses import ADDRESSES
from tests.journeys.bad_posts import Watched, fingerprint, undone
from tests.security.staging import READ, STRANGER, VISITORS, filled
from thidua.members.models import Person
from thidua.samples.cast import Cast

UNWALKED = {"account_logout": "ends the walk", "set_language": "changes the language of the walk"}
OPEN, AWAY = 200, 302
KINDS = {200: "o", 401: "t", 404: "-", 405: "b", 403: "r", 409: "r", 410: "r"}
"""How an answer is written in the table of decisions: opens, a token is asked, not found, a button only, refused."""
HEADERS = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip
INLINE = re.compile(r"\sstyle=|\son[a-z]+=\"|<style\b|<script(?![^>]*(\bsrc=|application/ld\+json))|javascript:", re.I)


@dataclass
class Walk:
    """What the walk found: kinds of answers, faults, weak headers, who wrote by a bare post, which texts were read."""

    kinds: dict[tuple[str, str], str]
    faults: list[str]
    weak: list[str]
    wrote: set[tuple[str, str]]
    heard: dict[str, set[tuple[str, str]]]
    told: dict[str, str] = field(default_factory=dict)


def kind_of(answer: HttpResponse) -> str:
    """One letter; "s" leads to the sign-in, ">" elsewhere, "!" is a fault."""
    if answer.status_code == AWAY:
        return "s" if answer["Location"].startswith("/dang-nhap/") else ">"
    return KINDS.get(answer.status_code, "!")


def missing(request: HttpRequest, _template: str, status: int = 404, **_: object) -> HttpResponse:
    return HttpResponse(status=status)


def walk(years: tuple[Cast, Cast], marks: dict[str, bytes]) -> Walk:
    """Open everything as everyone; where it does not open, post to it too, and take back what that changed."""
    found = Walk({}, [], [], set(), {mark: set() for mark in marks})
    paths = {one.name: filled(one, years) for one in ADDRESSES if one.name not in UNWALKED}
    for person in VISITORS:
        visitor = Client(raise_request_exception=False)
        if person:
            visitor.force_login(Person.objects.get(username=person))
        with patch("thidua.kit.errors.render", missing):
            if person in READ:
                _opened(found, visitor, person, paths, marks)
            else:
                with patch("django.template.backends.django.Template.render", lambda *_a, **_k: ""):
                    _opened(found, visitor, person, paths, {})
            with patch("django.template.backends.django.Template.render", lambda *_a, **_k: ""):
                _posted(found, visitor, person, paths)
    return found


def _opened(found: Walk, visitor: Client, person: str, paths: dict[str, str], marks: dict[str, bytes]) -> None:
    for name, path in paths.items():
        answer = visitor.get(path)
        found.kinds[name, person] = kind_of(answer)
        if found.kinds[name, person] == "!":
            found.faults.append(f"{person or 'a stranger'} at {name} ({path}): {answer.status_code} {fault(answer)}")
        found.weak += [f"{name}: {one}" for one in weaknesses(answer, person)]
        if answer.status_code == OPEN:
            told = plain(body(answer))
            for mark, text in marks.items():
                if text in told:
                    found.heard[mark].add((name, person))


def _posted(found: Walk, visitor: Client, person: str, paths: dict[str, str]) -> None:
    """An empty post where nothing opens: what opens is filled in and posted by `tests/journeys/test_bad_input`."""
    before = fingerprint()
    for name, path in paths.items():
        if found.kinds[name, person] == "o":
            continue
        with undone(), connection.execute_wrapper(watched := Watched()):
            answer = visitor.post(path)
            if watched.wrote and fingerprint() != before:
                found.wrote.add((name, person))
        if answer.status_code >= 500:
            found.faults.append(f"{person} posts to {name} ({path}): {fault(answer)}")


def fault(answer: HttpResponse) -> str:
    problem = getattr(answer, "exc_info", None)
    return repr(problem[1])[:200] if problem else ""


def weaknesses(answer: HttpResponse, person: str) -> list[str]:
    """What the answer's headers leave open; nothing for the answers made for the walk itself."""
    policy, found = answer.headers.get("Content-Security-Policy", ""), []
    own = policy.removesuffix("style-src 'unsafe-inline'; sandbox")  # a drawing on its own, where nothing runs
    if "default-src 'none'" not in policy or "unsafe" in own:
        found.append(f"policy {policy!r}")
    found += [
        f"{name}: {answer.headers.get(name)}" for name, value in HEADERS.items() if answer.headers.get(name) != value
    ]
    if answer.headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        found.append(f"referrer {answer.headers.get('Referrer-Policy')}")
    if "camera=(self)" not in answer.headers.get("Permissions-Policy", ""):
        found.append("permissions")
    if person != STRANGER and "Cache-Control" not in answer:
        found.append("kept by a browser as it likes")
    html = answer.headers.get("Content-Type", "").startswith("text/html")
    if html and not answer.streaming and (inline := INLINE.search(answer.content.decode())):
        found.append(f"inline: {inline.group()}")
    for cookie in answer.cookies.values():
        if cookie["samesite"] != "Lax" or not cookie["httponly"]:
            found.append(f"cookie {cookie.key}")
    return found


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def plain(data: bytes) -> bytes:
    """The bytes, with the parts of a package unpacked behind them, and of packages in it."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return data + b"".join(plain(package.read(name)) for name in package.namelist())
