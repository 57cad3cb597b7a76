"""Addresses of the room: the handover, its list, its two signatures."""

from django.urls import path

from thidua.handover import views

app_name = "handover"
urlpatterns = [
    path("", views.handover, name="handover"),
    path("cong-bo/", views.announce, name="announce"),
    path("danh-muc/", views.keep_list, name="list"),
    path("danh-muc/<int:item>/bo/", views.drop_item, name="drop"),
    path("ky-giao/", views.sign_over, name="sign_over"),
    path("<int:pk>/ky-nhan/", views.accept, name="accept"),
    path("rut-cong-bo/", views.withdraw, name="withdraw"),
    path("qua-cac-nam/", views.line, name="line"),
    path("luan-phien/", views.rotating, name="rotation"),
    path("luan-phien/khong-xet/", views.refusing, name="refusal"),
    path("luu-tru/", views.archive, name="archive"),
]
