"""Pages of the newsroom: the year's articles, one article and what may be done with it: review, publication, after."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import whole
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.news import actions, queries, rules
from thidua.news.forms import CorrectionForm, NoteForm, ScheduleForm, WithdrawForm
from thidua.news.models import Article
from thidua.news.views.places import article_here, to


@in_year()
def newsroom(request: HttpRequest, here: Here) -> HttpResponse:
    """The year's articles and where each stands."""
    articles = list(queries.visible(here))
    names = queries.names_of(articles)
    leads = queries.lead_pictures(articles)
    context = {
        "articles": [(article, names.get(article.author_id, ""), leads.get(article.pk)) for article in articles],
        "why_not": rules.why_not_write(here),
        "counts": _counts(articles),
    }
    return page(request, "news/newsroom.html", context)


def _counts(articles: list[Article]) -> dict[str, int]:
    """How many articles stand at each state."""
    states = [article.state for article in articles]
    return {state: states.count(state) for state in dict.fromkeys(states)}


@in_year()
def article(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The article as readers will see it, and what may be done with it now."""
    found, now = article_here(here, pk), clock.now()
    context = {
        "article": found,
        "blocks": queries.blocks(found),
        "author": queries.names_of([found]).get(found.author_id, ""),
        "why_not_edit": rules.why_not_edit(here, found),
        "why_not_send": rules.why_not_send(here, found),
        "why_not_review": rules.why_not_review(here, found),
        "why_not_withdraw": rules.why_not_withdraw(here, found),
        "why_not_reopen": rules.why_not_reopen(here, found),
        "why_not_return": rules.why_not_return(here, found),
        "why_not_correct": rules.why_not_correct(here, found, now),
        "why_not_named": rules.why_not_named(found),
        "why_not_call_off": rules.why_not_call_off(here, found, now),
        "shown": queries.last_shown(found) if found.published_at else None,
        "scheduled": rules.is_scheduled(found, now),
        "staff": True,
    }
    return page(request, "news/article_staff.html", context)


@in_year()
@require_POST
def submission(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: send to review."""
    return _press(request, here, pk, actions.send_to_review, _("Đã gửi duyệt. Người thứ hai sẽ đọc và đăng."))


@in_year()
@require_POST
def publication(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: publish."""
    return _press(request, here, pk, actions.publish, _("Đã đăng bài."))


def _press(request: HttpRequest, here: Here, pk: int, verb: Callable[..., None], done: str) -> HttpResponse:
    """A button under the article; it carries the version that was on the page."""
    found, read = article_here(here, pk), whole(request.POST.get("version", "")) or 0
    address = resolve_url(*to(here, "article", pk))
    return do(request, lambda: verb(here=here, article=found, version=read, at=clock.now()), done, address)


@in_year()
@require_POST
def reopening(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: take a withdrawn article up again."""
    found = article_here(here, pk)
    address = resolve_url(*to(here, "article", pk))
    done = _("Bài đã về trạng thái đang soạn.")
    return do(request, lambda: actions.reopen(here=here, article=found, at=clock.now()), done, address)


@in_year()
def send_back(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Return to the writer, with a note."""
    found = article_here(here, pk)
    form = NoteForm(request.POST or None)

    def act() -> None:
        actions.return_for_changes(here=here, article=found, note=form.cleaned_data["note"], at=clock.now())

    if attempt(request, form, act, _("Đã trả lại bài kèm ý kiến.")):
        return redirect(*to(here, "article", pk))
    context = {"article": found, "act": _("Trả lại bài"), "why_not": rules.why_not_return(here, found)}
    return page(request, "news/note.html", context, form)


@in_year()
def withdrawal(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take a published article down, with a note for its readers."""
    found = article_here(here, pk)
    form = WithdrawForm(request.POST or None)

    def act() -> None:
        actions.withdraw(here=here, article=found, note=form.cleaned_data["note"], at=clock.now())

    if attempt(request, form, act, _("Đã gỡ bài.")):
        return redirect(*to(here, "article", pk))
    context = {"article": found, "act": _("Gỡ bài"), "why_not": rules.why_not_withdraw(here, found)}
    return page(request, "news/note.html", context, form)


@in_year()
def correction(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take a published article up for a correction that its readers will see."""
    found = article_here(here, pk)
    form = CorrectionForm(request.POST or None)

    def act() -> None:
        actions.correct(here=here, article=found, note=form.cleaned_data["note"], at=clock.now())

    done = _("Bài mở ra để đính chính. Người đọc vẫn thấy bản cũ đến khi bản đính chính được duyệt và đăng.")
    if attempt(request, form, act, done):
        return redirect(*to(here, "edit", pk))
    why_not = rules.why_not_correct(here, found, clock.now())
    return page(request, "news/note.html", {"article": found, "act": _("Đính chính"), "why_not": why_not}, form)


@in_year()
def schedule(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Publish at a later moment."""
    found = article_here(here, pk)
    form = ScheduleForm(request.POST or None, initial={"version": found.version})

    def act() -> None:
        given = form.cleaned_data
        actions.publish(here=here, article=found, version=given["version"], on=given["on"], at=clock.now())

    if attempt(request, form, act, _("Đã hẹn giờ đăng. Bài tự hiện ra đúng giờ đó.")):
        return redirect(*to(here, "article", pk))
    context = {"article": found, "act": _("Hẹn giờ đăng"),
               "why_not": rules.why_not_review(here, found) or rules.why_not_named(found)}  # fmt: skip
    return page(request, "news/note.html", context, form)


@in_year()
@require_POST
def unschedule(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: take back a publication announced for later."""
    found = article_here(here, pk)
    address = resolve_url(*to(here, "article", pk))
    done = _("Đã bỏ hẹn; bài về trạng thái chờ duyệt.")
    return do(request, lambda: actions.call_off_publication(here=here, article=found, at=clock.now()), done, address)
