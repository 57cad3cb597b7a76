"""Addresses of the room."""

from django.urls import path

from thidua.handover import views

app_name = "handover"
urlpatterns = [path("", views.handover, name="handover")]
