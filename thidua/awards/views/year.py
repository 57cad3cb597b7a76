"""In a year: who meets the conditions, the dossiers on their way, the decisions on the cluster's nominations."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards import actions, queries, rules
from thidua.awards.council import answer_in_words, vote_of
from thidua.awards.eligibility import check
from thidua.awards.forms import AnswerForm, DossierForm, NomineeForm, RulingForm
from thidua.awards.models import Dossier, Opinion
from thidua.awards.terms import PUT_TO_COUNCIL, State
from thidua.ballots.rules import OF_THE_COUNCIL
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import text_in, whole
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.models import Person
from thidua.members.queries import Here, people_of
from thidua.members.terms import Office
from thidua.results.allotting.queries import Left, left_for
from thidua.results.allotting.rules import how
from thidua.results.forms import DecisionForm
from thidua.results.models import Nomination
from thidua.results.queries import title_names
from thidua.results.rules import sees_before, why_not_decide
from thidua.results.terms import Answer as Granted


def to(here: Here, name: str, *rest: object) -> str:
    return reverse(name, args=[here.year.cluster.slug, here.year.year, *rest])


def visible(here: Here) -> list[Dossier]:
    """The dossiers this person sees: those who handle them all, the Council what was put to it, a unit its own once
    it was sent, the asked theirs."""
    rows = list(queries.dossiers(here.year))
    if sees_before(here):
        return rows
    own, votes = here.own(), here.holds(Office.COUNCIL)
    mine = Opinion.objects.filter(person=here.person, dossier__year=here.year)
    asked = set(mine.values_list("dossier_id", flat=True))
    return [
        one for one in rows
        if one.pk in asked or (votes and one.state in PUT_TO_COUNCIL)
        or (own and one.membership_id == own.pk and one.state != State.CLUSTER)
    ]  # fmt: skip


def dossier_of(here: Here, pk: int) -> Dossier:
    found = next((one for one in visible(here) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


@in_year()
def dossiers(request: HttpRequest, here: Here) -> HttpResponse:
    """The dossiers of the year, and a look at somebody's conditions."""
    rows = [(one, queries.title_name(one.title)) for one in visible(here)]
    context = {"rows": rows, "why_not_open": rules.why_not_open(here), "reads_council": here.holds(*OF_THE_COUNCIL)}
    return page(request, "awards/dossiers.html", context, NomineeForm(here=here))


