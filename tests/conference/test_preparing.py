"""Preparing a conference: programme, talks, invitations with their calendar, order, seats, badges, documents."""

import datetime as dt

import icalendar
import pypdfium2
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conference.staging import AT, DAY, SECRETARY, address, here, planned
from thidua.conference import actions, queries
from thidua.conference.models import Delegate, Delegation, Handout, Invite, Mailing, Need, Talk
from thidua.conference.preparing import prints
from thidua.conference.preparing import queries as prepared
from thidua.conference.preparing.actions import inviting, placing, programme
from thidua.conference.preparing.actions.forgetting import forget_needs
from thidua.conference.preparing.terms import Answer, OpenTo, Sheet
from thidua.conference.terms import Session, Side
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import Person
from thidua.notices import actions as notices
from thidua.notices.models import Letter
from thidua.paperwork.models import Document
from thidua.reports.rules import why_not_store
from thidua.samples.cast import PROGRAM, moment

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
NOW = moment(2026, 11, 1, 9)


def pdf(more=b"", name="tham-luan.pdf"):
    return SimpleUploadedFile(name, PDF + more)


def body(response):
    return response.content.decode()


@pytest.fixture
def conference(cast):
    with clock.at(NOW):
        yield planned(cast)


def peopled(cast, conference):
    """Two delegations of two, and one from the ministry."""
    given = {"here": here(cast), "at": AT}
    for code in ("song-hong", "bien-dong"):
        group = actions.announce(**given, conference=conference, membership=cast.member(code))
        actions.add_delegate(
            **given, delegation=group, rank="Đại tá", name=f"Trưởng {code}", title="Giám đốc", lead=True
        )
        actions.add_delegate(**given, delegation=group, name=f"Cán bộ {code}", title="Cán bộ thi đua",
                             dietary="Ăn chay", travel="Xe 7 chỗ")  # fmt: skip
    group = actions.announce(**given, conference=conference, membership=None, body="Bộ Minh hoạ", side=Side.SUPERIOR)
    actions.add_delegate(**given, delegation=group, title="Đại diện Bộ", lead=True)
    return list(queries.record(conference).groups)


def test_the_programme_is_dragged_into_an_order_and_its_hours_follow(cast, visit, conference):
    for title, minutes in (("Khai mạc", 10), ("Báo cáo", 25), ("Thảo luận", 60)):
        actions.add_item(here=here(cast), conference=conference, title=title, minutes=minutes, at=AT)
    first, second, third = (item.pk for item in conference.items.all())
    secretary, page = visit(SECRETARY), address(cast, conference, "chuong-trinh/thu-tu/")
    sent = {"was": f"{first},{second},{third}", "order": f"{third},{first},{second}"}
    secretary.post(page, sent)
    told = queries.record(conference).programme
    assert [(slot.item.title, slot.starts) for slot in told] == [
        ("Thảo luận", dt.time(8)), ("Khai mạc", dt.time(9)), ("Báo cáo", dt.time(9, 10)),
    ]  # fmt: skip
    stale = secretary.post(page, sent, follow=True)
    assert "vừa được sửa ở nơi khác" in body(stale), "two secretaries, one old page"
    assert "không đọc được" in body(secretary.post(page, {"was": "một,hai"}, follow=True))
    actions.change(here=here(cast), conference=conference, title="Hội nghị", on=DAY, session=Session.MORNING,
                   place="Hội trường", host=conference.host, chair="", begins=dt.time(7, 30), at=AT)  # fmt: skip
    conference.refresh_from_db()
    assert queries.record(conference).programme[0].starts == dt.time(7, 30)


