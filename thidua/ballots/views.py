"""Pages of the room: the ballots of a year, one ballot with its paper, its tellers and its result."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thidua.ballots import actions, queries, rules
from thidua.ballots.archive import as_csv, as_zip
from thidua.ballots.counting import columns, figures, needed_of
from thidua.ballots.forms import (
    CallForm,
    CarryForm,
    CountForm,
    DelegatesForm,
    LetterForm,
    NominateForm,
    PaperForm,
    TieForm,
)
from thidua.ballots.models import Ballot, Nominee
from thidua.ballots.rules import READERS
from thidua.ballots.terms import Per, State
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork.queries import of_subject

OFFERED = ("title", "form", "award", "method", "most", "seats", "basis", "threshold_percent", "quorum_percent", "per",
           "proxies", "rounds", "tie")  # fmt: skip
"""What a link to the call form may fill in beforehand, besides the units."""


def _ballot(here: Here, pk: int, **more: object) -> Ballot:
    """A ballot this person reads; to others it is not there."""
    found = get_object_or_404(Ballot, pk=pk, year=here.year, **more)
    if rules.why_not_read(here, found):
        raise Http404
    return found


def _address(here: Here, pk: int) -> str:
    return redirect("ballots:ballot", here.year.cluster.slug, here.year.year, pk).url


@in_year()
def ballots(request: HttpRequest, here: Here) -> HttpResponse:
    """The ballots of the year; the secretariat calls a new one, begun by a link from the room that needs it."""
    offered: dict[str, Any] = {name: request.GET[name] for name in OFFERED if name in request.GET}
    form = CallForm(request.POST or None, here=here, initial={**offered, "units": request.GET.getlist("units")})
    called: list[Ballot] = []

    def act() -> None:
        called.append(actions.call(here=here, at=clock.now(), **form.cleaned_data))

    if attempt(request, form, act, _("Đã lập cuộc bỏ phiếu.")):
        return redirect(_address(here, called[0].pk))
    councils = here.holds(*rules.OF_THE_COUNCIL)
    shown = [one for one in queries.of_year(here.year) if councils or not queries.by_council(one)]
    context = {"ballots": shown, "why_not": rules.why_not_call(here),
               "awards": queries.award_names(), "reads": here.holds(*READERS)}  # fmt: skip
    return page(request, "ballots/ballots.html", context, form)


@in_year(*READERS)
def ballot(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One ballot: where it stands, my paper, the tellers, the result."""
    found = _ballot(here, pk)
    return page(request, "ballots/ballot.html", _context(here, found))


def _context(here: Here, ballot: Ballot, **bound: Any) -> dict[str, object]:
    """Everything the ballot's page shows, in a fixed number of queries; `bound` are forms that were sent back."""
    nominees = queries.nominees(ballot)
    roll = queries.roll(ballot)
    awards = queries.award_names()
    papers = queries.published(ballot)
    of_council = queries.by_council(ballot)
    possible = queries.council(here.day) if of_council else queries.mandates(here.year, here.day)
    mandates = len(roll) or possible.count()
    result = queries.outcome(ballot) if ballot.state == State.CLOSED else None
    counted_by = list(ballot.counts.all()) if queries.counted(ballot) else []
    my_count = next((one for one in counted_by if one.teller_id == here.person.pk), None)
    return {
        "ballot": ballot, "nominees": nominees, "roll": roll, "awards": awards, "award": _one_award(nominees, awards),
        "voted": result.voted if result else sum(row.voted for row in roll), "mandates": mandates,
        "needed": needed_of(mandates, ballot.threshold_percent), "small": mandates <= queries.SMALL,
        "least": needed_of(mandates, ballot.quorum_percent), "weighed": queries.weighed(ballot), "result": result,
        "columns": columns(ballot),
        "tallies": [(one, figures(ballot, one)) for one in result.tallies] if result else [],
        "in_hall": queries.counted(ballot), "counted_by": counted_by, "my_count": my_count,
        "count_form": bound.get("counting") or CountForm(ballot=ballot, nominees=nominees, count=my_count),
        "papers": papers, "lines": queries.lines(ballot, papers, nominees),
        "seal": queries.seal(papers, counted_by), "recorded": queries.recorded(ballot),
        "nominate": bound.get("nominate") or NominateForm(here=here), "bound": bound, "of_council": of_council,
        "voters": _("uỷ viên Hội đồng") if of_council else pgettext("bao nhiêu", "đơn vị"),
        **_mine(here, ballot, nominees, awards, bound.get("paper")),
        **_tellers(here, ballot, nominees, awards, bound), **_may(here, ballot, result, bound),
    }  # fmt: skip


