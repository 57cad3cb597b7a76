"""Pages of the room: who hands what to whom, the list, the two signatures, the line of heads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.ballots.rules import why_not_call
from thidua.handover import actions, checklist, queries, rotation, rules
from thidua.handover.forms import (
    AcceptForm,
    AnnounceForm,
    ListForm,
    RefusalForm,
    RotationForm,
    SignForm,
    WithdrawForm,
)
from thidua.handover.models import Handover
from thidua.handover.terms import Side
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Lead, Office
from thidua.paperwork.queries import of_subject


def address(here: Here) -> str:
    return reverse("handover:handover", args=[here.year.cluster.slug, here.year.year])


def ours(here: Here) -> Handover:
    """The announced handover out of this year, or a 404."""
    found = queries.of_year(here.year)
    if found is None:
        raise Http404
    return found


@in_year()
def handover(request: HttpRequest, here: Here) -> HttpResponse:
    """The handover out of this year, and the one it began with."""
    given = queries.of_year(here.year)
    context: dict[str, object] = {
        "given": given,
        "taken": queries.into_year(here.year),
        **_proposed(here),
        "refused": rotation.refused(here.year).values(),
        "lines": checklist.shown(given) if given else checklist.computed(here.year),
        "why_not_announce": rules.why_not_announce(here),
        "why_not_archive": rules.why_not_archive(here),
    }
    context["sides"] = _sides(given, here) if given else None
    context["taken_sides"] = _sides(context["taken"], here) if context["taken"] else None  # type: ignore[arg-type]
    if given:
        items = list(given.items.filter(computed=False))
        context |= {
            "items": items,
            "list_form": ListForm(items=given.items.filter(computed=False)),
            "why_not_prepare": rules.why_not_prepare(here, given),
            "why_not_sign_over": rules.why_not_sign_over(here, given),
            "why_not_withdraw": rules.why_not_withdraw(here, given),
        }
    return page(request, "handover/handover.html", context)


def _sides(found: Handover, here: Here) -> dict[str, object]:
    """Both sides of a handover, large on the page."""
    leaving = queries.outgoing(found.year)
    return {
        "handover": found,
        "from_head": leaving.get(Lead.HEAD),
        "from_deputy": leaving.get(Lead.DEPUTY),
        "since": queries.takes_over_on(found),
        "minutes": of_subject(found.year, f"handover:{found.pk}"),
        "why_not_accept": rules.why_not_accept(here, found),
        "giving": _signatures(found, Side.GIVING), "taking": _signatures(found, Side.TAKING),
    }  # fmt: skip


def _signatures(found: Handover, side: Side) -> list[tuple[object, object]]:
    """Each who signs on a side, with the signature or None."""
    done = queries.signed(found, side)
    return [(role.label, done.get(role)) for role in queries.to_sign(found, side)]


@in_year()
def announce(request: HttpRequest, here: Here) -> HttpResponse:
    """Announce the next head and deputy."""
    following = queries.successor_year(here.year)
    form = AnnounceForm(request.POST or None, here=here, following=following)

    def act() -> None:
        given = form.cleaned_data
        succession = None
        if "head" in given:
            succession = actions.Succession(given.get("units", []), given["head"], given["deputy"], given["since"])
        actions.announce(
            here=here, announced_on=given["announced_on"], succession=succession, note=given["note"],
            by_document=given.get("by_document", ""), at=clock.now(),
        )  # fmt: skip

    if attempt(request, form, act, _("Đã công bố Cụm trưởng, Cụm phó năm sau.")):
        return redirect(address(here))
    context = {
        "why_not": rules.why_not_announce(here),
        "following": following,
        **_proposed(here),
        "leads": queries.outgoing(following) if following else {},
    }
    return page(request, "handover/announce.html", context, form)


@in_year()
@require_POST
def keep_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Ticks and new items of the list."""
    found = ours(here)
    items = found.items.filter(computed=False)
    form = ListForm(request.POST, items=items)

    def act() -> None:
        done = {item.pk for item in form.cleaned_data["done"]}
        more = form.cleaned_data["more"].splitlines()
        actions.keep_list(here=here, handover=found, done=done, more=more, at=clock.now())

    if attempt(request, form, act, _("Đã lưu danh mục bàn giao.")):
        return redirect(address(here))
    return page(request, "handover/list.html", {"given": found, "items": list(items)}, form)


