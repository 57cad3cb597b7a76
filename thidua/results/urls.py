"""Addresses of the room."""

from django.urls import path

from thidua.results import views

app_name = "results"
urlpatterns = [path("", views.results, name="results")]
