"""Addresses of the room: the register's own, and those inside a year."""

from django.urls import path

from thidua.awards.views import council, gathering, money, printing, register, year

app_name = "awards"
YEAR = "cum/<slug:cluster>/<int:year>/"
ONE = YEAR + "khen-thuong/<int:pk>/"
urlpatterns = [
    path("danh-muc-khen-thuong/", register.catalogue, name="catalogue"),
    path("so-khen-thuong/", register.register, name="register"),
    path("so-khen-thuong/don-vi/<slug:code>/", register.unit, name="unit"),
    path("so-khen-thuong/ca-nhan/", register.person, name="person"),
    path("so-khen-thuong/quyet-dinh/", register.decision, name="decision"),
    path("so-khen-thuong/quyet-dinh/<int:pk>/tep/", register.decision_file, name="decision_file"),
    path("so-khen-thuong/nhap/", register.import_awards, name="import"),
    path("so-khen-thuong/nhap/mau/", register.importing_blank, name="import_blank"),
    path("so-khen-thuong/nhap/ghi/", register.import_confirmed, name="import_confirmed"),
    path("so-khen-thuong/thong-ke/", register.statistics, name="statistics"),
    path("so-khen-thuong/tam-dung/", register.holds, name="holds"),
    path("so-khen-thuong/tam-dung/<int:pk>/het/", register.release, name="release"),
    path("so-khen-thuong/quy/", money.fund, name="fund"),
    path("so-khen-thuong/quy/<int:pk>/tra/", money.pay, name="pay"),
    path("so-khen-thuong/in/", printing.printing, name="printing"),
    path("so-khen-thuong/bo-tri/", printing.layouts, name="layouts"),
    path("so-khen-thuong/bo-tri/<int:pk>/", printing.layout, name="layout"),
    path("so-khen-thuong/bo-tri/<int:pk>/in-thu/", printing.layout_try, name="layout_try"),
    path(YEAR + "khen-thuong/", year.dossiers, name="dossiers"),
    path(YEAR + "khen-thuong/dieu-kien/", year.eligibility, name="eligibility"),
    path(YEAR + "khen-thuong/dieu-kien/quyet-dinh/", year.ruling, name="ruling"),
    path(YEAR + "khen-thuong/hoi-dong/", council.councils, name="councils"),
    path(YEAR + "khen-thuong/hoi-dong/<int:pk>/ket-qua/", council.taking, name="taking"),
    path(YEAR + "khen-thuong/hoi-dong/<int:pk>/vong-sau/", council.again, name="again"),
    path(YEAR + "khen-thuong/hoi-dong/<int:pk>/bien-ban.pdf", council.minutes, name="minutes"),
    path(ONE, year.dossier, name="dossier"),
    path(ONE + "hoi-dong/", council.council, name="council"),
    path(ONE + "ha-hinh-thuc/", council.lowering, name="lowering"),
    path(ONE + "tra-loi/", year.answering, name="answering"),
    path(ONE + "xu-ly/", year.assigning, name="assigning"),
    path(ONE + "hoi-y-kien/", year.asking, name="asking"),
    path(ONE + "y-kien/", year.opining, name="opining"),
    path(ONE + "gom/<slug:how>/", gathering.gathering, name="gathering"),
    path(ONE + "chuyen/<slug:way>/", year.moving, name="moving"),
    path(YEAR + "ket-qua/khen-thuong/<int:pk>/quyet-dinh/", year.decide, name="decide"),
]
