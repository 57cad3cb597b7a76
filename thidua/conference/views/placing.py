"""Pages of who stands and sits where: the protocol order, the hall, badges and cards to print."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference import queries
from thidua.conference.models import Block, Conference
from thidua.conference.preparing import prints, rules
from thidua.conference.preparing import queries as prepared
from thidua.conference.preparing.actions import placing as actions
from thidua.conference.preparing.forms import BlockForm, OrderForm, SeatForm
from thidua.conference.preparing.terms import Sheet
from thidua.conference.rules import SECRETARIES
from thidua.conference.views.places import address, conference_or_404, delegate_or_404
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import attached
from thidua.kit.posted import whole
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.queries import Here

PDF = "application/pdf"


@in_year()
def order(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The protocol order; changed by dragging or by the arrows, undone step by step."""
    found = conference_or_404(here, pk)
    if request.method == "POST":
        form = OrderForm(request.POST)

        def act() -> None:
            if not form.is_valid():
                raise Refused(_("Thứ tự gửi lên không đọc được; hãy tải lại trang rồi xếp lại."))
            actions.reorder(here=here, conference=found, was=form.cleaned_data["was"], order=form.wanted(),
                            within=form.cleaned_data["within"], at=clock.now())  # fmt: skip

        within = form.cleaned_data["within"] if form.is_valid() else None
        back = address(here, "order", pk) + (f"?doan={within}#trong-doan" if within else "")
        return do(request, act, _("Đã đổi thứ tự; bấm “Hoàn tác” nếu chưa đúng."), back)
    hands = list(found.hand_orders.filter(undone_at__isnull=True)[:10])
    groups, wanted = queries.groups_of(found), whole(request.GET.get("doan", ""))
    context = {"conference": found, "groups": groups, "why_not": rules.why_not_arrange(here, found), "hands": hands,
               "inside": next((one for one in groups if one.delegation.pk == wanted), None)}  # fmt: skip
    return page(request, "conference/order.html", context)


@in_year()
@require_POST
def undo_order(request: HttpRequest, here: Here, pk: int, number: int) -> HttpResponse:
    """The last change of order undone."""
    found = conference_or_404(here, pk)

    def act() -> None:
        actions.undo_order(here=here, conference=found, number=number, at=clock.now())

    return do(request, act, _("Đã hoàn tác lần xếp sau cùng."), address(here, "order", pk))


@in_year()
def seats(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The hall: who sits where; a delegate is seated by dragging or by the form."""
    return _hall(request, here, conference_or_404(here, pk), BlockForm(), seat=True)


def _hall(
    request: HttpRequest, here: Here, found: Conference, block: BlockForm, *, seat: bool = False
) -> HttpResponse:  # fmt: skip
    delegates = [one for group in queries.groups_of(found) for one in group.delegates]
    form = SeatForm((seat and request.POST) or None, conference=found, delegates=delegates)

    def act() -> None:
        instead = actions.seat(here=here, at=clock.now(), **form.cleaned_data)
        if instead:
            messages.warning(request, _("%(name)s đã đổi chỗ.") % {"name": instead})

    if seat and attempt(request, form, act, _("Đã xếp chỗ.")):
        return redirect(address(here, "seats", found.pk))
    seated = prepared.seated(found)
    context = {"conference": found, "halls": prepared.halls(found, delegates),
               "why_not": rules.why_not_arrange(here, found),
               "waiting": [one for one in delegates if one.pk not in seated],
               "adding": block, "seating": form}  # fmt: skip
    return page(request, "conference/seats.html", context, block if block.is_bound else form)


@in_year()
@require_POST
def blocks(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A block of seats."""
    found, form = conference_or_404(here, pk), BlockForm(request.POST)

    def act() -> None:
        actions.add_block(here=here, conference=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm khối ghế.")):
        return redirect(address(here, "seats", pk))
    return _hall(request, here, found, form)


@in_year()
@require_POST
def drop_block(request: HttpRequest, here: Here, pk: int, block: int) -> HttpResponse:
    """A block taken off."""
    found = get_object_or_404(Block.objects.select_related("conference"), pk=block, conference=pk,
                              conference__year=here.year)  # fmt: skip

    def act() -> None:
        actions.drop_block(here=here, block=found, at=clock.now())

    return do(request, act, _("Đã bỏ khối ghế."), address(here, "seats", pk))


@in_year()
@require_POST
def fill(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Seats in protocol order: all anew, or only who has none."""
    found = conference_or_404(here, pk)
    try:
        seated, waiting = actions.fill(
            here=here, conference=found, anew=request.POST.get("anew") == "1", at=clock.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(address(here, "seats", pk))
    messages.success(request, _("Đã xếp chỗ cho %(n)s đại biểu theo thứ tự lễ tân.") % {"n": seated})
    if waiting:
        messages.warning(request, _("Còn %(n)s đại biểu chưa có chỗ: hết ghế, hãy thêm khối ghế.") % {"n": waiting})
    return redirect(address(here, "seats", pk))


@in_year()
@require_POST
def unseat(request: HttpRequest, here: Here, pk: int, delegate: int) -> HttpResponse:
    """A seat freed."""
    found = delegate_or_404(here, pk, delegate)

    def act() -> None:
        actions.unseat(here=here, delegate=found, at=clock.now())

    return do(request, act, _("Đã bỏ chỗ ngồi."), address(here, "seats", pk))


@in_year(*SECRETARIES)
def badges(request: HttpRequest, here: Here, pk: int, sheet: str) -> HttpResponse:
    """The badges on A6 or A7."""
    found = conference_or_404(here, pk)
    return attached(prints.badges(queries.record(found), Sheet(sheet)), f"the-dai-bieu-{sheet}.pdf", PDF)


@in_year(*SECRETARIES)
def cards(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Name cards for the tables."""
    found = conference_or_404(here, pk)
    return attached(prints.cards(queries.record(found)), "bien-ten.pdf", PDF)


@in_year()
def seat_plan(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The seat plan to be printed."""
    found = conference_or_404(here, pk)
    return attached(prints.seat_plan(queries.record(found)), "so-do-cho-ngoi.pdf", PDF)
