"""Addresses of the room: the API, the pages of tokens, and inside a year the addresses that are told, the packages."""

from django.urls import include, path

from thidua.exchange.hooks.views import troubles

app_name = "exchange"
urlpatterns = [
    path("he-thong/bao-tin/", troubles, name="hooks_in_trouble"),
    path("", include("thidua.exchange.api.urls")),
    path("cum/<slug:cluster>/<int:year>/bao-tin/", include("thidua.exchange.hooks.urls")),
    path("cum/<slug:cluster>/<int:year>/goi/", include("thidua.exchange.packages.urls")),
]
