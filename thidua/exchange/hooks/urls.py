"""Addresses of the room."""

from django.urls import path

from thidua.exchange.hooks import views

app_name = "hooks"
urlpatterns = [
    path("", views.hooks, name="hooks"),
    path("<int:pk>/", views.hook, name="hook"),
    path("<int:pk>/bo/", views.removing, name="removing"),
    path("<int:pk>/bat-lai/", views.switching, name="switching"),
    path("<int:pk>/gui-lai/<int:sent>/", views.resending, name="resending"),
]
