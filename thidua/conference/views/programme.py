"""Pages of preparation: the programme, the delegations and their delegates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference import actions, queries, rules
from thidua.conference.forms import BodyForm, ChangeItemForm, DelegateForm, NewItemForm
from thidua.conference.models import Delegation
from thidua.conference.preparing.queries import needs_of, spot_of, talks_by_item
from thidua.conference.programme import slots
from thidua.conference.terms import Side
from thidua.conference.views.places import address, conference_or_404, delegate_or_404, delegation_or_404, item_or_404
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here


@in_year()
def programme(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The programme, to be arranged."""
    found = conference_or_404(here, pk)
    form = NewItemForm(request.POST or None)

    def act() -> None:
        actions.add_item(here=here, conference=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm vào chương trình.")):
        return redirect(address(here, "programme", pk))
    planned = slots(found, list(found.items.all()))
    told = {"programme": planned, "current": queries.under_way(planned)}
    context = {"conference": found, "told": told, "why_not_run": rules.why_not_run(here, found),
               "why_not_prepare": rules.why_not_prepare(here, found), "talks": talks_by_item(found)}  # fmt: skip
    return page(request, "conference/programme.html", context, form)


@in_year()
@require_POST
def usual(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Start from the usual programme."""
    found = conference_or_404(here, pk)

    def act() -> None:
        actions.usual_programme(here=here, conference=found, at=clock.now())

    return do(request, act, _("Đã lấy chương trình thường dùng; hãy sửa cho đúng."), address(here, "programme", pk))


@in_year()
def item(request: HttpRequest, here: Here, pk: int, item: int) -> HttpResponse:
    """One item: correct it, write down what happened."""
    found = item_or_404(here, pk, item)
    form = ChangeItemForm.of(request.POST or None, found)

    def act() -> None:
        actions.change_item(here=here, item=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã sửa mục chương trình.")):
        return redirect(address(here, "programme", pk))
    context = {"conference": found.conference, "item": found, "why_not": rules.why_not_run(here, found.conference)}
    return page(request, "conference/item.html", context, form)


@in_year()
@require_POST
def move(request: HttpRequest, here: Here, pk: int, item: int) -> HttpResponse:
    """Up or down by one."""
    found = item_or_404(here, pk, item)

    def act() -> None:
        actions.move_item(here=here, item=found, up=request.POST.get("to") == "up", at=clock.now())

    return do(request, act, _("Đã đổi thứ tự chương trình."), address(here, "programme", pk))


@in_year()
@require_POST
def drop(request: HttpRequest, here: Here, pk: int, item: int) -> HttpResponse:
    """Take an item out."""
    found = item_or_404(here, pk, item)

    def act() -> None:
        actions.drop_item(here=here, item=found, at=clock.now())

    return do(request, act, _("Đã bỏ khỏi chương trình."), address(here, "programme", pk))


@in_year()
@require_POST
def tick(request: HttpRequest, here: Here, pk: int, item: int) -> HttpResponse:
    """The item is over."""
    found = item_or_404(here, pk, item)

    def act() -> None:
        actions.tick_item(here=here, item=found, at=clock.now())

    return do(request, act, _("Đã xong mục này; màn hình chuyển sang mục tiếp theo."), address(here, "programme", pk))


@in_year()
def delegations(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The delegations in protocol order; the secretaries enter any, a unit its own."""
    found = conference_or_404(here, pk)
    form = BodyForm(request.POST or None, year=here.year)
    made: list[Delegation] = []

    def act() -> None:
        given = form.cleaned_data
        side = Side(given["side"]) if given["side"] else None
        made.append(actions.announce(here=here, conference=found, membership=given["membership"], body=given["body"],
                                     side=side, note=given["note"], at=clock.now()))  # fmt: skip

    if attempt(request, form, act, _("Đã thêm đoàn. Hãy ghi các đại biểu của đoàn.")):
        return redirect(address(here, "delegation", pk, made[0].pk))
    own = here.own(*rules.OF_THE_UNIT)
    context = {"conference": found, "groups": queries.groups_of(found), "why_not_run": rules.why_not_run(here, found),
               "own": own, "why_not_announce": rules.why_not_announce(here, found, own) if own else ""}  # fmt: skip
    return page(request, "conference/delegations.html", context, form)


@in_year()
@require_POST
def own_delegation(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A unit enters its own delegation."""
    found = conference_or_404(here, pk)
    own = here.own(*rules.OF_THE_UNIT)

    def there() -> str:
        announced = found.delegations.filter(membership=own).first() if own else None
        return address(here, "delegation", pk, announced.pk) if announced else address(here, "delegations", pk)

    def act() -> None:
        actions.announce(here=here, conference=found, membership=own, at=clock.now())

    if own and found.delegations.filter(membership=own).exists():
        return redirect(there())
    return do(request, act, _("Đã đăng ký đoàn. Hãy ghi các đại biểu của đoàn."), there)


@in_year()
def delegation(request: HttpRequest, here: Here, pk: int, delegation: int) -> HttpResponse:
    """One delegation and its delegates."""
    found = delegation_or_404(here, pk, delegation)
    form = DelegateForm(request.POST or None)

    def act() -> None:
        actions.add_delegate(here=here, delegation=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm đại biểu.")):
        return redirect(address(here, "delegation", pk, delegation))
    delegates, mine = queries.delegates_of(found), here.holds(*rules.SECRETARIES) or (
        found.membership is not None and here.holds(*rules.OF_THE_UNIT, of=found.membership))  # fmt: skip
    context = {"conference": found.conference, "delegation": found, "delegates": delegates, "may_see_needs": mine,
               "needs": needs_of(found.conference) if mine else {}, "has_lead": any(one.lead for one in delegates),
               "why_not": rules.why_not_announce(here, found.conference, found.membership)}  # fmt: skip
    return page(request, "conference/delegation.html", context, form)


@in_year()
@require_POST
def withdraw(request: HttpRequest, here: Here, pk: int, delegation: int) -> HttpResponse:
    """Take an empty delegation off the list."""
    found = delegation_or_404(here, pk, delegation)

    def act() -> None:
        actions.withdraw(here=here, delegation=found, at=clock.now())

    return do(request, act, _("Đã bỏ đoàn khỏi danh sách."), address(here, "delegations", pk))


@in_year()
def delegate(request: HttpRequest, here: Here, pk: int, delegate: int) -> HttpResponse:
    """Correct a delegate."""
    found = delegate_or_404(here, pk, delegate)
    form = DelegateForm.of(request.POST or None, found)

    def act() -> None:
        actions.change_delegate(here=here, delegate=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã sửa đại biểu.")):
        return redirect(address(here, "delegation", pk, found.delegation_id))
    group = found.delegation
    context = {"conference": group.conference, "delegation": group, "delegate": found,
               "why_not": rules.why_not_announce(here, group.conference, group.membership),
               "spot": None if rules.why_not_run(here, group.conference) else spot_of(found)}  # fmt: skip
    return page(request, "conference/delegate.html", context, form)


@in_year()
@require_POST
def drop_delegate(request: HttpRequest, here: Here, pk: int, delegate: int) -> HttpResponse:
    """Take a delegate off."""
    found = delegate_or_404(here, pk, delegate)

    def act() -> None:
        actions.drop_delegate(here=here, delegate=found, at=clock.now())

    return do(request, act, _("Đã bỏ đại biểu khỏi đoàn."), address(here, "delegation", pk, found.delegation_id))
