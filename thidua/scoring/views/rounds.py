"""Vòng chấm: whose turn it is, opening and closing the rounds, who cross-checks whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.scoring import actions, rules
from thidua.scoring.forms import (
    AssignForm,
    CloseRoundForm,
    OpenRoundForm,
)
from thidua.scoring.queries import (
    checkers_of,
    matrix,
    rounds_of,
    unsent,
)
from thidua.scoring.terms import Hand
from thidua.scoring.views.places import at


@in_year()
def scoring(request: HttpRequest, here: Here) -> HttpResponse:
    """The rounds, and every unit's sheets by hand."""
    rounds, rows = rounds_of(here.year), matrix(here.year, here.members)
    visible = [
        (member, [(one, bool(one.round) and not rules.why_not_see_sheet(here, one), not rules.why_not_write(here, one))
                  for one in turns],
         rules.why_not_see_unit(here, member, turns[0].checker))
        for member, turns in rows
    ]  # fmt: skip
    steps = [
        (hand, rounds.get(hand), rules.why_not_open_round(here, hand),
         rules.why_not_close_round(here, hand, rounds.get(hand)))
        for hand in Hand
    ]  # fmt: skip
    context = {"steps": steps, "rows": visible, "form": OpenRoundForm(), "why_not_assign": rules.why_not_assign(here),
               "hands": list(Hand)}  # fmt: skip
    return page(request, "scoring/scoring.html", context)


@in_year()
def opening(request: HttpRequest, here: Here, hand: Hand) -> HttpResponse:
    """Open a round."""
    form = OpenRoundForm(request.POST or None)

    def act() -> None:
        actions.open_round(here=here, hand=hand, due_on=form.cleaned_data["due_on"], at=clock.now())

    if attempt(request, form, act, _("Đã mở vòng “%(hand)s”.") % {"hand": hand.label}):
        return redirect(at(here, "scoring"))
    context = {"hand": hand, "why_not": rules.why_not_open_round(here, hand)}
    return page(request, "scoring/opening.html", context, form)


@in_year()
def closing(request: HttpRequest, here: Here, hand: Hand) -> HttpResponse:
    """Close a round; units without a sheet are recorded as absent, each with a reason."""
    missing = unsent(here.year, hand, here.members)
    form = CloseRoundForm(request.POST if request.method == "POST" else None,
                          missing=missing if hand != Hand.APPRAISED else [])  # fmt: skip

    def act() -> None:
        actions.close_round(here=here, hand=hand, absent=form.absent, at=clock.now())

    if attempt(request, form, act, _("Đã đóng vòng “%(hand)s”.") % {"hand": hand.label}):
        return redirect(at(here, "scoring"))
    why_not = rules.why_not_close_round(here, hand, rounds_of(here.year).get(hand))
    waiting = actions.why_not_all_answered(here) if hand == Hand.APPRAISED and not why_not else ""
    context = {"hand": hand, "missing": missing, "why_not": why_not, "waiting": waiting}
    return page(request, "scoring/closing.html", context, form)


@in_year()
def assignment(request: HttpRequest, here: Here) -> HttpResponse:
    """Who cross-checks whom."""
    members = [member for member in here.members if member.left_on is None]
    form = AssignForm(request.POST or None, members=members, checkers=checkers_of(here.year))

    def act() -> None:
        actions.assign(here=here, pairs=form.pairs, at=clock.now())

    if attempt(request, form, act, _("Đã phân công chấm chéo.")):
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