def _one_award(nominees: list[Nominee], awards: dict[str, str]) -> str:
    """What all are nominated for, said once where it is one thing; "" where it differs."""
    found = {awards.get(one.award, one.award) for one in nominees}
    return found.pop() if len(found) == 1 else ""


def _mine(
    here: Here, ballot: Ballot, nominees: list[Nominee], awards: dict[str, str], sent: PaperForm | None
) -> dict[str, object]:
    """The mandates this person casts, each with its paper; the one that was sent back among them."""
    mine = queries.mandates_of(here, ballot)
    which = sent.data.get("mandate") if sent else None
    forms = []
    for row in mine:
        back = sent is not None and (which in {None, "", str(row.pk)})
        blank = PaperForm(ballot=ballot, nominees=nominees, awards=awards, auto_id=f"m{row.pk}_%s",
                          initial={"mandate": row.pk})  # fmt: skip
        forms.append((row, sent if back else blank))
        sent = None if back else sent
    return {"mine": forms, "stray": sent, "own": here.own(Office.UNIT_LEADER),
            "why_not_cast": rules.why_not_cast(here, ballot)}  # fmt: skip


def _tellers(
    here: Here, ballot: Ballot, nominees: list[Nominee], awards: dict[str, str], bound: dict[str, Any]
) -> dict[str, object]:
    """Who has opened and closed, and what this teller may do."""
    marks = list(ballot.marks.order_by("teller"))
    teller = here.holds(rules.teller_of(ballot))
    letters = teller and not rules.why_not_letter(here, ballot)
    return {
        "opened_by": [mark.teller for mark in marks if mark.act == "open"],
        "closed_by": [mark.teller for mark in marks if mark.act == "close"],
        "marked": {mark.act for mark in marks if mark.teller_id == here.person.pk}, "is_teller": teller,
        "why_not_open": rules.why_not_mark_open(here, ballot), "why_not_close": rules.why_not_mark_close(here, ballot),
        "why_not_count": rules.why_not_count(here, ballot),
        "letter": bound.get("letter") or (letters and LetterForm(ballot=ballot, nominees=nominees, awards=awards,
                                                                 auto_id="letter_%s")),
    }  # fmt: skip


def _may(here: Here, ballot: Ballot, result: queries.Outcome | None, bound: dict[str, Any]) -> dict[str, object]:
    """What the secretariat and the leads may do, with their forms."""
    caller = here.holds(*rules.callers_of(ballot))
    called, running = ballot.state == State.CALLED, ballot.state == State.OPEN
    why_not_prepare = rules.why_not_prepare(here, ballot)
    why_not_decide = rules.why_not_decide(here, ballot, result) if result else ""
    naming = caller and called and ballot.per == Per.DELEGATE
    carrying = caller and running and ballot.proxies
    papers = list(of_subject(here.year, f"ballot:{ballot.pk}")) + list(of_subject(here.year, f"ballot-tie:{ballot.pk}"))
    return {
        "why_not_prepare": why_not_prepare, "minutes": papers, "caller": caller,
        "may_withdraw": not rules.why_not_withdraw(here, ballot),
        "why_not_next": rules.why_not_next_round(here, ballot, result) if result else "",
        "next_round": getattr(ballot, "next_round", None),
        "delegates": bound.get("delegates") or (naming and DelegatesForm(here=here, ballot=ballot)),
        "carry": bound.get("carry") or (carrying and CarryForm(here=here, ballot=ballot, auto_id="carry_%s")),
        "tied": bool(result and any(one.tied for one in result.tallies)), "why_not_decide": why_not_decide,
        "decide": bound.get("decide") or (result and not why_not_decide and TieForm(result=result)),
        "voices": list(ballot.tie_voices.order_by("role")) if result else [],
    }  # fmt: skip


