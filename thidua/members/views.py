"""Pages of the room: my account, clusters and their years, the people of a year and what each may do."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.doors import SIGNED_IN, door
from thidua.kit.posted import whole
from thidua.kit.viet import slug
from thidua.ledger.terms import Actor
from thidua.members import actions
from thidua.members.doors import held_anywhere, in_year
from thidua.members.forms import ClusterForm, ConstituteForm, EndSeatForm, SeatForm, SubstituteForm, UnitForm
from thidua.members.models import Seat
from thidua.members.queries import (
    Here,
    all_units,
    clusters_found,
    people_of,
    seats_of,
    too_many_units,
    units_numbered,
    units_offered,
    with_years,
)
from thidua.members.rules import why_not_delegate, why_not_office
from thidua.members.terms import LOOK_AFTER_ACCOUNTS, Office

A_PAGE = 20
"""Clusters shown at once."""


@door(SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, my seats, my password."""
    seats = list(seats_of(request.user, clock.today()))  # type: ignore[arg-type]
    looks_after = any(Office(seat.office) in LOOK_AFTER_ACCOUNTS for seat in seats)
    return page(request, "members/account.html", {"seats": seats, "looks_after": looks_after})


@held_anywhere(Office.STANDING_OFFICE, Office.ADMINISTRATOR)
def clusters(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """All clusters, their years and the line of heads; a page at a time, found by words without accents."""
    sought = request.GET.get("tim", "").replace("\0", "").strip()[:100]
    shown = Paginator(clusters_found(sought), A_PAGE).get_page(request.GET.get("trang"))
    may_found = any(seat.office == Office.STANDING_OFFICE for seat in seats)
    context = {"clusters": with_years(list(shown)), "shown": shown, "search": sought, "may_found": may_found}
    return page(request, "members/clusters.html", context)


@held_anywhere(Office.STANDING_OFFICE)
def new_unit(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """Enter a unit that clusters can take in."""
    form = UnitForm(request.POST or None)

    def act() -> None:
        code = slug(form.cleaned_data["name"])[:60]
        actions.found_unit(code=code, **form.cleaned_data, by=_standing_office(seats), at=clock.now())

    if attempt(request, form, act, _("Đã nhập đơn vị.")):
        return redirect("members:clusters")
    shown = Paginator(all_units(), 50).get_page(request.GET.get("trang"))
    return page(request, "members/new_unit.html", {"units": units_numbered(list(shown)), "shown": shown}, form)


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
    """Fix a cluster's members, head and deputy for a year; where units are many, they are looked for first."""
    typed, sought = request.POST, request.POST.get("tim", "").replace("\0", "")[:100]
    numbers = [whole(one) for name in ("cluster", "head", "deputy", "units") for one in typed.getlist(name) or [""]]
    offered = units_offered(numbers[0], sought, [one for one in numbers[1:] if one is not None])
    if "tim-don-vi" in typed:
        asked = {name: typed.getlist(name) if name == "units" else typed[name] for name in typed}
        form = ConstituteForm(initial=asked | {"mid_review": "mid_review" in typed}, offered=offered)
    else:
        form = ConstituteForm(typed or None, offered=offered)

    def act() -> None:
        given = form.cleaned_data
        actions.constitute_year(
            cluster=given["cluster"], year=given["year"], units=list(given["units"]), head=given["head"],
            deputy=given["deputy"], since=given["since"], cut_off=given["cut_off"], by_document=given["by_document"],
            mid_review=given["mid_review"], by=_standing_office(seats), at=clock.now(),
        )  # fmt: skip

    if form.is_bound and attempt(request, form, act, _("Đã lập năm thi đua.")):
        return redirect("timeline:year", form.cleaned_data["cluster"].slug, form.cleaned_data["year"])
    context = {"many": too_many_units(), "search": sought, "none": "tim-don-vi" in typed and not offered.exists()}
    return page(request, "members/constitute.html", context, form)


@in_year()
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """Who holds which office today; the standing office and the administrator seat people."""
    why_not = why_not_office(here, Office.STANDING_OFFICE, Office.ADMINISTRATOR)
    form = SeatForm(request.POST or None, year=here.year, initial={"since": here.day})

    def act() -> None:
        actions.seat_someone(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã giao chức trách.")):
        return redirect("members:people", here.year.cluster.slug, here.year.year)
    context = {"seats": people_of(here.year, here.day), "why_not": why_not, "may": not why_not,
               "sits": any(seat.year_id for seat in here.seats)}  # fmt: skip
    return page(request, "members/people.html", context, form)


@in_year(Office.STANDING_OFFICE, Office.ADMINISTRATOR)
def end_seat(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """End one seat on a day."""
    mine = Q(year=here.year) | Q(office=Office.COUNCIL)
    held = get_object_or_404(Seat.objects.filter(mine).select_related("person", "membership__unit"), pk=pk)
    form = EndSeatForm(request.POST or None, initial={"until": here.day})

    def act() -> None:
        by = here.actor(Office.STANDING_OFFICE, Office.ADMINISTRATOR)
        actions.unseat(held=held, by=by, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã kết thúc chức trách.")):
        return redirect("members:people", here.year.cluster.slug, here.year.year)
    return page(request, "members/end_seat.html", {"held": held}, form)


@in_year()
def substitute(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Name who stands in for the holder of a seat on leave; the holder does it, or who seats people."""
    held = get_object_or_404(Seat.objects.select_related("person", "membership__unit"), pk=pk, year=here.year)
    if held.person_id != here.person.pk and why_not_delegate(here, held):
        raise Http404
    form = SubstituteForm(request.POST or None, initial={"since": here.day})

    def act() -> None:
        actions.substitute(here=here, held=held, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi uỷ quyền.")):
        return redirect("members:people", here.year.cluster.slug, here.year.year)
    context = {
        "held": held,
        "why_not": why_not_delegate(here, held),
        "others": held.substitutes.select_related("person"),
    }
    return page(request, "members/substitute.html", context, form)
