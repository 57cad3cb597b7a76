"""Addresses of the room. A conference is one address; what is done to it lies under it."""

from django.urls import path, register_converter

from thidua.conference import views
from thidua.conference.preparing.terms import Sheet
from thidua.conference.views import (
    after,
    arrivals,
    console,
    drafts,
    following,
    hall,
    inviting,
    photographs,
    placing,
    preparing,
    proceedings,
    programme,
)


class SheetConverter:
    """The size of a badge in an address."""

    regex = "|".join(Sheet.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(SheetConverter, "sheet")

ONE = "<int:pk>/"
ITEM = ONE + "chuong-trinh/<int:item>/"
GROUP = ONE + "doan/<int:delegation>/"
DELEGATE = ONE + "dai-bieu/<int:delegate>/"
INVITE = ONE + "moi-hop/<int:invite>/"
TALK = ONE + "tham-luan/<int:talk>/"
SECTION = ONE + "bien-ban/muc/<int:section>/"
DRAFT = ONE + "bien-ban/<int:draft>/"
HANDOUT = ONE + "tai-lieu/<int:handout>/"

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
    path(ONE + "diem-danh/", arrivals.checkin, name="checkin"),
    path(ONE + "diem-danh/giu-trang.js", arrivals.keeper, name="keeper"),
    path(ONE + "diem-danh/the/", arrivals.badge, name="badge"),
    path(ONE + "diem-danh/gui/", arrivals.marks, name="marks"),
    path(ONE + "diem-danh/ghi/", arrivals.presence, name="presence"),
    path(ONE + "man-hinh/", hall.hall, name="hall"),
    path(ONE + "dieu-hanh/", console.console, name="console"),
    path(ONE + "dieu-hanh/hien/", console.show, name="show"),
    path(ONE + "dieu-hanh/rut-ngan/", console.catch_up, name="catch_up"),
    path(ITEM + "bat-dau/", console.start, name="start"),
    path(ITEM + "ket-thuc/", console.finish, name="finish"),
    path(ITEM + "mo-lai/", console.resume, name="resume"),
    path(ITEM + "so-phut/", console.stretch, name="stretch"),
    path(ONE + "phat-bieu/", console.speakers, name="speakers"),
    path(ONE + "phat-bieu/quy-tac/", console.floor_rules, name="floor_rules"),
    path(ONE + "phat-bieu/xong/", console.spoken, name="spoken"),
    path(ONE + "phat-bieu/them-phut/", console.longer, name="longer"),
    path(ONE + "phat-bieu/<int:turn>/moi/", console.call, name="call"),
    path(ONE + "phat-bieu/<int:turn>/bo/", console.strike, name="strike"),
    path(ONE + "anh/", photographs.snapshots, name="snapshots"),
    path(ONE + "dien-bien/", proceedings.proceedings, name="proceedings"),
    path(ONE + "dien-bien/ghi-nhan/", proceedings.statements, name="statements"),
    path(ONE + "dien-bien/ghi-nhan/<int:statement>/xoa/", proceedings.unstate, name="unstate"),
    path(ONE + "dien-bien/kien-nghi/", proceedings.recommendations, name="recommendations"),
    path(ONE + "dien-bien/kien-nghi/<int:recommendation>/xoa/", proceedings.unrecommend, name="unrecommend"),
    path(ONE + "dien-bien/anh/", proceedings.pictures, name="pictures"),
    path(DELEGATE + "phat-bieu/", proceedings.speaker, name="speaker"),
    path(ONE + "chuan-bi/", preparing.preparing, name="preparing"),
    path(ONE + "chuan-bi/so-dai-bieu/", preparing.quorum, name="quorum"),
    path(ONE + "chuong-trinh/thu-tu/", preparing.arrange, name="arrange"),
    path(ONE + "lich.ics", preparing.calendar, name="calendar"),
    path(ONE + "tham-luan/", preparing.talks, name="talks"),
    path(TALK + "tep/", preparing.talk_file, name="talk_file"),
    path(TALK + "rut/", preparing.withdraw_talk, name="withdraw_talk"),
    path(TALK + "muc/", preparing.talk_item, name="talk_item"),
    path(ONE + "tai-lieu/", preparing.handouts, name="handouts"),
    path(HANDOUT + "tep/", preparing.handout_file, name="handout_file"),
    path(HANDOUT + "mo/", preparing.open_handout, name="open_handout"),
    path(HANDOUT + "bo/", preparing.drop_handout, name="drop_handout"),
    path(ONE + "moi-hop/", inviting.invites, name="invites"),
    path(ONE + "moi-hop/danh-sach/", inviting.list_members, name="list_members"),
    path(ONE + "moi-hop/van-ban/", inviting.papers, name="invite_papers"),
    path(ONE + "moi-hop/dieu-chinh/", inviting.replacing, name="replace_papers"),
    path(ONE + "moi-hop/thu/", inviting.letters, name="invite_letters"),
    path(INVITE, inviting.invite, name="invite"),
    path(INVITE + "dia-chi/", inviting.readdress, name="readdress"),
    path(INVITE + "bo/", inviting.uninvite, name="uninvite"),
    path(ONE + "thu-tu/", placing.order, name="order"),
    path(ONE + "thu-tu/<int:number>/hoan-tac/", placing.undo_order, name="undo_order"),
    path(ONE + "cho-ngoi/", placing.seats, name="seats"),
    path(ONE + "cho-ngoi/khoi/", placing.blocks, name="blocks"),
    path(ONE + "cho-ngoi/khoi/<int:block>/bo/", placing.drop_block, name="drop_block"),
    path(ONE + "cho-ngoi/xep/", placing.fill, name="fill"),
    path(ONE + "cho-ngoi/so-do.pdf", placing.seat_plan, name="seat_plan"),
    path(DELEGATE + "cho-ngoi/bo/", placing.unseat, name="unseat"),
    path(ONE + "the-dai-bieu-<sheet:sheet>.pdf", placing.badges, name="badges"),
    path(ONE + "bien-ten.pdf", placing.cards, name="cards"),
    path(ONE + "bien-ban/", drafts.drafts, name="drafts"),
    path(ONE + "bien-ban/lap/<slug:kind>/", drafts.begin, name="begin_draft"),
    path(DRAFT, drafts.draft, name="draft"),
    path(DRAFT + "trinh/", drafts.send, name="send_draft"),
    path(DRAFT + "duyet/", drafts.approve, name="approve_draft"),
    path(DRAFT + "tra-lai/", drafts.give_back, name="return_draft"),
    path(SECTION, drafts.write, name="write"),
    path(SECTION + "cac-ban/", drafts.versions, name="versions"),
    path("kien-nghi/", following.following, name="following"),
    path("kien-nghi/<int:recommendation>/", following.follow_up, name="follow_up"),
    path(ONE + "ho-so/", after.after, name="after"),
    path(ONE + "ho-so/cam-on/", after.thank, name="thank"),
    path(ONE + "ho-so/tham-du.pdf", after.attendance_pdf, name="attendance_pdf"),
    path(ONE + "ho-so/tham-du.xlsx", after.attendance_workbook, name="attendance_workbook"),
]