@in_year()
def eligibility(request: HttpRequest, here: Here) -> HttpResponse:
    """Every condition, with its fact and article; from here a dossier is made and a human decides."""
    asked = request.POST if request.method == "POST" else request.GET
    form = DossierForm(asked if "membership" in asked else None, here=here)

    def act() -> None:
        actions.open_dossier(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã lập hồ sơ đề nghị.")):
        return redirect(to(here, "awards:dossiers"))
    found = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        found = check(given["membership"], given["title"], here.day, given["person"])
    elif form.is_bound and not form.errors.get("membership") and not form.errors.get("title"):
        given = form.cleaned_data
        found = check(given["membership"], given["title"], here.day, given.get("person", ""))
    context = {"found": found, "why_not_open": rules.why_not_open(here), "why_not_rule": rules.why_not_rule(here),
               "ruling": RulingForm()}  # fmt: skip
    return page(request, "awards/eligibility.html", context, form)


@in_year(Office.STANDING_OFFICE)
@require_POST
def ruling(request: HttpRequest, here: Here) -> HttpResponse:
    """Decide on one condition."""
    about, form = NomineeForm(request.POST, here=here), RulingForm(request.POST)
    back = request.POST.get("back", "")

    def act() -> None:
        if not about.is_valid() or not form.is_valid():
            raise Refused(_("Hãy chọn đạt hay không đạt và ghi lý do của quyết định."))
        actions.rule(here=here, at=clock.now(), condition=text_in(request.POST, "condition", 400),
                     **about.cleaned_data, **form.cleaned_data)  # fmt: skip

    own = to(here, "awards:eligibility")
    return do(request, act, _("Đã ghi quyết định."), back if back.startswith(own) else own)


@in_year()
def dossier(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One dossier: where it is, what was found, who said what, what can be done now."""
    found = dossier_of(here, pk)
    state = State(found.state)
    holds = here.holds(Office.STANDING_OFFICE)
    ways = [(name, way) for name, way in actions.WAYS.items() if here.holds(way.office) and state in way.from_]
    opinions = list(found.opinions.select_related("person"))
    context = {
        "found": found, "title": queries.title_name(found.title), "asked": queries.title_name(found.asked),
        "gathers": not rules.why_not_gather(here, found),
        "items": found.checked.get("items", []), "ways": ways, "moves": found.moves.all(), "opinions": opinions,
        "mine": next((one for one in opinions if one.person_id == here.person.pk and one.given_at is None), None),
        "handles": holds and state in (State.STANDING, State.COUNCIL),
        "officers": {seat.person for seat in people_of(here.year, here.day) if seat.office == Office.STANDING_OFFICE},
        "people": {seat.person for seat in people_of(here.year, here.day)},
        "asks_council": holds and state == State.COUNCIL, "vote": vote_of(found), "said": answer_in_words(found),
        "allotment": [(one, how(one)) for one in _allotted(found)] if ways and state == State.CLUSTER else [],
        "reads_vote": here.holds(*OF_THE_COUNCIL), "asks_decision": holds and state == State.PASSED,
    }  # fmt: skip
    return page(request, "awards/dossier.html", context)


def _allotted(found: Dossier) -> list[Left]:
    """How many units the cluster may put forward for the title, where somebody said."""
    left = None if found.person else left_for(found.year, found.title, queries.off_the_list(found.year, found.title))
    return [left] if left else []


def _act(request: HttpRequest, here: Here, pk: int, act: Callable[[Dossier], object], done: str) -> HttpResponse:
    found = dossier_of(here, pk)
    return do(request, lambda: act(found), done, to(here, "awards:dossier", pk))


@in_year()
@require_POST
def moving(request: HttpRequest, here: Here, pk: int, way: str) -> HttpResponse:
    """Send, recall, withdraw, return, put to the council."""
    if way not in actions.WAYS:
        raise Http404

    def act(found: Dossier) -> None:
        actions.move(here=here, dossier=found, way=way, reason=text_in(request.POST, "reason", 1000), at=clock.now())

    return _act(request, here, pk, act, _("Đã chuyển hồ sơ."))


def _person(request: HttpRequest) -> Person:
    found = Person.objects.filter(pk=whole(request.POST.get("person", "")) or 0).first()
    if found is None:
        raise Refused(_("Hãy chọn một người trong danh sách."))
    return found


@in_year(Office.STANDING_OFFICE)
@require_POST
def assigning(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Forward to an officer."""
    return _act(request, here, pk, lambda found: actions.assign(here=here, dossier=found, officer=_person(request),
                at=clock.now()), _("Đã chuyển cho cán bộ xử lý."))  # fmt: skip


@in_year(Office.STANDING_OFFICE)
@require_POST
def asking(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Ask an opinion."""

    def act(found: Dossier) -> None:
        question = text_in(request.POST, "question", 300)
        actions.ask(here=here, dossier=found, person=_person(request), question=question, at=clock.now())

    return _act(request, here, pk, act, _("Đã hỏi ý kiến."))


@in_year()
@require_POST
def opining(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Give the own opinion."""

    def act(found: Dossier) -> None:
        mine = found.opinions.filter(person=here.person).first()
        if mine is None:
            raise Http404
        if request.POST.get("agrees") not in {"0", "1"}:
            raise Refused(_("Hãy chọn đồng ý hay không đồng ý."))
        actions.give_opinion(here=here, opinion=mine, agrees=request.POST["agrees"] == "1",
                             text=text_in(request.POST, "text", 2000), at=clock.now())  # fmt: skip

    return _act(request, here, pk, act, _("Đã ghi ý kiến."))


@in_year(Office.STANDING_OFFICE)
def answering(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The decision on what the council passed."""
    found = dossier_of(here, pk)
    form = AnswerForm(request.POST or None, initial={"body": here.year.cluster.organiser, "on": here.day})

    def act() -> None:
        actions.answer(here=here, dossier=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi quyết định vào sổ.")):
        return redirect(to(here, "awards:dossier", pk))
    return page(
        request,
        "awards/step.html",
        {"found": found, "heading": _("Ghi quyết định"), "why_not": rules.why_not_at(found, State.PASSED)},
        form,
    )


@in_year()
def decide(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Record what the competent level decided on a nomination of the cluster; what was granted enters the register."""
    rows = Nomination.objects.select_related("membership__unit", "decision")
    found = get_object_or_404(rows, pk=pk, year=here.year, submitted_at__isnull=False)
    form = DecisionForm(request.POST or None, initial={"on": here.day})

    def act() -> None:
        given = form.cleaned_data
        actions.decide(here=here, nomination=found, granted=given["answer"] == Granted.GRANTED, number=given["number"],
                       on=given["on"], signer=given["signer"], at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã ghi quyết định.")):
        return redirect(to(here, "results:awards"))
    title = title_names().get(found.award, found.award)
    context = {"found": found, "title": title, "why_not": why_not_decide(here, found)}
    return page(request, "results/decide.html", context, form)
