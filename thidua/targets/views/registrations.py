"""Who has registered what; one unit's registration and targets; what is known of the units themselves."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.engine import attributes_asked
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.ledger.queries import history
from thidua.members.doors import in_year
from thidua.members.models import Membership
from thidua.members.queries import Here, members_of
from thidua.members.terms import Office
from thidua.rulebook.queries import adopted, titles
from thidua.targets import actions, queries, rules
from thidua.targets.forms import AgreeForm, AmendForm, RegistrationForm, ReturnForm, TraitsForm
from thidua.targets.models import Registration
from thidua.targets.terms import State


def address(here: Here, name: str, *rest: int) -> str:
    """An address of the room in this year."""
    return reverse(f"targets:{name}", args=[here.year.cluster.slug, here.year.year, *rest])


def _found(here: Here, pk: int) -> tuple[Membership, Registration | None]:
    membership = get_object_or_404(members_of(here.year), pk=pk)
    return membership, queries.registration_of(membership)


@in_year()
def targets(request: HttpRequest, here: Here) -> HttpResponse:
    """Every unit: its registration's state, whether it has signed; and the pledge."""
    registrations = queries.registrations_of(here.year)
    pledge = queries.pledge_of(here.year)
    under = {one.membership.pk: one for one in queries.places_under(pledge, queries.present_members(here))}
    names = {title.key: title.name for title in titles(here.day)}
    rows = []
    for member in queries.present_members(here):
        found = registrations.get(member.pk)
        may_read = not rules.why_not_read(here, member, found)
        rows.append({
            "member": member, "registration": found, "place": under[member.pk], "may_read": may_read,
            "state": State(found.state) if found else State.DRAFT,
            "titles": [names.get(key, key) for key in found.titles] if found and may_read else [],
            "may_agree": not rules.why_not_agree(here, member, found),
            "may_amend": not rules.why_not_amend(here, member, found),
        })  # fmt: skip
    edition = adopted(here.year, here.day)
    context = {"rows": rows, "pledge": pledge, "own": here.own(*rules.OF_THE_UNIT), "edition": edition,
               "traits": bool(edition and attributes_asked(edition))}  # fmt: skip
    return page(request, "targets/targets.html", context)


