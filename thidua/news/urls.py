"""Addresses of the room."""

from django.urls import path

from thidua.news import views

app_name = "newsroom"
urlpatterns = [path("", views.newsroom, name="newsroom")]
