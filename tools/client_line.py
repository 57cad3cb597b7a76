"""Đường nối của bộ gọi: how the generated client speaks to a site. `tools/client.py` copies the code below as it is.

Standard library alone, so that the client is one file to put beside a program.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener


class Problem(Exception):
    """A call that was not answered as asked (RFC 9457); `str(problem)` says why and what to do, in Vietnamese."""

    def __init__(self, status: int, told: dict[str, Any], retry_after: int = 0) -> None:
        super().__init__(told.get("detail") or told.get("title") or f"HTTP {status}")
        self.status, self.errors, self.told = status, told.get("errors", []), told
        self.retry_after = retry_after


@dataclass(frozen=True)
class Answer:
    """What was answered, and its entity tag; `data` is None when it is unchanged since the tag that was sent."""

    data: Any
    etag: str = ""

    @property
    def unchanged(self) -> bool:
        return self.data is None


class _Stay(HTTPRedirectHandler):
    """The code of a token goes to the site it was made for and nowhere else."""

    def redirect_request(self, *_given: Any) -> None:
        return None


class Line:
    """A site and a token: `site` such as https://thidua.example.vn, `code` such as thidua_…"""

    def __init__(self, site: str, code: str, timeout: int = 30) -> None:
        self.site, self.code, self.timeout = site.rstrip("/"), code, timeout
        self._opener = build_opener(_Stay)

    def call(
        self, method: str, path: str, query: dict[str, Any], *, body: Any = None, match: str = "", known: str = ""
    ) -> Answer:
        """One call. `match`: the tag of the version a write is made on; `known`: the tag of what one has already."""
        asked = urlencode({name: value for name, value in query.items() if value not in (None, "")})
        headers = {"Authorization": f"Bearer {self.code}", "Accept": "application/json, application/problem+json"}
        headers |= {"If-Match": match} if match else {}
        headers |= {"If-None-Match": known} if known else {}
        data = None if body is None else json.dumps(body).encode()
        headers |= {"Content-Type": "application/json"} if data else {}
        address = f"{self.site}{path}" + (f"?{asked}" if asked else "")
        request = Request(address, data, headers, method=method)  # noqa: S310  the site its owner named
        try:
            with self._opener.open(request, timeout=self.timeout) as answer:
                content, kind = answer.read(), answer.headers.get_content_type()
                return Answer(json.loads(content) if kind == "application/json" else content, answer.headers["ETag"])
        except HTTPError as error:
            if error.code == 304:
                return Answer(None, known)
            raise _problem(error) from None

    def walk(self, path: str, query: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Every item of a list, page after page."""
        cursor = ""
        while cursor is not None:
            page = self.call("GET", path, {**query, "cursor": cursor}).data
            yield from page["items"]
            cursor = page["next"]


def _problem(error: HTTPError) -> Problem:
    """What the site said; of an answer that is none of ours, its status."""
    try:
        told = json.loads(error.read())
    except ValueError:
        told = {}
    wait = error.headers.get("Retry-After", "")
    return Problem(error.code, told if isinstance(told, dict) else {}, int(wait) if wait.isdigit() else 0)


def _part(value: object) -> str:
    """A value as a part of a path."""
    return quote(str(value), safe="")
