"""Addresses of the room: the overview, a unit's report of a period, its evidence."""

from django.urls import path

from thidua.reports.views import files, periods, reports

app_name = "reports"
urlpatterns = [
    path("", periods.reports, name="reports"),
    path("mo-loat/", periods.series, name="series"),
    path("minh-chung/tep/<int:pk>/", files.evidence, name="evidence"),
    path("minh-chung/tep/<int:pk>/xem/", files.file, name="file"),
    path("minh-chung/tep/<int:pk>/anh/", files.picture, name="picture"),
    path("minh-chung/gan/<int:pk>/rut/", files.withdrawal, name="withdrawal"),
    path("minh-chung/<slug:unit>/", files.files, name="files"),
    path("<int:period>/<slug:unit>/", reports.report, name="report"),
    path("<int:period>/<slug:unit>/mang-sang/", reports.carrying, name="carrying"),
    path("<int:period>/<slug:unit>/xac-nhan/", reports.confirmation, name="confirmation"),
    path("<int:period>/<slug:unit>/gui/", reports.submission, name="submission"),
    path("<int:period>/<slug:unit>/tra-lai/", reports.giving_back, name="giving_back"),
]
