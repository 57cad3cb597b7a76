"""Vòng chấm: whose turn it is, opening and closing the rounds, who cross-checks whom."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.scoring import actions, rules
from thidua.scoring.bridge import book
from thidua.scoring.forms import (
    AssignForm,
    CloseRoundForm,
    OpenRoundForm,
    ReasonForm,
)
from thidua.scoring.hands import why_not_all_answered
from thidua.scoring.queries import (
    checkers_of,
    current_period,
    matrix,
    rounds_of,
    unsent,
)
from thidua.scoring.terms import Hand
from thidua.scoring.views.places import at, period_asked
from thidua.scoring.views.review import seen_flags


@in_year()
def scoring(request: HttpRequest, here: Here) -> HttpResponse:
    """The rounds, and every unit's sheets by hand; of one period where the table has periods."""
    period, code, periods = period_asked(request, here)
    if periods and period is None and (period := current_period(here.year, periods)):
        code = period.code
    rounds, rows = rounds_of(here.year, code), matrix(here.year, here.members, code)
    visible = [
        (member, [(one, bool(one.round) and not rules.why_not_see_sheet(here, one), not rules.why_not_write(here, one))
                  for one in turns],
         rules.why_not_see_unit(here, member, turns[0].checker, over=turns[0].over))
        for member, turns in rows
    ]  # fmt: skip
    steps = [
        (hand, rounds.get(hand), rules.why_not_open_round(here, hand, code),
         rules.why_not_close_round(here, hand, rounds.get(hand)),
         bool(code) and not rules.why_not_reopen_round(here, hand, code))
        for hand in Hand
    ]  # fmt: skip
    appraised = Hand.APPRAISED in rounds
    context = {
        "steps": steps, "rows": visible, "form": OpenRoundForm(), "why_not_assign": rules.why_not_assign(here),
        "hands": list(Hand),
        "flagged": seen_flags(here, book(here.year, here.day, code), code) if appraised else [],
        "period": period, "periods": periods,
    }  # fmt: skip
    return page(request, "scoring/scoring.html", context)


@in_year()
def opening(request: HttpRequest, here: Here, hand: Hand) -> HttpResponse:
    """Open a round."""
    period, code, _periods = period_asked(request, here)
    form = OpenRoundForm(request.POST or None)

    def act() -> None:
        actions.open_round(here=here, hand=hand, due_on=form.cleaned_data["due_on"], at=clock.now(), period=code)

    if attempt(request, form, act, _("Đã mở vòng “%(hand)s”.") % {"hand": hand.label}):
        return redirect(at(here, "scoring", period=code))
    context = {"hand": hand, "why_not": rules.why_not_open_round(here, hand, code), "period": period}
    return page(request, "scoring/opening.html", context, form)


@in_year()
def closing(request: HttpRequest, here: Here, hand: Hand) -> HttpResponse:
    """Close a round; units without a sheet are recorded as absent, each with a reason."""
    period, code, _periods = period_asked(request, here)
    missing = unsent(here.year, hand, here.members, code)
    form = CloseRoundForm(request.POST if request.method == "POST" else None,
                          missing=missing if hand != Hand.APPRAISED else [])  # fmt: skip

    def act() -> None:
        actions.close_round(here=here, hand=hand, absent=form.absent, at=clock.now(), period=code)

    if attempt(request, form, act, _("Đã đóng vòng “%(hand)s”.") % {"hand": hand.label}):
        return redirect(at(here, "scoring", period=code))
    why_not = rules.why_not_close_round(here, hand, rounds_of(here.year, code).get(hand))
    waiting = why_not_all_answered(here, code) if hand == Hand.APPRAISED and not why_not else ""
    context = {"hand": hand, "missing": missing, "why_not": why_not, "waiting": waiting, "period": period}
    return page(request, "scoring/closing.html", context, form)


@in_year()
def reopening(request: HttpRequest, here: Here, hand: Hand) -> HttpResponse:
    """Open a closed round of a period again, with a reason."""
    period, code, _periods = period_asked(request, here)
    if period is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.reopen_round(here=here, hand=hand, reason=reason, at=clock.now(), period=code)

    if attempt(request, form, act, _("Đã mở lại vòng “%(hand)s”.") % {"hand": hand.label}):
        return redirect(at(here, "scoring", period=code))
    context = {"hand": hand, "why_not": rules.why_not_reopen_round(here, hand, code), "period": period}
    return page(request, "scoring/reopening.html", context, form)


@in_year()
def assignment(request: HttpRequest, here: Here) -> HttpResponse:
    """Who cross-checks whom."""
    members = [member for member in here.members if member.left_on is None]
    form = AssignForm(request.POST or None, members=members, checkers=checkers_of(here.year))

    changed: list[int] = []

    def act() -> None:
        changed.append(actions.assign(here=here, pairs=form.pairs, at=clock.now()))

    if attempt(request, form, act):
        count = changed[0]
        said = (
            _("Đã ghi phân công chấm chéo: %(n)s thay đổi.") % {"n": count} if count else _("Phân công không thay đổi.")
        )
        messages.success(request, said)
        return redirect(at(here, "scoring"))
    return page(request, "scoring/assignment.html", {"why_not": rules.why_not_assign(here)}, form)


@in_year()
@require_POST
def ring(request: HttpRequest, here: Here) -> HttpResponse:
    """Assign round the ring."""
    return do(
        request,
        lambda: actions.assign_ring(here=here, at=clock.now()),
        _("Đã chia vòng chấm chéo."),
        at(here, "scoring"),
    )
