"""Chia phần thẩm định: the bodies, their criteria and people, how far each is, and their word that a part is done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.models import Person
from thidua.members.queries import Here, people_of
from thidua.rulebook.queries import adopted
from thidua.scoring.division import actions
from thidua.scoring.division.queries import progress
from thidua.scoring.division.rules import is_of, why_not_divide
from thidua.scoring.forms import DepartmentForm
from thidua.scoring.models import Department
from thidua.scoring.views.places import at, member_named, period_asked


@in_year()
def division(request: HttpRequest, here: Here) -> HttpResponse:
    """Every body and how far it is."""
    period, key, periods = period_asked(request, here)
    members = [member for member in here.members if member.left_on is None]
    rows = progress(here.year, adopted(here.year, here.day), members, key)
    context = {"rows": [(one, is_of(here, one.department)) for one in rows], "why_not": why_not_divide(here),
               "period": period, "periods": periods}  # fmt: skip
    return page(request, "scoring/division.html", context)


@in_year()
def department(request: HttpRequest, here: Here, pk: int = 0) -> HttpResponse:
    """One body: a new one, or one as it stands."""
    found = get_object_or_404(Department, pk=pk, year=here.year) if pk else None
    edition = adopted(here.year, here.day)
    people = Person.objects.filter(pk__in=people_of(here.year, here.day).values("person")).order_by("name")
    first = {"name": found.name, "codes": found.codes, "people": list(found.people.all())} if found else {}
    form = DepartmentForm(request.POST or None, people=people, criteria=edition.criteria if edition else (),
                          initial=first)  # fmt: skip

    def act() -> None:
        given = form.cleaned_data
        actions.divide(here=here, department=found, name=given["name"], codes=given["codes"],
                       people=list(given["people"]), at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã ghi cơ quan thẩm định.")):
        return redirect(at(here, "division"))
    return page(request, "scoring/department.html", {"found": found, "why_not": why_not_divide(here)}, form)


@in_year()
@require_POST
def finishing(request: HttpRequest, here: Here, pk: int, unit: str) -> HttpResponse:
    """A body finishes a unit, or takes that back."""
    found, member = get_object_or_404(Department, pk=pk, year=here.year), member_named(here, unit)
    key = period_asked(request, here)[1]
    act, done = (
        (actions.resume, _("Đã mở lại phần thẩm định.")) if request.POST.get("lai") else
        (actions.finish, _("Đã báo xong phần thẩm định."))
    )  # fmt: skip
    return do(
        request, lambda: act(here=here, department=found, membership=member, at=clock.now(), period=key), done,
        at(here, "division", period=key),
    )  # fmt: skip
