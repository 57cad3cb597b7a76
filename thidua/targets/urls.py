"""Addresses of the room."""

from django.urls import path

from thidua.targets.views import pledge, registrations

app_name = "targets"
urlpatterns = [
    path("", registrations.targets, name="targets"),
    path("<int:pk>/", registrations.registration, name="registration"),
    path("<int:pk>/gui/", registrations.submit, name="submit"),
    path("<int:pk>/rut/", registrations.recall, name="recall"),
    path("<int:pk>/duyet/", registrations.approve, name="approve"),
    path("<int:pk>/tra-lai/", registrations.send_back, name="return"),
    path("<int:pk>/chi-tieu/", registrations.agree, name="agree"),
    path("<int:pk>/dieu-chinh/", registrations.amend, name="amend"),
    path("thong-tin/", registrations.traits, name="traits"),
    path("giao-uoc/", pledge.pledge, name="pledge"),
    path("giao-uoc/soan/", pledge.write_pledge, name="write_pledge"),
    path("giao-uoc/le-ky/", pledge.ceremony, name="ceremony"),
    path("giao-uoc/chua-ky/", pledge.decline, name="decline"),
    path("giao-uoc/ky/", pledge.sign, name="sign"),
    path("giao-uoc/chot/", pledge.seal, name="seal"),
]
