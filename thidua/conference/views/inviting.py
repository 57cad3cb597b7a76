"""Pages of the invitations: who is invited, what was sent when, what they answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference.models import Conference, Invite
from thidua.conference.preparing import queries as prepared
from thidua.conference.preparing import rules, words
from thidua.conference.preparing.actions import inviting as actions
from thidua.conference.preparing.forms import AddressForm, AnswerForm, GuestForm
from thidua.conference.preparing.terms import Answer
from thidua.conference.rules import OF_THE_UNIT, SECRETARIES, why_not_prepare
from thidua.conference.views.places import address, conference_or_404
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.paperwork.queries import of_subject


@in_year(*SECRETARIES)
def invites(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The list of those invited; a guest is added here."""
    found = conference_or_404(here, pk)
    form = GuestForm(request.POST or None)

    def act() -> None:
        actions.add_guest(here=here, conference=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm vào danh sách mời.")):
        return redirect(address(here, "invites", pk))
    rows = prepared.invited(found)
    answers = [(one.label, count) for one, count in prepared.answers(rows).items()]
    context = {"conference": found, "rows": rows, "answers": answers,
               "outdated": words.outdated(found, (one.invite for one in rows)),
               "why_not": why_not_prepare(here, found), "stale": any(one.stale for one in rows),
               "unprinted": any(not one.invite.paper_id for one in rows), "when": words.when(found)}  # fmt: skip
    return page(request, "conference/invites.html", context, form)


@in_year(*SECRETARIES)
@require_POST
def list_members(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Every member unit and delegation onto the list."""
    found = conference_or_404(here, pk)

    def act() -> None:
        actions.list_members(here=here, conference=found, at=clock.now())

    return do(
        request, act, _("Đã đưa các đơn vị thành viên và các đoàn vào danh sách mời."), address(here, "invites", pk)
    )


@in_year(*SECRETARIES)
@require_POST
def papers(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The invitations as papers, with their numbers."""
    found = conference_or_404(here, pk)

    def act() -> None:
        actions.issue_papers(here=here, conference=found, at=clock.now())

    return do(request, act, _("Đã ban hành giấy mời, có số."), address(here, "invites", pk))


@in_year(*SECRETARIES)
@require_POST
def replacing(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """New papers for those whose hour or place is another now, and the letters that say so."""
    found = conference_or_404(here, pk)
    try:
        made, queued = actions.replace_papers(here=here, conference=found, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ban hành %(n)s giấy mời điều chỉnh; %(m)s thư báo thay đổi vào hàng chờ gửi.")
                         % {"n": made, "m": queued})  # fmt: skip
    return redirect(address(here, "invites", pk))


@in_year(*SECRETARIES)
@require_POST
def letters(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The letters that are due."""
    found = conference_or_404(here, pk)

    try:
        queued, silent = actions.send_letters(here=here, conference=found, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(address(here, "invites", pk))
    if queued:
        messages.success(request, _("%(n)s thư mời đã vào hàng chờ gửi.") % {"n": queued})
    else:
        messages.warning(request, _("Không có thư nào phải gửi: mọi địa chỉ đã nhận bản mới nhất."))
    if silent:
        messages.warning(request, _("Chưa có địa chỉ thư của: %(bodies)s.") % {"bodies": ", ".join(silent)})
    return redirect(address(here, "invites", pk))


@in_year()
def invite(request: HttpRequest, here: Here, pk: int, invite: int) -> HttpResponse:
    """One invitation: the answer of the unit, or written down by the secretaries."""
    found = _invite(here, pk, invite)
    form = AnswerForm(request.POST or None, initial=_said(found))

    def act() -> None:
        actions.answer(here=here, invite=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi trả lời.")):
        return redirect(address(here, "invite", pk, invite))
    return _show(request, here, found, form, AddressForm(initial={"email": found.email}))


def _show(
    request: HttpRequest, here: Here, found: Invite, form: AnswerForm, where: AddressForm
) -> HttpResponse:  # fmt: skip
    """The page with its two forms; the one that was refused carries what was typed."""
    secretary = here.holds(*SECRETARIES)
    context = {
        "conference": found.conference, "invite": found, "why_not": rules.why_not_answer(here, found),
        "secretary": secretary, "outdated": words.outdated(found.conference, [found]),
        "papers": of_subject(here.year, f"invite:{found.pk}").order_by("pk"),
        "mailings": found.mailings.select_related("letter") if secretary else (),
        "address": where, "answer": form, "when": words.when(found.conference),
        "why_not_prepare": why_not_prepare(here, found.conference),
    }  # fmt: skip
    return page(request, "conference/invite.html", context, where if where.is_bound else form)


def _said(invite: Invite) -> dict[str, str]:
    told = {Answer.COMING: "yes", Answer.EXCUSED: "no"}.get(Answer(invite.answer), "")
    return {"coming": told, "reason": invite.reason}


def _invite(here: Here, pk: int, invite: int) -> Invite:
    """An invitation of this conference: of the own unit, or any for a secretary."""
    found = Invite.objects.select_related("conference__host", "membership__unit", "paper")
    if not here.holds(*SECRETARIES):
        found = found.filter(membership=here.own(*OF_THE_UNIT), membership__isnull=False)
    return get_object_or_404(found, pk=invite, conference=pk, conference__year=here.year)


@in_year(*SECRETARIES)
@require_POST
def readdress(request: HttpRequest, here: Here, pk: int, invite: int) -> HttpResponse:
    """Where its letters go."""
    found, form = _invite(here, pk, invite), AddressForm(request.POST)

    def act() -> None:
        actions.readdress(here=here, invite=found, email=form.cleaned_data["email"], at=clock.now())

    if attempt(request, form, act, _("Đã ghi địa chỉ.")):
        return redirect(address(here, "invite", pk, invite))
    return _show(request, here, found, AnswerForm(initial=_said(found)), form)


@in_year(*SECRETARIES)
@require_POST
def uninvite(request: HttpRequest, here: Here, pk: int, invite: int) -> HttpResponse:
    """Off the list."""
    found = _invite(here, pk, invite)

    def act() -> None:
        actions.uninvite(here=here, invite=found, at=clock.now())

    return do(request, act, _("Đã bỏ khỏi danh sách mời."), address(here, "invites", pk))


def own_invite(here: Here, conference: Conference) -> Invite | None:
    """The invitation of the unit this person acts for."""
    own = here.own(*OF_THE_UNIT)
    return conference.invites.filter(membership=own).first() if own else None
