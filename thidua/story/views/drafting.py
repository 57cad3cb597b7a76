"""Pages of the drafting: what is known, the buttons that draft, where each sentence came from, what changed since."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.news.models import Article
from thidua.news.queries import blocks, exemplars, visible
from thidua.news.rules import why_not_edit, why_not_write
from thidua.story import actions, queries, telling
from thidua.story.rules import why_not_draft


@in_year()
def story(request: HttpRequest, here: Here) -> HttpResponse:
    """Each conference of the year with its checklist of facts; what else can be told; what no longer holds."""
    told = [
        (conference, queries.checklist(queries.facts(conference)), why_not_draft(here, conference))
        for conference in queries.conferences(here.year)
    ]
    context = {
        "told": told, "why_not": why_not_write(here), "launch": telling.launch_facts(here.year),
        "result": telling.result_facts(here.year), "exemplars": exemplars(here.year),
        "flagged": [] if why_not_write(here) else telling.flagged(here.year),
    }  # fmt: skip
    return page(request, "story/story.html", context)


def _drafted(request: HttpRequest, here: Here, make: Callable[[], Article]) -> HttpResponse:
    """Press a button that drafts: on to the article with its sources, or back with the sentence that says why not."""
    made: list[Article] = []
    place = (here.year.cluster.slug, here.year.year)
    return do(request, lambda: made.append(make()),
              _("Đã soạn bài từ hồ sơ. Hãy đọc lại từng đoạn rồi sửa và gửi duyệt."),
              lambda: resolve_url("story:article", *place, made[0].pk),
              back=resolve_url("story:story", *place))  # fmt: skip


@in_year()
@require_POST
def drafting(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: draft the article from the record of a conference."""
    conference = get_object_or_404(queries.conferences(here.year), pk=pk)
    return _drafted(request, here, lambda: actions.draft(here=here, conference=conference, at=clock.now()))


@in_year()
@require_POST
def launch_drafting(request: HttpRequest, here: Here) -> HttpResponse:
    """POST: draft the article from the launch."""
    return _drafted(request, here, lambda: actions.draft_launch(here=here, at=clock.now()))


@in_year()
@require_POST
def result_drafting(request: HttpRequest, here: Here) -> HttpResponse:
    """POST: draft the article from the published result."""
    return _drafted(request, here, lambda: actions.draft_result(here=here, at=clock.now()))


@in_year()
@require_POST
def exemplar_drafting(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: draft the article from a good example."""
    found = get_object_or_404(exemplars(here.year), pk=pk)
    return _drafted(request, here, lambda: actions.draft_exemplar(here=here, exemplar=found, at=clock.now()))


@in_year()
def article(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The article with, beside each sentence, the records it was made from; what the record now tells otherwise."""
    found = get_object_or_404(visible(here).select_related("year__cluster"), pk=pk)
    now = telling.known(here.year, found.sources.get("origin", ""))
    different = telling.changed(found, now)
    stale = [one.key for one in different]
    paragraphs = [
        (block, telling.sentences_of(found, block.text, now, stale), [now.get(key, key) for key in block.traces])
        for block in blocks(found)
    ]
    context = {
        "article": found, "paragraphs": paragraphs, "different": different, "why_not_write": why_not_write(here),
        "standfirst": telling.sentences_of(found, found.standfirst, now, stale),
        "why_not_edit": why_not_edit(here, found),
    }  # fmt: skip
    return page(request, "story/article.html", context)


@in_year()
@require_POST
def acknowledgement(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: the editors have read the article against the record as it is now."""
    found = get_object_or_404(visible(here).select_related("year__cluster"), pk=pk)
    address = resolve_url("story:article", here.year.cluster.slug, here.year.year, pk)
    done = _("Đã ghi nhận: bài được đối chiếu với hồ sơ như hôm nay.")
    return do(request, lambda: actions.acknowledge(here=here, article=found, at=clock.now()), done, address)
