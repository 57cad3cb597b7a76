"""Tự lưu phiếu: the rows touched since the last time, kept while the officer goes on typing."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.reports.figures import cell_name
from thidua.scoring import actions, rules
from thidua.scoring.bridge import Book, book
from thidua.scoring.forms import SheetForm
from thidua.scoring.hands import Overtaken
from thidua.scoring.models import Claim
from thidua.scoring.queries import Turn, turn
from thidua.scoring.sheets import LONGEST_NOTE, Kept, Typed, kept_rows, unexplained
from thidua.scoring.terms import Hand
from thidua.scoring.views.places import member_named, period_asked


@in_year()
@require_POST
def autosave(request: HttpRequest, here: Here, hand: Hand, unit: str) -> HttpResponse:
    """Keep the rows that can be kept: `seen` their new marks, `overtaken` what others wrote, `refused` a sentence.

    A row that is wrong, or still without the reason a later hand owes, waits on the page until it is whole.
    """
    member, (_period, code, _periods) = member_named(here, unit), period_asked(request, here)
    found, now = book(here.year, here.day, code), turn(member, hand, code)
    if found is None or unit not in found.members or rules.why_not_see_sheet(here, now):
        raise Http404
    if why_not := rules.why_not_write(here, now):
        return JsonResponse({"seen": {}, "overtaken": {}, "refused": why_not, "at": ""})
    form = SheetForm(request.POST, found=found, kept=kept_rows(found, unit, hand, {}))
    form.is_valid()
    whole = [row for row in form.rows if row.code not in form.wrong and _whole(found, row, hand)]
    overtaken, refused = _keep(here, now, whole)
    after = book(here.year, here.day, code)
    kept = kept_rows(after, unit, hand, {}) if after else {}
    saved = [] if refused else [row.code for row in whole if row.code not in overtaken]
    return JsonResponse({
        "seen": {code: kept[code].seen for code in saved if code in kept},
        "overtaken": {code: _other(code, claim, kept) for code, claim in overtaken.items() if code in kept},
        "refused": refused,
        "at": clock.now().astimezone().strftime("%H:%M:%S"),
    })  # fmt: skip


def _whole(found: Book, row: Typed, hand: Hand) -> bool:
    """Whether a row can be kept as it stands; a later hand's needs its value and its reason."""
    if unexplained(found.edition, row):
        return False
    return len(row.reason) <= LONGEST_NOTE and (hand == Hand.SELF or bool(row.reason and any(row.written.values())))


def _keep(here: Here, now: Turn, rows: Sequence[Typed]) -> tuple[Mapping[str, Claim], str]:
    """Save; where others wrote meanwhile, save the rest. What was overtaken, and why nothing was saved."""
    overtaken: Mapping[str, Claim] = {}
    for _attempt in range(2):
        left = [row for row in rows if row.code not in overtaken]
        try:
            if left:
                actions.save_sheet(here=here, membership=now.membership, hand=now.hand, rows=left, at=clock.now(),
                                   period=now.period)  # fmt: skip
        except Overtaken as refused:
            overtaken = {**overtaken, **refused.rows}
        except Refused as refused:
            return overtaken, str(refused)
        else:
            break
    return overtaken, ""


def _other(code: str, claim: Claim, kept: Mapping[str, Kept]) -> dict[str, object]:
    """What somebody else wrote, as the page shows it and as its cells take it."""
    cells = {cell_name(code, key): claim.written.get(key, "") for key in kept[code].texts}
    return {
        "who": claim.by_name,
        "shown": "; ".join(text for text in [*claim.written.values(), claim.reason] if text),
        "fields": {**cells, f"note:{code}": claim.reason},
        "seen": kept[code].seen,
    }
