"""What machines read: feeds, the map of the site, robots, pictures in fitting sizes, the picture of a shared link."""

import datetime as dt
import hashlib
from collections.abc import Callable
from xml.sax.saxutils import escape

from django.contrib.syndication.views import Feed
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext_lazy as _

from thidua.kit import clock
from thidua.kit.doors import PUBLIC, door
from thidua.kit.keeping import for_all, shared
from thidua.kit.viet import printable
from thidua.news import register
from thidua.news.photographs import FORMATS, SHAPES
from thidua.news.pieces import Piece, pieces
from thidua.news.served import A_DAY, size_of
from thidua.news.sharing import drawn
from thidua.news.stamp import stamp
from thidua.news.terms import Shown

IN_A_FEED = 30


@door(PUBLIC)
def picture(request: HttpRequest, name: str, shape: str, width: int, extension: str) -> HttpResponse:
    """A size of a picture, only while it stands in something that is published now."""
    if width not in SHAPES.get(shape, ()) or extension not in FORMATS:
        raise Http404
    at = clock.now()
    if name not in shared(("published pictures", stamp(at)), lambda: register.picture_names(at)):
        raise Http404
    return size_of(name, shape, width, extension)


@door(PUBLIC)
def share_picture(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The picture of a shared link: drawn once for what it says."""
    row = register.one(clock.now(), Shown(kind), slug) if kind in Shown.values else None
    if row is None or row.ended:
        raise Http404
    piece = Piece(row)
    photo = piece.lead.name if piece.lead else ""
    kicker = piece.place or piece.kind_name
    said = hashlib.sha256("\n".join((piece.title, kicker, photo)).encode()).hexdigest()
    kept = f"variants/chia-se/{said}.png"
    if not default_storage.exists(kept):
        crop = size_of(photo, "chia-se", 1200, "jpg").content if photo else None
        default_storage.save(kept, ContentFile(drawn(piece.title, kicker, crop)))
    with default_storage.open(kept) as ready:
        return HttpResponse(ready.read(), content_type="image/png", headers={"Cache-Control": A_DAY})


BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class Atom(Atom1Feed):
    """A feed with nothing in it changed at no time that anybody can tell."""

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else BEGINNING


class Rss(Rss201rev2Feed):
    """As above."""

    def latest_post_date(self) -> dt.datetime:
        return super().latest_post_date() if self.items else BEGINNING


class Newest(Feed):  # type: ignore[type-arg]
    """The feed of the newest articles."""

    feed_type = Atom
    title = _("Thi Đua: tin mới")
    subtitle = _("Tin, bài của các cụm thi đua")
    description = subtitle
    link = "/"
    address = "news:feed"

    def feed_url(self) -> str:
        return reverse(self.address)

    def items(self) -> list[Piece]:
        return pieces(register.articles(clock.now())[:IN_A_FEED])

    def item_title(self, item: Piece) -> str:
        return printable(item.title)

    def item_description(self, item: Piece) -> str:
        return printable(item.summary)

    def item_link(self, item: Piece) -> str:
        return item.address

    def item_pubdate(self, item: Piece) -> dt.datetime:
        return item.on

    def item_updateddate(self, item: Piece) -> dt.datetime:
        return item.changed

    def item_author_name(self, item: Piece) -> str:
        return printable(item.byline or item.place)


class NewestRss(Newest):
    """The same for older readers."""

    feed_type = Rss  # type: ignore[assignment]  # the stubs know one kind
    address = "news:rss"


def _made(view: Newest) -> Callable[..., HttpResponse]:
    """The feed without the header that tells when it was asked for: it is kept, and says itself what changed."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = view(request)
        if response.has_header("Last-Modified"):
            del response["Last-Modified"]
        return response

    return for_all(door(PUBLIC)(answer))


feed = _made(Newest())
rss = _made(NewestRss())


@for_all
@door(PUBLIC)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, with the day it last changed."""
    found = pieces(register.shown(clock.now()).defer("data", "words"))
    lists = sorted({piece.row.kind for piece in found})
    told = [(reverse("news:front"), ""), *((reverse(f"news:{kind}_list"), "") for kind in lists)]
    told += [(piece.address, piece.changed.isoformat()) for piece in found]
    lines = [
        f"<url><loc>{escape(request.build_absolute_uri(address))}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "") + "</url>"
        for address, changed in told
    ]  # fmt: skip
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return HttpResponse(head + "\n".join(lines) + "\n</urlset>\n", content_type="application/xml; charset=utf-8")


@for_all
@door(PUBLIC)
def robots(request: HttpRequest) -> HttpResponse:
    """The public pages are for everyone; behind them there is nothing for machines."""
    closed = "\n".join(
        f"Disallow: {path}" for path in ("/cum/", "/viec-cua-toi/", "/tai-khoan/", "/moi/", "/dang-nhap/")
    )
    text = (
        f"User-agent: *\n{closed}\nDisallow: /tim/\n\nSitemap: {request.build_absolute_uri(reverse('news:sitemap'))}\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
