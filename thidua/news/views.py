"""Pages of the newsroom: the year's articles, the editor, review and publication, the album."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import whole
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.news import actions, queries, rules
from thidua.news.forms import (
    KINDS,
    MOST_ROWS,
    ArticleForm,
    NoteForm,
    PictureForm,
    Row,
    StartForm,
    WithdrawForm,
    arranged,
    stored_rows,
    typed_rows,
)
from thidua.news.models import Article, Picture
from thidua.news.photographs import SIZES
from thidua.news.served import picture_response


def _article(here: Here, pk: int) -> Article:
    return get_object_or_404(queries.visible(here).select_related("year__cluster"), pk=pk)


def _to(here: Here, name: str, *args: object) -> tuple[Any, ...]:
    return (f"newsroom:{name}", here.year.cluster.slug, here.year.year, *args)


@in_year()
def newsroom(request: HttpRequest, here: Here) -> HttpResponse:
    """The year's articles and where each stands."""
    articles = list(queries.visible(here))
    names = queries.names_of(articles)
    leads = queries.lead_pictures(articles)
    context = {
        "articles": [(article, names.get(article.author_id, ""), leads.get(article.pk)) for article in articles],
        "why_not": rules.why_not_write(here),
        "may_photograph": not rules.why_not_photograph(here),
    }
    return page(request, "news/newsroom.html", context)


@in_year()
def start(request: HttpRequest, here: Here) -> HttpResponse:
    """Begin an empty article."""
    form = StartForm(request.POST or None)
    made: list[Article] = []

    def act() -> None:
        made.append(actions.start_article(here=here, at=clock.now(), **form.cleaned_data))

    if attempt(request, form, act):
        return redirect(*_to(here, "edit", made[0].pk))
    return page(request, "news/start.html", {"why_not": rules.why_not_write(here)}, form)


@in_year()
def article(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The article as readers will see it, and what may be done with it now."""
    found = _article(here, pk)
    context = {
        "article": found,
        "blocks": queries.blocks(found),
        "author": queries.names_of([found]).get(found.author_id, ""),
        "why_not_edit": rules.why_not_edit(here, found),
        "why_not_send": rules.why_not_send(here, found),
        "why_not_review": rules.why_not_review(here, found),
        "why_not_withdraw": rules.why_not_withdraw(here, found),
        "why_not_reopen": rules.why_not_reopen(here, found),
        "staff": True,
    }
    return page(request, "news/article_staff.html", context)


@in_year()
def edit(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The editor: one form; adding and moving rows works with or without JavaScript, nothing is saved by it."""
    found = _article(here, pk)
    if why_not := rules.why_not_edit(here, found):
        return page(request, "news/no_editing.html", {"article": found, "why_not": why_not})
    if how := request.POST.get("arrange"):
        rows, typed = arranged(typed_rows(request.POST), how)[:MOST_ROWS], request.POST.dict()
        return _editor(request, found, ArticleForm(initial=typed), rows, moved=True)
    form = ArticleForm(request.POST or None, initial=_initial(found))
    rows = typed_rows(request.POST) if request.method == "POST" else stored_rows(found.body)

    def act() -> None:
        given = {**form.cleaned_data}
        over = given.pop("over")
        given["version"] = over or given["version"]
        actions.save(here=here, article=found, blocks=[row.block() for row in rows], at=clock.now(), **given)

    if attempt(request, form, act, _("Đã lưu bài.")):
        return redirect(*_to(here, "article", pk))
    return _editor(request, found, form, rows)


def _initial(found: Article) -> dict[str, object]:
    return {name: getattr(found, name) for name in ("title", "standfirst", "byline", "source", "version")}


def _editor(
    request: HttpRequest, found: Article, form: ArticleForm, rows: list[Row], *, moved: bool = False
) -> HttpResponse:
    overtaken = form.is_bound and form.has_error("over")
    now = Article.objects.get(pk=found.pk) if overtaken else None
    context = {
        "article": found,
        "rows": rows or [Row()],
        "fresh": Row(),
        "kinds": [(kind.value, label) for kind, label in KINDS.items()],
        "pictures": [(str(picture.pk), picture.caption) for picture in queries.album(found.year)],
        "moved": moved,
        "now": now,
        "now_blocks": queries.blocks(now) if now else [],
    }
    return page(request, "news/edit.html", context, form)


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
    found, read = _article(here, pk), whole(request.POST.get("version", "")) or 0
    address = resolve_url(*_to(here, "article", pk))
    return do(request, lambda: verb(here=here, article=found, version=read, at=clock.now()), done, address)


@in_year()
@require_POST
def reopening(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: take a withdrawn article up again."""
    found = _article(here, pk)
    address = resolve_url(*_to(here, "article", pk))
    done = _("Bài đã về trạng thái đang soạn.")
    return do(request, lambda: actions.reopen(here=here, article=found, at=clock.now()), done, address)


@in_year()
def send_back(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Return to the writer, with a note."""
    found = _article(here, pk)
    form = NoteForm(request.POST or None)

    def act() -> None:
        actions.return_for_changes(here=here, article=found, note=form.cleaned_data["note"], at=clock.now())

    if attempt(request, form, act, _("Đã trả lại bài kèm ý kiến.")):
        return redirect(*_to(here, "article", pk))
    context = {"article": found, "act": _("Trả lại bài"), "why_not": rules.why_not_review(here, found)}
    return page(request, "news/note.html", context, form)


@in_year()
def withdrawal(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take a published article down, with a note for its readers."""
    found = _article(here, pk)
    form = WithdrawForm(request.POST or None)

    def act() -> None:
        actions.withdraw(here=here, article=found, note=form.cleaned_data["note"], at=clock.now())

    if attempt(request, form, act, _("Đã gỡ bài.")):
        return redirect(*_to(here, "article", pk))
    context = {"article": found, "act": _("Gỡ bài"), "why_not": rules.why_not_withdraw(here, found)}
    return page(request, "news/note.html", context, form)


@in_year()
def album(request: HttpRequest, here: Here) -> HttpResponse:
    """The year's pictures; add one."""
    form = PictureForm(request.POST or None, request.FILES or None)

    def act() -> None:
        actions.add_picture(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm ảnh vào album.")):
        return redirect(*_to(here, "album"))
    context = {"pictures": queries.album(here.year), "why_not": rules.why_not_photograph(here)}
    return page(request, "news/album.html", context, form)


@in_year()
def picture(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """One picture: its words, its file."""
    found = get_object_or_404(Picture, pk=pk, year=here.year)
    form = PictureForm(
        request.POST or None, request.FILES or None, initial={"caption": found.caption, "alt": found.alt}
    )

    def act() -> None:
        actions.change_picture(here=here, picture=found, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã lưu ảnh.")):
        return redirect(*_to(here, "album"))
    return page(request, "news/picture.html", {"picture": found, "why_not": rules.why_not_photograph(here)}, form)


@in_year()
def picture_file(request: HttpRequest, here: Here, pk: int, size: int) -> HttpResponse:
    """The picture's bytes for those who work in the year."""
    found = get_object_or_404(Picture, pk=pk, year=here.year)
    if size not in SIZES or not found.file:
        raise Http404
    return picture_response(found, size)  # type: ignore[return-value]
