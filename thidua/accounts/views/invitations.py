"""Pages of the room: the accounts one looks after, invitations, the first sign-in."""

from collections.abc import Sequence

from allauth.account import views as library
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from thidua.accounts import actions
from thidua.accounts.codes import qr
from thidua.accounts.forms import AddressForm, ChosenForm, CodeForm, FirstPasswordForm, MailForm
from thidua.accounts.joined import provider_name
from thidua.accounts.mail import sent, why_not_mail
from thidua.accounts.models import Invitation
from thidua.accounts.queries import (
    TYPED,
    Sheet,
    factors_of,
    found,
    invitation_typed,
    invitation_with,
    is_joined,
    looked_after,
    seats_now,
    waiting_invitation,
    with_standing,
)  # fmt: skip
from thidua.accounts.rules import why_not_enter, why_not_invite, why_not_let_in_again
from thidua.accounts.signin import Adapter
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.doors import PUBLIC, SIGNED_IN, door
from thidua.kit.watch import note
from thidua.ledger.terms import Actor
from thidua.members.doors import held_anywhere
from thidua.members.models import Person, Seat
from thidua.members.terms import LOOK_AFTER_ACCOUNTS, Office

A_PAGE = 50


@held_anywhere(*LOOK_AFTER_ACCOUNTS)
def people(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """The accounts one looks after: who is invited, who signs in; invitations for several at once."""
    sought = request.GET.get("q", "")[:100]
    numbers = Paginator(found(looked_after(seats, clock.today()), sought), A_PAGE)
    shown = numbers.get_page(request.GET.get("page"))
    context = {"people": with_standing(list(shown), clock.today()), "shown": shown, "sought": sought}
    return page(request, "accounts/people.html", context)


@held_anywhere(*LOOK_AFTER_ACCOUNTS)
@require_POST
@never_cache
def invitations(request: HttpRequest, seats: list[Seat]) -> HttpResponse:
    """Sheets to print and hand over, one a person. They are shown this once: the site keeps no code."""
    form = ChosenForm(request.POST, among=looked_after(seats, clock.today()))
    if not form.is_valid():
        messages.error(request, str(form.errors["people"][0]))
        return redirect("accounts:people")
    made = actions.invite(
        people=list(form.cleaned_data["people"]), seats=seats, by=actions.acting(seats), at=clock.now()
    )
    return page(request, "accounts/sheets.html", {"sheets": [sheet(request, *one) for one in made]})


def sheet(request: HttpRequest, invitation: Invitation, code: str) -> Sheet:
    """An invitation as it is handed over, with the address of this site."""
    address = f"{request.build_absolute_uri(reverse('accounts:welcome'))}?ma={code}"
    return Sheet(invitation, code, address, qr(address))


def looked_up(seats: Sequence[Seat], pk: int) -> Person:
    """One of the accounts one looks after."""
    one = looked_after(seats, clock.today()).filter(pk=pk).first()
    if one is None:
        raise Http404
    return one


@held_anywhere(*LOOK_AFTER_ACCOUNTS)
@never_cache
def person(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """One account: its offices, its invitation, and a new one by mail."""
    one = looked_up(seats, pk)
    form = MailForm(request.POST or None, initial={"send_to": one.email})
    made: list[tuple[Invitation, str]] = []

    def act() -> None:
        where = form.cleaned_data["send_to"]
        made.extend(actions.invite(people=[one], seats=seats, by=actions.acting(seats), at=clock.now(), send_to=where))

    if not why_not_mail() and attempt(request, form, act):
        printed = sheet(request, *made[0])
        if sent(printed, printed.invitation.sent_to):
            messages.success(request, _("Đã gửi giấy mời tới %(to)s.") % {"to": printed.invitation.sent_to})
            return redirect("accounts:person", pk)
        messages.error(request, _("Máy chủ thư không nhận thư; hãy in giấy mời dưới đây."))
        return page(request, "accounts/sheets.html", {"sheets": [printed]})
    context = {
        "one": one, "seats": seats_now(one, clock.today()), "waiting": waiting_invitation(one), "now": clock.now(),
        "lets_in": not why_not_let_in_again(seats, one), "protected": factors_of(one.pk).exists(),
        "joined": is_joined(one.pk),
        "why_not": why_not_invite(seats, one, clock.today()), "why_not_mail": why_not_mail(),
    }  # fmt: skip
    return page(request, "accounts/person.html", context, form)


@held_anywhere(*LOOK_AFTER_ACCOUNTS)
@never_cache
def address(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """Where letters to somebody go. The owner is told at the address that was."""
    one = looked_up(seats, pk)
    form = AddressForm(request.POST or None, initial={"email": one.email})

    def act() -> None:
        actions.readdress(person=one, seats=seats, email=form.cleaned_data["email"], by=actions.acting(seats),
                          at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã ghi địa chỉ thư.")):
        return redirect("accounts:person", pk)
    return page(request, "accounts/address.html", {"one": one}, form)


@held_anywhere(*LOOK_AFTER_ACCOUNTS)
@require_POST
def revoke(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """Make an open invitation worth nothing."""
    one = looked_up(seats, pk)

    def act() -> None:
        actions.revoke(person=one, seats=seats, by=actions.acting(seats), at=clock.now())

    return do(request, act, _("Đã huỷ giấy mời."), reverse("accounts:person", args=[pk]))


@held_anywhere(Office.ADMINISTRATOR)
@require_POST
def unlock(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """After wrong passwords or codes too often: let the person try again now."""
    one = looked_up(seats, pk)

    def act() -> None:
        actions.unlock(person=one, seats=seats, lift=lambda: Adapter(request).lift_lock(request, one),
                       by=actions.acting(seats), at=clock.now())  # fmt: skip

    return do(request, act, _("Đã mở khoá; người này đăng nhập lại được ngay."), reverse("accounts:person", args=[pk]))


@held_anywhere(Office.ADMINISTRATOR)
@require_POST
@never_cache
def demand_new_password(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """The password is known to somebody else: end it and every session, and print the invitation."""
    made = actions.demand_new_password(
        person=looked_up(seats, pk), seats=seats, by=actions.acting(seats), at=clock.now()
    )
    return page(request, "accounts/sheets.html", {"sheets": [sheet(request, *made)]})


@held_anywhere(Office.ADMINISTRATOR)
@require_POST
def forget_protection(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """The phone is lost and the recovery codes with it."""
    one = looked_up(seats, pk)

    def act() -> None:
        actions.forget_protection(person=one, seats=seats, by=actions.acting(seats), at=clock.now())

    return do(request, act, _("Đã bỏ lớp bảo vệ thứ hai."), reverse("accounts:person", args=[pk]))


@held_anywhere(Office.ADMINISTRATOR)
@require_POST
def part(request: HttpRequest, seats: list[Seat], pk: int) -> HttpResponse:
    """Joined to the wrong identity of the organisation, or to one that is no more."""
    one = looked_up(seats, pk)

    def act() -> None:
        actions.part(person=one, seats=seats, by=actions.acting(seats), at=clock.now())

    return do(request, act, _("Đã bỏ nối với tài khoản cơ quan."), reverse("accounts:person", args=[pk]))


@door(PUBLIC)
@never_cache
def welcome(request: HttpRequest) -> HttpResponse:
    """Type the code of an invitation. Opening the address uses nothing up: mail programs open addresses too."""
    form = CodeForm(request.POST or None, initial={"code": request.GET.get("ma", "")[:40]})
    if request.method == "POST" and not ratelimit.consume(request, action="invitation"):
        form.is_valid()
        note(request, "pace.exceeded", reason="invitation")
        form.add_error(None, _("Thử mã quá nhiều lần. Hãy đợi một phút rồi thử lại."))
    elif request.method == "POST" and form.is_valid():
        invitation = invitation_with(form.cleaned_data["code"])
        why_not = why_not_enter(invitation, clock.now())
        if invitation and not why_not:
            request.session[TYPED] = invitation.pk
            return redirect("accounts:first_password")
        note(request, "invitation.failed", account=invitation.person_id if invitation else None)
        form.add_error("code", why_not)
    return page(request, "accounts/welcome.html", form=form)


@door(PUBLIC)
@never_cache
@sensitive_post_parameters("password", "again")
def first_password(request: HttpRequest) -> HttpResponse:
    """The invited person sets a password, sees what is entrusted, and is signed in."""
    invitation = invitation_typed(request.session.get(TYPED, 0))
    if invitation is None or why_not_enter(invitation, clock.now()):
        request.session.pop(TYPED, None)
        return redirect("accounts:welcome")
    one = invitation.person
    form = FirstPasswordForm(request.POST or None, person=one, initial={"rank": one.rank, "title": one.title})

    def act() -> None:
        given = form.cleaned_data
        actions.enter(invitation=invitation, password=given["password"], rank=given["rank"], title=given["title"],
                      by=Actor(one.pk, one.name, ""), at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã đặt mật khẩu. Từ nay đăng nhập bằng tên đăng nhập và mật khẩu này.")):
        request.session.pop(TYPED, None)
        let_in: HttpResponse = perform_login(request, one, redirect_url=reverse("timeline:home"))
        return let_in
    context = {"one": one, "seats": seats_now(one, clock.today()), "provider_name": provider_name()}
    return page(request, "accounts/first_password.html", context, form)


@door(SIGNED_IN)
@never_cache
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's password; an account without one (it signs in another way) is told how to get one."""
    if not request.user.has_usable_password():  # type: ignore[union-attr]
        return page(request, "accounts/no_password.html")
    answer: HttpResponse = library.password_change(request)
    return answer
