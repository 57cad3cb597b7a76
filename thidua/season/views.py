"""Pages of the room: the movement and its slogan, the calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.season import actions
from thidua.season.calendar import length, month_starts, strips, today_at
from thidua.season.forms import LaunchForm, WindowForm
from thidua.season.queries import launch_of, spans, windows_of
from thidua.season.rules import why_not_launch, why_not_set_window
from thidua.season.terms import Phase


@in_year()
def season(request: HttpRequest, here: Here) -> HttpResponse:
    """The movement, its slogan set large, and the calendar of the year."""
    year = here.year.year
    found = launch_of(here.year)
    context = {
        "launch": found,
        "why_not_launch": "" if found else why_not_launch(here),
        "may_set": not why_not_set_window(here),
        "strips": strips(spans(list(windows_of(here.year))), year, here.day),
        "months": month_starts(year),
        "year_days": length(year),
        "now": today_at(year, here.day),
    }
    return page(request, "season/season.html", context)


@in_year()
def launch(request: HttpRequest, here: Here) -> HttpResponse:
    """Launch the movement."""
    form = LaunchForm(request.POST or None, year=here.year, initial={"on": here.day})

    def act() -> None:
        actions.launch(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã phát động phong trào.")):
        return redirect("season:season", here.year.cluster.slug, here.year.year)
    return page(request, "season/launch.html", {"why_not": why_not_launch(here)}, form)


@in_year()
def window(request: HttpRequest, here: Here) -> HttpResponse:
    """Set a phase's days, or extend them; the phase may stand in the address."""
    form = WindowForm(request.POST or None, initial={"phase": request.GET.get("phase"), "opens_on": here.day})

    def act() -> None:
        given = {**form.cleaned_data, "phase": Phase(form.cleaned_data["phase"])}
        actions.set_window(here=here, at=clock.now(), **given)

    if attempt(request, form, act, _("Đã ghi thời hạn.")):
        return redirect("season:season", here.year.cluster.slug, here.year.year)
    return page(request, "season/window.html", {"why_not": why_not_set_window(here)}, form)