@in_year(*READERS)
@require_POST
@never_cache
def paper(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Cast my unit's paper. The receipt is in this one answer only: no session, no address, no message holds it."""
    found = _ballot(here, pk)
    prefetch_related_objects([found], "nominees")
    nominees = list(found.nominees.all())
    form = PaperForm(request.POST, ballot=found, nominees=nominees, awards=queries.award_names())
    receipts: list[str] = []

    def act() -> None:
        receipts.append(actions.cast(here=here, ballot=found, choices=form.choices(), at=clock.now(),
                                     mandate=form.cleaned_data["mandate"]))  # fmt: skip

    if attempt(request, form, act):
        return _shown_once(request, found, receipts[0])
    mine = queries.mandates_of(here, found)
    if mine and all(row.voted for row in mine):  # nothing typed is left to keep, and the whole roll is long
        return page(request, "ballots/already.html", {"ballot": found}, form)
    prefetch_related_objects(nominees, "membership__unit")
    return page(request, "ballots/ballot.html", _context(here, found, paper=form), form)


def _shown_once(request: HttpRequest, ballot: Ballot, receipt: str, **more: object) -> HttpResponse:
    """The receipt, on a page without the ways to other rooms: whoever goes there has not copied it."""
    return page(
        request, "ballots/receipt.html", {"ballot": ballot, "receipt": receipt, "rooms": (), "beside": (), **more}
    )


@in_year(*READERS)
@require_POST
def counting(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A teller enters the own figures of a vote counted in the hall."""
    found = _ballot(here, pk)
    form = CountForm(request.POST, ballot=found, count=None, nominees=queries.nominees(found))

    def act() -> None:
        actions.count(here=here, ballot=found, figures=form.figures(), at=clock.now())

    if attempt(request, form, act, _("Đã ghi số kiểm đếm của bạn.")):
        return redirect(_address(here, pk))
    return page(request, "ballots/ballot.html", _context(here, found, counting=form), form)


@in_year(*READERS)
@require_POST
def next_round(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A further round among those left undecided."""
    found = _ballot(here, pk)
    if queries.by_council(found):  # called where the dossiers are
        raise Http404
    made: list[Ballot] = []

    def act() -> None:
        made.append(actions.call_next_round(here=here, ballot=found, at=clock.now()))

    return do(request, act, _("Đã lập vòng sau."), lambda: _address(here, made[0].pk), back=_address(here, pk))


@in_year(*READERS)
@require_POST
def nominees(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Put one more unit on the paper."""
    found = _ballot(here, pk)
    if queries.by_council(found):  # nominees come with their dossiers
        raise Http404
    form = NominateForm(request.POST, here=here)

    def act() -> None:
        actions.nominate(here=here, ballot=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm vào danh sách đề nghị.")):
        return redirect(_address(here, pk))
    return page(request, "ballots/ballot.html", _context(here, found, nominate=form), form)


@in_year(*READERS)
@require_POST
def strike(request: HttpRequest, here: Here, pk: int, nominee: int) -> HttpResponse:
    """Take a unit off the paper."""
    rows = Nominee.objects.select_related("ballot", "membership__unit")
    struck = get_object_or_404(rows, pk=nominee, ballot=_ballot(here, pk))

    def act() -> None:
        actions.strike(here=here, nominee=struck, at=clock.now())

    return do(request, act, _("Đã đưa ra khỏi danh sách."), _address(here, pk))


@in_year(*READERS)
@require_POST
def withdraw(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take back a ballot called by mistake; the form is there again as it was filled in."""
    found = _ballot(here, pk)
    asked = queries.nominees(found)
    again = [(name, getattr(found, name)) for name in OFFERED if getattr(found, name, None) not in {None, ""}]
    again += [("award", one.award) for one in asked[:1]]  # the form asks of one title
    again += [("units", one.membership_id) for one in asked if one.award == asked[0].award]
    listed = redirect("ballots:ballots", here.year.cluster.slug, here.year.year).url

    def act() -> None:
        actions.withdraw(here=here, ballot=found, at=clock.now())

    return do(request, act, _("Đã huỷ cuộc bỏ phiếu. Mẫu dưới đây điền sẵn những gì đã ghi."),
              f"{listed}?{urlencode(again)}#lap", back=_address(here, pk))  # fmt: skip


@in_year(*READERS)
@require_POST
def opening(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A teller confirms the opening."""
    found = _ballot(here, pk)

    def act() -> None:
        actions.mark_open(here=here, ballot=found, at=clock.now())

    return do(request, act, _("Đã xác nhận mở cuộc bỏ phiếu."), _address(here, pk))


@in_year(*READERS)
@require_POST
def closing(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A teller confirms the closing."""
    found = _ballot(here, pk)

    def act() -> None:
        actions.mark_close(here=here, ballot=found, at=clock.now())

    return do(request, act, _("Đã xác nhận đóng cuộc bỏ phiếu."), _address(here, pk))


@in_year(*READERS)
@require_POST
@never_cache
def letter(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A teller enters an absent unit's written opinion; its receipt is shown once, to be passed on."""
    found = _ballot(here, pk)
    form = LetterForm(request.POST, ballot=found, nominees=queries.nominees(found),
                      awards=queries.award_names(), auto_id="letter_%s")  # fmt: skip
    receipts: list[str] = []

    def act() -> None:
        given = form.cleaned_data
        receipts.append(actions.enter_letter(here=here, ballot=found, absent=given["absent"], choices=form.choices(),
                                             document=given["document"], at=clock.now()))  # fmt: skip

    if attempt(request, form, act):
        return _shown_once(request, found, receipts[0], absent=form.cleaned_data["absent"])
    return page(request, "ballots/ballot.html", _context(here, found, letter=form), form)


@in_year(*READERS)
@require_POST
def carry(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The secretariat writes down a proxy."""
    found = _ballot(here, pk)
    form = CarryForm(request.POST, here=here, ballot=found, auto_id="carry_%s")

    def act() -> None:
        actions.carry(here=here, ballot=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi uỷ quyền bỏ phiếu.")):
        return redirect(_address(here, pk))
    return page(request, "ballots/ballot.html", _context(here, found, carry=form), form)


@in_year(*READERS)
@require_POST
def delegates(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The secretariat says which delegates vote."""
    found = _ballot(here, pk)
    form = DelegatesForm(request.POST, here=here, ballot=found)

    def act() -> None:
        actions.name_delegates(here=here, ballot=found, people=form.cleaned_data["people"], at=clock.now())

    if attempt(request, form, act, _("Đã lập danh sách đại biểu có quyền bỏ phiếu.")):
        return redirect(_address(here, pk))
    return page(request, "ballots/ballot.html", _context(here, found, delegates=form), form)


@in_year(*READERS)
@require_POST
def decide(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The head or the deputy says which of those level are chosen, and why."""
    found = _ballot(here, pk)
    form = TieForm(request.POST, result=queries.outcome(found))

    def act() -> None:
        actions.decide_tie(here=here, ballot=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi quyết định của bạn.")):
        return redirect(_address(here, pk))
    return page(request, "ballots/ballot.html", _context(here, found, decide=form), form)


@in_year(*READERS)
def archive(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The closed ballot as a file anybody recounts without this site."""
    found = _ballot(here, pk, state=State.CLOSED)
    answer = HttpResponse(as_zip(found), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="kiem-phieu-{found.pk}.zip"'
    return answer


@in_year(*READERS)
def listed(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The published papers as a table for Excel."""
    found = _ballot(here, pk, state=State.CLOSED)
    answer = HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="la-phieu-{found.pk}.csv"'
    return answer
