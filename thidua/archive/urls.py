"""Addresses of the room, under /cum/<cluster>/<year>/ho-so-luu/."""

from django.urls import path

from thidua.archive import views

app_name = "archive"
urlpatterns = [
    path("", views.archive, name="archive"),
    path("tai-ve/", views.archive_file, name="file"),
]
