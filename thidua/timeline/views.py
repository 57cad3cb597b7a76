"""Pages of the room: my work, the year, its ledger, stepping back and passing over."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from thidua.handover.queries import last_terms
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.doors import PUBLIC, SIGNED_IN, door
from thidua.kit.posted import one_of
from thidua.ledger import queries as ledger_queries
from thidua.members import actions as members
from thidua.members.doors import in_year
from thidua.members.forms import SuccessorForm
from thidua.members.models import LeadTerm, Person, Seat
from thidua.members.queries import Here, seats_of, years_of
from thidua.members.terms import SEATS_PEOPLE, SITE_OFFICES, Lead, Office
from thidua.notices.queries import reader_of
from thidua.season.queries import extended, launch_of, windows_of
from thidua.timeline import actions
from thidua.timeline.acts import ACTS
from thidua.timeline.asks import asked_in, asked_of
from thidua.timeline.deadlines import deadlines_of
from thidua.timeline.forms import ExtensionForm, PassOverForm, ReasonForm
from thidua.timeline.powers import answered, holders, powers
from thidua.timeline.progress import progress as board_of
from thidua.timeline.queries import latest_acts, ribbon, turns
from thidua.timeline.rules import FOLLOWERS, why_not_extend_any, why_not_pass_over, why_not_step_back
from thidua.timeline.words import act_in_words

A_PAGE = 30
"""So many things asked, and so many years, are shown at once."""
A_MINUTE = 120
"""How often calendars may be asked for from one network address: a whole office behind it, none of them guessing."""


@door(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """What is asked of me, in every cluster year I sit in; the newest of those years."""
    person, day = request.user, clock.today()
    seats = list(seats_of(person, day))  # type: ignore[arg-type]
    asks, years = asked_of(person, day), list(years_of(seats)[: A_PAGE + 1])  # type: ignore[arg-type]
    context = {
        "asked": len(asks),
        "asks": Paginator(asks, A_PAGE).get_page(request.GET.get("trang")),
        "years": years[:A_PAGE],
        "more": len(years) > A_PAGE,
        "seats": seats,
        "for_all": any(seat.office in SITE_OFFICES for seat in seats),
        "constitutes": any(seat.office == Office.STANDING_OFFICE for seat in seats),
        "administers": any(seat.office == Office.ADMINISTRATOR for seat in seats),
    }
    return page(request, "timeline/home.html", context)


@door(SIGNED_IN)
@require_safe
@never_cache
def deadlines(request: HttpRequest) -> HttpResponse:
    """My deadlines as a file, once."""
    answer = as_calendar(request.user)  # type: ignore[arg-type]
    answer["Content-Disposition"] = 'attachment; filename="thoi-han.ics"'
    return answer


@door(PUBLIC)
@require_safe
@never_cache
def feed(request: HttpRequest, pk: int, secret: str) -> HttpResponse:
    """The deadlines of whoever holds this address, for calendar programs, which cannot sign in."""
    if asks_too_often(request):
        return HttpResponse(_("Hỏi lịch quá nhiều lần. Hãy đợi một phút rồi thử lại."), status=429,
                            content_type="text/plain; charset=utf-8")  # fmt: skip
    person = reader_of(pk, secret)
    if person is None:
        raise Http404
    return as_calendar(person)


def asks_too_often(request: HttpRequest) -> bool:
    """More than `A_MINUTE` times in a minute from one place, whatever was asked for."""
    key = f"feed:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, 60)
    try:
        return bool(cache.incr(key) > A_MINUTE)
    except ValueError:  # its minute ended between the two lines
        return False


def as_calendar(person: Person) -> HttpResponse:
    made = deadlines_of(person, clock.today(), clock.now())
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


def _led(here: Here) -> list[tuple[str, str, LeadTerm | None]]:
    """Each post: who holds it today; else the term that is over or to come, with its days; else it is vacant."""
    terms = {} if len(here.leads) == len(Lead) else last_terms(here.year)
    return [
        (str(role.label), here.leads[role].unit.name if role in here.leads else "", terms.get(role)) for role in Lead
    ]


@in_year()
def year(request: HttpRequest, here: Here) -> HttpResponse:
    """The year at a glance: ribbon, whose turn, what is asked of me, deadlines, the latest acts."""
    context = {
        "ribbon": ribbon(here.year),
        "turns": turns(here),
        "asks": asked_in(here),
        "launch": launch_of(here.year),
        "windows": windows_of(here.year),
        "led": _led(here),
        "latest": [(entry, act_in_words(entry)) for entry in latest_acts(here.year)],
        "may_step_back": not why_not_step_back(here),
        "may_pass_over": not why_not_pass_over(here),
    }
    return page(request, "timeline/year.html", context)


@in_year()
def steps(request: HttpRequest, here: Here) -> HttpResponse:
    """Every step in full: who, needs, freezes, papers, when it was taken and by whom."""
    return page(request, "timeline/steps.html", {"ribbon": ribbon(here.year)})


@in_year(*FOLLOWERS)
def progress(request: HttpRequest, here: Here) -> HttpResponse:
    """Units × steps: who has handed in, who is late, whose hands it is in; `?loc=chua-nop` leaves what is open."""
    whole, unsent = board_of(here), one_of(request.GET, "loc", ["chua-nop"]) != ""
    titles = {(str(one.phase), one.of): one.title for one in whole.columns}
    rows = [{"title": titles.get((row.phase, row.of), row.of or row.get_phase_display()), **vars(row),
             "membership": row.membership} for row in extended(here.year).rows]  # fmt: skip
    context = {
        "progress": whole.unsent() if unsent else whole,
        "unsent": unsent,
        "waiting": sum(cell.open for _member, cells in whole.rows for cell in cells),
        "given": [] if why_not_extend_any(here) else [one for one in whole.columns if one.given and one.lengthens],
        "extensions": rows,
    }
    return page(request, "timeline/progress.html", context)


@in_year(*FOLLOWERS)
def extension(request: HttpRequest, here: Here, phase: str) -> HttpResponse:
    """Extend what one column of the board asks; `?cua=` names which of several."""
    whole = board_of(here)
    place = whole.column(phase, request.GET.get("cua", ""))
    if place is None:
        raise Http404
    column, members = whole.columns[place], {member.unit.code: member for member, _cells in whole.rows}
    units = [(member.unit.code, member.unit.name) for member, cells in whole.rows if cells[place].open]
    form = ExtensionForm(request.POST or None, units=[("", _("Mọi đơn vị")), *units],
                         initial={"unit": request.GET.get("don-vi", "")})  # fmt: skip

    def act() -> None:
        typed = {**form.cleaned_data}
        chosen = members.get(typed.pop("unit"))
        actions.lengthen(here=here, board=whole, column=place, membership=chosen, at=clock.now(), **typed)

    if attempt(request, form, act, _("Đã gia hạn.")):
        return redirect("timeline:progress", here.year.cluster.slug, here.year.year)
    return page(request, "timeline/extension.html", {"column": column, "why_not": why_not_extend_any(here)}, form)


@in_year()
def ledger(request: HttpRequest, here: Here) -> HttpResponse:
    """Every act of the year, newest first, searchable."""
    search = request.GET.get("tim", "").replace("\0", "").strip()
    shown = Paginator(ledger_queries.of_year(here.year.pk, search), 50).get_page(request.GET.get("trang"))
    context = {"entries": [(entry, act_in_words(entry)) for entry in shown], "shown": shown, "search": search,
               "may_take_out": here.holds(Office.STANDING_OFFICE, Office.HEAD_SECRETARY)}  # fmt: skip
    return page(request, "timeline/ledger.html", context)


@in_year()
def who_may(request: HttpRequest, here: Here) -> HttpResponse:
    """Who may do what today, in words; `?nguoi=` leaves one person, with the reason of what that one may not."""
    people = holders(here)
    chosen = one_of(request.GET, "nguoi", {str(one.person.pk) for one in people})
    asked = [one for one in people if not chosen or str(one.person.pk) == chosen]
    groups = list(powers(here, ACTS, answered(here, ACTS, asked)))
    context = {"groups": groups, "people": people, "one": asked[0] if chosen else None}
    return page(request, "timeline/powers.html", context)


@in_year()
def step_back(request: HttpRequest, here: Here) -> HttpResponse:
    """Reopen the last step, with a reason."""
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.step_back(here=here, reason=form.cleaned_data["reason"], at=clock.now())

    if attempt(request, form, act, _("Đã mở lại bước trước.")):
        return redirect("timeline:year", here.year.cluster.slug, here.year.year)
    return page(request, "timeline/step_back.html", {"why_not": why_not_step_back(here)}, form)


@in_year(Office.STANDING_OFFICE)
def pass_over(request: HttpRequest, here: Here) -> HttpResponse:
    """Record that the year has reached a later step on paper."""
    form = PassOverForm(request.POST or None)

    def act() -> None:
        actions.pass_over(here=here, to=form.cleaned_data["to"], reason=form.cleaned_data["reason"], at=clock.now())

    if attempt(request, form, act, _("Đã ghi nhận.")):
        return redirect("timeline:year", here.year.cluster.slug, here.year.year)
    return page(request, "timeline/pass_over.html", {"why_not": why_not_pass_over(here)}, form)


@in_year(*SEATS_PEOPLE)
def hand_over_seat(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A successor takes a seat in mid-year, and with it what is asked of the one who leaves."""
    seats = Seat.objects.select_related("person", "membership__unit")
    held = get_object_or_404(seats, pk=pk, year=here.year, stands_in_for=None, until=None)
    pending = asked_in(Here(here.year, held.person, here.day, (held,)))
    form = SuccessorForm(request.POST or None, initial={"since": here.day})

    def act() -> None:
        members.hand_over(
            here=here, held=held, pending=[ask.text for ask in pending], at=clock.now(), **form.cleaned_data
        )

    if attempt(request, form, act, _("Đã bàn giao chức trách.")):
        return redirect("members:people", here.year.cluster.slug, here.year.year)
    return page(request, "timeline/hand_over_seat.html", {"held": held, "pending": pending}, form)
