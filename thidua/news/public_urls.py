"""The public addresses: the front page, the articles, the language of forms."""

from django.urls import path

from thidua.news import public_views as views

app_name = "news"
urlpatterns = [
    path("", views.front, name="front"),
]