def test_talks_are_sent_until_the_day_and_late_only_through_the_secretaries(cast, visit, conference, settings):
    programme.set_days(here=here(cast), conference=conference, talks_due=dt.date(2026, 11, 10), at=NOW)
    officer, page = visit("can-bo-bien-dong"), address(cast, conference, "tham-luan/")
    sent = {"title": "Kinh nghiệm chấm điểm", "speaker": "Đại tá A", "upload": pdf()}
    assert officer.post(page, sent).status_code == 302
    talk = Talk.objects.get()
    assert talk.membership == cast.member("bien-dong")
    assert officer.post(page, {**sent, "upload": pdf()}).status_code == 422, "the same file twice"
    wrong = officer.post(page, {**sent, "upload": SimpleUploadedFile("a.pdf", b"chu thuong")})
    assert "không đúng loại" in body(wrong)
    assert "Đại tá A" in body(wrong)
    settings.UNIT_QUOTA = talk.size + 1
    full = officer.post(page, {**sent, "upload": pdf(b"3")})
    assert "trên mức 0 MB; các tệp này cần thêm 1 MB" in body(full), "talks take room in the unit's store"
    assert why_not_store(talk.membership, {"minh-chung": 2})
    assert not why_not_store(cast.member("dong-bang"), {"minh-chung": 2}), "each unit has its own"
    settings.UNIT_QUOTA = 0
    file = address(cast, conference, f"tham-luan/{talk.pk}/tep/")
    assert visit("can-bo-dong-bang").get(file).status_code == 404
    assert b"".join(officer.get(file).streaming_content).startswith(b"%PDF")
    with clock.at(moment(2026, 11, 12)):
        assert "Đã hết hạn gửi tham luận (10/11/2026)" in body(officer.get(page))
        late = {**sent, "upload": pdf(b"2"), "membership": cast.member("dong-bang").pk}
        assert officer.post(page, {**sent, "upload": pdf(b"2")}).status_code == 422
        assert visit(SECRETARY).post(page, late).status_code == 302
    assert Talk.objects.latest("pk").late
    item = actions.add_item(here=here(cast), conference=conference, title="Tham luận 1", at=AT)
    visit(SECRETARY).post(address(cast, conference, f"tham-luan/{talk.pk}/muc/"), {"item": item.pk})
    item.refresh_from_db()
    assert item.speaker.startswith("Đại tá A")
    for page in ("", "chuong-trinh/"):
        assert "Tham luận: Kinh nghiệm chấm điểm (Biển Đông)" in body(officer.get(address(cast, conference, page)))


def invite_all(cast, conference):
    Person.objects.filter(username="lanh-dao-bien-dong").update(email="bien-dong@example.org")
    inviting.list_members(here=here(cast), conference=conference, at=NOW)
    inviting.add_guest(here=here(cast), conference=conference, body="Bộ Minh hoạ", email="bo@example.org", at=NOW)


def event(letter):
    calendar = icalendar.Calendar.from_ical(letter.calendar)
    return calendar, next(iter(calendar.walk("VEVENT")))


def test_an_invitation_is_a_paper_and_a_letter_whose_calendar_follows_the_hour(cast, conference):
    invite_all(cast, conference)
    assert inviting.issue_papers(here=here(cast), conference=conference, at=NOW) == 6
    paper = Document.objects.filter(kind="GM").last()
    assert "Trân trọng kính mời" in str(paper.content)
    queued, silent = inviting.send_letters(here=here(cast), conference=conference, at=NOW)
    assert queued == 2
    assert len(silent) == 4, "units of which no address is known are named"
    calendar, meeting = event(Letter.objects.get(address="bo@example.org"))
    assert (calendar["METHOD"], meeting["SEQUENCE"]) == ("REQUEST", 0)
    assert meeting.start.strftime("%d/%m/%Y %H:%M %z") == "20/11/2026 08:00 +0700"
    assert inviting.send_letters(here=here(cast), conference=conference, at=NOW)[0] == 0, "nothing goes twice"
    actions.change(here=here(cast), conference=conference, title=conference.title, on=DAY, session=Session.AFTERNOON,
                   place=conference.place, host=conference.host, chair="", at=NOW)  # fmt: skip
    conference.refresh_from_db()
    assert any(one.stale for one in prepared.invited(conference))
    assert inviting.send_letters(here=here(cast), conference=conference, at=NOW)[0] == 2
    _calendar, moved = event(Letter.objects.filter(address="bo@example.org").latest("pk"))
    assert (moved["UID"], moved["SEQUENCE"], moved.start.hour) == (meeting["UID"], 1, 14)
    assert Mailing.objects.count() == 4
    notices.send_waiting(at=NOW)
    assert 'method="REQUEST"' in [part["Content-Type"] for part in mail.outbox[0].message().walk()][-1]
    assert "Thay đổi:" in mail.outbox[-1].subject


