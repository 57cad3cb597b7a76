"""Phiếu chấm: filling a sheet, its points while typing, handing it in and giving it back."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua import engine
from thidua.engine import Period
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import text_in
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.reports.queries import evidence_counts
from thidua.reports.rules import why_not_see as why_not_see_files
from thidua.scoring import actions, rules
from thidua.scoring.bridge import Book, book
from thidua.scoring.division.rules import own_part
from thidua.scoring.forms import (
    ReasonForm,
    SheetForm,
)
from thidua.scoring.hands import Overtaken
from thidua.scoring.models import Claim
from thidua.scoring.proposals import changed_under
from thidua.scoring.queries import (
    Turn,
    current_period,
    decimal,
    reported,
    turn,
)
from thidua.scoring.sheets import LONGEST_NOTE, Kept, Shown, kept_rows, sheet_rows, texts_of
from thidua.scoring.sheets import preview as previewed
from thidua.scoring.terms import Hand
from thidua.scoring.timeliness import offered
from thidua.scoring.views.places import at, member_named, period_asked


@in_year()
def sheet(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """One sheet: every criterion on one page, saved in one request."""
    member, (period, code, periods) = member_named(here, unit), period_asked(request, here)
    if periods and period is None and (now := current_period(here.year, periods)):
        return redirect(at(here, "sheet", hand, unit, period=now.code))
    own = unit if request.method == "POST" else ""  # keeping a sheet needs its own rows, showing points everybody's
    turn_now, found = turn(member, hand, code), book(here.year, here.day, code, own)
    if rules.why_not_see_sheet(here, turn_now):
        raise Http404
    if found is None or unit not in found.members:
        return page(request, "scoring/sheet.html", {"member": member, "hand": hand})
    why_not = rules.why_not_write(here, turn_now)
    kept = _own_rows(here, turn_now, found, period, writes=not why_not)
    form = SheetForm(request.POST if request.method == "POST" else None, found=found, kept=kept)
    overtaken: dict[str, Claim] = {}

    def act() -> None:
        try:
            actions.save_sheet(here=here, membership=member, hand=hand, rows=form.rows, at=clock.now(), period=code)
        except Overtaken as refused:
            overtaken.update(refused.rows)
            raise

    if attempt(request, form, act, _("Đã lưu phiếu.")):
        return redirect(request.get_full_path())
    found = (own and book(here.year, here.day, code)) or found
    texts = texts_of(kept) | form.typed
    shown = Shown({row.code: row for row in form.rows}, form.wrong, overtaken, evidence_counts(member))
    score = previewed(found, unit, hand, texts).scores().units[unit]
    context = {
        "member": member, "hand": hand, "turn": turn_now, "edition": found.edition, "why_not": why_not,
        "rows": sheet_rows(found, score, unit, kept, shown), "score": score, "total": decimal(score.total),
        "assigned": decimal(score.assigned_max),
        "percent": "–" if score.percent is None else engine.show_percent(score.percent),
        "accepts": set() if why_not else changed_under(found, unit, hand),
        "why_not_submit": rules.why_not_submit(here, turn_now), "why_not_return": rules.why_not_return(here, turn_now),
        "reason_form": ReasonForm(), "sees_files": not why_not_see_files(here, member),
        "period": period, "periods": periods,
    }  # fmt: skip
    return page(request, "scoring/sheet.html", context, form)


def _own_rows(here: Here, now: Turn, found: Book, period: Period | None, *, writes: bool) -> dict[str, Kept]:
    """The rows as they are kept; for who writes, the last report's figures, the days of sending, own rows only."""
    member = now.membership
    fills = now.hand == Hand.SELF and writes
    figures, facts = (reported(member, period), offered(member, found)) if fills else ({}, {})
    kept = kept_rows(found, member.unit.code, now.hand, figures, facts)
    if not writes:
        return kept
    mine = own_part(here, now, found.edition)  # another body's criteria are read, not written on
    return {one: row for one, row in kept.items() if one in mine}


@in_year()
@require_POST
def preview(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """The points of what is typed, without saving: a comfort of the sheet page."""
    member, (_period, code, _periods) = member_named(here, unit), period_asked(request, here)
    found = book(here.year, here.day, code)
    if found is None or unit not in found.members or rules.why_not_hand(here, turn(member, hand, code)):
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
    member, (_period, code, _periods) = member_named(here, unit), period_asked(request, here)
    readable = not rules.why_not_see_sheet(here, turn(member, hand, code))
    return do(
        request,
        lambda: actions.submit_sheet(here=here, membership=member, hand=hand, at=clock.now(), period=code),
        _("Đã gửi phiếu."),
        at(here, "sheet", hand, unit, period=code) if readable else at(here, "scoring", period=code),
    )


@in_year()
@require_POST
def giving_back(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """Give a sheet back to its hand."""
    member, (_period, code, _periods) = member_named(here, unit), period_asked(request, here)

    def act() -> None:
        reason = text_in(request.POST, "reason", LONGEST_NOTE)
        actions.return_sheet(here=here, membership=member, hand=hand, reason=reason, at=clock.now(), period=code)

    return do(request, act, _("Đã trả lại phiếu."), at(here, "scoring", period=code))
