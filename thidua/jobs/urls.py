"""Addresses of the room."""

from django.urls import path

from thidua.jobs import views

app_name = "jobs"
urlpatterns = [
    path("viec-chay/", views.jobs, name="jobs"),
    path("viec-chay/<int:pk>/", views.job, name="job"),
    path("viec-chay/<int:pk>/dung/", views.cancelling, name="cancelling"),
    path("viec-chay/<int:pk>/tep/", views.result, name="result"),
]
