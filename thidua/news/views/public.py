"""What anyone may read: the front page, lists, one page a thing, search. Made of published rows alone.

Nothing here asks who reads: no session, no form token, no message, no hour of the day. So a page is the same for
everybody until something is published, and under a freeze it stays the same to the byte.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from thidua.kit import clock
from thidua.kit.doors import PUBLIC, door
from thidua.kit.keeping import for_all
from thidua.news import register
from thidua.news.models import Showing
from thidua.news.pieces import Piece, pieces
from thidua.news.served import structured
from thidua.news.terms import Shown

ON_THE_FRONT = 9
BESIDE_ARTICLES = {
    Shown.MOVEMENT: 2, Shown.EXEMPLAR: 3, Shown.ALBUM: 6, Shown.BOARD: 3, Shown.DECISIONS: 3,
}  # fmt: skip
"""So many of each are on the front page."""
CLUSTERS_ON_THE_FRONT = 8
A_PAGE = 24
LONGEST_QUESTION = 120
SHARE = (
    ("Zalo", "https://zalo.me/share?url="),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u="),
)
LISTS = {
    Shown.ARTICLE: (later("Tin bài"), later("Chưa có bài nào được đăng.")),
    Shown.MOVEMENT: (later("Phong trào thi đua"), later("Chưa công bố phong trào nào.")),
    Shown.CLUSTER: (later("Cụm thi đua"), later("Chưa công bố cụm thi đua nào.")),
    Shown.EXEMPLAR: (later("Điển hình tiên tiến"), later("Chưa công bố điển hình nào.")),
    Shown.DECISIONS: (later("Quyết định khen thưởng"), later("Chưa công bố quyết định nào.")),
    Shown.ALBUM: (later("Ảnh hoạt động"), later("Chưa công bố album nào.")),
    Shown.BOARD: (later("Bảng xếp hạng"), later("Chưa công bố bảng xếp hạng nào.")),
}
MENU = (Shown.ARTICLE, Shown.MOVEMENT, Shown.CLUSTER, Shown.BOARD, Shown.EXEMPLAR, Shown.DECISIONS, Shown.ALBUM)


def answered(
    request: HttpRequest, template: str, context: Mapping[str, object], *, at: Shown | None = None, status: int = 200
) -> HttpResponse:
    """A public page: rendered from what it is given, with nothing of the request but its address."""
    menu = [(kind == at, reverse(f"news:{kind}_list"), LISTS[kind][0]) for kind in MENU]
    given = {
        "language": get_language(), "path": request.get_full_path(), "menu": menu,
        "canonical": request.build_absolute_uri(request.path), "site": request.build_absolute_uri("/"), **context,
    }  # fmt: skip
    return HttpResponse(get_template(f"news/site/{template}.html").render(given), status=status)


@for_all
@door(PUBLIC)
def front(request: HttpRequest) -> HttpResponse:
    """The newest article large, the others after it; then movements, clusters, good examples, pictures."""
    at = clock.now()
    articles = pieces(register.articles(at)[:ON_THE_FRONT])
    other = {kind: pieces(rows) for kind, rows in register.fresh(at, BESIDE_ARTICLES).items()}
    clusters = numbered(register.by_name(at, Shown.CLUSTER)[:CLUSTERS_ON_THE_FRONT])
    photos = [(album, photo) for album in other[Shown.ALBUM] for photo in album.photos][:6]
    context = {
        "lead": articles[0] if articles else None, "others": articles[1:], "movements": other[Shown.MOVEMENT],
        "clusters": clusters, "exemplars": other[Shown.EXEMPLAR], "photos": photos,
        "boards": other[Shown.BOARD], "decisions": other[Shown.DECISIONS],
        "illustrative": any(piece.row.data.get("illustrative") for piece in articles[:1] + clusters),
    }  # fmt: skip
    return answered(request, "front", context)


WITH_PICTURES = (Shown.ARTICLE, Shown.ALBUM, Shown.EXEMPLAR)


def numbered(numbers: Sequence[int]) -> list[Piece]:
    """The rows of these numbers, in this order."""
    found = Showing.objects.in_bulk(numbers)
    return [Piece(found[number]) for number in numbers]


def listing(kind: Shown) -> Callable[..., HttpResponse]:
    """The view that lists everything shown of a kind, page by page."""

    @for_all
    @door(PUBLIC)
    def view(request: HttpRequest) -> HttpResponse:
        at = clock.now()
        page: Any  # of rows, and then of what a row shows
        if kind == Shown.CLUSTER:
            page = Paginator(register.by_name(at, kind), A_PAGE).get_page(request.GET.get("trang"))
            page.object_list = numbered(page.object_list)
        else:
            rows = register.articles(at) if kind == Shown.ARTICLE else register.shown(at, kind)
            page = Paginator(rows, A_PAGE).get_page(request.GET.get("trang"))
            page.object_list = pieces(page.object_list)
        heading, empty = LISTS[kind]
        context = {"heading": heading, "empty": empty, "page": page, "cards": kind in WITH_PICTURES,
                   "illustrative": any(piece.row.data.get("illustrative") for piece in page)}  # fmt: skip
        return answered(request, "list", context, at=kind)

    return view


def item(kind: Shown) -> Callable[..., HttpResponse]:
    """The view of one thing of a kind; one that was taken down answers 410 with the note left for its readers."""

    @for_all
    @door(PUBLIC)
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        row = register.one(clock.now(), kind, slug)
        if row is None:
            raise Http404
        piece = Piece(row)
        if row.ended:
            return answered(request, "gone", {"piece": piece, "article": kind == Shown.ARTICLE}, at=kind, status=410)
        return answered(request, str(kind), {"piece": piece, **shared(request, piece), **beside(piece)}, at=kind)

    return view


def shared(request: HttpRequest, piece: Piece) -> dict[str, object]:
    """What a page says of itself to those it is shared with, and the links to share it."""
    canonical = request.build_absolute_uri(piece.address)
    picture = request.build_absolute_uri(reverse("news:share_picture", args=[piece.row.kind, piece.row.key]))
    return {
        "canonical": canonical,
        "shares": [(name, start + quote(canonical, safe="")) for name, start in SHARE],
        "share_picture": picture,
        "structured": structured(piece, canonical, picture),
    }


def beside(piece: Piece) -> dict[str, object]:
    """What stands beside a thing: other articles, a cluster's boards and articles, which clusters have a page."""
    at = clock.now()
    if piece.kind == Shown.ARTICLE:
        return {"more": [other for other in pieces(register.articles(at)[:4]) if other.row.pk != piece.row.pk][:3]}
    if piece.kind == Shown.CLUSTER and piece.row.year:
        ended = pieces(register.of_cluster(at, piece.row.year, Shown.BOARD, Shown.DECISIONS))
        return {
            "boards": [one for one in ended if one.kind == Shown.BOARD],
            "decisions": [one for one in ended if one.kind == Shown.DECISIONS],
            "articles": pieces(register.of_cluster(at, piece.row.year, Shown.ARTICLE)[:6]),
        }
    if piece.kind == Shown.MOVEMENT:
        return {"open_clusters": {row.key for row in register.shown(at, Shown.CLUSTER)}}
    return {}


@for_all
@door(PUBLIC)
def search(request: HttpRequest) -> HttpResponse:
    """Everything published that holds the words, with or without accents."""
    asked = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_QUESTION]
    found = pieces(register.found(clock.now(), asked)) if asked else []
    if asked and found:
        said = _("%(n)s mục có “%(asked)s”") % {"n": len(found), "asked": asked}
    else:
        said = _("Không có mục nào chứa “%(asked)s”.") % {"asked": asked} if asked else ""
    again = f"{reverse('news:search')}?{urlencode({'q': asked})}"
    sample = any(piece.row.data.get("illustrative") for piece in found)
    context = {"asked": asked, "found": found, "said": said, "path": again, "illustrative": sample}
    return answered(request, "search", context)
