"""Addresses of the newsroom, under /cum/<cluster>/<year>/tin-bai/."""

from django.urls import path

from thidua.news import views

app_name = "newsroom"
urlpatterns = [
    path("", views.newsroom, name="newsroom"),
    path("moi/", views.start, name="start"),
    path("<int:pk>/", views.article, name="article"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/gui-duyet/", views.submission, name="submission"),
    path("<int:pk>/dang/", views.publication, name="publication"),
    path("<int:pk>/tra-lai/", views.send_back, name="send_back"),
    path("<int:pk>/go-bai/", views.withdrawal, name="withdrawal"),
    path("<int:pk>/soan-lai/", views.reopening, name="reopening"),
    path("anh/", views.album, name="album"),
    path("anh/<int:pk>/", views.picture, name="picture"),
    path("anh/<int:pk>/<int:size>.webp", views.picture_file, name="picture_file"),
]
