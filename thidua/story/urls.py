"""Addresses of the room, under /cum/<cluster>/<year>/tin-bai/tu-hoi-nghi/."""

from django.urls import path

from thidua.story import views

app_name = "story"
urlpatterns = [
    path("", views.story, name="story"),
    path("hoi-nghi/<int:pk>/bai/", views.drafting, name="drafting"),
    path("bai/<int:pk>/", views.article, name="article"),
]
