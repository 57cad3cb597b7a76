"""The reward fund: what came in and went out; an award paid as the law says."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards import actions, queries
from thidua.awards.forms import MoneyForm
from thidua.awards.models import Award
from thidua.awards.money import due
from thidua.awards.terms import KEEPERS
from thidua.awards.views.register import keeper
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import held_anywhere
from thidua.members.models import Seat

UNPAID = 50


@held_anywhere(*KEEPERS)
def fund(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The fund as it stands, the latest awards not paid, and another entry."""
    form = MoneyForm(request.POST or None, initial={"on": clock.today(), "way": "in"})

    def act() -> None:
        given = dict(form.cleaned_data)
        sign = 1 if given.pop("way") == "in" else -1
        actions.enter_money(by=keeper(request, seats), at=clock.now(), **{**given, "amount": sign * given["amount"]})

    if attempt(request, form, act, _("Đã ghi vào quỹ.")):
        return redirect("awards:fund")
    unpaid = Award.objects.filter(payment=None).select_related("decision")[:UNPAID]
    context = {"fund": queries.fund(), "unpaid": [(award, what) for award in unpaid if (what := due(award))]}
    return page(request, "awards/fund.html", context, form)


@held_anywhere(*KEEPERS)
@require_POST
def pay(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """Pay an award what the law gives."""
    award = get_object_or_404(Award.objects.select_related("decision"), pk=pk)

    def act() -> None:
        actions.pay(by=keeper(request, seats), at=clock.now(), award=award, on=clock.today())

    return do(request, act, _("Đã ghi khoản chi tiền thưởng."), "awards:fund")
