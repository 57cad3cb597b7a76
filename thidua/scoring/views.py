"""Pages of the room: whose turn, the sheets, the board, one unit's card, why a point is what it is."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua import engine
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import text_in
from thidua.members.doors import in_year
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports.queries import evidence_counts, evidence_of, latest_figures
from thidua.reports.rules import why_not_see as why_not_see_files
from thidua.scoring import actions, rules
from thidua.scoring.bridge import book
from thidua.scoring.forms import (
    LONGEST_NOTE,
    AssignForm,
    CloseRoundForm,
    OpenRoundForm,
    ReasonForm,
    SettleForm,
    SheetForm,
    TextForm,
)
from thidua.scoring.models import Claim
from thidua.scoring.queries import (
    board_of,
    card,
    checker_of,
    checkers_of,
    columns_shown,
    decimal,
    matrix,
    remarks_of,
    rounds_of,
    turn,
    unsent,
)
from thidua.scoring.queries import compare as comparison
from thidua.scoring.queries import why as explained
from thidua.scoring.sheets import Shown, kept_rows, sheet_rows, texts_of
from thidua.scoring.sheets import preview as previewed
from thidua.scoring.terms import Column, Hand

TOTAL = "tong"
"""The code of the total in addresses."""


def member_named(here: Here, unit: str) -> Membership:
    """The member of the year with this unit code."""
    found = next((member for member in here.members if member.unit.code == unit), None)
    if found is None:
        raise Http404
    return found


def at(here: Here, name: str, *rest: object) -> str:
    """An address of the room in this year."""
    return reverse(f"scoring:{name}", args=[here.year.cluster.slug, here.year.year, *rest])


@in_year()
def scoring(request: HttpRequest, here: Here) -> HttpResponse:
    """The rounds, and every unit's sheets by hand."""
    rounds, rows = rounds_of(here.year), matrix(here.year, here.members)
    visible = [
        (member, [(one, bool(one.round) and not rules.why_not_see_sheet(here, one), not rules.why_not_write(here, one))
                  for one in turns],
         rules.why_not_see_unit(here, member, turns[0].checker))
        for member, turns in rows
    ]  # fmt: skip
    steps = [
        (hand, rounds.get(hand), rules.why_not_open_round(here, hand),
         rules.why_not_close_round(here, hand, rounds.get(hand)))
        for hand in Hand
    ]  # fmt: skip
    context = {"steps": steps, "rows": visible, "form": OpenRoundForm(), "why_not_assign": rules.why_not_assign(here),
               "hands": list(Hand)}  # fmt: skip
    return page(request, "scoring/scoring.html", context)


@in_year()
def opening(request: HttpRequest, here: Here, hand: Hand) -> HttpResponse:
    """Open a round."""
    form = OpenRoundForm(request.POST or None)

    def act() -> None:
        actions.open_round(here=here, hand=hand, due_on=form.cleaned_data["due_on"], at=clock.now())

    if attempt(request, form, act, _("Đã mở vòng “%(hand)s”.") % {"hand": hand.label}):
        return redirect(at(here, "scoring"))
    context = {"hand": hand, "why_not": rules.why_not_open_round(here, hand)}
    return page(request, "scoring/opening.html", context, form)


@in_year()
def closing(request: HttpRequest, here: Here, hand: Hand) -> HttpResponse:
    """Close a round; units without a sheet are recorded as absent, each with a reason."""
    missing = unsent(here.year, hand, here.members)
    form = CloseRoundForm(request.POST if request.method == "POST" else None,
                          missing=missing if hand != Hand.APPRAISED else [])  # fmt: skip

    def act() -> None:
        actions.close_round(here=here, hand=hand, absent=form.absent, at=clock.now())

    if attempt(request, form, act, _("Đã đóng vòng “%(hand)s”.") % {"hand": hand.label}):
        return redirect(at(here, "scoring"))
    why_not = rules.why_not_close_round(here, hand, rounds_of(here.year).get(hand))
    waiting = actions.why_not_all_answered(here) if hand == Hand.APPRAISED and not why_not else ""
    context = {"hand": hand, "missing": missing, "why_not": why_not, "waiting": waiting}
    return page(request, "scoring/closing.html", context, form)


@in_year()
def assignment(request: HttpRequest, here: Here) -> HttpResponse:
    """Who cross-checks whom."""
    members = [member for member in here.members if member.left_on is None]
    form = AssignForm(request.POST or None, members=members, checkers=checkers_of(here.year))

    def act() -> None:
        actions.assign(here=here, pairs=form.pairs, at=clock.now())

    if attempt(request, form, act, _("Đã phân công chấm chéo.")):
        return redirect(at(here, "scoring"))
    return page(request, "scoring/assignment.html", {"why_not": rules.why_not_assign(here)}, form)


@in_year()
@require_POST
def ring(request: HttpRequest, here: Here) -> HttpResponse:
    """Assign round the ring."""
    return do(
        request,
        lambda: actions.assign_ring(here=here, at=clock.now()),
        _("Đã chia vòng chấm chéo."),
        at(here, "scoring"),
    )


