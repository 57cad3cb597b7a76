"""Giữ trang: a page many people read again and again is kept, and answered again while nothing at all was written.

A view marked `@kept` gives a page that follows from three things alone: the address, who asks in which session, and
what is written. Once made, the page is kept for that one session under its address, with a *stamp*: the state of the
session, of the account and of everything written. It is answered again only while one statement to the database
says that the stamp is still the same; so nobody reads another's page, and no page outlives a write, a sign-out, a
changed password or midnight. `kit.middleware.KeptPages` does it; `KEPT_PAGES_STAMP` names who gives the stamp.

A part that is the same for many readers is made once for all of them by `shared`, under a name that holds what was
written last.

A page that is the same for everybody (`@for_all`) is kept once for all, apart from these, under a stamp of its own.

Kept in memory (parts in the cache `pages`), each process its own. A page with a message to show, or with a cookie to
set, is not kept.
"""

import datetime as dt
import gzip
import hashlib
import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.module_loading import import_string

from thidua.kit.replica import read_for

Stamp = tuple[object, ...]
View = Callable[..., Any]
PATIENCE = dt.timedelta(minutes=10)
"""After so long a page is made anew in any case."""
Made = TypeVar("Made")
Kept = TypeVar("Kept")
_TURNS = [threading.Lock() for _ in range(16)]
"""Two who ask for the same part at once: one makes it, the other waits. A few locks serve all names."""
_MINE = threading.local()
"""Whether this thread has a turn already. A part of a part is made within it: who held two turns could wait for ever,
for another thread that holds them the other way round, or for itself, where two names have the same lock."""


def first_row(read: Any, statement: str, values: tuple[Any, ...] = ()) -> Stamp | None:
    """The row that a stamp's statement finds, by this connection.

    SQLite is asked past Django's cursor, whose wrappings cost more than the answer.
    """
    if read.vendor == "sqlite":
        read.ensure_connection()
        found = read.connection.execute(statement.replace("%s", "?"), values).fetchone()
    else:
        with read.cursor() as cursor:
            cursor.execute(statement, values)
            found = cursor.fetchone()
    return None if found is None else tuple(found)


def kept(view: View) -> View:
    """Mark a view whose page may be kept; the outermost mark, above the door. Its page shows no time of day."""
    view.kept = True  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was answered: to whom, under which stamp, until when, the whole answer and "unchanged"."""

    person: int
    stamp: Stamp
    until: dt.datetime
    whole: HttpResponse
    unchanged: HttpResponse

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page again; 304 without its bytes when the browser has them."""
        same = request.META.get("HTTP_IF_NONE_MATCH") == self.whole["ETag"]
        return again(self.unchanged if same else self.whole)


def again(kept: HttpResponse) -> HttpResponse:
    """A kept answer to give once more: it shares headers and bytes with the one kept, for making them costs most."""
    made: HttpResponse = type(kept).__new__(type(kept))
    made.__dict__.update(kept.__dict__)
    made._resource_closers = []  # type: ignore[attr-defined]
    return made


PAGES: dict[Hashable, Page] = {}
"""The kept pages of this process, the oldest first."""
MOST = 300
_KEEPING = threading.Lock()


def keep(pages: dict[Hashable, Kept], name: Hashable, page: Kept, most: int) -> None:
    """Keep a page; the oldest goes when there are too many."""
    with _KEEPING:
        pages.pop(name, None)
        while len(pages) >= most:
            pages.pop(next(iter(pages)))
        pages[name] = page


def forget() -> None:
    """Everything is made anew."""
    PAGES.clear()
    caches["pages"].clear()


def name_of(request: HttpRequest) -> Hashable:
    """Under which name this request's page is kept: its session and address; None when it is none to keep."""
    meta = request.META
    if request.method != "GET" or "HTTP_COOKIE" not in meta or "HTTP_HX_REQUEST" in meta:
        return None
    cookies = request.COOKIES
    session, form = cookies.get(settings.SESSION_COOKIE_NAME), cookies.get(settings.CSRF_COOKIE_NAME)
    if not session or not form or "messages" in cookies:
        return None
    return (session, form, *_address(request))


def _address(request: HttpRequest) -> tuple[object, ...]:
    """The whole address and the language."""
    meta = request.META
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "") if "HTTP_COOKIE" in meta else ""
    return (
        meta.get("PATH_INFO"), meta.get("QUERY_STRING"), meta.get("HTTP_HOST"), meta.get("wsgi.url_scheme"),
        meta.get("HTTP_X_FORWARDED_PROTO"), language[:5],
    )  # fmt: skip


