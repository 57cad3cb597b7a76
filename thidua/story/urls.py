"""Addresses of the room, under /cum/<cluster>/<year>/tin-bai/tu-hoi-nghi/."""

from django.urls import path

from thidua.story.views import drafting, opening, reading

app_name = "story"
urlpatterns = [
    path("", drafting.story, name="story"),
    path("hoi-nghi/<int:pk>/bai/", drafting.drafting, name="drafting"),
    path("phat-dong/bai/", drafting.launch_drafting, name="launch_drafting"),
    path("ket-qua/bai/", drafting.result_drafting, name="result_drafting"),
    path("dien-hinh/<int:pk>/bai/", drafting.exemplar_drafting, name="exemplar_drafting"),
    path("bai/<int:pk>/", drafting.article, name="article"),
    path("bai/<int:pk>/da-doi-chieu/", drafting.acknowledgement, name="acknowledgement"),
    path("dan-bai/", reading.reading, name="reading"),
    path("cong-khai/", opening.opening, name="opening"),
    path("cong-khai/thoi-tam-giu/", opening.thaw, name="thaw"),
    path("cong-khai/<slug:kind>/mo/", opening.show, name="show"),
    path("cong-khai/<slug:kind>/go/", opening.take_off, name="take_off"),
]