@in_year()
def sheet(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """One sheet: every criterion on one page, saved in one request."""
    member = member_named(here, unit)
    turn_now, found = turn(member, hand), book(here.year)
    if rules.why_not_see_sheet(here, turn_now):
        raise Http404
    if found is None or unit not in found.members:
        return page(request, "scoring/sheet.html", {"member": member, "hand": hand})
    why_not = rules.why_not_write(here, turn_now)
    reported = latest_figures(member) if hand == Hand.SELF and not why_not else {}
    kept = kept_rows(found, unit, hand, reported)
    form = SheetForm(request.POST if request.method == "POST" else None, found=found, kept=kept)
    overtaken: dict[str, Claim] = {}

    def act() -> None:
        try:
            actions.save_sheet(here=here, membership=member, hand=hand, rows=form.rows, at=clock.now())
        except actions.Overtaken as refused:
            overtaken.update(refused.rows)
            raise

    if attempt(request, form, act, _("Đã lưu phiếu.")):
        return redirect(request.get_full_path())
    texts = texts_of(kept) | form.typed
    shown = Shown({row.code: row for row in form.rows}, form.wrong, overtaken, evidence_counts(member))
    score = previewed(found, unit, hand, texts).scores().units[unit]
    context = {
        "member": member, "hand": hand, "turn": turn_now, "edition": found.edition, "why_not": why_not,
        "rows": sheet_rows(found, score, unit, kept, shown), "score": score, "total": decimal(score.total),
        "assigned": decimal(score.assigned_max),
        "percent": "–" if score.percent is None else engine.show_percent(score.percent),
        "why_not_submit": rules.why_not_submit(here, turn_now), "why_not_return": rules.why_not_return(here, turn_now),
        "reason_form": ReasonForm(), "sees_files": not why_not_see_files(here, member),
    }  # fmt: skip
    return page(request, "scoring/sheet.html", context, form)


@in_year()
@require_POST
def preview(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """The points of what is typed, without saving: a comfort of the sheet page."""
    member = member_named(here, unit)
    found = book(here.year)
    if found is None or unit not in found.members or rules.why_not_hand(here, turn(member, hand)):
        raise Http404
    kept = kept_rows(found, unit, hand, {})
    form = SheetForm(request.POST, found=found, kept=kept)
    form.is_valid()
    score = previewed(found, unit, hand, texts_of(kept) | form.typed).scores().units[unit]
    return JsonResponse({
        "points": {code: "–" if value is None else engine.show(value) for code, value in score.points.items()},
        "total": engine.show(score.total),
        "percent": "–" if score.percent is None else engine.show_percent(score.percent),
        "missing": len(score.missing),
        "wrong": {code: " ".join(cells.values()) for code, cells in form.wrong.items()},
    })  # fmt: skip


@in_year()
@require_POST
def submission(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """Send the sheet."""
    member = member_named(here, unit)
    readable = not rules.why_not_see_sheet(here, turn(member, hand))
    return do(
        request,
        lambda: actions.submit_sheet(here=here, membership=member, hand=hand, at=clock.now()),
        _("Đã gửi phiếu."),
        at(here, "sheet", hand, unit) if readable else at(here, "scoring"),
    )


@in_year()
@require_POST
def giving_back(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """Give a sheet back to its hand."""
    member = member_named(here, unit)

    def act() -> None:
        reason = text_in(request.POST, "reason", LONGEST_NOTE)
        actions.return_sheet(here=here, membership=member, hand=hand, reason=reason, at=clock.now())

    return do(request, act, _("Đã trả lại phiếu."), at(here, "scoring"))


def column_asked(request: HttpRequest, columns: list[Column]) -> Column:
    """The column in the address, the last one that means something otherwise."""
    asked = request.GET.get("cot", "")
    return next((column for column in columns if column.value == asked), columns[-1])


@in_year()
def board(request: HttpRequest, here: Here) -> HttpResponse:
    """The units, ranked."""
    why_not = rules.why_not_see_board(here)
    found = None if why_not else book(here.year)
    own = [seat.membership for seat in here.seats if seat.membership_id]
    if found is None:
        return page(request, "scoring/board.html", {"why_not": why_not, "own": own[:1]})
    columns = columns_shown(rounds_of(here.year))
    shown = board_of(found, here.year, column_asked(request, columns))
    order = request.GET.get("xep", "")
    if order == "don-vi":
        shown.rows.sort(key=lambda row: (row.member.order, row.member.unit.name))
    elif order in {top.code for top in shown.sections}:
        shown.rows.sort(key=lambda row: row.score.points[order] or 0, reverse=True)
    context = {"board": shown, "columns": columns, "order": order, "tops": len(shown.rows) > 1}
    return page(request, "scoring/board.html", context)


@in_year()
def unit(request: HttpRequest, here: Here, unit: str) -> HttpResponse:
    """One unit's card."""
    member = member_named(here, unit)
    why_not, found = rules.why_not_see_unit(here, member, checker_of(member)), book(here.year)
    if why_not:
        raise Http404
    if found is None or unit not in found.members:
        return page(request, "scoring/unit.html", {"member": member})
    remarks = {code: said for (pk, code), said in remarks_of(here.year).items() if pk == member.pk}
    shown = card(found, member, rounds_of(here.year), remarks)
    answers = not rules.why_not_explain(here, member, is_changed=True)
    return page(request, "scoring/unit.html", {"member": member, "card": shown, "answers": answers})


@in_year()
def why(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """Why a point is what it is; the place to explain, answer and settle."""
    return why_page(request, here, member_named(here, unit), code)


def why_page(
    request: HttpRequest, here: Here, member: Membership, code: str, *, text: TextForm | None = None,
    settle: SettleForm | None = None,
) -> HttpResponse:  # fmt: skip
    """The page, with the form that was refused, if any."""
    found, asked = book(here.year), "" if code == TOTAL else code
    hidden = rules.why_not_see_unit(here, member, checker_of(member)) or found is None
    if hidden or found is None or member.unit.code not in found.members or (asked and asked not in found.edition.codes):
        raise Http404
    columns = columns_shown(rounds_of(here.year))
    shown = explained(found, member, asked, columns, column_asked(request, columns))
    appraisal, leaf = turn(member, Hand.APPRAISED), shown.criterion is not None and shown.criterion.is_leaf
    context = {
        "member": member, "code": code, "shown": shown,
        "files": evidence_of(here.year).get(member.pk, {}).get(asked, []),
        "why_no_files": why_not_see_files(here, member),
        "says": shown.criterion.rule.says(shown.criterion) if shown.criterion and shown.criterion.rule else "",
        "sees_peers": not rules.why_not_see_board(here), "text_form": text or TextForm(),
        "settle_form": settle or SettleForm(),
        "explains": leaf and not rules.why_not_explain(here, member, is_changed=shown.changed),
        "replies": leaf and bool(shown.remarks) and not rules.why_not_reply(here, member),
        "settles": leaf and not rules.why_not_settle(here, appraisal), "reason_form": ReasonForm(),
    }  # fmt: skip
    refused = next((form for form in (text, settle) if form is not None), None)
    return page(request, "scoring/why.html", context, refused)


@in_year()
@require_POST
def explanation(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """The unit explains."""
    member, form = member_named(here, unit), TextForm(request.POST)

    def act() -> None:
        actions.explain(here=here, membership=member, code=code, text=form.cleaned_data["text"], at=clock.now())

    if attempt(request, form, act, _("Đã gửi giải trình.")):
        return redirect(at(here, "why", unit, code))
    return why_page(request, here, member, code, text=form)


@in_year()
@require_POST
def agreement(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """The unit agrees."""
    member = member_named(here, unit)
    return do(
        request, lambda: actions.agree(here=here, membership=member, code=code, at=clock.now()),
        _("Đã ghi ý kiến đồng ý."), at(here, "why", unit, code),
    )  # fmt: skip


@in_year()
@require_POST
def answer(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """The appraiser answers."""
    member, form = member_named(here, unit), TextForm(request.POST)

    def act() -> None:
        actions.reply(here=here, membership=member, code=code, text=form.cleaned_data["text"], at=clock.now())

    if attempt(request, form, act, _("Đã gửi ý kiến.")):
        return redirect(at(here, "why", unit, code))
    return why_page(request, here, member, code, text=form)


@in_year()
@require_POST
def settlement(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """Agree on points."""
    member, form = member_named(here, unit), SettleForm(request.POST)

    def act() -> None:
        actions.settle(here=here, membership=member, code=code, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi điểm thống nhất.")):
        return redirect(at(here, "why", unit, code))
    return why_page(request, here, member, code, settle=form)


@in_year()
@require_POST
def unsettlement(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """Go back to the computed points."""
    member = member_named(here, unit)

    def act() -> None:
        reason = text_in(request.POST, "reason", LONGEST_NOTE)
        actions.unsettle(here=here, membership=member, code=code, reason=reason, at=clock.now())

    return do(request, act, _("Đã trở lại điểm tính được."), at(here, "why", unit, code))


@in_year()
def compare(request: HttpRequest, here: Here) -> HttpResponse:
    """Why one unit stands above another."""
    found = None if rules.why_not_see_board(here) else book(here.year)
    if found is None:
        raise Http404
    columns = columns_shown(rounds_of(here.year))
    shown = board_of(found, here.year, column_asked(request, columns))
    units = [row.member.unit.code for row in shown.rows]
    one, two = request.GET.get("a", ""), request.GET.get("b", "")
    known = one in units and two in units and one != two
    context = {"board": shown, "columns": columns, "a": one, "b": two,
               "comparison": comparison(shown, one, two) if known else None}  # fmt: skip
    return page(request, "scoring/compare.html", context)
