"""Addresses of the API, and of the pages about its tokens."""

from django.urls import URLPattern, include, path, re_path

from thidua.exchange.api.doors import opened
from thidua.exchange.api.service import api
from thidua.exchange.api.terms import ROOT
from thidua.exchange.api.views import pages, papers, reports, results, scores, sheets, years

for views in (years, scores, reports, sheets, results, papers):
    api.add_router("", views.router)

calls = [
    path(str(one.pattern), opened(one.callback), name=one.name)
    for one in api.urls[0]
    if isinstance(one, URLPattern) and str(one.pattern)  # not the library's own front page
]
under = [
    path("", pages.for_people, name="for_people"),
    path("openapi.json", pages.description, name="description"),
    *calls,
    re_path(r"^[\s\S]*$", pages.nothing, name="nothing"),  # a line's end in it too
]
urlpatterns = [
    path("tai-khoan/ma-truy-cap/", pages.tokens, name="tokens"),
    path("tai-khoan/ma-truy-cap/moi/", pages.new_token, name="new_token"),
    path("tai-khoan/ma-truy-cap/tat-ca/", pages.every_token, name="all_tokens"),
    path("tai-khoan/ma-truy-cap/<int:pk>/huy/", pages.revoking, name="revoking"),
    path(ROOT.strip("/") + "/", include((under, "api"))),
]
