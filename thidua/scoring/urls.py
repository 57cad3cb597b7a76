"""Addresses of the room."""

from django.urls import path

from thidua.scoring import views

app_name = "scoring"
urlpatterns = [
    path("cham-diem/", views.scoring, name="scoring"),
    path("bang-diem/", views.board, name="board"),
]
