"""Addresses of the room: the result and its versions, the nominations and the register of awards."""

from django.urls import path

from thidua.results import views
from thidua.results.allotting import views as allotting

app_name = "results"
urlpatterns = [
    path("", views.results, name="results"),
    path("chot/", views.seal, name="seal"),
    path("lay-diem/", views.carrying, name="carrying"),
    path("ban/<int:number>/", views.version, name="version"),
    path("ban/<int:number>/cong-bo/", views.publish, name="publish"),
    path("ban/<int:number>/tai-ve/", views.download, name="download"),
    path("tinh-lai/", views.rescores, name="rescores"),
    path("tinh-lai/<int:pk>/", views.rescore, name="rescore"),
    path("tinh-lai/<int:pk>/bo/<int:correction>/", views.drop_correction, name="drop_correction"),
    path("tinh-lai/<int:pk>/ap-dung/", views.apply_rescore, name="apply_rescore"),
    path("tinh-lai/<int:pk>/huy/", views.cancel_rescore, name="cancel_rescore"),
    path("dang-ky/", views.fulfilment, name="fulfilment"),
    path("dang-ky/tai-ve/", views.fulfilment_workbook, name="fulfilment_workbook"),
    path("khen-thuong/", views.awards, name="awards"),
    path("khen-thuong/de-nghi/", views.propose, name="propose"),
    path("khen-thuong/chi-tieu/", allotting.allotments, name="allotments"),
    path("khen-thuong/chi-tieu/ngoai-le/", allotting.past, name="past"),
    path("khen-thuong/gui/", views.submit, name="submit"),
    path("khen-thuong/<int:pk>/rut/", views.withdraw, name="withdraw"),
]
