"""Nhận đề xuất, đồng ý: for one criterion, a section or all, seen side by side before it is done."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.scoring import actions, rules
from thidua.scoring.bridge import book
from thidua.scoring.forms import AgreeForm
from thidua.scoring.proposals import awaiting, proposals
from thidua.scoring.queries import card, remarks_of, rounds_of, turn
from thidua.scoring.sheets import kept_rows
from thidua.scoring.terms import Hand
from thidua.scoring.views.places import at, member_named, period_asked


@in_year()
def proposal(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """The rows a later hand changed, beside what is proposed; the sheet's own page saves what is taken over."""
    member, group = member_named(here, unit), request.GET.get("muc", "")
    period, code, _periods = period_asked(request, here)
    turn_now, found = turn(member, hand, code), book(here.year, here.day, code)
    if found is None or unit not in found.members or rules.why_not_see_sheet(here, turn_now):
        raise Http404
    if not hand.before or (group and group not in found.edition.codes):
        raise Http404
    context = {
        "member": member, "hand": hand, "why_not": rules.why_not_write(here, turn_now),
        "about": found.edition.criterion(group) if group else None,
        "proposals": proposals(found, unit, hand, kept_rows(found, unit, hand, {}), group),
        "period": period,
    }  # fmt: skip
    return page(request, "scoring/proposal.html", context)


@in_year()
def agreeing(request: HttpRequest, here: Here, unit: str) -> HttpResponse:
    """The changed points that wait for the unit's word; it agrees with those of a criterion, a section, or all."""
    member, (period, key, _periods) = member_named(here, unit), period_asked(request, here)
    found = book(here.year, here.day, key)
    if found is None or unit not in found.members or not here.holds(*rules.UNIT_HANDS, of=member):
        raise Http404
    group = request.POST.get("muc", "") if request.method == "POST" else request.GET.get("muc", "")
    if group and group not in found.edition.codes:
        raise Http404
    form = AgreeForm(request.POST or None, initial={"muc": group})
    agreed: list[int] = []

    def act() -> None:
        agreed.append(actions.agree_within(here=here, membership=member, code=group, at=clock.now(), period=key))

    if attempt(request, form, act):
        messages.success(request, _("Đã ghi ý kiến đồng ý cho %(n)s tiêu chí.") % {"n": agreed[0]})
        return redirect(at(here, "unit", unit, period=key))
    said = {code: told for (pk, code), told in remarks_of(here.year, key).items() if pk == member.pk}
    shown, waiting = card(found, member, rounds_of(here.year, key), said), awaiting(found, unit, said, group)
    context = {
        "member": member, "card": shown, "period": period,
        "rows": [row for row in shown.rows if row.criterion.code in waiting],
        "about": found.edition.criterion(group) if group else None,
        "why_not": rules.why_not_explain(here, member, is_changed=True, period=key),
    }  # fmt: skip
    return page(request, "scoring/agreeing.html", context, form)
