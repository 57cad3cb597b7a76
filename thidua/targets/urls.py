"""Addresses of the room."""

from django.urls import path

from thidua.targets import views

app_name = "targets"
urlpatterns = [
    path("", views.targets, name="targets"),
    path("<int:pk>/", views.registration, name="registration"),
    path("<int:pk>/gui/", views.submit, name="submit"),
    path("<int:pk>/rut/", views.recall, name="recall"),
    path("<int:pk>/duyet/", views.approve, name="approve"),
    path("<int:pk>/tra-lai/", views.send_back, name="return"),
    path("<int:pk>/chi-tieu/", views.agree, name="agree"),
    path("thong-tin/", views.traits, name="traits"),
    path("giao-uoc/", views.pledge, name="pledge"),
    path("giao-uoc/soan/", views.write_pledge, name="write_pledge"),
    path("giao-uoc/ky/", views.sign, name="sign"),
    path("giao-uoc/chot/", views.seal, name="seal"),
]
