"""Addresses of the room: the overview, a unit's report of a period, its evidence."""

from django.urls import path

from thidua.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("minh-chung/tep/<int:pk>/", views.evidence, name="evidence"),
    path("minh-chung/tep/<int:pk>/rut/", views.withdrawal, name="withdrawal"),
    path("minh-chung/<slug:unit>/", views.files, name="files"),
    path("<int:period>/<slug:unit>/", views.report, name="report"),
    path("<int:period>/<slug:unit>/gui/", views.submission, name="submission"),
    path("<int:period>/<slug:unit>/tra-lai/", views.giving_back, name="giving_back"),
]
