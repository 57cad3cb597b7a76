"""Addresses of the room."""

from django.urls import path

from thidua.paperwork.views import drafts, keeping, paper, register

app_name = "paperwork"
urlpatterns = [
    path("", register.papers, name="papers"),
    path("so-van-ban.xlsx", register.book, name="book"),
    path("gop.pdf", register.together, name="together"),
    path("soan/", drafts.compose, name="compose"),
    path("thiet-lap/", keeping.keeping, name="keeping"),
    path("thiet-lap/danh-so/", keeping.numbering, name="numbering"),
    path("thiet-lap/noi-nhan/", keeping.recipients, name="new_recipients"),
    path("thiet-lap/noi-nhan/<int:pk>/", keeping.recipients, name="recipients"),
    path("thiet-lap/noi-nhan/<int:pk>/xoa/", keeping.remove_recipients, name="remove_recipients"),
    path("mau/", keeping.upload, name="upload"),
    path("mau/co-san.docx", keeping.shipped_file, name="shipped"),
    path("mau/tro-ve/", keeping.retire, name="retire"),
    path("mau/<int:pk>/", keeping.template, name="template"),
    path("mau/<int:pk>/tep.docx", keeping.template_file, name="template_file"),
    path("mau/<int:pk>/xem-thu.docx", keeping.template_sample, name="template_sample"),
    path("mau/<int:pk>/dung/", keeping.use, name="use"),
    path("<int:pk>/", paper.paper, name="paper"),
    path("<int:pk>/sua/", drafts.change, name="change"),
    path("<int:pk>/duyet-ky/", paper.sign, name="sign"),
    path("<int:pk>/tra-lai/", paper.send_back, name="send_back"),
    path("<int:pk>/cap-so/", paper.number, name="number"),
    path("<int:pk>/bo/", paper.drop, name="drop"),
    path("<int:pk>/ban-in/", paper.pages, name="pages"),
    path("<int:pk>/ban-in/<int:page>.svg", paper.drawn, name="drawn"),
    path("<int:pk>/van-ban.pdf", paper.pdf, name="pdf"),
    path("<int:pk>/van-ban.docx", paper.word, name="word"),
    path("<int:pk>/ban-ky/", paper.bring_back, name="bring_back"),
    path("<int:pk>/ban-ky/<int:copy>.pdf", paper.signed_file, name="signed_file"),
]
