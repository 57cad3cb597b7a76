"""Pages of the room: my work, the year, its ledger, stepping back and passing over."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.doors import SIGNED_IN, door
from thidua.ledger import queries as ledger_queries
from thidua.members.doors import in_year
from thidua.members.queries import Here, seats_of, years_of
from thidua.members.terms import SITE_OFFICES, Office
from thidua.season.queries import launch_of, windows_of
from thidua.timeline import actions
from thidua.timeline.asks import asked_in, asked_of
from thidua.timeline.forms import PassOverForm, ReasonForm
from thidua.timeline.queries import latest_acts, ribbon, turns
from thidua.timeline.rules import why_not_pass_over, why_not_step_back
from thidua.timeline.words import act_in_words


@door(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """What is asked of me, in every cluster year I sit in."""
    person, day = request.user, clock.today()
    seats = list(seats_of(person, day))  # type: ignore[arg-type]
    context = {
        "asks": asked_of(person, day),  # type: ignore[arg-type]
        "years": years_of(person, day),  # type: ignore[arg-type]
        "seats": seats,
        "for_all": any(seat.office in SITE_OFFICES for seat in seats),
        "constitutes": any(seat.office == Office.STANDING_OFFICE for seat in seats),
    }
    return page(request, "timeline/home.html", context)


@in_year()
def year(request: HttpRequest, here: Here) -> HttpResponse:
    """The year at a glance: ribbon, whose turn, what is asked of me, deadlines, the latest acts."""
    context = {
        "ribbon": ribbon(here.year),
        "turns": turns(here),
        "asks": asked_in(here),
        "launch": launch_of(here.year),
        "windows": windows_of(here.year),
        "leads": {role.value: member for role, member in here.leads.items()},
        "latest": [(entry, act_in_words(entry)) for entry in latest_acts(here.year)],
        "may_step_back": not why_not_step_back(here),
        "may_pass_over": not why_not_pass_over(here),
    }
    return page(request, "timeline/year.html", context)


@in_year()
def steps(request: HttpRequest, here: Here) -> HttpResponse:
    """Every step in full: who, needs, freezes, papers, when it was taken and by whom."""
    return page(request, "timeline/steps.html", {"ribbon": ribbon(here.year)})


@in_year()
def ledger(request: HttpRequest, here: Here) -> HttpResponse:
    """Every act of the year, newest first, searchable."""
    search = request.GET.get("tim", "").replace("\0", "").strip()
    shown = Paginator(ledger_queries.of_year(here.year.pk, search), 50).get_page(request.GET.get("trang"))
    context = {"entries": [(entry, act_in_words(entry)) for entry in shown], "shown": shown, "search": search}
    return page(request, "timeline/ledger.html", context)


@in_year()
def step_back(request: HttpRequest, here: Here) -> HttpResponse:
    """Reopen the last step, with a reason."""
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.step_back(here=here, reason=form.cleaned_data["reason"], at=clock.now())

    if attempt(request, form, act, _("Đã mở lại bước trước.")):
        return redirect("timeline:year", here.year.cluster.slug, here.year.year)
    return page(request, "timeline/step_back.html", {"why_not": why_not_step_back(here)}, form)


@in_year(Office.STANDING_OFFICE)
def pass_over(request: HttpRequest, here: Here) -> HttpResponse:
    """Record that the year has reached a later step on paper."""
    form = PassOverForm(request.POST or None)

    def act() -> None:
        actions.pass_over(here=here, to=form.cleaned_data["to"], reason=form.cleaned_data["reason"], at=clock.now())

    if attempt(request, form, act, _("Đã ghi nhận.")):
        return redirect("timeline:year", here.year.cluster.slug, here.year.year)
    return page(request, "timeline/pass_over.html", {"why_not": why_not_pass_over(here)}, form)
