"""Chép sang cụm khác: a table as a draft in other cluster years."""

from django.http import HttpRequest, HttpResponse

from thidua.engine import digest
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.kit.viet import fold
from thidua.members.doors import in_year
from thidua.members.models import ClusterYear
from thidua.members.queries import Here
from thidua.rulebook import actions, rules
from thidua.rulebook.forms import CopyForm
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import copyable_years, edition_of, holders, moved
from thidua.rulebook.views.places import edition_at


@in_year()
def copy(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Choose the cluster years, search among them; afterwards the page says where the table went and where not."""
    found = edition_at(here, pk)
    years = copyable_years(here)
    why_not = rules.why_not_copy(here, years)
    searching = "tim" in request.POST
    form = CopyForm(request.POST or None, years=years)
    done: list[actions.Copied] = []

    def act() -> None:
        chosen = form.cleaned_data["years"]
        done.append(actions.copy(here=here, edition=found, years=chosen, at=clock.now()))

    if not searching and attempt(request, form, act):
        return page(request, "rulebook/copied.html", {"found": found, "copied": done[0]})
    ticked = set(request.POST.getlist("years"))
    wanted = fold(form.data.get("q", "") if form.is_bound else "").split()
    shown = [one for one in _told(years, found) if str(one[0].pk) in ticked or _matches(one[0], wanted)]
    context = {"found": found, "why_not": why_not, "shown": shown, "ticked": ticked, "count": len(years),
               "q": form.data.get("q", "") if form.is_bound else ""}  # fmt: skip
    return page(request, "rulebook/copy.html", context, None if searching else form)


def _told(years: list[ClusterYear], found: EditionText) -> list[tuple[ClusterYear, str]]:
    """Each year with the sentence why it cannot take the table, if it cannot."""
    digests = {year: digest(edition_of(moved(found.text, year))) for year in {one.year for one in years}}
    held = holders((one.pk, digests[one.year]) for one in years)
    return [(one, rules.why_not_copy_to(one, digests[one.year], held)) for one in years]


def _matches(year: ClusterYear, wanted: list[str]) -> bool:
    text = fold(f"{year.cluster.name} {year.cluster.organiser} {year.year}")
    return all(word in text for word in wanted)
