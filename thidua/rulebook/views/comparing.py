"""So sánh: a table beside another, last year's unless told otherwise."""

from django.http import Http404, HttpRequest, HttpResponse

from thidua.kit.answer import page
from thidua.kit.posted import whole
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.rulebook.comparison import compare
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import comparable, compared_first, edition_of
from thidua.rulebook.views.places import edition_at


@in_year()
def comparison(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Two tables side by side; ?voi= says with which, ?tat-ca=1 shows the rows that are the same too."""
    found = edition_at(here, pk)
    others = comparable(here, found)
    other = _chosen(request.GET.get("voi", ""), others) or compared_first(found, others)
    every = request.GET.get("tat-ca") == "1"
    context: dict[str, object] = {"found": found, "others": others, "other": other, "every": every}
    if other:
        made = compare(edition_of(other.text), edition_of(found.text))
        context |= {"made": made, "rows": made.rows if every else made.differing}
    return page(request, "rulebook/comparison.html", context)


def _chosen(asked: str, others: list[EditionText]) -> EditionText | None:
    """The edition asked for; None when none is, a 404 when it is not one to compare with."""
    if not asked:
        return None
    found = next((one for one in others if one.pk == whole(asked)), None)
    if found is None:
        raise Http404
    return found
