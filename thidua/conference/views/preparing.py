"""Pages of the preparation: what is left to do, days, the programme's order, talks, documents, the calendar file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference import queries
from thidua.conference.models import Conference, Handout, Talk
from thidua.conference.preparing import queries as prepared
from thidua.conference.preparing import rules, words
from thidua.conference.preparing.actions import programme as actions
from thidua.conference.preparing.forms import (
    DaysForm,
    HandoutForm,
    ItemChoice,
    OpenForm,
    OrderForm,
    QuorumForm,
    TalkForm,
)
from thidua.conference.preparing.terms import OpenTo
from thidua.conference.programme import slots
from thidua.conference.rules import OF_THE_UNIT, SECRETARIES
from thidua.conference.views.places import address, conference_or_404
from thidua.kit import clock, ical
from thidua.kit.answer import attempt, do, page
from thidua.kit.files import attached, download
from thidua.kit.refusal import Refused
from thidua.kit.viet import slug
from thidua.members.doors import in_year
from thidua.members.queries import Here


@in_year(*SECRETARIES)
def preparing(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """What is ready and what is not; the days; what the delegates need."""
    found = conference_or_404(here, pk)
    setup = prepared.setup_of(found)
    form = DaysForm.of(request.POST or None, setup)

    def act() -> None:
        actions.set_days(here=here, conference=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi các ngày.")):
        return redirect(address(here, "preparing", pk))
    return _show(request, here, found, form, QuorumForm.of(None, setup))


@in_year(*SECRETARIES)
@require_POST
def quorum(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """How many member units have to be in the room."""
    found = conference_or_404(here, pk)
    setup = prepared.setup_of(found)
    form = QuorumForm.of(request.POST, setup)

    def act() -> None:
        actions.set_quorum(here=here, conference=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi số đơn vị phải có mặt.")):
        return redirect(address(here, "preparing", pk))
    return _show(request, here, found, DaysForm.of(None, setup), form)


def _show(
    request: HttpRequest, here: Here, found: Conference, days: DaysForm, quorum: QuorumForm
) -> HttpResponse:  # fmt: skip
    """The page with its two forms; the one that was refused carries what was typed."""
    setup = prepared.setup_of(found)
    groups, invited = queries.groups_of(found), prepared.invited(found)
    delegates, needs = [one for group in groups for one in group.delegates], prepared.needs_of(found)
    there = {group.delegation.membership_id for group in groups}
    context = {
        "conference": found, "groups": groups, "delegates": delegates, "setup": setup,
        "programme": slots(found, list(found.items.all())),
        "missing": [member for member in here.members if member.pk not in there],
        "opens": prepared.opens(found, setup),
        "answers": prepared.answers(invited), "invited": invited, "stale": any(one.stale for one in invited),
        "outdated": words.outdated(found, (one.invite for one in invited)),
        "talks": prepared.talks_of(found), "handouts": found.handouts.all(), "spots": len(prepared.seated(found)),
        "unled": [group.delegation for group in groups if group.delegates and group.lead is None],
        "whose": [(one, needs[one.pk]) for one in delegates if one.pk in needs],
        "why_not": rules.why_not_arrange(here, found), "days": days, "quorum": quorum,
    }  # fmt: skip
    return page(request, "conference/preparing.html", context, quorum if quorum.is_bound else days)


@in_year()
@require_POST
def arrange(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The programme in the order it was dragged into."""
    found, form = conference_or_404(here, pk), OrderForm(request.POST)

    def act() -> None:
        if not form.is_valid():
            raise Refused(_("Thứ tự gửi lên không đọc được; hãy tải lại trang rồi xếp lại."))
        actions.arrange(here=here, conference=found, was=form.cleaned_data["was"], order=form.wanted(), at=clock.now())

    return do(request, act, _("Đã đổi thứ tự chương trình; giờ từng mục tính lại theo thứ tự mới."),
              address(here, "programme", pk))  # fmt: skip


