"""Addresses of the room."""

from django.urls import path

from thidua.ballots import views

app_name = "ballots"
urlpatterns = [
    path("", views.ballots, name="ballots"),
    path("<int:pk>/", views.ballot, name="ballot"),
    path("<int:pk>/la-phieu/", views.paper, name="paper"),
    path("<int:pk>/de-nghi/", views.nominees, name="nominees"),
    path("<int:pk>/de-nghi/<int:nominee>/xoa/", views.strike, name="strike"),
    path("<int:pk>/mo/", views.opening, name="opening"),
    path("<int:pk>/dong/", views.closing, name="closing"),
]
