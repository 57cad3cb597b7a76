"""Addresses that a code opens, without an account."""

from django.urls import path

from thidua.conference.phone import views

app_name = "delegate"
urlpatterns = [
    path("dai-bieu/<slug:code>/", views.delegate, name="page"),
    path("dai-bieu/<slug:code>/tai-lieu/<int:handout>/", views.document, name="document"),
    path("loi-moi/<slug:code>/", views.invitation, name="invitation"),
    path("tai-lieu-hoi-nghi/<slug:code>/", views.public_document, name="public_document"),
]
