"""Addresses of the room, under /cum/<cluster>/<year>/van-ban/bo/."""

from django.urls import path

from thidua.pack import views

app_name = "pack"
urlpatterns = [
    path("", views.whole, name="pack"),
    path("soan/", views.drafting, name="drafting"),
]