def test_an_invitation_is_answered_by_its_code_or_by_the_unit(cast, visit, conference):
    invite_all(cast, conference)
    guest = Invite.objects.get(body="Bộ Minh hoạ")
    stranger, page = visit(), f"/loi-moi/{guest.code}/"
    answer = stranger.get(page)
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["Referrer-Policy"] == "same-origin"
    assert "Hãy ghi lý do xin vắng" in body(stranger.post(page, {"name": "Ông A", "coming": "no"}))
    assert stranger.post(page, {"name": "Ông A", "coming": "no", "reason": "Đi công tác"}).status_code == 302
    guest.refresh_from_db()
    assert (guest.answer, guest.reason, guest.answered_by) == (Answer.EXCUSED, "Đi công tác", "Ông A")
    assert Entry.objects.latest("seq").act == "conference.invite_answer"
    assert stranger.get("/loi-moi/khong-co-ma-nay/").status_code == 404
    unit = Invite.objects.get(membership=cast.member("bien-dong"))
    page = address(cast, conference, f"moi-hop/{unit.pk}/")
    assert visit("can-bo-dong-bang").get(page).status_code == 404
    assert visit("can-bo-bien-dong").post(page, {"coming": "yes"}).status_code == 302
    unit.refresh_from_db()
    assert unit.answer == Answer.COMING
    with clock.at(moment(2026, 11, 21)):
        assert stranger.post(f"/loi-moi/{guest.code}/", {"name": "Ông A", "coming": "yes"}).status_code == 422


def test_needs_are_seen_by_the_secretaries_and_the_own_unit_alone(cast, visit, conference):
    peopled(cast, conference)
    group = Delegation.objects.get(membership=cast.member("bien-dong"))
    page = address(cast, conference, f"doan/{group.pk}/")
    assert "Ăn chay" in body(visit("can-bo-bien-dong").get(page))
    assert "Ăn chay" in body(visit(SECRETARY).get(address(cast, conference, "chuan-bi/")))
    for other in ("can-bo-song-hong", "thuong-truc"):
        assert "Ăn chay" not in body(visit(other).get(page))
    assert "Ăn chay" not in str([entry.facts for entry in Entry.objects.all()])


def test_needs_go_thirty_days_after_the_conference(cast, conference):
    peopled(cast, conference)
    assert Need.objects.exists()
    for days, left in ((30, True), (31, False)):
        at = dt.datetime.combine(conference.on + dt.timedelta(days=days), dt.time(1), AT.tzinfo)
        forget_needs(by=PROGRAM, at=at)
        assert Need.objects.exists() is left
    entry = Entry.objects.latest("seq")
    assert (entry.act, entry.subject_id) == ("conference.forget_needs", str(conference.pk))
    assert forget_needs(by=PROGRAM, at=at) == 0


def test_the_order_is_changed_by_hand_and_undone(cast, visit, conference):
    groups = peopled(cast, conference)
    ids = [group.delegation.pk for group in groups]
    secretary, page = visit(SECRETARY), address(cast, conference, "thu-tu/")
    secretary.post(page, {"was": ",".join(map(str, ids)), "move": f"up-{ids[2]}"})
    assert [group.delegation.pk for group in queries.record(conference).groups] == [ids[0], ids[2], ids[1]]
    pair = [one.pk for one in groups[1].delegates]
    placing.reorder(here=here(cast), conference=conference, was=pair, order=pair[::-1], within=groups[1].delegation.pk,
                    at=AT)  # fmt: skip
    told = queries.record(conference)
    assert [one.pk for one in told.groups[2].delegates] == pair[::-1]
    late = actions.announce(here=here(cast), conference=conference, membership=cast.member("dong-bang"), at=AT)
    assert [group.delegation.pk for group in queries.record(conference).groups][-1] == late.pk
    placing.undo_order(here=here(cast), conference=conference, number=2, at=AT)
    placing.undo_order(here=here(cast), conference=conference, number=1, at=AT)
    assert [group.delegation.pk for group in queries.record(conference).groups] == [*ids, late.pk]
    with pytest.raises(Refused, match="hoàn tác"):
        placing.undo_order(here=here(cast), conference=conference, number=1, at=AT)
    assert visit("can-bo-bien-dong").post(page, {"was": "1", "order": "1"}, follow=True).status_code == 200
    assert [group.delegation.pk for group in queries.record(conference).groups] == [*ids, late.pk]


