"""Nhìn lại: the leader's page, fairness, how firm the ranking is, the years; and the charts of these pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.insight import drawings, fairness, queries, rules, stability
from thidua.insight.charts import Chart
from thidua.insight.progress import progress
from thidua.insight.simulating import MANY, field_in, ten_thousand
from thidua.insight.terms import Varied
from thidua.jobs.actions import start
from thidua.jobs.models import Job
from thidua.kit import clock
from thidua.kit.answer import do, page
from thidua.kit.keeping import shared
from thidua.kit.posted import one_of
from thidua.kit.refusal import Refused, require
from thidua.ledger.queries import head
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.scoring.bridge import Book, Shelf
from thidua.scoring.queries import checkers_of, places_of

CASES = 2000
"""How many cases a page works out while somebody waits: some tenths of a second."""


def _names(here: Here) -> dict[str, str]:
    return {member.unit.code: member.unit.short_name for member in here.members}


def _book(here: Here) -> Book | None:
    return _whole(queries.kept(here))


def _whole(found: Shelf | None) -> Book | None:
    """The year's one book; None where there is none, or one a period."""
    return found.book("") if found and not found.edition.periods else None


@in_year()
def picture(request: HttpRequest, here: Here) -> HttpResponse:
    """One page for a leader."""
    found, why_not = queries.kept(here), rules.why_not_look(here)
    running = found is not None and not rules.why_not_run(here)
    context = {
        "why_not": why_not, "judges": here.holds(*rules.JUDGES),
        "picture": queries.picture(here, found) if found and not why_not else None,
        "progress": progress(here, found) if found and running else [],
    }  # fmt: skip
    return page(request, "insight/picture.html", context)


@in_year()
def fair(request: HttpRequest, here: Here) -> HttpResponse:
    """How even-handed the scoring was."""
    if why_not := rules.why_not_judge_hands(here):
        return page(request, "insight/fair.html", {"why_not": why_not})
    book = _book(here)
    if book is None:
        return page(request, "insight/fair.html", {})
    hands, names = fairness.Hands(book), _names(here)
    scores = hands.agreed
    ranked = [(place.unit, scores.units[place.unit].total) for place in places_of(book, scores)]
    codes = {member.pk: member.unit.code for member in here.members}
    who = {codes[unit]: checker.unit.code for unit, checker in checkers_of(here.year).items() if unit in codes}
    context = {
        "units": [(names[gap.name], gap) for gap in fairness.inflation_by_unit(hands)],
        "criteria": [(book.edition.criterion(gap.name), gap) for gap in fairness.inflation_by_criterion(hands)],
        "checkers": [(names.get(gap.name, gap.name), gap) for gap in fairness.checkers(hands, who)],
        "flat": fairness.flat(book.edition, scores),
        "lone": [(one, names[one.unit]) for one in fairness.lone(book.edition, scores)],
        "close": [(names[one.upper], names[one.lower], one.gap) for one in fairness.close(book.edition, ranked)],
    }  # fmt: skip
    return page(request, "insight/fair.html", context)


@dataclass(frozen=True)
class Drawn:
    """What the page shows: the ten thousand kept, if they are of these figures, else fewer, worked out at once."""

    found: stability.Stability
    kept: queries.Kept | None


def _simulated(here: Here, varied: Varied) -> Drawn | None:
    book = _book(here)
    if book is None:
        return None

    def work() -> Drawn:
        field = field_in(book)
        kept = queries.simulation(here.year, varied, field)
        return Drawn(kept.found if kept and not kept.stale else stability.simulate(field, CASES, varied), kept)

    return shared(("stability", head(), here.year.pk, here.day, varied.value), work)


def _varied(request: HttpRequest) -> Varied:
    return Varied(one_of(request.GET, "thay-doi", Varied.values) or Varied.BOTH)


@in_year()
def firm(request: HttpRequest, here: Here) -> HttpResponse:
    """How firm the ranking is."""
    varied = _varied(request)
    if why_not := rules.why_not_judge_hands(here):
        return page(request, "insight/firm.html", {"why_not": why_not})
    drawn, names = _simulated(here, varied), _names(here)
    found = drawn.found if drawn else None
    held = [
        (names[one.unit], one, [drawings.tenths(one.share(place, found.cases)) if one.places[place - 1] else "–"
                                for place in range(1, len(found.held) + 1)])
        for one in found.held
    ] if found else []  # fmt: skip
    return page(request, "insight/firm.html", {
        "found": found, "kept": drawn.kept if drawn else None, "held": held, "varied": varied, "kinds": Varied.choices,
        "many": MANY, "seed": stability.SEED,
    })  # fmt: skip


