"""Thẩm định lại: the points that units have explained, one by one; everything else of a sent sheet stays locked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.engine import Edition
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.members.doors import in_year
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports.queries import own_evidence
from thidua.reports.rules import why_not_see as why_not_see_files
from thidua.scoring import rules
from thidua.scoring.bridge import Book, book
from thidua.scoring.division.rules import own_part
from thidua.scoring.forms import ReviewForm
from thidua.scoring.queries import Turn, checker_of, matrix, remarks_on, turn
from thidua.scoring.review.actions import keep, revise
from thidua.scoring.review.queries import Flag, open_flags
from thidua.scoring.review.rules import why_not_review
from thidua.scoring.terms import Hand
from thidua.scoring.views.places import at, member_named, period_asked


def seen_flags(here: Here, found: Book | None, period: str) -> list[Flag]:
    """The open points this person may see: the own unit's, or all."""
    every = open_flags(here, found, period) if found else []
    return [one for one in every if sees_flags_of(here, one.member)]


def sees_flags_of(here: Here, member: Membership) -> bool:
    """Whether a unit's open points are this person's to see: the own unit's, or all."""
    return here.holds(*rules.READS_ALL) or any(seat.membership_id == member.pk for seat in here.seats)


def _decides(here: Here, appraisal: Turn, edition: Edition, code: str) -> bool:
    """As the rule, without a question to the database for each row."""
    open_now = appraisal.is_open and appraisal.submitted
    return open_now and not rules.why_not_hand(here, appraisal) and code in own_part(here, appraisal, edition)


@in_year()
def review(request: HttpRequest, here: Here) -> HttpResponse:
    """What waits for the second review, and who answers it."""
    period, key, periods = period_asked(request, here)
    turns = {member.pk: hands[-1] for member, hands in matrix(here.year, here.members, key)}
    found = book(here.year, here.day, key)
    rows = [(one, found is not None and _decides(here, turns[one.member.pk], found.edition, one.criterion.code))
            for one in seen_flags(here, found, key)]  # fmt: skip
    return page(request, "scoring/review.html", {"rows": rows, "period": period, "periods": periods})


@in_year()
def review_point(request: HttpRequest, here: Here, unit: str, code: str) -> HttpResponse:
    """One explained point: keep it or change it, with the reason."""
    member, (period, key, periods) = member_named(here, unit), period_asked(request, here)
    found = book(here.year, here.day, key)
    unseen = rules.why_not_see_unit(here, member, checker_of(member))
    if unseen or found is None or unit not in found.members or code not in found.edition.codes:
        raise Http404
    criterion = found.edition.criterion(code)
    mine = [one for one in open_flags(here, found, key) if one.member.pk == member.pk]
    flag = next((one for one in mine if one.criterion.code == code), None)
    form = ReviewForm(request.POST or None, criterion=criterion, written=flag.last.written if flag else {})

    def act() -> None:
        given = {"here": here, "membership": member, "code": code, "reason": form.cleaned_data["reason"],
                 "at": clock.now(), "period": key}  # fmt: skip
        if form.written is None:
            keep(**given)
        else:
            revise(**given, written=form.written)

    if attempt(request, form, act, _("Đã ghi ý kiến thẩm định lại.")):
        return redirect(at(here, "review", period=key))
    context = {
        "member": member, "criterion": criterion, "flag": flag, "period": period, "periods": periods,
        "remarks": remarks_on(member, code, key),
        "files": own_evidence(member).get(code, []),
        "why_no_files": why_not_see_files(here, member),
        "why_not": why_not_review(here, turn(member, Hand.APPRAISED, key), found.edition, code,
                                  flagged=flag is not None),
    }  # fmt: skip
    return page(request, "scoring/review_point.html", context, form)
