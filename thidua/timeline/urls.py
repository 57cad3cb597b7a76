"""Addresses of the room: my work, the year, its steps, progress and ledger, steps back, passing over, successors."""

from django.urls import path

from thidua.timeline import views

YEAR = "cum/<slug:cluster>/<int:year>/"

app_name = "timeline"
urlpatterns = [
    path("viec-cua-toi/", views.home, name="home"),
    path("viec-cua-toi/thoi-han.ics", views.deadlines, name="deadlines"),
    path("lich/<int:pk>/<slug:secret>/thoi-han.ics", views.feed, name="feed"),
    path(YEAR, views.year, name="year"),
    path(YEAR + "cac-buoc/", views.steps, name="steps"),
    path(YEAR + "tien-do/", views.progress, name="progress"),
    path(YEAR + "tien-do/<slug:phase>/gia-han/", views.extension, name="extension"),
    path(YEAR + "so-cai/", views.ledger, name="ledger"),
    path(YEAR + "mo-lai/", views.step_back, name="step_back"),
    path(YEAR + "ghi-nhan-buoc/", views.pass_over, name="pass_over"),
    path(YEAR + "nhan-su/quyen/", views.who_may, name="who_may"),
    path(YEAR + "nhan-su/<int:pk>/ban-giao/", views.hand_over_seat, name="hand_over_seat"),
]