def test_seats_are_filled_in_order_swapped_and_printed(cast, visit, conference):
    groups = peopled(cast, conference)
    one, two = (placing.add_block(here=here(cast), conference=conference, name=name, rows=1, seats=2, at=AT)
                for name in ("Khối A", "Khối B"))  # fmt: skip
    assert placing.fill(here=here(cast), conference=conference, anew=True, at=AT) == (4, 1)
    people = [each for group in groups for each in group.delegates]
    seats = {spot: prepared.spot_of(spot) for spot in people}
    assert (seats[people[0]].block, seats[people[0]].row, seats[people[0]].number) == (one, 1, 1)
    assert seats[people[4]] is None
    displaced = placing.seat(here=here(cast), delegate=people[3], block=one, row=1, number=1, at=AT)
    assert displaced == people[0]
    assert prepared.spot_of(people[0]).block == two, "who sat there has the other's seat"
    with pytest.raises(Refused, match="chỉ có 1 hàng"):
        placing.seat(here=here(cast), delegate=people[0], block=one, row=9, number=1, at=AT)
    typed = {"delegate": people[0].pk, "block": one.pk, "row": "chín", "number": 1}
    refused = visit(SECRETARY).post(address(cast, conference, "cho-ngoi/"), typed)
    assert refused.status_code == 422
    assert "chín" in body(refused)
    for who, may in (("can-bo-song-hong", False), (SECRETARY, True)):
        seen = body(visit(who).get(address(cast, conference, f"dai-bieu/{people[0].pk}/")))
        assert ("Khối B, hàng 1, ghế 2" in seen and "Bỏ chỗ ngồi" in seen) is may
    text = words(visit(SECRETARY).get(address(cast, conference, "cho-ngoi/so-do.pdf")).content)
    assert "Khối A" in text
    assert "Trưởng song-hong" in text


def words(data):
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_badges_are_printed_one_a_page_on_their_sheet(cast, visit, conference):
    peopled(cast, conference)
    told = queries.record(conference)
    for sheet, (width, height) in ((Sheet.A6, (105, 148)), (Sheet.A7, (74, 105))):
        document = pypdfium2.PdfDocument(prints.badges(told, sheet))
        assert len(document) == 5
        assert [int(side / 72 * 25.4 + 0.5) for side in document[0].get_size()] == [width, height]
    assert "Đại diện Bộ" in words(prints.badges(told, Sheet.A7))
    page = address(cast, conference, "the-dai-bieu-a6.pdf")
    assert visit("can-bo-bien-dong").get(page).status_code == 404, "a badge opens a delegate's page"
    assert visit(SECRETARY).get(page)["Content-Type"] == "application/pdf"
    assert len(set(Delegate.objects.values_list("code", flat=True))) == 5


