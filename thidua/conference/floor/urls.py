"""Addresses of a delegate's phone, under the code of the badge."""

from django.urls import path

from thidua.conference.views import phone

app_name = "floor"
urlpatterns = [
    path("phat-bieu/", phone.speaking, name="speaking"),
    path("phat-bieu/rut/", phone.withdraw, name="withdraw"),
    path("man-hinh/", phone.screen, name="screen"),
]
