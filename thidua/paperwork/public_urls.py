"""Addresses for everybody."""

from django.urls import path

from thidua.paperwork import public_views

app_name = "papercheck"
urlpatterns = [path("kiem-tra/<slug:code>/", public_views.check, name="check")]