@in_year()
@require_POST
def drop_item(request: HttpRequest, here: Here, item: int) -> HttpResponse:
    """Take one item off the list."""
    found = ours(here)

    def act() -> None:
        actions.drop_item(here=here, handover=found, item=item, at=clock.now())

    return do(request, act, _("Đã bỏ mục khỏi danh mục."), address(here))


@in_year()
def sign_over(request: HttpRequest, here: Here) -> HttpResponse:
    """The outgoing head reads the list once more and signs."""
    found = ours(here)
    form = SignForm(request.POST or None)

    def act() -> None:
        actions.sign_over(here=here, handover=found, note=form.cleaned_data["note"], at=clock.now())

    if attempt(request, form, act, _("Bên giao đã ký. Danh mục bàn giao đã khoá.")):
        return redirect(address(here))
    context = {"why_not": rules.why_not_sign_over(here, found), "lines": checklist.shown(found),
               "items": list(found.items.filter(computed=False)), "found": found, "sign_over": True}  # fmt: skip
    return page(request, "handover/sign.html", context, form)


@in_year()
def accept(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The next head reads the list and signs; from either of the two years."""
    found = queries.touching(here.year, pk)
    if found is None:
        raise Http404
    form = AcceptForm(request.POST or None)

    def act() -> None:
        actions.accept(here=here, handover=found, at=clock.now())

    if attempt(request, form, act, _("Bên nhận đã ký. Biên bản bàn giao đã ban hành.")):
        return redirect(address(here))
    context = {"why_not": rules.why_not_accept(here, found), "lines": checklist.shown(found),
               "items": list(found.items.filter(computed=False)), "found": found, "sign_over": False}  # fmt: skip
    return page(request, "handover/sign.html", context, form)


@in_year()
@require_POST
def archive(request: HttpRequest, here: Here) -> HttpResponse:
    """File the year away."""

    def act() -> None:
        actions.archive(here=here, at=clock.now())

    return do(request, act, _("Đã lưu trữ năm thi đua."), address(here))


@in_year()
def withdraw(request: HttpRequest, here: Here) -> HttpResponse:
    """Take a wrong announcement back, with the reason."""
    found = ours(here)
    form = WithdrawForm(request.POST or None)

    def act() -> None:
        actions.withdraw(here=here, handover=found, reason=form.cleaned_data["reason"], at=clock.now())

    if attempt(request, form, act, _("Đã rút công bố. Cụm trưởng, Cụm phó hiện tại tiếp tục điều hành.")):
        return redirect(address(here))
    context = {"why_not": rules.why_not_withdraw(here, found), "found": found}
    return page(request, "handover/withdraw.html", context, form)


@in_year()
def line(request: HttpRequest, here: Here) -> HttpResponse:
    """The heads and deputies of the cluster through the years; renamed and merged units say what they are now."""
    led = queries.line(here.year.cluster)
    return page(request, "handover/line.html", {"line": led, "became": queries.became(led)})


@in_year()
def rotating(request: HttpRequest, here: Here) -> HttpResponse:
    """The cluster's rule of who leads next, and what it proposes."""
    form = RotationForm(request.POST or None)

    def act() -> None:
        actions.set_rotation(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi quy tắc luân phiên.")):
        return redirect("handover:rotation", here.year.cluster.slug, here.year.year)
    return page(request, "handover/rotation.html", {**_rotation(here), "refusal": RefusalForm(here=here)}, form)


@in_year()
@require_POST
def refusing(request: HttpRequest, here: Here) -> HttpResponse:
    """The standing office writes down a unit refused emulation."""
    form = RefusalForm(request.POST, here=here)

    def act() -> None:
        actions.refuse_emulation(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi đơn vị không được xét thi đua.")):
        return redirect("handover:rotation", here.year.cluster.slug, here.year.year)
    return page(request, "handover/rotation.html", {**_rotation(here), "refusal": form, "plain": RotationForm()}, form)


def _proposed(here: Here) -> dict[str, object]:
    """What the rule proposes, and whether this person may call the ballot that is missing."""
    return {"proposal": rotation.proposal(here.year), "why_not_call": why_not_call(here)}


def _rotation(here: Here) -> dict[str, object]:
    return {**_proposed(here), "refused": rotation.refused(here.year).values(),
            "why_not": rules.why_not_rule(here), "decides": here.holds(Office.STANDING_OFFICE),
            "plain": None}  # fmt: skip
