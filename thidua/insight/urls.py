"""Addresses of the room, under /cum/<cluster>/<year>/phan-tich/."""

from django.urls import path, re_path

from thidua.insight.views import looking, trying

app_name = "insight"
urlpatterns = [
    path("", looking.picture, name="picture"),
    path("cong-bang/", looking.fair, name="fair"),
    path("do-vung/", looking.firm, name="firm"),
    path("do-vung/tinh/", looking.drawing_many, name="drawing_many"),
    path("neu-nhu/", trying.what_if, name="what_if"),
    path("qua-cac-nam/", looking.years, name="years"),
    re_path(r"^bieu-do/(?P<name>[a-z-]+)\.(?P<kind>svg|png)$", looking.chart, name="chart"),
]
