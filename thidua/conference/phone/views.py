"""Pages without an account: a delegate's own, by the badge's code; an invitation answered; a public document.

A code opens one thing and nothing of anybody else. The pages are found by no search engine, kept by no cache, and tell
no other site where the reader came from.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from thidua.conference.live.queries import pace_of
from thidua.conference.models import Conference, Delegate, Handout, Invite
from thidua.conference.preparing import queries as prepared
from thidua.conference.preparing import words
from thidua.conference.preparing.actions.inviting import answer_by_code
from thidua.conference.preparing.forms import NamedAnswerForm
from thidua.conference.preparing.rules import why_not_answer_now, why_not_open_page
from thidua.conference.preparing.terms import Answer, OpenTo
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.doors import PUBLIC, door
from thidua.kit.files import download
from thidua.kit.viet import slug

View = Callable[..., Any]
QUIET = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "same-origin", "Cache-Control": "private, no-store"}
"""Not `no-referrer`: a browser then sends a form without its origin, and what is answered is refused as forged."""


def by_code(view: View) -> View:
    """Open to whoever holds the code; quiet towards everyone else."""

    @wraps(view)
    def inside(request: HttpRequest, **rest: Any) -> Any:
        answer = view(request, **rest)
        for name, value in QUIET.items():
            answer[name] = value
        return answer

    return door(PUBLIC)(inside)


def _delegate(code: str) -> Delegate:
    found = Delegate.objects.select_related("delegation__conference__year__cluster", "delegation__conference__host")
    return get_object_or_404(found, code=code)


@by_code
def delegate(request: HttpRequest, code: str) -> HttpResponse:
    """A delegate's page: name, seat, programme, documents; only around the days of the conference."""
    found = _delegate(code)
    conference = found.delegation.conference
    if why_not := why_not_open_page(conference, clock.today()):
        return page(request, "conference/phone_shut.html", {"conference": conference, "why_not": why_not})
    context = {
        "conference": conference, "delegate": found, "spot": prepared.spot_of(found), "when": words.when(conference),
        "pace": pace_of(conference, clock.now()), "talks": prepared.talks_by_item(conference),
        "handouts": prepared.handouts_for(conference, delegate=True),
    }  # fmt: skip
    return page(request, "conference/phone.html", context)


@by_code
def document(request: HttpRequest, code: str, handout: int) -> FileResponse:
    """A document opened to the delegates, on the days the delegate's page is open."""
    conference = _delegate(code).delegation.conference
    found = get_object_or_404(prepared.handouts_for(conference, delegate=True), pk=handout)
    return _given(found, conference)


def _given(found: Handout, conference: Conference) -> FileResponse:
    if why_not_open_page(conference, clock.today()):
        raise Http404
    return download(found.file, f"{slug(found.name)[:80]}.{found.extension}", found.media_type)


@by_code
def public_document(request: HttpRequest, code: str) -> FileResponse:
    """A document open to everyone who has its address."""
    found = get_object_or_404(Handout.objects.select_related("conference"), code=code, open_to=OpenTo.PUBLIC)
    return download(found.file, f"{slug(found.name)[:80]}.{found.extension}", found.media_type)


@by_code
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """An invitation, answered by who holds it."""
    found = get_object_or_404(Invite.objects.select_related("conference__year__cluster", "conference__host"), code=code)
    said = {Answer.COMING: "yes", Answer.EXCUSED: "no"}.get(Answer(found.answer), "")
    form = NamedAnswerForm(request.POST or None,
                           initial={"coming": said, "reason": found.reason, "name": found.answered_by})  # fmt: skip

    def act() -> None:
        given = form.cleaned_data
        answer_by_code(by=given["name"], invite=found, coming=given["coming"], reason=given["reason"],
                       day=clock.today(), at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã ghi trả lời của quý đơn vị. Xin cảm ơn.")):
        return redirect("delegate:invitation", code)
    context = {"conference": found.conference, "invite": found, "when": words.when(found.conference),
               "why_not": why_not_answer_now(found, clock.today())}  # fmt: skip
    return page(request, "conference/invitation.html", context, form)
