"""Pages of the room: what is known of a conference, the button that drafts, where each paragraph came from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.news.models import Article
from thidua.news.queries import blocks, visible
from thidua.news.rules import why_not_edit
from thidua.story import actions, queries
from thidua.story.rules import why_not_draft


@in_year()
def story(request: HttpRequest, here: Here) -> HttpResponse:
    """Each conference of the year with its checklist of facts."""
    told = [
        (conference, queries.checklist(queries.facts(conference)), why_not_draft(here, conference))
        for conference in queries.conferences(here.year)
    ]
    return page(request, "story/story.html", {"told": told})


@in_year()
@require_POST
def drafting(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: draft the article from the record."""
    conference = get_object_or_404(queries.conferences(here.year), pk=pk)
    made: list[Article] = []
    place = (here.year.cluster.slug, here.year.year)

    def act() -> None:
        made.append(actions.draft(here=here, conference=conference, at=clock.now()))

    answer = do(request, act, _("Đã soạn bài từ hồ sơ. Hãy đọc lại từng đoạn rồi sửa và gửi duyệt."),
                resolve_url("story:story", *place))  # fmt: skip
    return redirect("story:article", *place, made[0].pk) if made else answer


@in_year()
def article(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The article with, beside each paragraph, the records it was made from."""
    found = get_object_or_404(visible(here), pk=pk)
    meaning = queries.meanings_in(here.year)
    paragraphs = [(block, [meaning.get(key, key) for key in block.traces]) for block in blocks(found)]
    context = {"article": found, "paragraphs": paragraphs, "why_not_edit": why_not_edit(here, found)}
    return page(request, "story/article.html", context)
