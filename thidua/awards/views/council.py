"""The Council in a year: the dossiers before it, its votes, what is taken from their counts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards import actions, rules, sheets
from thidua.awards.council import before_council, votes_of, why_not_count_again, why_not_leave
from thidua.awards.forms import CallCouncilForm, CouncilForm, LowerForm
from thidua.awards.queries import title_name
from thidua.awards.terms import Answer, State
from thidua.awards.views.year import dossier_of, to
from thidua.ballots.models import Ballot
from thidua.ballots.queries import council as members
from thidua.ballots.queries import councils_of
from thidua.ballots.rules import OF_THE_COUNCIL, why_not_call_council
from thidua.ballots.terms import Per
from thidua.ballots.terms import State as BallotState
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import attached
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.rulebook.catalogue import title_named


@in_year(*OF_THE_COUNCIL)
def councils(request: HttpRequest, here: Here) -> HttpResponse:
    """What waits for the Council, and its votes; the standing office calls one."""
    waiting = before_council(here.year)
    free = [one for one in waiting if not why_not_leave(one)]
    form = CallCouncilForm(request.POST or None, here=here, dossiers=free)

    def act() -> None:
        actions.call_council(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã lập cuộc bỏ phiếu của Hội đồng.")):
        return redirect(to(here, "awards:councils"))
    votes = {one.pk: vote for one, vote in votes_of(waiting)}
    calls = here.holds(Office.STANDING_OFFICE)
    context = {
        "waiting": [(one, title_name(one.title), votes.get(one.pk)) for one in waiting], "free": free, "calls": calls,
        "members": members(here.day), "why_not": why_not_call_council(here),
        "ballots": [(one, [vote for vote in votes.values() if vote.ballot.pk == one.pk],
                     calls and one.state == BallotState.CLOSED and not why_not_count_again(here, one))
                    for one in councils_of(here.year)],
    }  # fmt: skip
    return page(request, "awards/councils.html", context, form)


def _ballot(here: Here, pk: int, **more: object) -> Ballot:
    return get_object_or_404(Ballot, pk=pk, year=here.year, per=Per.COUNCIL, **more)


@in_year(Office.STANDING_OFFICE)
@require_POST
def taking(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Every dossier of a counted vote gets its answer."""
    found = _ballot(here, pk)

    def act() -> None:
        actions.take_count(here=here, ballot=found, at=clock.now())

    return do(request, act, _("Đã ghi kết quả kiểm phiếu vào hồ sơ."), to(here, "awards:councils"))


@in_year(Office.STANDING_OFFICE)
@require_POST
def again(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A further round among those that fell short."""
    found = _ballot(here, pk)

    def act() -> None:
        actions.call_again(here=here, ballot=found, at=clock.now())

    return do(request, act, _("Đã lập vòng sau."), to(here, "awards:councils"))


@in_year(*OF_THE_COUNCIL)
def minutes(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The minutes of a count, to be signed and numbered in the Council's own register."""
    found = _ballot(here, pk, state=BallotState.CLOSED)
    return attached(sheets.of_count(found), f"bien-ban-kiem-phieu-hoi-dong-{found.pk}.pdf", "application/pdf")


@in_year(Office.STANDING_OFFICE)
def lowering(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """After the count: a lower form instead, with the reason."""
    found = dossier_of(here, pk)
    info = title_named(found.title)
    form = LowerForm(request.POST or None, day=here.day, holder=info.holder if info else "")

    def act() -> None:
        given = form.cleaned_data
        actions.lower(here=here, dossier=found, title=given["lower"], reason=given["reason"], at=clock.now())

    if attempt(request, form, act, _("Đã ghi hình thức thấp hơn.")):
        return redirect(to(here, "awards:dossier", pk))
    context = {"found": found, "heading": _("Hạ hình thức"), "why_not": rules.why_not_at(found, State.COUNCIL)}
    return page(request, "awards/step.html", context, form)


@in_year(Office.STANDING_OFFICE)
def council(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """What the Council said at a meeting whose vote is not kept here, typed from its minutes."""
    found = dossier_of(here, pk)
    info = title_named(found.title)
    form = CouncilForm(request.POST or None, day=here.day, holder=info.holder if info else "")

    def act() -> None:
        given = dict(form.cleaned_data)
        actions.council(here=here, dossier=found, at=clock.now(), **{**given, "answer": Answer(given["answer"])})

    if attempt(request, form, act, _("Đã ghi ý kiến Hội đồng.")):
        return redirect(to(here, "awards:dossier", pk))
    context = {"found": found, "heading": _("Ghi theo biên bản họp"), "typed": True,
               "why_not": rules.why_not_at(found, State.COUNCIL) or why_not_leave(found)}  # fmt: skip
    return page(request, "awards/step.html", context, form)
