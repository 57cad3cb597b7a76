"""Phiếu chấm: filling a sheet, its points while typing, handing it in and giving it back."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua import engine
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import text_in
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.reports.queries import evidence_counts, latest_figures
from thidua.reports.rules import why_not_see as why_not_see_files
from thidua.scoring import actions, rules
from thidua.scoring.bridge import book
from thidua.scoring.forms import (
    LONGEST_NOTE,
    ReasonForm,
    SheetForm,
)
from thidua.scoring.models import Claim
from thidua.scoring.queries import (
    decimal,
    turn,
)
from thidua.scoring.sheets import Shown, kept_rows, sheet_rows, texts_of
from thidua.scoring.sheets import preview as previewed
from thidua.scoring.terms import Hand
from thidua.scoring.views.places import at, member_named


@in_year()
def sheet(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """One sheet: every criterion on one page, saved in one request."""
    member = member_named(here, unit)
    turn_now, found = turn(member, hand), book(here.year, here.day)
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
    found = book(here.year, here.day)
    if found is None or unit not in found.members or rules.why_not_hand(here, turn(member, hand)):
        raise Http404
    kept = kept_rows(found, unit, hand, {})
    form = SheetForm(request.POST, found=found, kept=kept)
    form.is_valid()
    score = previewed(found, unit, hand, texts_of(kept) | form.typed).scores().units[unit]
    return JsonResponse({
        "points": {code: "–" if value is None else engine.show(value) for code, value in score.points.items()}
        | dict.fromkeys(score.unknown, _("không xác định được")),
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
