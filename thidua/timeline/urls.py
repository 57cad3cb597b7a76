"""Addresses of the room: my work, the year, its steps and ledger, stepping back, passing over."""

from django.urls import path

from thidua.timeline import views

YEAR = "cum/<slug:cluster>/<int:year>/"

app_name = "timeline"
urlpatterns = [
    path("viec-cua-toi/", views.home, name="home"),
    path(YEAR, views.year, name="year"),
    path(YEAR + "cac-buoc/", views.steps, name="steps"),
    path(YEAR + "so-cai/", views.ledger, name="ledger"),
    path(YEAR + "mo-lai/", views.step_back, name="step_back"),
    path(YEAR + "ghi-nhan-buoc/", views.pass_over, name="pass_over"),
]
