"""Addresses of the room."""

from django.urls import path

from thidua.conference import views

app_name = "conference"
urlpatterns = [path("", views.conferences, name="conferences")]
