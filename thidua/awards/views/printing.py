"""Certificates: in batches through the background, and where each line goes on the paper."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards import actions
from thidua.awards.models import Award, CertificateLayout
from thidua.awards.printing import FIELDS, MOST, certificates, pages
from thidua.awards.queries import search_all
from thidua.awards.terms import KEEPERS
from thidua.awards.views.register import keeper
from thidua.jobs.actions import start
from thidua.jobs.models import Job
from thidua.kit import clock
from thidua.kit.answer import do, page
from thidua.kit.files import attached
from thidua.kit.posted import text_in, whole
from thidua.kit.refusal import Refused
from thidua.members.doors import held_anywhere
from thidua.members.models import Seat


def _layout(request: HttpRequest) -> CertificateLayout:
    found = CertificateLayout.objects.filter(pk=whole(request.POST.get("layout", "")) or 0).first()
    if found is None:
        raise Refused(_("Hãy chọn bố trí giấy chứng nhận."))
    return found


@held_anywhere(*KEEPERS)
@require_POST
def printing(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """Print the marked awards, or all that a search finds; one PDF."""
    made: list[Job] = []

    def act() -> None:
        layout, sought = _layout(request), text_in(request.POST, "q", 200)
        chosen = [pk for text in request.POST.getlist("award")[:MOST] if (pk := whole(text))]
        if "all" in request.POST and sought:
            chosen = list(search_all(sought).order_by("-pk").values_list("pk", flat=True)[: MOST + 1])
        known = Award.objects.in_bulk(chosen)
        chosen = [pk for pk in chosen if pk in known]
        if not chosen:
            raise Refused(_("Chưa có giấy nào để in. Hãy chọn ít nhất một khen thưởng."))
        if len(chosen) > MOST:
            raise Refused(_("Nhiều nhất %(n)s giấy một lần; hãy tìm hẹp hơn.") % {"n": MOST})
        made.append(start(by=request.user, work=certificates, given={"awards": chosen, "layout": layout.pk},  # type: ignore[arg-type]
                          title=_("In %(n)s giấy chứng nhận") % {"n": len(chosen)}, at=clock.now(),
                          back=reverse("awards:register")))  # fmt: skip

    return do(request, act, _("Đã giao việc in. Trang này tự báo khi xong."),
              lambda: reverse("jobs:job", args=[made[0].pk]) if made else reverse("awards:register"))  # fmt: skip


@held_anywhere(*KEEPERS)
def layouts(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The layouts there are; another begins as a copy of ours or of a printed blank."""
    if request.method == "POST":
        made: list[CertificateLayout] = []

        def act() -> None:
            name, printed = text_in(request.POST, "name", 120), request.POST.get("printed") == "1"
            made.append(actions.make_layout(by=keeper(request, seats), at=clock.now(), name=name, printed=printed))

        def where() -> str:
            return reverse("awards:layout", args=[made[0].pk]) if made else reverse("awards:layouts")

        return do(request, act, _("Đã lập bố trí."), where)
    return page(request, "awards/layouts.html", {"layouts": CertificateLayout.objects.all()})


@held_anywhere(*KEEPERS)
def layout(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """Where each line goes: numbers to type, and marks to drag or push with the arrow keys."""
    found = get_object_or_404(CertificateLayout, pk=pk)
    if request.method == "POST":

        def act() -> None:
            typed = {name: text_in(request.POST, name, 10) for field in FIELDS for name in _names(field)}
            actions.place_lines(by=keeper(request, seats), at=clock.now(), layout=found, typed=typed)

        return do(request, act, _("Đã lưu vị trí."), reverse("awards:layout", args=[pk]))
    rows = [(field, label, found.places.get(field)) for field, label in FIELDS.items()]
    return page(request, "awards/layout.html", {"layout": found, "rows": rows, "places": json.dumps(found.places)})


def _names(field: str) -> tuple[str, ...]:
    return tuple(f"{field}-{part}" for part in ("x", "y", "size", "on", "centred"))


@held_anywhere(*KEEPERS)
def layout_try(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """One certificate on this layout, of the newest award: to hold against the blank."""
    found = get_object_or_404(CertificateLayout, pk=pk)
    newest = Award.objects.select_related("decision").first()
    if newest is None:
        return redirect("awards:layout", pk)
    return attached(pages([newest], found), "in-thu.pdf", "application/pdf")
