"""Addresses of the room."""

from django.urls import path

from thidua.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("", views.edition, name="edition"),
    path("du-thao/", views.draft, name="draft"),
    path("du-thao/excel/", views.workbook, name="workbook"),
    path("<int:pk>/", views.text, name="text"),
    path("<int:pk>/toml/", views.download, name="download"),
    path("<int:pk>/excel/", views.as_workbook, name="as_workbook"),
    path("<int:pk>/sua/", views.redraft, name="redraft"),
    path("<int:pk>/sua/excel/", views.reworkbook, name="reworkbook"),
    path("<int:pk>/trinh/", views.propose, name="propose"),
    path("<int:pk>/rut/", views.take_back, name="take_back"),
    path("<int:pk>/thong-qua/", views.adopt, name="adopt"),
]
