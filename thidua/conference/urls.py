"""Addresses of the room. A conference is one address; what is done to it lies under it."""

from django.urls import path

from thidua.conference import views
from thidua.conference.views import hall, proceedings, programme

ONE = "<int:pk>/"
ITEM = ONE + "chuong-trinh/<int:item>/"
GROUP = ONE + "doan/<int:delegation>/"
DELEGATE = ONE + "dai-bieu/<int:delegate>/"

app_name = "conference"
urlpatterns = [
    path("", views.conferences, name="conferences"),
    path(ONE, views.conference, name="conference"),
    path(ONE + "sua/", views.change, name="change"),
    path(ONE + "khai-mac/", views.opening, name="opening"),
    path(ONE + "be-mac/", views.closing, name="closing"),
    path(ONE + "chuong-trinh/", programme.programme, name="programme"),
    path(ONE + "chuong-trinh/mau/", programme.usual, name="usual"),
    path(ITEM, programme.item, name="item"),
    path(ITEM + "vi-tri/", programme.move, name="move"),
    path(ITEM + "xoa/", programme.drop, name="drop"),
    path(ITEM + "xong/", programme.tick, name="tick"),
    path(ONE + "doan/", programme.delegations, name="delegations"),
    path(ONE + "doan/cua-toi/", programme.own_delegation, name="own_delegation"),
    path(GROUP, programme.delegation, name="delegation"),
    path(GROUP + "xoa/", programme.withdraw, name="withdraw"),
    path(DELEGATE, programme.delegate, name="delegate"),
    path(DELEGATE + "xoa/", programme.drop_delegate, name="drop_delegate"),
    path(ONE + "diem-danh/", hall.checkin, name="checkin"),
    path(DELEGATE + "diem-danh/", hall.presence, name="presence"),
    path(ONE + "man-hinh/", hall.hall, name="hall"),
    path(ONE + "dien-bien/", proceedings.proceedings, name="proceedings"),
    path(ONE + "dien-bien/ghi-nhan/", proceedings.statements, name="statements"),
    path(ONE + "dien-bien/ghi-nhan/<int:statement>/xoa/", proceedings.unstate, name="unstate"),
    path(ONE + "dien-bien/kien-nghi/", proceedings.recommendations, name="recommendations"),
    path(ONE + "dien-bien/anh/", proceedings.pictures, name="pictures"),
    path(DELEGATE + "phat-bieu/", proceedings.speaker, name="speaker"),
    path(ONE + "kien-nghi/<int:recommendation>/", proceedings.outcome, name="outcome"),
]
