"""Addresses of the room: for machines, for the administrator, and the ledger's heads for everyone."""

from django.urls import path

from thidua.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("suc-khoe/", views.alive, name="alive"),
    path("san-sang/", views.ready, name="ready"),
    path("do-luong/", views.figures, name="figures"),
    path("he-thong/", views.status, name="status"),
    path("so-cai/dau-so/", views.day_heads, name="day_heads"),
    path("du-lieu-ca-nhan/", views.personal_data, name="personal_data"),
    path("tai-khoan/du-lieu/", views.own_data, name="own_data"),
]
