"""The door: check-in by name, by the code of a badge, by marks that a phone kept while it had no line."""

import datetime as dt
import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference import actions, queries, rules
from thidua.conference.checkin import actions as door
from thidua.conference.checkin.actions import Answer, Mark
from thidua.conference.checkin.queries import count, last_mark
from thidua.conference.checkin.rules import noticed_twice
from thidua.conference.models import Delegate
from thidua.conference.terms import Presence
from thidua.conference.views.hall import watched
from thidua.conference.views.places import address, conference_or_404, delegate_or_404
from thidua.kit import clock
from thidua.kit.answer import page
from thidua.kit.bodies import JSON, is_unexpected, takes
from thidua.kit.posted import text_in, whole
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.queries import Here

MOST = 100
"""Marks a phone may send at once."""


@in_year()
def checkin(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Who has come: scan, search, tap."""
    found = conference_or_404(here, pk)
    told = queries.record(found)
    search = request.GET.get("tim", "")
    context = {**watched(found), "told": told, "groups": queries.sought(told, search), "search": search,
               "why_not": rules.why_not_run(here, found)}  # fmt: skip
    return page(request, "conference/checkin.html", context)


@in_year()
def keeper(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The program that keeps the page on a phone, at an address under the page's own: it may keep no other."""
    conference_or_404(here, pk)
    return render(request, "conference/keeper.js", content_type="text/javascript; charset=utf-8")


@in_year()
@require_POST
def presence(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Mark one delegate; twice is noticed and no error. The button says what, and of whom: "present 12"."""
    wanted, _space, delegate = text_in(request.POST, "mark", 40).partition(" ")
    if wanted not in Presence.values:
        messages.error(request, _("Hãy chọn: có mặt, vắng có lý do hoặc vắng."))
        return _back(request, here, pk)
    found = delegate_or_404(here, pk, whole(delegate) or 0)
    try:
        marked = actions.check_in(here=here, delegate=found, presence=Presence(wanted), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        found.refresh_from_db()
        if marked:
            messages.success(request, f"{found}: {str(Presence(wanted).label).lower()}.")
        else:
            messages.warning(request, noticed_twice(found, last_mark(found)))
    return _back(request, here, pk, found)


def _back(request: HttpRequest, here: Here, pk: int, delegate: Delegate | None = None) -> HttpResponse:
    """To the list as it was searched, at the delegate."""
    search = request.POST.get("tim", "")
    to = address(here, "checkin", pk) + (f"?{urlencode({'tim': search})}" if search else "")
    return redirect(f"{to}#dai-bieu-{delegate.pk}" if delegate else to)


@in_year()
@require_POST
def badge(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A code typed, or scanned by a reader that types."""
    found, code = conference_or_404(here, pk), text_in(request.POST, "ma", 200).strip()
    if not code:
        messages.error(request, _("Hãy quét hoặc gõ mã trên thẻ đại biểu."))
        return _back(request, here, pk)
    mark = Mark(key="", presence=Presence.PRESENT, code=_code_in(code))
    try:
        answer = door.receive(here=here, conference=found, marks=[mark], at=clock.now())[0]
    except Refused as refused:
        messages.error(request, str(refused))
        return _back(request, here, pk)
    say = {"ok": messages.success, "twice": messages.warning, "refused": messages.error}[answer.outcome]
    say(request, answer.sentence)
    return _back(request, here, pk, answer.delegate)


def _code_in(scanned: str) -> str:
    """The code in what was scanned: the badge's QR may hold the whole address of the delegate's page."""
    parts = [part for part in scanned.strip().split("/") if part]
    if "dai-bieu" in parts[:-1]:
        return parts[parts.index("dai-bieu") + 1][:64]
    return parts[-1][:64] if parts else ""


@takes(None)
@in_year()
@require_POST
def marks(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Marks as a phone sends them, with what became of each; the counts as they are now."""
    found = conference_or_404(here, pk)
    read = None if is_unexpected(request, JSON) else _marks_in(request.body)
    if read is None:
        status = 415 if is_unexpected(request, JSON) else 400
        return JsonResponse(
            {"sentence": _("Không đọc được các lượt điểm danh gửi lên. Hãy tải lại trang.")}, status=status
        )
    try:
        answers = door.receive(here=here, conference=found, marks=read, at=clock.now())
    except Refused as refused:
        return JsonResponse({"sentence": str(refused)}, status=409)
    return JsonResponse({"answers": [_told(one) for one in answers], "count": count(found),
                         "now": clock.now().isoformat()})  # fmt: skip


def _told(answer: Answer) -> dict[str, object]:
    one = answer.delegate
    return {"key": answer.key, "outcome": answer.outcome, "sentence": answer.sentence,
            "delegate": one.pk if one else None, "name": str(one) if one else ""}  # fmt: skip


def _marks_in(body: bytes) -> list[Mark] | None:
    """The marks of a posted text; None when it is not what our page sends."""
    try:
        rows = json.loads(body)["marks"]
        return [_mark(row) for row in rows] if isinstance(rows, list) and 0 < len(rows) <= MOST else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _mark(row: dict[str, Any]) -> Mark:
    key, code = str(row["key"]), _code_in(str(row.get("code") or ""))
    if not (key.isascii() and 8 <= len(key) <= 64) or "\0" in key + code:
        raise ValueError(key)
    return Mark(key=key, presence=Presence(row["presence"]), code=code,
                delegate=whole(str(row.get("delegate") or "")), stated_at=_moment(row.get("at")))  # fmt: skip


def _moment(text: object) -> dt.datetime | None:
    """A moment with its zone; a clock that makes no sense says nothing."""
    try:
        found = parse_datetime(str(text))
    except ValueError:
        return None
    return found if found is not None and found.tzinfo else None
