"""The pledge: written, signed or not by every leader, sealed; and as the hall sees it at the ceremony."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork.queries import of_subject
from thidua.targets import actions, queries, rules
from thidua.targets.forms import DeclineForm, PledgeForm, SignForm
from thidua.targets.models import Pledge
from thidua.targets.pledging import default_text
from thidua.targets.views.registrations import address


@in_year()
def pledge(request: HttpRequest, here: Here) -> HttpResponse:
    """The pledge, with the signatures in protocol order and who has not signed."""
    return _pledge_page(request, here)


def _pledge_page(
    request: HttpRequest, here: Here, *, sign_form: SignForm | None = None, decline_form: DeclineForm | None = None
) -> HttpResponse:
    """The page of the pledge, with the form that was refused, if one was."""
    found = queries.pledge_of(here.year)
    places = queries.places_under(found, queries.present_members(here))
    first = {"seen": queries.fingerprint(found.text) if found else ""}
    own = here.own(Office.UNIT_LEADER)
    context = {
        **_shown(found),
        "seen": first["seen"],
        "places": places,
        "waiting": [one for one in places if not one.signature],
        "earlier": queries.superseded_pledges(here.year),
        "mine": next((one for one in places if own and one.membership.pk == own.pk), None),
        "why_not_write": rules.why_not_write_pledge(here, found),
        "is_leader": own is not None,
        "why_not_sign": rules.why_not_sign(here, found),
        "why_not_decline": rules.why_not_decline(here, found),
        "is_secretary": here.holds(Office.HEAD_SECRETARY),
        "why_not_seal": rules.why_not_seal(here, found),
        "papers": of_subject(here.year, f"pledge:{found.pk}") if found else (),
        "sign_form": sign_form or SignForm(initial=first, auto_id="ky_%s"),
        "decline_form": decline_form or DeclineForm(initial=first, auto_id="chua_ky_%s"),
    }
    return page(request, "targets/pledge.html", context, sign_form or decline_form)


def _shown(found: Pledge | None) -> dict[str, object]:
    """The pledge and its paragraphs."""
    return {
        "pledge": found,
        "paragraphs": [part for part in found.text.split("\n") if part.strip()] if found else [],
    }


@in_year()
def ceremony(request: HttpRequest, here: Here) -> HttpResponse:
    """Every place under the pledge at one glance, for the screen of the hall and for paper; asks again by itself."""
    found = queries.pledge_of(here.year)
    places = queries.places_under(found, queries.present_members(here))
    context = {**_shown(found), "places": places, "signed": sum(one.signature is not None for one in places)}
    alone = "targets/_ceremony.html" if request.headers.get("HX-Request") else "targets/ceremony.html"
    return page(request, alone, context)


@in_year()
def write_pledge(request: HttpRequest, here: Here) -> HttpResponse:
    """The secretariat writes the text, starting from a good one."""
    found = queries.pledge_of(here.year)
    text = found.text if found else default_text(here.year, queries.present_members(here))
    first = {"text": text, "signing_on": found.signing_on if found else None}
    answered = [one for one in queries.places_under(found, queries.present_members(here)) if one.answered]
    form = PledgeForm(request.POST or None, initial=first, answered=bool(answered))

    def act() -> None:
        actions.write_pledge(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã lưu bản giao ước.")):
        return redirect(address(here, "pledge"))
    context = {"why_not": rules.why_not_write_pledge(here, found), "answered": answered}
    return page(request, "targets/write_pledge.html", context, form)


@in_year()
@require_POST
def sign(request: HttpRequest, here: Here) -> HttpResponse:
    """A leader signs what the page showed, saying that it was read."""
    form = SignForm(request.POST, auto_id="ky_%s")

    def act() -> None:
        actions.sign(here=here, seen=form.cleaned_data["seen"], at=clock.now())

    if attempt(request, form, act, _("Đã ký giao ước thay mặt đơn vị.")):
        return redirect(address(here, "pledge"))
    return _pledge_page(request, here, sign_form=form)


@in_year()
@require_POST
def decline(request: HttpRequest, here: Here) -> HttpResponse:
    """A leader says why the unit does not sign."""
    form = DeclineForm(request.POST, auto_id="chua_ky_%s")

    def act() -> None:
        actions.decline(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi lý do đơn vị chưa ký.")):
        return redirect(address(here, "pledge"))
    return _pledge_page(request, here, decline_form=form)


@in_year()
@require_POST
def seal(request: HttpRequest, here: Here) -> HttpResponse:
    """All have answered: the paper is issued, the year moves on."""
    done, to = _("Đã chốt bản giao ước và ban hành văn bản."), address(here, "pledge")
    return do(request, lambda: actions.seal_pledge(here=here, at=clock.now()), done, to)
