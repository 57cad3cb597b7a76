"""Pages of the pasted article: paste, read what was found in it, confirm field by field. Nothing else is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.conference.rules import SECRETARIES
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.members.rules import why_not_office
from thidua.news.reading import read
from thidua.story import actions
from thidua.story.comparing import comparison
from thidua.story.forms import PastedForm
from thidua.story.proposing import GROUPS, Line, confirmed, lines_of, posted_lines


@in_year()
def reading(request: HttpRequest, here: Here) -> HttpResponse:
    """Paste an article; what it says comes back as lines, none ticked; the ticked ones are entered."""
    form = PastedForm(request.POST or None)
    context: dict[str, object] = {"why_not": why_not_office(here, *SECRETARIES)}
    if request.method != "POST" or not form.is_valid():
        return page(request, "story/reading.html", context, form)
    found = read(form.cleaned_data["text"], here.day)
    lines = lines_of(found, here.members)
    if "confirm" in request.POST:
        lines = posted_lines(lines, request.POST)

        def act() -> None:
            actions.enter(here=here, given=confirmed(lines), at=clock.now())

        if attempt(request, form, act, _("Đã đưa những mục được xác nhận vào hồ sơ.")):
            return redirect("conference:conferences", here.year.cluster.slug, here.year.year)
    context |= {"groups": grouped(lines), "compared": comparison(here, found), "title": found.title,
                "text": form.cleaned_data["text"]}  # fmt: skip
    return page(request, "story/proposed.html", context, form)


def grouped(lines: list[Line]) -> list[tuple[object, list[Line]]]:
    """The lines under their headings."""
    return [(label, mine) for group, label in GROUPS if (mine := [line for line in lines if line.group == group])]
