"""Pages of the room: the ballots of a year, one ballot with its paper, its tellers and its result."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thidua.ballots import actions, queries, rules
from thidua.ballots.forms import CallForm, NominateForm, PaperForm
from thidua.ballots.models import Ballot, Nominee
from thidua.ballots.terms import State
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork.queries import of_subject

READERS = tuple(office for office in Office if office != Office.ADMINISTRATOR)
"""Everyone with a seat but the system's administrator, who reads no ballot."""


def _ballot(here: Here, pk: int) -> Ballot:
    return get_object_or_404(Ballot, pk=pk, year=here.year)


def _address(here: Here, pk: int) -> str:
    return redirect("ballots:ballot", here.year.cluster.slug, here.year.year, pk).url


@in_year()
def ballots(request: HttpRequest, here: Here) -> HttpResponse:
    """The ballots of the year; the secretariat calls a new one."""
    form = CallForm(request.POST or None, here=here)
    called: list[Ballot] = []

    def act() -> None:
        called.append(actions.call(here=here, at=clock.now(), **form.cleaned_data))

    if attempt(request, form, act, _("Đã lập cuộc bỏ phiếu.")):
        return redirect(_address(here, called[0].pk))
    context = {"ballots": queries.of_year(here.year), "why_not": rules.why_not_call(here),
               "awards": queries.award_names(), "reads": here.holds(*READERS)}  # fmt: skip
    return page(request, "ballots/ballots.html", context, form)


@in_year(*READERS)
def ballot(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One ballot: where it stands, my paper, the tellers, the result."""
    found = _ballot(here, pk)
    return page(request, "ballots/ballot.html", _context(here, found))


def _context(here: Here, ballot: Ballot, paper: PaperForm | None = None) -> dict[str, object]:
    """Everything the ballot's page shows, in a fixed number of queries."""
    nominees = list(ballot.nominees.select_related("membership__unit"))
    roll = queries.roll(ballot)
    own = here.own(Office.UNIT_LEADER)
    mine = next((row for row in roll if own and row.membership_id == own.pk), None)
    marks = list(ballot.marks.order_by("teller"))
    awards = queries.award_names()
    papers = queries.published(ballot)
    mandates = len(roll) or queries.mandates(here.year, here.day).count()
    return {
        "ballot": ballot, "nominees": nominees, "roll": roll, "awards": awards, "own": own, "my_row": mine,
        "voted": sum(row.voted for row in roll), "mandates": mandates,
        "needed": queries.needed_of(mandates, ballot.threshold_percent), "small": mandates <= queries.SMALL,
        "result": queries.outcome(ballot) if ballot.state == State.CLOSED else None,
        "papers": papers, "lines": queries.lines(papers, nominees), "seal": queries.seal(papers),
        "recorded": queries.recorded(ballot),
        "minutes": of_subject(here.year, f"ballot:{ballot.pk}").first(),
        "opened_by": [mark.teller for mark in marks if mark.act == "open"],
        "closed_by": [mark.teller for mark in marks if mark.act == "close"],
        "marked": {mark.act for mark in marks if mark.teller_id == here.person.pk},
        "is_teller": here.holds(Office.TELLER), "recused": rules.recused(here, {n.membership_id for n in nominees}),
        "why_not_prepare": rules.why_not_prepare(here, ballot), "why_not_open": rules.why_not_mark_open(here, ballot),
        "why_not_cast": rules.why_not_cast(here, ballot),
        "paper": paper or PaperForm(nominees=nominees, awards=awards), "nominate": NominateForm(here=here),
    }  # fmt: skip


@in_year(*READERS)
@require_POST
@never_cache
def paper(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Cast my unit's paper. The receipt is in this one answer only: no session, no address, no message holds it."""
    found = _ballot(here, pk)
    nominees = list(found.nominees.select_related("membership__unit"))
    form = PaperForm(request.POST, nominees=nominees, awards=queries.award_names())
    receipts: list[str] = []

    def act() -> None:
        receipts.append(actions.cast(here=here, ballot=found, choices=form.choices(), at=clock.now()))

    if attempt(request, form, act):
        return page(request, "ballots/receipt.html", {"ballot": found, "receipt": receipts[0]})
    return page(request, "ballots/ballot.html", _context(here, found, form), form)


@in_year(*READERS)
@require_POST
def nominees(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put one more unit on the paper."""
    found = _ballot(here, pk)
    form = NominateForm(request.POST, here=here)

    def act() -> None:
        actions.nominate(here=here, ballot=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm vào danh sách đề nghị.")):
        return redirect(_address(here, pk))
    return page(request, "ballots/ballot.html", {**_context(here, found), "nominate": form}, form)


@in_year(*READERS)
@require_POST
def strike(request: HttpRequest, here: Here, pk: int, nominee: int) -> HttpResponse:
    """Take a unit off the paper."""
    struck = get_object_or_404(
        Nominee.objects.select_related("ballot", "membership__unit"), pk=nominee, ballot=pk, ballot__year=here.year
    )

    def act() -> None:
        actions.strike(here=here, nominee=struck, at=clock.now())

    return do(request, act, _("Đã đưa ra khỏi danh sách."), _address(here, pk))


@in_year(*READERS)
@require_POST
def opening(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A teller confirms the opening."""
    found = _ballot(here, pk)

    def act() -> None:
        actions.mark_open(here=here, ballot=found, at=clock.now())

    return do(request, act, _("Đã xác nhận mở cuộc bỏ phiếu."), _address(here, pk))


@in_year(*READERS)
@require_POST
def closing(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A teller confirms the closing."""
    found = _ballot(here, pk)

    def act() -> None:
        actions.mark_close(here=here, ballot=found, at=clock.now())

    return do(request, act, _("Đã xác nhận đóng cuộc bỏ phiếu."), _address(here, pk))
