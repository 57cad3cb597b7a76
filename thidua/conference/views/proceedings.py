"""Pages of the record: results and discussion, speakers, recommendations, photographs."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.conference import actions, queries, rules
from thidua.conference.forms import PictureForm, RecommendationForm, StatementForm
from thidua.conference.models import Conference, Recommendation, Statement
from thidua.conference.views.places import address, conference_or_404, delegate_or_404
from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.news.actions import add_picture
from thidua.news.rules import why_not_photograph


def _show(request: HttpRequest, here: Here, conference: Conference, refused: BaseForm | None = None) -> HttpResponse:
    """The page with its three forms; the one that was refused carries what was typed."""

    def fresh(form: type[BaseForm]) -> BaseForm:
        return refused if isinstance(refused, form) else form()

    recommend = refused if isinstance(refused, RecommendationForm) else RecommendationForm(year=here.year)
    context = {
        "conference": conference, "told": queries.record(conference), "why_not": rules.why_not_run(here, conference),
        "statement": fresh(StatementForm), "recommend": recommend, "picture": fresh(PictureForm),
        "why_not_photograph": why_not_photograph(here),
    }  # fmt: skip
    return page(request, "conference/proceedings.html", context, refused)


@in_year()
def proceedings(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """What is written down during the conference."""
    return _show(request, here, conference_or_404(here, pk))


@in_year()
@require_POST
def statements(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A result or a point of the discussion."""
    found, form = conference_or_404(here, pk), StatementForm(request.POST)

    def act() -> None:
        actions.state(here=here, conference=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi.")):
        return redirect(address(here, "proceedings", pk))
    return _show(request, here, found, form)


@in_year()
@require_POST
def unstate(request: HttpRequest, here: Here, pk: int, statement: int) -> HttpResponse:
    """Strike what was written by mistake."""
    found = get_object_or_404(
        Statement.objects.select_related("conference"), pk=statement, conference=pk, conference__year=here.year
    )

    def act() -> None:
        actions.unstate(here=here, statement=found, at=clock.now())

    return do(request, act, _("Đã bỏ ghi nhận."), address(here, "proceedings", pk))


@in_year()
@require_POST
def recommendations(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A recommendation."""
    found, form = conference_or_404(here, pk), RecommendationForm(request.POST, year=here.year)

    def act() -> None:
        actions.recommend(here=here, conference=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã ghi kiến nghị.")):
        return redirect(address(here, "proceedings", pk))
    return _show(request, here, found, form)


@in_year()
@require_POST
def unrecommend(request: HttpRequest, here: Here, pk: int, recommendation: int) -> HttpResponse:
    """Strike a recommendation written by mistake."""
    rows = Recommendation.objects.select_related("conference")
    found = get_object_or_404(rows, pk=recommendation, conference=pk, conference__year=here.year)

    def act() -> None:
        actions.unrecommend(here=here, recommendation=found, at=clock.now())

    return do(request, act, _("Đã bỏ kiến nghị."), address(here, "proceedings", pk) + "#kien-nghi")


@in_year()
@require_POST
def pictures(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """A photograph into the year's album."""
    found, form = conference_or_404(here, pk), PictureForm(request.POST, request.FILES)

    def act() -> None:
        given = form.cleaned_data
        add_picture(here=here, caption=given["caption"], alt=given["alt"], upload=form.picture(), at=clock.now())

    if attempt(request, form, act, _("Đã thêm ảnh.")):
        return redirect(address(here, "proceedings", pk))
    return _show(request, here, found, form)


@in_year()
@require_POST
def speaker(request: HttpRequest, here: Here, pk: int, delegate: int) -> HttpResponse:
    """The delegate spoke, or did not after all."""
    found, spoke = delegate_or_404(here, pk, delegate), request.POST.get("spoke") == "1"

    def act() -> None:
        actions.mark_speaker(here=here, delegate=found, spoke=spoke, at=clock.now())

    return do(request, act, _("Đã ghi đại biểu phát biểu."), address(here, "proceedings", pk) + "#phat-bieu")
