"""Addresses of the room, under /cum/<cluster>/<year>/goi/."""

from django.urls import path

from thidua.exchange.packages import views

app_name = "packages"
urlpatterns = [
    path("", views.packages, name="packages"),
    path("xuat/<int:period>/", views.giving_report, name="giving_report"),
    path("xuat-cua-cum/", views.giving_cluster, name="giving_cluster"),
    path("nhap/", views.receiving, name="receiving"),
    path("<int:pk>/", views.package, name="package"),
    path("<int:pk>/tep/", views.package_file, name="file"),
    path("<int:pk>/bo/", views.discarding, name="discarding"),
    path("noi-tin-cay/", views.sites, name="sites"),
    path("noi-tin-cay/<int:pk>/", views.site, name="site"),
    path("noi-tin-cay/<int:pk>/thoi/", views.revoking, name="revoking"),
]
