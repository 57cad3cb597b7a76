"""Addresses of the room."""

from django.urls import path

from thidua.rulebook.views import commenting, comparing, copying, deciding, drafting, tables, trying

app_name = "rulebook"
urlpatterns = [
    path("", tables.edition, name="edition"),
    path("du-thao/", drafting.draft, name="draft"),
    path("du-thao/excel/", drafting.workbook, name="workbook"),
    path("<int:pk>/", tables.text, name="text"),
    path("<int:pk>/toml/", tables.download, name="download"),
    path("<int:pk>/excel/", tables.as_workbook, name="as_workbook"),
    path("<int:pk>/sua/", drafting.redraft, name="redraft"),
    path("<int:pk>/sua/excel/", drafting.reworkbook, name="reworkbook"),
    path("<int:pk>/trinh/", deciding.propose, name="propose"),
    path("<int:pk>/rut/", deciding.take_back, name="take_back"),
    path("<int:pk>/thong-qua/", deciding.adopt, name="adopt"),
    path("<int:pk>/so-sanh/", comparing.comparison, name="comparison"),
    path("<int:pk>/gop-y/", commenting.comments, name="comments"),
    path("<int:pk>/gop-y/<int:comment>/", commenting.reply, name="reply"),
    path("<int:pk>/thu/", trying.trial, name="trial"),
    path("<int:pk>/thu/diem/", trying.points, name="trial_points"),
    path("<int:pk>/chep/", copying.copy, name="copy"),
]
