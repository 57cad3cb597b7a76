"""Addresses of the room."""

from django.urls import path

from thidua.paperwork import views

app_name = "paperwork"
urlpatterns = [
    path("", views.papers, name="papers"),
    path("<int:pk>/", views.paper, name="paper"),
]