def page_of(request: HttpRequest, response: HttpResponse, stamp: Stamp, now: dt.datetime) -> Page | None:
    """The page to keep, its `response` marked as the browser may keep it; None when it is this request's alone."""
    if response.status_code != 200 or response.streaming:
        return None
    cookies = {name: morsel.value for name, morsel in response.cookies.items()}
    form = settings.CSRF_COOKIE_NAME
    if cookies.get(form, request.COOKIES[form]) != request.COOKIES[form] or set(cookies) - {form}:
        return None
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"] = "private, no-cache"
    told = {name: response[name] for name in ("ETag", "Cache-Control", "Vary") if name in response}
    whole = HttpResponse(response.content, headers=_headers(response))
    return Page(request.user.pk, stamp, now + PATIENCE, whole, HttpResponseNotModified(headers=told))  # type: ignore[arg-type]


def _headers(response: HttpResponse) -> dict[str, str]:
    """Those to keep: the length follows from what is answered."""
    return {name: value for name, value in response.items() if name != "Content-Length"}


def shared(name: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` gives, made once for all who ask by the same name.

    The name must say everything the part depends on: what is written (`ledger.queries.head`), the day, the language,
    what was asked. The part must be the same for every reader allowed to ask; who is allowed is asked before.
    """
    pages, key = caches["pages"], hashlib.sha256(repr(name).encode()).hexdigest()
    found = pages.get(key)
    if found is None:
        with _turn(int(key[:2], 16) % len(_TURNS)):
            found = pages.get(key)
            if found is None:
                found = make()
                pages.set(key, found, PATIENCE.total_seconds())
    return found  # type: ignore[no-any-return]


@contextmanager
def _turn(number: int) -> Iterator[None]:
    """The turn of that number, unless this thread has one."""
    if getattr(_MINE, "taken", False):
        yield
        return
    with _TURNS[number]:
        _MINE.taken = True
        try:
            yield
        finally:
            _MINE.taken = False


SMALL_ENOUGH = 512 * 1024
"""Bytes of a page worth keeping for everybody."""
KEPT_FOR_ALL = (200, 410)


def for_all(view: View) -> View:
    """A view whose page is the same for everybody: nothing of it follows from who asks, but for the language.

    It is kept for all who ask for its address, and answered again while `PUBLIC_PAGES_STAMP` stays the same. The stamp
    is taken where the page is read, before anything is read for it.
    """

    @wraps(view)
    def read(request: HttpRequest, *given: Any, **named: Any) -> Any:
        with read_for(request):
            if at := getattr(request, "asked_at", None):
                request.open_stamp = import_string(settings.PUBLIC_PAGES_STAMP)(at)  # type: ignore[attr-defined]
            return view(request, *given, **named)

    return read


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page for everybody as it was answered: its stamp, and the whole answers, plain, packed and "unchanged"."""

    stamp: Stamp
    etag: str
    plain: HttpResponse
    packed: HttpResponse
    unchanged: HttpResponse

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page again, packed where the browser unpacks; 304 without its bytes when it has them."""
        if request.META.get("HTTP_IF_NONE_MATCH") == self.etag:
            kept = self.unchanged
        elif "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            kept = self.packed
        else:
            kept = self.plain
        return again(kept)


def open_name_of(request: HttpRequest) -> Hashable:
    """Under which name a page for everybody is kept: its whole address and the language; None when it is none."""
    return _address(request) if request.method == "GET" else None


def open_page_of(response: HttpResponse, stamp: Stamp) -> OpenPage | None:
    """The page to keep for everybody, marked as browsers may keep it; None when it is not for all."""
    if response.status_code not in KEPT_FOR_ALL or response.streaming or response.cookies:
        return None
    if len(response.content) > SMALL_ENOUGH:
        return None
    etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    kept = {"ETag": etag, "Cache-Control": "public, no-cache", "Vary": "Accept-Encoding, Cookie"}
    headers = _headers(response) | kept
    packed = gzip.compress(response.content, 9, mtime=0)
    return OpenPage(
        stamp, etag, HttpResponse(response.content, status=response.status_code, headers=headers),
        HttpResponse(packed, status=response.status_code, headers={**headers, "Content-Encoding": "gzip"}),
        HttpResponseNotModified(headers=kept),
    )  # fmt: skip