@in_year()
@require_POST
def drawing_many(request: HttpRequest, here: Here) -> HttpResponse:
    """Ten thousand, in the background: its page tells how far it is and stops it."""
    varied = Varied(one_of(request.POST, "thay-doi", Varied.values) or Varied.BOTH)
    back = f"{reverse('insight:firm', args=[here.year.cluster.slug, here.year.year])}?thay-doi={varied.value}"
    made: list[Job] = []

    def act() -> None:
        require(rules.why_not_judge_hands(here))
        made.append(start(by=here.person, work=ten_thousand, given={"year": here.year.pk, "varied": varied.value},
                          title=_("Thử thứ hạng %(n)s lần") % {"n": MANY}, at=clock.now(), back=back))  # fmt: skip

    return do(request, act, _("Đang tính. Trang này tự báo khi xong; có thể dừng bất cứ lúc nào."),
              lambda: reverse("jobs:job", args=[made[0].pk]) if made else back)  # fmt: skip


@in_year()
def years(request: HttpRequest, here: Here) -> HttpResponse:
    """The members through the sealed years."""
    if why_not := rules.why_not_look(here):
        return page(request, "insight/years.html", {"why_not": why_not})
    results, found = queries.pasts(here)
    numbers = [result.year.year for result in results]
    rows = []
    for past in found:
        by_year = {year: (place, share) for year, place, share in past.points}
        rows.append((past, [by_year.get(year, (None, None)) for year in numbers]))
    return page(request, "insight/years.html", {"numbers": numbers, "rows": rows, "drawn": len(numbers) > 1,
                                                    "judges": here.holds(*rules.JUDGES)})  # fmt: skip


def _board(request: HttpRequest, here: Here) -> Chart | None:
    found = queries.kept(here)
    return drawings.board(queries.picture(here, found)) if found else None


def _sections(request: HttpRequest, here: Here) -> Chart | None:
    found = queries.kept(here)
    return drawings.sections(queries.picture(here, found)) if found else None


def _inflation(request: HttpRequest, here: Here) -> Chart | None:
    book = _book(here)
    return drawings.inflation(fairness.inflation_by_unit(fairness.Hands(book)), _names(here)) if book else None


def _firm(request: HttpRequest, here: Here) -> Chart | None:
    drawn = _simulated(here, _varied(request))
    return drawings.stability(drawn.found, _names(here)) if drawn else None


def _years(request: HttpRequest, here: Here) -> Chart | None:
    return drawings.years(queries.pasts(here)[1])


DRAWN: dict[str, tuple[Callable[[Here], str], Callable[[HttpRequest, Here], Chart | None]]] = {
    "bang-diem": (rules.why_not_look, _board),
    "tung-muc": (rules.why_not_look, _sections),
    "tu-cham": (rules.why_not_judge_hands, _inflation),
    "do-vung": (rules.why_not_judge_hands, _firm),
    "qua-cac-nam": (rules.why_not_look, _years),
}
"""Every chart: who may see it, how it is made."""


@in_year()
def chart(request: HttpRequest, here: Here, name: str, kind: str) -> HttpResponse:
    """A chart as SVG (the page) or PNG (a paper); drawn once while nothing is written."""
    if name not in DRAWN:
        raise Http404
    why_not, make = DRAWN[name]
    if refused := why_not(here):
        raise Refused(refused)
    key = ("chart", head(), here.year.pk, here.day, get_language(), name, kind, request.GET.get("thay-doi", ""),
           "hep" in request.GET)  # fmt: skip

    def draw() -> bytes:
        found = make(request, here)
        if found is None:
            return b""
        found = found.narrow if "hep" in request.GET else found
        return found.svg() if kind == "svg" else found.png()

    drawn = shared(key, draw)
    if not drawn:
        raise Http404
    headers = {"Cache-Control": "private, max-age=60"}
    if kind == "png":
        headers["Content-Disposition"] = f'attachment; filename="{name}-{here.year.year}.png"'
    return HttpResponse(drawn, content_type="image/svg+xml" if kind == "svg" else "image/png", headers=headers)
