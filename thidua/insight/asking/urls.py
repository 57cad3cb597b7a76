"""Addresses of asking: the question stands after the mark."""

from django.urls import path

from thidua.insight.asking import views

app_name = "asking"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("dong/", views.rows, name="rows"),
    path("tep/<slug:what>.<slug:kind>", views.file, name="file"),
    path("giai-thich/<slug:what>.csv", views.documentation, name="documentation"),
    path("bieu-do.svg", views.chart, name="chart"),
    path("luu/", views.keep, name="keep"),
    path("da-luu/", views.kept, name="kept"),
    path("da-luu/<int:pk>/", views.rename, name="rename"),
    path("da-luu/<int:pk>/xoa/", views.remove, name="remove"),
]
