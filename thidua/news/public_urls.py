"""The public addresses: the front page, what is published, its pictures, feeds, the map of the site."""

from django.urls import path

from thidua.news.terms import Shown
from thidua.news.views import machines, public

PLACES = {
    Shown.ARTICLE: "tin",
    Shown.MOVEMENT: "phong-trao",
    Shown.CLUSTER: "cum-thi-dua",
    Shown.BOARD: "bang-xep-hang",
    Shown.EXEMPLAR: "dien-hinh",
    Shown.DECISIONS: "quyet-dinh",
    Shown.ALBUM: "anh-hoat-dong",
}

app_name = "news"
urlpatterns = [
    path("", public.front, name="front"),
    path("tim/", public.search, name="search"),
    path("tin.atom", machines.feed, name="feed"),
    path("tin.rss", machines.rss, name="rss"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("chia-se/<slug:kind>/<slug:slug>.png", machines.share_picture, name="share_picture"),
    path("anh/<slug:name>/<str:shape>-<int:width>.<slug:extension>", machines.picture, name="picture"),
    *(path(f"{place}/", public.listing(kind), name=f"{kind}_list") for kind, place in PLACES.items()),
    *(path(f"{place}/<slug:slug>/", public.item(kind), name=str(kind)) for kind, place in PLACES.items()),
]
