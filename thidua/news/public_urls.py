"""The public addresses: the front page, the articles, their pictures, the feed."""

from django.urls import path

from thidua.news import public_views as views

app_name = "news"
urlpatterns = [
    path("", views.front, name="front"),
    path("tin/<slug:slug>/", views.article, name="article"),
    path("tin.atom", views.feed, name="feed"),
    path("anh/<int:pk>/<int:size>.webp", views.picture, name="picture"),
]
