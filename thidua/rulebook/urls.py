"""Addresses of the room."""

from django.urls import path

from thidua.rulebook import views

app_name = "rulebook"
urlpatterns = [path("", views.edition, name="edition")]
