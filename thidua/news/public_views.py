"""What anyone may read: the front page, an article, its pictures, the feed."""

import datetime as dt
from urllib.parse import quote

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from thidua.kit.answer import page
from thidua.kit.doors import PUBLIC, door
from thidua.kit.viet import printable
from thidua.news import queries
from thidua.news.models import Article, Picture
from thidua.news.photographs import LARGE, SIZES
from thidua.news.served import picture_response, structured
from thidua.news.terms import State

ON_THE_FRONT = 13
SHARE = (
    ("Zalo", "https://zalo.me/share?url="),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u="),
)


@door(PUBLIC)
def front(request: HttpRequest) -> HttpResponse:
    """The newest articles, the first one large."""
    articles = list(queries.published()[:ON_THE_FRONT])
    leads = queries.lead_pictures(articles)
    shown = [(article, leads.get(article.pk)) for article in articles]
    return page(request, "news/front.html", {"lead": shown[0] if shown else None, "others": shown[1:]})


@door(PUBLIC)
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article; one that was taken down answers 410 with the note left for its readers."""
    found = get_object_or_404(queries.once_published(), slug=slug)
    if found.state != State.PUBLISHED:
        return render(request, "news/gone.html", {"article": found}, status=410)
    blocks = queries.blocks(found)
    address = reverse("news:article", args=[found.slug])
    canonical = request.build_absolute_uri(address)
    files = [
        reverse("news:picture", args=[block.picture.pk, LARGE])
        for block in blocks
        if block.picture and block.picture.file
    ]
    context = {
        "article": found,
        "blocks": blocks,
        "canonical": canonical,
        "shares": [(name, start + quote(canonical, safe="")) for name, start in SHARE],
        "structured": structured(found, request.build_absolute_uri, address, files),
        "og_picture": request.build_absolute_uri(files[0]) if files else "",
        "more": queries.published().exclude(pk=found.pk)[:3],
    }
    return page(request, "news/article.html", context)


@door(PUBLIC)
def picture(request: HttpRequest, pk: int, size: int) -> FileResponse:
    """A picture's bytes, only while it stands in a published article."""
    found = get_object_or_404(Picture, pk=pk)
    if size not in SIZES or not found.file or not queries.is_public(found):
        raise Http404
    return picture_response(found, size)


class Newest(Feed):  # type: ignore[type-arg]
    """The feed of the newest articles."""

    feed_type = Atom1Feed
    title = _("Thi Đua: tin mới")
    subtitle = _("Tin, bài của các cụm thi đua")
    link = "/"

    def feed_url(self) -> str:
        return reverse("news:feed")

    def items(self) -> QuerySet[Article]:
        return queries.published()[:30]

    def item_title(self, item: Article) -> str:
        return printable(item.title)

    def item_description(self, item: Article) -> str:
        return printable(item.standfirst)

    def item_link(self, item: Article) -> str:
        return reverse("news:article", args=[item.slug])

    def item_pubdate(self, item: Article) -> dt.datetime | None:
        return item.published_at

    def item_author_name(self, item: Article) -> str:
        return printable(item.byline or str(item.year.cluster))


feed = door(PUBLIC)(Newest())
