"""Addresses of the room."""

from django.urls import path

from thidua.targets import views

app_name = "targets"
urlpatterns = [path("", views.targets, name="targets")]
