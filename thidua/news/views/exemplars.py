"""Pages of the good examples: what the year has, one of them, showing it to the public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.refusal import require
from thidua.members.doors import in_year
from thidua.members.queries import Here, members_of
from thidua.news import actions, queries, register, rules
from thidua.news.forms import ExemplarForm
from thidua.news.models import Exemplar
from thidua.news.published import exemplar_data
from thidua.news.terms import Shown
from thidua.news.views.places import to

FIELDS = ("title", "holder", "membership", "deed", "permission", "permitted_on", "picture")


@in_year()
def exemplars(request: HttpRequest, here: Here) -> HttpResponse:
    """The good examples of the year, and which of them are public."""
    shown = {row.key for row in register.shown(clock.now(), Shown.EXEMPLAR).filter(year=here.year)}
    found = [(one, one.slug in shown, rules.why_not_show_exemplar(here, one)) for one in queries.exemplars(here.year)]
    return page(request, "news/exemplars.html", {"exemplars": found, "why_not": rules.why_not_write(here)})


@in_year()
def new_exemplar(request: HttpRequest, here: Here) -> HttpResponse:
    """Write one down."""
    return _telling(request, here, None)


@in_year()
def exemplar(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One of them, to be read or changed."""
    return _telling(request, here, get_object_or_404(queries.exemplars(here.year), pk=pk))


def _telling(request: HttpRequest, here: Here, found: Exemplar | None) -> HttpResponse:
    form = ExemplarForm(
        request.POST or None, members=members_of(here.year), pictures=queries.album(here.year),
        initial={name: getattr(found, name) for name in FIELDS} if found else None,
    )  # fmt: skip

    def act() -> None:
        actions.tell_exemplar(here=here, exemplar=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã lưu điển hình.")):
        return redirect(*to(here, "exemplars"))
    return page(request, "news/exemplar.html", {"exemplar": found, "why_not": rules.why_not_write(here)}, form)


@in_year()
@require_POST
def exemplar_opening(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: show it to everybody as it is now, or (`dong`) take it off."""
    found = get_object_or_404(queries.exemplars(here.year), pk=pk)
    close = "dong" in request.POST

    def act() -> None:
        if close:
            actions.close_to_public(here=here, kind=Shown.EXEMPLAR, key=found.slug, at=clock.now(),
                                    note=_("Điển hình không còn công khai."))  # fmt: skip
            return
        require(rules.why_not_show_exemplar(here, found))
        actions.open_to_public(here=here, kind=Shown.EXEMPLAR, key=found.slug, at=clock.now(),
                               data=exemplar_data(found))  # fmt: skip

    done = _("Đã gỡ khỏi trang công khai.") if close else _("Đã công bố điển hình.")
    return do(request, act, done, resolve_url(*to(here, "exemplars")))
