"""Addresses of the newsroom, under /cum/<cluster>/<year>/tin-bai/."""

from django.urls import path

from thidua.news.views import album, editor, exemplars, newsroom

app_name = "newsroom"
urlpatterns = [
    path("", newsroom.newsroom, name="newsroom"),
    path("moi/", editor.start, name="start"),
    path("<int:pk>/", newsroom.article, name="article"),
    path("<int:pk>/sua/", editor.edit, name="edit"),
    path("<int:pk>/tu-luu/", editor.autosave, name="autosave"),
    path("<int:pk>/bo-phan-go-do/", editor.throw_away, name="throw_away"),
    path("<int:pk>/cac-ban/", editor.versions, name="versions"),
    path("<int:pk>/gui-duyet/", newsroom.submission, name="submission"),
    path("<int:pk>/dang/", newsroom.publication, name="publication"),
    path("<int:pk>/hen-dang/", newsroom.schedule, name="schedule"),
    path("<int:pk>/bo-hen/", newsroom.unschedule, name="unschedule"),
    path("<int:pk>/tra-lai/", newsroom.send_back, name="send_back"),
    path("<int:pk>/dinh-chinh/", newsroom.correction, name="correction"),
    path("<int:pk>/go-bai/", newsroom.withdrawal, name="withdrawal"),
    path("<int:pk>/soan-lai/", newsroom.reopening, name="reopening"),
    path("dien-hinh/", exemplars.exemplars, name="exemplars"),
    path("dien-hinh/moi/", exemplars.new_exemplar, name="new_exemplar"),
    path("dien-hinh/<int:pk>/", exemplars.exemplar, name="exemplar"),
    path("dien-hinh/<int:pk>/cong-bo/", exemplars.exemplar_opening, name="exemplar_opening"),
    path("anh/", album.album, name="album"),
    path("anh/cong-bo/", album.opening, name="album_opening"),
    path("anh/<int:pk>/", album.picture, name="picture"),
    path("anh/<int:pk>/nguoi/", album.naming, name="naming"),
    path("anh/<int:pk>/nguoi/<int:person>/bo/", album.unnaming, name="unnaming"),
    path("anh/<int:pk>/<int:size>.webp", album.picture_file, name="picture_file"),
]
