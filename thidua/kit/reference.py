"""A request's reference: on the error page and in its header, in the log line; it names no person and no page.

Log lines are JSON. They say which view was called, never with what address: addresses carry codes (an invitation's, a
calendar's). An event of `kit.watch` also says the number of an account, never a name.
"""

import datetime as dt
import json
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_current: ContextVar[str] = ContextVar("reference", default="")
BROKEN = 500
ADDRESS = re.compile(r"/\S*")


def referenced(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give the request its reference; the outermost middleware, so that everything said about the request has it."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.reference = secrets.token_hex(5)  # type: ignore[attr-defined]
        token = _current.set(request.reference)  # type: ignore[attr-defined]
        try:
            response = get_response(request)
        finally:
            _current.reset(token)
        if response.status_code >= BROKEN:
            response["X-Reference"] = request.reference  # type: ignore[attr-defined]
        return response

    return answer


class AsJson(logging.Formatter):
    """One line a record: when, how grave, from where, the reference, the words without addresses, the trace."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        line: dict[str, object] = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "reference": getattr(request, "reference", "") or _current.get(),
            "view": match.view_name if match else "",
            "said": ADDRESS.sub("/…", record.getMessage()),
        }
        line |= getattr(record, "told", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
