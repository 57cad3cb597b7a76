"""Addresses of the room: the result and its versions, the nominations and the register of awards."""

from django.urls import path

from thidua.results import views

app_name = "results"
urlpatterns = [
    path("", views.results, name="results"),
    path("chot/", views.seal, name="seal"),
    path("ban/<int:number>/", views.version, name="version"),
    path("ban/<int:number>/cong-bo/", views.publish, name="publish"),
    path("ban/<int:number>/tai-ve/", views.download, name="download"),
    path("khen-thuong/", views.awards, name="awards"),
    path("khen-thuong/de-nghi/", views.propose, name="propose"),
    path("khen-thuong/gui/", views.submit, name="submit"),
    path("khen-thuong/<int:pk>/rut/", views.withdraw, name="withdraw"),
    path("khen-thuong/<int:pk>/quyet-dinh/", views.decide, name="decide"),
]
