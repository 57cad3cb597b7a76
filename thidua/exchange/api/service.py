"""The API as a whole: how it answers (ETag, problems), and its OpenAPI document, made from the views themselves."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.openapi import get_schema

from thidua.exchange.api import problems
from thidua.exchange.api.doors import Bearer, PerToken, within
from thidua.exchange.api.problems import AS_FILE, MEDIA, TITLES, Problem
from thidua.exchange.api.shapes import ProblemOut
from thidua.exchange.api.terms import ROOT, Reach
from thidua.kit.refusal import Refused
from thidua.kit.watch import note

READS, WRITES = (401, 403, 404, 422, 429), (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429)
"""The problems that a read and a write can meet."""
View = Callable[..., Any]
NOTED = {401: "token.refused", 403: "door.shut", 404: "door.shut"}
"""Problems that who watches over the site should see (`kit.watch`); of 415 and 429 the kit tells."""


def mark_of(content: bytes) -> str:
    """The entity tag of an answer."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer with its entity tag; 304 without content to who reads what they have already."""
    response["ETag"] = mark_of(response.content)
    response["Cache-Control"], response["Vary"] = "private, no-cache", "Authorization"
    response.setdefault("Content-Disposition", AS_FILE)
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    if request.method == "GET" and (response["ETag"] in known or known == ["*"]):
        response.status_code, response.content = 304, b""
        del response["Content-Type"]
    return response


class Service(NinjaAPI):
    """The library, with our way of answering."""

    def create_response(self, request: HttpRequest, data: Any, **how: Any) -> HttpResponse:
        response = super().create_response(request, data, **how)
        return tagged(request, response) if response.status_code == 200 else response

    def body(self, request: HttpRequest, shape: Any) -> bytes:
        """The very bytes an answer of this shape has."""
        rendered = self.renderer.render(request, shape.model_dump(), response_status=200)
        return rendered.encode() if isinstance(rendered, str) else rendered


api = Service(
    title="Thi Đua", version="1", urls_namespace="api", docs_url=None, openapi_url=None, auth=Bearer(),
    throttle=PerToken(), description=_("Đọc và ghi năm thi đua của cụm, bằng mã truy cập gắn với một chức trách."),
)  # fmt: skip


def offers(
    router: Router, path: str, answers: Any, reach: Reach | None, *, summary: str, description: str,
    writes: bool = False, file: str = "",
) -> Callable[[View], View]:  # fmt: skip
    """Offer a view under a path, to tokens that were made for this reach (None: to every token).

    `file`: the media type, when it answers a file.
    """
    extra = {name: value for name, value in (("x-reach", reach.value if reach else ""), ("x-file", file)) if value}

    def mark(view: View) -> View:
        def inside(request: HttpRequest, *args: Any, **given: Any) -> Any:
            if reach is not None:
                within(request, reach)
            return view(request, *args, **given)

        inside.__wrapped__ = view  # type: ignore[attr-defined]
        inside.__name__, inside.__module__, inside.__doc__ = view.__name__, view.__module__, ""
        told = {200: answers, **dict.fromkeys(WRITES if writes else READS, ProblemOut)}
        router.api_operation(
            ["PUT" if writes else "GET"], path, response=told, operation_id=view.__name__, url_name=view.__name__,
            summary=summary, description=description, openapi_extra=extra,
        )(inside)  # fmt: skip
        return view

    return mark


PROBLEMS: dict[type[Exception], Callable[[Any], Problem]] = {
    Problem: lambda told: told,
    Refused: lambda told: Problem(409, str(told)),
    Http404: lambda told: Problem(404),
    RequestDataTooBig: lambda told: Problem(413),
    SuspiciousOperation: lambda told: Problem(400),
    ValidationError: lambda told: problems.from_reader(told.errors),
    HttpError: lambda told: Problem(told.status_code),
}
"""What each exception is to the caller; of several the nearest."""


def _answer(request: HttpRequest, told: Any) -> HttpResponse:
    found = next((PROBLEMS[kind](told) for kind in type(told).__mro__ if kind in PROBLEMS), None)
    problem = found or problems.broken(request)
    if event := NOTED.get(problem.status):
        token = getattr(request, "auth", None)
        note(request, event, reason=f"api {problem.status}", account=token.seat.person_id if token else None)
    return problems.answer(request, problem)


for kind in (*PROBLEMS, Exception):
    api.add_exception_handler(kind, _answer)


IF_NONE_MATCH = {"in": "header", "name": "If-None-Match", "required": False, "schema": {"type": "string"},
                 "description": _("ETag đã có; nội dung chưa đổi thì trả lời 304, không có nội dung.")}  # fmt: skip
IF_MATCH = {"in": "header", "name": "If-Match", "required": True, "schema": {"type": "string"},
            "description": _("ETag của bản đã đọc; nội dung đã khác thì 412 và không ghi gì.")}  # fmt: skip
ETAG = {"ETag": {"description": _("Dấu của nội dung này."), "schema": {"type": "string"}}}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document: the library's, with the headers, problems and files it does not know of."""
    made = dict(get_schema(api, ROOT.strip("/")))
    made["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    made["servers"] = [{"url": settings.SITE_URL}]
    for methods in made["paths"].values():
        for method, operation in methods.items():
            _complete(method, operation)
    return made


def _complete(method: str, operation: dict[str, Any]) -> None:
    """One operation: its conditional headers, its problems under their own media type and titles."""
    operation["parameters"].append(IF_NONE_MATCH if method == "get" else IF_MATCH)
    if method == "get":
        operation["responses"][304] = {"description": _("Chưa đổi so với ETag đã gửi.")}
    for status, told in operation["responses"].items():
        if status in TITLES:
            told["description"] = TITLES[status]
            told["content"] = {MEDIA: told["content"].pop("application/json")}
        elif status == 200:
            told["description"], told["headers"] = _("Được."), ETAG
    if "x-file" in operation:
        operation["responses"][200]["content"] = {operation.pop("x-file"): {}}
    operation["responses"] = {str(status): told for status, told in sorted(operation["responses"].items())}
