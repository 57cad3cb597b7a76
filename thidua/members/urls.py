"""Addresses of the room: my account, clusters, the people of a year."""

from django.urls import path

from thidua.members import views

YEAR = "cum/<slug:cluster>/<int:year>/nhan-su/"

app_name = "members"
urlpatterns = [
    path("tai-khoan/", views.account, name="account"),
    path("cum/", views.clusters, name="clusters"),
    path("cum/don-vi-moi/", views.new_unit, name="new_unit"),
    path("cum/lap-cum/", views.new_cluster, name="new_cluster"),
    path("cum/lap-nam/", views.constitute, name="constitute"),
    path(YEAR, views.people, name="people"),
    path(YEAR + "<int:pk>/ket-thuc/", views.end_seat, name="end_seat"),
    path(YEAR + "<int:pk>/uy-quyen/", views.substitute, name="substitute"),
]