def test_a_delegate_opens_the_own_page_with_the_code_on_the_days_alone(cast, visit, conference):
    groups = peopled(cast, conference)
    one, stranger = groups[1].delegates[0], visit()
    programme.hand_out(here=here(cast), conference=conference, name="Báo cáo tổng kết", open_to=OpenTo.DELEGATES,
                       upload=pdf(), at=AT)  # fmt: skip
    secret = programme.hand_out(here=here(cast), conference=conference, name="Dự thảo mật", open_to=OpenTo.SECRETARIES,
                                upload=pdf(b"3"), at=AT)  # fmt: skip
    page = f"/dai-bieu/{one.code}/"
    assert "mở từ ngày 17/11/2026" in body(stranger.get(page))
    with clock.at(moment(2026, 11, 19)):
        shown = stranger.get(page)
        told = body(shown)
        assert str(one) in told
        assert "Báo cáo tổng kết" in told
        assert "Dự thảo mật" not in told
        assert not [other for group in groups for other in group.delegates if other.pk != one.pk and str(other) in told]
        assert shown["Referrer-Policy"] == "same-origin"
        handed = Handout.objects.get(name="Báo cáo tổng kết")
        assert stranger.get(f"{page}tai-lieu/{handed.pk}/").status_code == 200
        assert stranger.get(f"{page}tai-lieu/{secret.pk}/").status_code == 404
        assert stranger.get(f"/tai-lieu-hoi-nghi/{handed.code}/").status_code == 404
        programme.open_handout(here=here(cast), handout=handed, open_to=OpenTo.PUBLIC, at=AT)
        assert stranger.get(f"/tai-lieu-hoi-nghi/{handed.code}/").status_code == 200
    with clock.at(moment(2026, 11, 30)):
        assert "đã đóng" in body(stranger.get(page))
        assert stranger.get(f"{page}tai-lieu/{handed.pk}/").status_code == 404
    assert stranger.get("/dai-bieu/" + one.code[:-1] + "/").status_code == 404


def test_an_invitation_whose_hour_is_wrong_is_replaced_by_one_that_names_it_and_is_told_once(cast, visit, conference):
    invite_all(cast, conference)
    inviting.issue_papers(here=here(cast), conference=conference, at=NOW)
    inviting.send_letters(here=here(cast), conference=conference, at=NOW)
    late = inviting.add_guest(here=here(cast), conference=conference, body="Báo Minh hoạ", email="bao@example.org",
                              at=NOW)  # fmt: skip
    secretary, page = visit(SECRETARY), address(cast, conference, "moi-hop/")
    with pytest.raises(Refused, match="đều ghi đúng giờ"):
        inviting.replace_papers(here=here(cast), conference=conference, at=NOW)

    def move(hour):
        actions.change(here=here(cast), conference=conference, title=conference.title, on=DAY, chair="", at=NOW,
                       session=Session.MORNING, place=conference.place, host=conference.host,
                       begins=dt.time(hour))  # fmt: skip

    move(9)
    move(8)
    assert "giờ hoặc nơi họp khác" not in body(secretary.get(page)), "moved back: what was sent out is right again"
    move(10)
    assert body(secretary.get(page)).count("Giờ, nơi họp đã đổi") == 6
    old = Invite.objects.get(body="Bộ Minh hoạ").paper
    said = body(secretary.post(page + "dieu-chinh/", follow=True))
    assert "Đã ban hành 6 giấy mời điều chỉnh; 2 thư báo thay đổi vào hàng chờ gửi." in said
    assert "Giờ, nơi họp đã đổi" not in said
    invite = Invite.objects.select_related("paper").get(body="Bộ Minh hoạ")
    told = invite.paper.content["sections"][0]["paragraphs"]
    assert told[0].startswith(f"Giấy mời này thay Giấy mời số {old.number:02d}/GM-CTĐ ngày 01/11/2026")
    assert "10 giờ 00, ngày 20 tháng 11 năm 2026" in str(told)
    old.refresh_from_db()
    assert (old.status, "08 giờ 00" in str(old.content)) == ("issued", True), "what was issued is never rewritten"
    assert "đã được thay" in body(secretary.get(page + f"{invite.pk}/"))
    _calendar, moved = event(Letter.objects.filter(address="bo@example.org").latest("pk"))
    assert (moved["SEQUENCE"], moved.start.hour) == (3, 10)
    assert "đều ghi đúng giờ" in body(secretary.post(page + "dieu-chinh/", follow=True)), "pressed twice"
    inviting.send_letters(here=here(cast), conference=conference, at=NOW)
    assert Letter.objects.filter(address="bo@example.org").count() == 2, "and never twice by post"
    inviting.issue_papers(here=here(cast), conference=conference, at=NOW)
    late.refresh_from_db()
    assert "10 giờ 00" in str(late.paper.content), "a place on the list without a paper yet gets the hour that holds"
    assert "Giấy mời này thay" not in str(late.paper.content)
