"""Pages of the room: my account, clusters and their years, the people of a year and what each may do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.doors import SIGNED_IN, door
from thidua.kit.viet import slug
from thidua.ledger.terms import Actor
from thidua.members import actions
from thidua.members.doors import held_anywhere, in_year
from thidua.members.forms import ClusterForm, ConstituteForm, EndSeatForm, SeatForm, UnitForm
from thidua.members.models import Seat
from thidua.members.queries import Here, all_units, line_of_leads, people_of, seats_of
from thidua.members.queries import clusters as all_clusters
from thidua.members.rules import why_not_office
from thidua.members.terms import Office


@door(SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, my seats, my password."""
    return page(request, "members/account.html", {"seats": seats_of(request.user, clock.today())})  # type: ignore[arg-type]


@held_anywhere(Office.STANDING_OFFICE, Office.ADMINISTRATOR)
def clusters(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """All clusters, their years and the line of heads."""
    found = [(cluster, list(line_of_leads(cluster))) for cluster in all_clusters()]
    may_found = any(seat.office == Office.STANDING_OFFICE for seat in seats)
    return page(request, "members/clusters.html", {"clusters": found, "may_found": may_found})


@held_anywhere(Office.STANDING_OFFICE)
def new_unit(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """Enter a unit that clusters can take in."""
    form = UnitForm(request.POST or None)

    def act() -> None:
        code = slug(form.cleaned_data["name"])[:60]
        actions.found_unit(code=code, **form.cleaned_data, by=_standing_office(seats), at=clock.now())

    if attempt(request, form, act, _("Đã nhập đơn vị.")):
        return redirect("members:clusters")
    return page(request, "members/new_unit.html", {"units": all_units()}, form)


@held_anywhere(Office.STANDING_OFFICE)
def new_cluster(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """Create a cluster; its years come after."""
    form = ClusterForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        address = slug(f"{given['name']} {given['organiser']} {given['family']}")[:80].strip("-")
        actions.found_cluster(slug=address, **given, by=_standing_office(seats), at=clock.now())

    if attempt(request, form, act, _("Đã lập cụm thi đua.")):
        return redirect("members:clusters")
    return page(request, "members/new_cluster.html", form=form)


def _standing_office(seats: list[Seat]) -> Actor:
    """Acting for the whole site."""
    return Actor(seats[0].person_id, seats[0].person.name, seats[0].office)


@held_anywhere(Office.STANDING_OFFICE)
def constitute(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """Fix a cluster's members, head and deputy for a year."""
    form = ConstituteForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        actions.constitute_year(
            cluster=given["cluster"], year=given["year"], units=list(given["units"]), head=given["head"],
            deputy=given["deputy"], since=given["since"], cut_off=given["cut_off"], by_document=given["by_document"],
            mid_review=given["mid_review"], by=_standing_office(seats), at=clock.now(),
        )  # fmt: skip

    if attempt(request, form, act, _("Đã lập năm thi đua.")):
        return redirect("timeline:year", form.cleaned_data["cluster"].slug, form.cleaned_data["year"])
    return page(request, "members/constitute.html", form=form)


@in_year()
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """Who holds which office today; the standing office and the administrator seat people."""
    why_not = why_not_office(here, Office.STANDING_OFFICE, Office.ADMINISTRATOR)
    form = SeatForm(request.POST or None, year=here.year, initial={"since": here.day})

    def act() -> None:
        actions.seat_someone(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã giao chức trách.")):
        return redirect("members:people", here.year.cluster.slug, here.year.year)
    context = {"seats": people_of(here.year, here.day), "why_not": why_not, "may": not why_not}
    return page(request, "members/people.html", context, form)


@in_year(Office.STANDING_OFFICE, Office.ADMINISTRATOR)
def end_seat(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """End one seat on a day."""
    held = get_object_or_404(Seat.objects.select_related("person", "membership__unit"), pk=pk, year=here.year)
    form = EndSeatForm(request.POST or None, initial={"until": here.day})

    def act() -> None:
        by = here.actor(Office.STANDING_OFFICE, Office.ADMINISTRATOR)
        actions.unseat(held=held, by=by, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã kết thúc chức trách.")):
        return redirect("members:people", here.year.cluster.slug, here.year.year)
    return page(request, "members/end_seat.html", {"held": held}, form)
