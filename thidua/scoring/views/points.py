"""Một điểm: why it is what it is, and the place to explain, answer and settle."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua import engine
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import text_in
from thidua.members.doors import in_year
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import TWO_SIDES
from thidua.reports.models import Evidence
from thidua.reports.queries import own_evidence
from thidua.reports.rules import why_not_see as why_not_see_files
from thidua.scoring import actions, rules
from thidua.scoring.bridge import book
from thidua.scoring.forms import (
    ExplainForm,
    ReasonForm,
    SettleForm,
    TextForm,
)
from thidua.scoring.grounds import grounds
from thidua.scoring.queries import (
    checker_of,
    columns_shown,
    is_over,
    rounds_of,
)
from thidua.scoring.queries import why as explained
from thidua.scoring.review.queries import appraisal_in, waits
from thidua.scoring.sheets import LONGEST_NOTE
from thidua.scoring.views.places import TOTAL, at, column_asked, member_named, period_asked
from thidua.scoring.views.review import sees_flags_of
from thidua.scoring.views.yearly import why_page as year_page


@in_year()
def why(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """Why a point is what it is; the place to explain, answer and settle."""
    return why_page(request, here, member_named(here, unit), code)


def why_page(
    request: HttpRequest, here: Here, member: Membership, code: str, *, text: TextForm | None = None,
    settle: SettleForm | None = None,
) -> HttpResponse:  # fmt: skip
    """The page, with the form that was refused, if any."""
    period, key, periods = period_asked(request, here)
    if periods and period is None:
        return year_page(request, here, member, code)
    found, asked, rounds = book(here.year, here.day, key), "" if code == TOTAL else code, rounds_of(here.year, key)
    over, checker = is_over(key, rounds), checker_of(member)
    hidden = rules.why_not_see_unit(here, member, checker, over=over) or found is None
    if hidden or found is None or member.unit.code not in found.members or (asked and asked not in found.edition.codes):
        raise Http404
    columns = columns_shown(rounds)
    shown = explained(found, member, asked, columns, column_asked(request, columns))
    leaf, files = shown.criterion is not None and shown.criterion.is_leaf, own_evidence(member).get(asked, [])
    context = {
        "member": member, "code": code, "shown": shown,
        "sent": {hand.value: sheet for (one, hand), sheet in found.sheets.items()
                 if one == member.unit.code and sheet.submitted_at},
        "files": files,
        "why_no_files": why_not_see_files(here, member),
        "says": engine.meaning(found.edition, shown.criterion) if shown.criterion else "",
        "why_no_peers": rules.why_not_see_board(here, over=over),
        "grounds": grounds(found, member, shown.criterion) if leaf and shown.criterion else [],
        "flagged": sees_flags_of(here, member) and waits(found, member.unit.code, asked, shown.remarks),
        "settle_form": settle or SettleForm(),
        "text_form": text or ExplainForm(files=_offered(here, member, files)),
        "explains": leaf and not rules.why_not_explain(here, member, is_changed=shown.changed, period=key),
        "replies": leaf and bool(shown.remarks) and not rules.why_not_reply(here, member, key),
        "settles": leaf and here.holds(*TWO_SIDES) and not rules.why_not_settle(
            here, appraisal_in(found, member, rounds, checker)), "reason_form": ReasonForm(),
        "period": period, "periods": periods, "with_year": True,
    }  # fmt: skip
    refused = next((form for form in (text, settle) if form is not None), None)
    return page(request, "scoring/why.html", context, refused)


def _offered(here: Here, member: Membership, files: list[Evidence]) -> list[Evidence]:
    """The unit's files for a criterion; offered to nobody but the unit."""
    return files if here.holds(*rules.UNIT_HANDS, of=member) else []


@in_year()
@require_POST
def explanation(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """The unit explains."""
    member, key = member_named(here, unit), period_asked(request, here)[1]
    form = ExplainForm(request.POST, files=_offered(here, member, own_evidence(member).get(code, [])))

    def act() -> None:
        actions.explain(here=here, membership=member, code=code, text=form.cleaned_data["text"], at=clock.now(),
                        period=key, evidence=form.evidence)  # fmt: skip

    if attempt(request, form, act, _("Đã gửi giải trình.")):
        return redirect(at(here, "why", unit, code, period=key))
    return why_page(request, here, member, code, text=form)


@in_year()
@require_POST
def agreement(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """The unit agrees."""
    member, key = member_named(here, unit), period_asked(request, here)[1]
    return do(
        request, lambda: actions.agree(here=here, membership=member, code=code, at=clock.now(), period=key),
        _("Đã ghi ý kiến đồng ý."), at(here, "why", unit, code, period=key),
    )  # fmt: skip


@in_year()
@require_POST
def answer(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """The appraiser answers."""
    member, form, key = member_named(here, unit), TextForm(request.POST), period_asked(request, here)[1]

    def act() -> None:
        actions.reply(
            here=here, membership=member, code=code, text=form.cleaned_data["text"], at=clock.now(), period=key
        )

    if attempt(request, form, act, _("Đã gửi ý kiến.")):
        return redirect(at(here, "why", unit, code, period=key))
    return why_page(request, here, member, code, text=form)


@in_year()
@require_POST
def settlement(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """Agree on points."""
    member, form, key = member_named(here, unit), SettleForm(request.POST), period_asked(request, here)[1]

    def act() -> None:
        actions.settle(here=here, membership=member, code=code, at=clock.now(), period=key, **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi điểm thống nhất.")):
        return redirect(at(here, "why", unit, code, period=key))
    return why_page(request, here, member, code, settle=form)


@in_year()
@require_POST
def unsettlement(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """Go back to the computed points."""
    member, key = member_named(here, unit), period_asked(request, here)[1]

    def act() -> None:
        reason = text_in(request.POST, "reason", LONGEST_NOTE)
        actions.unsettle(here=here, membership=member, code=code, reason=reason, at=clock.now(), period=key)

    return do(request, act, _("Đã trở lại điểm tính được."), at(here, "why", unit, code, period=key))
