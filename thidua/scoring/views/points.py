"""Một điểm: why it is what it is, and the place to explain, answer and settle."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import text_in
from thidua.members.doors import in_year
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports.queries import evidence_of
from thidua.reports.rules import why_not_see as why_not_see_files
from thidua.scoring import actions, rules
from thidua.scoring.bridge import book
from thidua.scoring.forms import (
    LONGEST_NOTE,
    ReasonForm,
    SettleForm,
    TextForm,
)
from thidua.scoring.queries import (
    checker_of,
    columns_shown,
    rounds_of,
    turn,
)
from thidua.scoring.queries import why as explained
from thidua.scoring.terms import Hand
from thidua.scoring.views.places import TOTAL, at, column_asked, member_named


@in_year()
def why(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """Why a point is what it is; the place to explain, answer and settle."""
    return why_page(request, here, member_named(here, unit), code)


def why_page(
    request: HttpRequest, here: Here, member: Membership, code: str, *, text: TextForm | None = None,
    settle: SettleForm | None = None,
) -> HttpResponse:  # fmt: skip
    """The page, with the form that was refused, if any."""
    found, asked = book(here.year, here.day), "" if code == TOTAL else code
    hidden = rules.why_not_see_unit(here, member, checker_of(member)) or found is None
    if hidden or found is None or member.unit.code not in found.members or (asked and asked not in found.edition.codes):
        raise Http404
    columns = columns_shown(rounds_of(here.year))
    shown = explained(found, member, asked, columns, column_asked(request, columns))
    appraisal, leaf = turn(member, Hand.APPRAISED), shown.criterion is not None and shown.criterion.is_leaf
    context = {
        "member": member, "code": code, "shown": shown,
        "files": evidence_of(here.year).get(member.pk, {}).get(asked, []),
        "why_no_files": why_not_see_files(here, member),
        "says": shown.criterion.rule.says(shown.criterion) if shown.criterion and shown.criterion.rule else "",
        "sees_peers": not rules.why_not_see_board(here), "text_form": text or TextForm(),
        "settle_form": settle or SettleForm(),
        "explains": leaf and not rules.why_not_explain(here, member, is_changed=shown.changed),
        "replies": leaf and bool(shown.remarks) and not rules.why_not_reply(here, member),
        "settles": leaf and not rules.why_not_settle(here, appraisal), "reason_form": ReasonForm(),
    }  # fmt: skip
    refused = next((form for form in (text, settle) if form is not None), None)
    return page(request, "scoring/why.html", context, refused)


@in_year()
@require_POST
def explanation(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """The unit explains."""
    member, form = member_named(here, unit), TextForm(request.POST)

    def act() -> None:
        actions.explain(here=here, membership=member, code=code, text=form.cleaned_data["text"], at=clock.now())

    if attempt(request, form, act, _("Đã gửi giải trình.")):
        return redirect(at(here, "why", unit, code))
    return why_page(request, here, member, code, text=form)


@in_year()
@require_POST
def agreement(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """The unit agrees."""
    member = member_named(here, unit)
    return do(
        request, lambda: actions.agree(here=here, membership=member, code=code, at=clock.now()),
        _("Đã ghi ý kiến đồng ý."), at(here, "why", unit, code),
    )  # fmt: skip


@in_year()
@require_POST
def answer(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """The appraiser answers."""
    member, form = member_named(here, unit), TextForm(request.POST)

    def act() -> None:
        actions.reply(here=here, membership=member, code=code, text=form.cleaned_data["text"], at=clock.now())

    if attempt(request, form, act, _("Đã gửi ý kiến.")):
        return redirect(at(here, "why", unit, code))
    return why_page(request, here, member, code, text=form)


@in_year()
@require_POST
def settlement(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """Agree on points."""
    member, form = member_named(here, unit), SettleForm(request.POST)

    def act() -> None:
        actions.settle(here=here, membership=member, code=code, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi điểm thống nhất.")):
        return redirect(at(here, "why", unit, code))
    return why_page(request, here, member, code, settle=form)


@in_year()
@require_POST
def unsettlement(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """Go back to the computed points."""
    member = member_named(here, unit)

    def act() -> None:
        reason = text_in(request.POST, "reason", LONGEST_NOTE)
        actions.unsettle(here=here, membership=member, code=code, reason=reason, at=clock.now())

    return do(request, act, _("Đã trở lại điểm tính được."), at(here, "why", unit, code))
