"""Addresses of the room."""

from django.urls import path

from thidua.ballots import views

app_name = "ballots"
urlpatterns = [path("", views.ballots, name="ballots")]
