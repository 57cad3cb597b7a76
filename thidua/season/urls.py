"""Addresses of the room."""

from django.urls import path

from thidua.season import views

app_name = "season"
urlpatterns = [
    path("", views.season, name="season"),
    path("phat-dong/", views.launch, name="launch"),
    path("thoi-han/", views.window, name="window"),
]