@in_year()
def talks(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Talks sent beforehand; a unit sends its own, the secretaries any."""
    found = conference_or_404(here, pk)
    own = None if here.holds(*SECRETARIES) else here.own(*OF_THE_UNIT)
    form = TalkForm(request.POST or None, request.FILES or None, year=here.year, own=own)

    def act() -> None:
        given = form.cleaned_data
        actions.send_talk(here=here, conference=found, membership=own or given["membership"], title=given["title"],
                          speaker=given["speaker"], upload=form.picked(), at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã gửi tham luận.")):
        return redirect(address(here, "talks", pk))
    setup = prepared.setup_of(found)
    may_open = here.holds(*SECRETARIES)
    rows = [(talk, may_open or (own and talk.membership_id == own.pk), not rules.why_not_withdraw_talk(here, talk))
            for talk in prepared.talks_of(found)]  # fmt: skip
    context = {"conference": found, "rows": rows, "setup": setup, "secretary": may_open, "items": found.items.all(),
               "why_not": rules.why_not_talk(here, found, own, setup)}  # fmt: skip
    return page(request, "conference/talks.html", context, form)


def _talk(here: Here, pk: int, talk: int) -> Talk:
    found = Talk.objects.select_related("conference", "membership__unit")
    return get_object_or_404(found, pk=talk, conference=pk, conference__year=here.year)


@in_year()
def talk_file(request: HttpRequest, here: Here, pk: int, talk: int) -> HttpResponse:
    """The file of a talk, for the secretaries and the unit that sent it."""
    found = _talk(here, pk, talk)
    if not here.holds(*SECRETARIES) and not here.holds(*OF_THE_UNIT, of=found.membership):
        raise Http404
    return download(found.file, f"{slug(found.title)[:80]}.{found.extension}", found.media_type)  # type: ignore[return-value]


@in_year()
@require_POST
def withdraw_talk(request: HttpRequest, here: Here, pk: int, talk: int) -> HttpResponse:
    """Take a talk back."""
    found = _talk(here, pk, talk)

    def act() -> None:
        actions.withdraw_talk(here=here, talk=found, at=clock.now())

    return do(request, act, _("Đã rút tham luận."), address(here, "talks", pk))


@in_year()
@require_POST
def talk_item(request: HttpRequest, here: Here, pk: int, talk: int) -> HttpResponse:
    """Put a talk under an item of the programme."""
    found = _talk(here, pk, talk)
    form = ItemChoice(request.POST, conference=found.conference)

    def act() -> None:
        if not form.is_valid():
            raise Refused(_("Hãy chọn một mục có trong chương trình."))
        actions.give_item(here=here, talk=found, item=form.cleaned_data["item"], at=clock.now())

    return do(request, act, _("Đã xếp tham luận vào chương trình."), address(here, "talks", pk))


@in_year(*SECRETARIES)
def handouts(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Documents for the delegates, each opened to some."""
    found = conference_or_404(here, pk)
    form = HandoutForm(request.POST or None, request.FILES or None)

    def act() -> None:
        given = form.cleaned_data
        actions.hand_out(here=here, conference=found, name=given["name"], open_to=OpenTo(given["open_to"]),
                         upload=form.picked(), at=clock.now())  # fmt: skip

    if attempt(request, form, act, _("Đã thêm tài liệu.")):
        return redirect(address(here, "handouts", pk))
    context = {"conference": found, "handouts": found.handouts.all(), "choices": OpenTo.choices}
    return page(request, "conference/handouts.html", context, form)


def _handout(here: Here, pk: int, handout: int) -> Handout:
    found = Handout.objects.select_related("conference")
    return get_object_or_404(found, pk=handout, conference=pk, conference__year=here.year)


@in_year(*SECRETARIES)
def handout_file(request: HttpRequest, here: Here, pk: int, handout: int) -> HttpResponse:
    """A document itself."""
    found = _handout(here, pk, handout)
    return download(found.file, f"{slug(found.name)[:80]}.{found.extension}", found.media_type)  # type: ignore[return-value]


@in_year(*SECRETARIES)
@require_POST
def open_handout(request: HttpRequest, here: Here, pk: int, handout: int) -> HttpResponse:
    """Open a document to others, or close it."""
    found, form = _handout(here, pk, handout), OpenForm(request.POST)

    def act() -> None:
        if not form.is_valid():
            raise Refused(_("Hãy chọn mở cho ai: chỉ thư ký, đại biểu, hay mọi người có địa chỉ."))
        actions.open_handout(here=here, handout=found, open_to=OpenTo(form.cleaned_data["open_to"]), at=clock.now())

    return do(request, act, _("Đã ghi tài liệu mở cho ai."), address(here, "handouts", pk))


@in_year(*SECRETARIES)
@require_POST
def drop_handout(request: HttpRequest, here: Here, pk: int, handout: int) -> HttpResponse:
    """Take a document off."""
    found = _handout(here, pk, handout)

    def act() -> None:
        actions.drop_handout(here=here, handout=found, at=clock.now())

    return do(request, act, _("Đã bỏ tài liệu."), address(here, "handouts", pk))


@in_year()
def calendar(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The conference as a calendar entry."""
    found = conference_or_404(here, pk)
    url = request.build_absolute_uri(address(here, "conference", pk))
    return attached(
        ical.meeting(words.meeting(found, url), clock.now()), "hoi-nghi.ics", "text/calendar; charset=utf-8"
    )
