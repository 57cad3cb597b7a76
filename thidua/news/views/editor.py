"""The editor: one form; what is typed is kept by itself; versions side by side."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kit import clock
from thidua.kit.answer import attempt, do, page
from thidua.kit.posted import whole
from thidua.kit.refusal import Refused
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.news import actions, queries, rules
from thidua.news.comparing import compared
from thidua.news.forms import KINDS, MOST_ROWS, ArticleForm, Row, StartForm, arranged, named, stored_rows, typed_rows
from thidua.news.models import Article, Jotting, Version
from thidua.news.views.places import article_here, to

FIELDS = ("title", "standfirst", "byline", "source", "version")
COLUMNS = ("kind", "text", "picture", "traces", "row", "album")


@in_year()
def start(request: HttpRequest, here: Here) -> HttpResponse:
    """Begin an empty article."""
    form = StartForm(request.POST or None)
    made: list[Article] = []

    def act() -> None:
        made.append(actions.start_article(here=here, at=clock.now(), **form.cleaned_data))

    if attempt(request, form, act):
        return redirect(*to(here, "edit", made[0].pk))
    return page(request, "news/start.html", {"why_not": rules.why_not_write(here)}, form)


@in_year()
def edit(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """The editor: one form; adding and moving rows works with or without JavaScript, nothing is saved by it."""
    found = article_here(here, pk)
    if why_not := rules.why_not_edit(here, found):
        return page(request, "news/no_editing.html", {"article": found, "why_not": why_not})
    if how := request.POST.get("arrange"):
        rows, typed = named(arranged(typed_rows(request.POST), how)[:MOST_ROWS]), request.POST.dict()
        return _editor(request, here, found, ArticleForm(initial=typed), rows, moved=True)
    left = queries.jotting(found, here.person)
    if request.method != "POST" and left and "ban-luu" not in request.GET:
        typed_before = _typed_before(left)
        form = ArticleForm(initial={name: typed_before.get(name, "") for name in FIELDS})
        return _editor(request, here, found, form, typed_rows(typed_before), left=left)
    form = ArticleForm(request.POST or None, initial={name: getattr(found, name) for name in FIELDS})
    rows = typed_rows(request.POST) if request.method == "POST" else stored_rows(found.body)

    def act() -> None:
        given = {**form.cleaned_data}
        over = given.pop("over")
        given["version"] = over or given["version"]
        actions.save(here=here, article=found, blocks=[row.block() for row in rows], at=clock.now(), **given)

    if attempt(request, form, act, _("Đã lưu bài.")):
        return redirect(*to(here, "article", pk))
    return _editor(request, here, found, form, rows)


def _typed_before(left: Jotting) -> QueryDict:
    """What was typed and not saved, as if it had just been posted."""
    data = QueryDict(mutable=True)
    for name, values in left.typed.items():
        data.setlist(name, [str(value) for value in values])
    return data


def _editor(
    request: HttpRequest, here: Here, found: Article, form: ArticleForm, rows: list[Row], *, moved: bool = False,
    left: Jotting | None = None,
) -> HttpResponse:  # fmt: skip
    overtaken = form.is_bound and form.has_error("over")
    now = Article.objects.get(pk=found.pk) if overtaken else None
    kept = queries.jotting(found, here.person)
    context: dict[str, Any] = {
        "article": found,
        "rows": rows or [Row(name="k0")],
        "fresh": Row(),
        "kinds": [(kind.value, label) for kind, label in KINDS.items()],
        "pictures": [(str(picture.pk), picture.caption) for picture in queries.album(found.year)],
        "moved": moved,
        "now": now,
        "now_blocks": queries.blocks(now) if now else [],
        "left": left,
        "left_behind": left is not None and left.typed.get("version") != [str(found.version)],
        "turn": kept.turn if kept else 0,
    }
    return page(request, "news/edit.html", context, form)


@in_year()
@require_POST
def autosave(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: keep what is being typed, apart from the article. JSON: the new turn, or why nothing was kept."""
    found = article_here(here, pk)
    typed = {name: request.POST.getlist(name) for name in (*FIELDS, *COLUMNS)}
    typed = {name: [value.replace("\0", "")[:20_000] for value in values[:2000]] for name, values in typed.items()}
    seen, now = whole(request.POST.get("turn", "")) or 0, clock.now()
    try:
        turn = actions.jot(here=here, article=found, typed=typed, turn=seen, at=now)
    except Refused as refused:
        other = queries.jotting(found, here.person) if refused.field == "turn" else None
        return JsonResponse({"refused": str(refused), "other": other.turn if other else 0})
    return JsonResponse({"turn": turn, "at": timezone.localtime(now).strftime("%H:%M:%S")})


@in_year()
@require_POST
def throw_away(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """POST: what was typed and not saved is not wanted."""
    found = article_here(here, pk)
    address = resolve_url(*to(here, "edit", pk))
    done = _("Đã bỏ phần gõ dở; đây là bản đã lưu.")
    return do(request, lambda: actions.throw_away_jotting(here=here, article=found, at=clock.now()), done, address)


@in_year()
def versions(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Every text the article had; two of them side by side, word by word."""
    found = article_here(here, pk)
    every = list(queries.versions(found))
    after = _numbered(every, request.GET.get("sau", "")) or (every[0] if every else None)
    earlier = [one for one in every if after and one.number < after.number]
    before = _numbered(every, request.GET.get("truoc", "")) or (earlier[0] if earlier else None)
    captions = {picture.pk: picture.caption for picture in queries.album(found.year)}
    changes = compared(before, after, captions) if before and after else []
    context = {"article": found, "versions": every, "before": before, "after": after, "changes": changes}
    return page(request, "news/versions.html", context)


def _numbered(every: list[Version], asked: str) -> Version | None:
    return next((one for one in every if str(one.number) == asked), None)