@in_year()
def registration(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One unit's registration: the officer's form, or as it stands; and what may be done with it now."""
    membership, found = _found(here, pk)
    if rules.why_not_read(here, membership, found):
        raise Http404
    criteria, kept = queries.with_targets(here.year, here.day), queries.targets_for(membership)
    form = RegistrationForm(request.POST or None, day=here.day, criteria=criteria, registration=found, targets=kept)

    def act() -> None:
        actions.save_registration(
            here=here, membership=membership, titles_sought=form.cleaned_data["titles"],
            commitment=form.cleaned_data["commitment"], proposed=form.proposed, at=clock.now(),
        )  # fmt: skip

    if attempt(request, form, act, _("Đã lưu bản đăng ký.")):
        return redirect(address(here, "registration", pk))
    return page(request, "targets/registration.html", _registration_context(here, membership, found), form)


def _registration_context(here: Here, membership: Membership, found: Registration | None) -> dict[str, object]:
    names = {title.key: title for title in titles(here.day)}
    kept = queries.targets_for(membership)
    return {
        "member": membership,
        "registration": found,
        "state": State(found.state) if found else State.DRAFT,
        "titles": [names[key] for key in (found.titles if found else ()) if key in names],
        "targets": [(criterion, kept.get(criterion.code)) for criterion in queries.with_targets(here.year, here.day)],
        "why_not_save": rules.why_not_save(here, membership, found),
        "why_not_submit": rules.why_not_submit(here, membership, found),
        "may_recall": not rules.why_not_recall(here, membership, found),
        "may_approve": not rules.why_not_approve(here, membership, found),
        "may_return": not rules.why_not_return(here, membership, found),
        "may_agree": not rules.why_not_agree(here, membership, found),
        "may_amend": not rules.why_not_amend(here, membership, found),
        "amendments": queries.amendments_of(membership),
        "is_leader": here.holds(Office.UNIT_LEADER, of=membership),
        "history": history(found)[:20] if found else (),
    }


@in_year()
@require_POST
def submit(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The leader sends it."""
    membership, _registration = _found(here, pk)
    done, to = _("Đã gửi bản đăng ký."), address(here, "registration", pk)
    return do(request, lambda: actions.submit(here=here, membership=membership, at=clock.now()), done, to)


@in_year()
@require_POST
def recall(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The leader takes it back."""
    membership, _registration = _found(here, pk)
    done, to = _("Đã rút lại bản đăng ký."), address(here, "registration", pk)
    return do(request, lambda: actions.recall(here=here, membership=membership, at=clock.now()), done, to)


@in_year()
@require_POST
def approve(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The secretariat approves it."""
    membership, _registration = _found(here, pk)
    done, to = _("Đã duyệt bản đăng ký."), address(here, "registration", pk)
    return do(request, lambda: actions.approve(here=here, membership=membership, at=clock.now()), done, to)


@in_year()
def send_back(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The secretariat refuses it with a reason."""
    membership, found = _found(here, pk)
    form = ReturnForm(request.POST or None)

    def act() -> None:
        actions.return_registration(here=here, membership=membership, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã từ chối bản đăng ký.")):
        return redirect(address(here, "registration", pk))
    context = {"member": membership, "why_not": rules.why_not_return(here, membership, found)}
    return page(request, "targets/return.html", context, form)


@in_year()
def agree(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A unit's assigned targets and scopes, criterion by criterion."""
    membership, found = _found(here, pk)
    edition = adopted(here.year, here.day)
    form = AgreeForm(
        request.POST or None, leaves=edition.leaves if edition else (),
        numbered=queries.with_targets(here.year, here.day), targets=queries.targets_for(membership),
    )  # fmt: skip

    def act() -> None:
        actions.agree(here=here, membership=membership, agreed=form.agreed, scopes=form.scopes, at=clock.now())

    if attempt(request, form, act, _("Đã ghi chỉ tiêu được giao.")):
        return redirect(address(here, "agree", pk))
    context = {"member": membership, "why_not": rules.why_not_agree(here, membership, found),
               "may_amend": not rules.why_not_amend(here, membership, found)}  # fmt: skip
    return page(request, "targets/agree.html", context, form)


@in_year()
def amend(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The same after the approval: what is changed needs a reason, and is kept beside what it was."""
    membership, found = _found(here, pk)
    edition = adopted(here.year, here.day)
    form = AmendForm(
        request.POST or None, leaves=edition.leaves if edition else (),
        numbered=queries.with_targets(here.year, here.day), targets=queries.targets_for(membership),
    )  # fmt: skip

    def act() -> None:
        actions.amend(here=here, membership=membership, agreed=form.agreed, scopes=form.scopes,
                      reason=form.cleaned_data["why"], at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã điều chỉnh chỉ tiêu.")):
        return redirect(address(here, "registration", pk))
    context = {"member": membership, "why_not": rules.why_not_amend(here, membership, found), "amends": True}
    return page(request, "targets/agree.html", context, form)


@in_year()
def traits(request: HttpRequest, here: Here) -> HttpResponse:
    """What the table asks about the units themselves, all units on one page; saved whole or not at all."""
    asked, kept = queries.traits_asked(here.year, here.day), queries.traits_of(here.year)
    members = queries.present_members(here)
    mine = [member for member in members if not rules.why_not_describe(here, member)]
    form = TraitsForm(request.POST or None, members=mine, asked=asked, kept=kept)

    def act() -> None:
        with transaction.atomic():
            for member in mine:
                actions.describe(here=here, membership=member, traits=form.of(member), at=clock.now())

    if mine and attempt(request, form, act, _("Đã ghi thông tin đơn vị.")):
        return redirect(address(here, "traits"))
    others = [(one, [kept.get(one.pk, {}).get(key, "") for key in asked]) for one in members if one not in mine]
    why_not = "" if mine or not members else rules.why_not_describe(here, members[0])
    return page(request, "targets/traits.html", {"asked": asked, "others": others, "why_not": why_not}, form)
