"""Addresses of the room."""

from django.urls import path

from thidua.notices import views

app_name = "notices"
urlpatterns = [
    path("nhac-viec/", views.reminders, name="reminders"),
    path("nhac-viec/lich/", views.feed, name="feed"),
    path("nhac-viec/lich/huy/", views.feed_closing, name="feed_closing"),
    path("nhac-viec/thu-loi/", views.troubles, name="troubles"),
    path("nhac-viec/thu-loi/<int:pk>/gui-lai/", views.resending, name="resending"),
]
