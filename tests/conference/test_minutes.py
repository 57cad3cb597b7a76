"""Minutes and conclusions, recommendations followed into the next year, what is there when the room has emptied."""

import datetime as dt
import io
import json
import re

import openpyxl
import pytest

from tests.conference.staging import AT, DAY, SECRETARY, address, here, planned, under_way
from thidua.conference import actions
from thidua.conference.after import actions as after
from thidua.conference.following import actions as following
from thidua.conference.following import queries as followed
from thidua.conference.following.terms import Progress
from thidua.conference.minutes import actions as minutes
from thidua.conference.minutes.models import Revision
from thidua.conference.minutes.queries import is_as_approved
from thidua.conference.minutes.sections import Facts, digest_of
from thidua.conference.minutes.terms import Kind, State
from thidua.conference.models import Conference
from thidua.conference.terms import Presence
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear, Membership, Person
from thidua.members.queries import standing
from thidua.members.terms import Office
from thidua.paperwork.actions import keep_letterhead
from thidua.paperwork.models import Document
from thidua.samples.cast import moment
from thidua.timeline.asks import asked_in

OTHER = "thu-ky-cum-truong"


def body(response):
    return response.content.decode()


@pytest.fixture
def conference(cast):
    with clock.at(AT):
        made = planned(cast)
        under_way(cast, made)
        yield made


def test_two_editors_never_lose_a_text(cast, visit, conference):
    page = address(cast, conference, "bien-ban/")
    one, two = visit(SECRETARY), visit(OTHER)
    one.post(page + "lap/minutes/")
    draft = conference.drafts.get()
    section, other = draft.sections.get(key="discussion"), draft.sections.get(key="results")
    assert "Có mặt 1 đại biểu" in body(one.get(page + f"{draft.pk}/")), "the facts stand there already"
    write = page + f"muc/{section.pk}/"
    assert one.post(write, {"text": "Ý kiến thứ nhất.", "version": 1}).status_code == 302
    assert two.post(page + f"muc/{other.pk}/", {"text": "Kết quả.", "version": 1}).status_code == 302
    clash = two.post(write, {"text": "Ý kiến thứ hai.", "version": 1})
    assert clash.status_code == 422
    for text in ("Ý kiến thứ nhất.", "Ý kiến thứ hai.", "Người khác vừa lưu mục này", 'value="2"'):
        assert text in body(clash)
    section.refresh_from_db()
    assert section.text == "Ý kiến thứ nhất.", "nothing was overwritten"
    assert two.post(write, {"text": "Ý kiến thứ nhất.\nÝ kiến thứ hai.", "version": 2}).status_code == 302
    assert "<ins>" in body(one.get(write + "cac-ban/"))
    assert Revision.objects.filter(section=section).count() == 2
    assert visit("can-bo-bien-dong").post(write, {"text": "Lạ", "version": 3}).status_code == 404
    section.refresh_from_db()
    assert section.version == 3


def test_a_section_is_saved_and_followed_without_leaving_the_page(cast, visit, conference):
    """What minutes.js asks for: one section saved, all sections as they are now, no page around them."""
    draft = minutes.begin(here=here(cast), conference=conference, kind=Kind.MINUTES, at=AT)
    page, asks = address(cast, conference, f"bien-ban/{draft.pk}/"), {"HTTP_HX_REQUEST": "true"}
    section, write = draft.sections.get(key="discussion"), address(cast, conference, "bien-ban/muc/")
    one, two = visit(SECRETARY), visit(OTHER)
    saved = body(one.post(f"{write}{section.pk}/", {"text": "Ý một.", "version": 1}, **asks))
    assert saved.count("<section") == 1
    assert "Bản 2: xem các bản" in saved
    followed = body(two.get(page, **asks))
    assert (followed.count("<section"), "<html" in followed) == (draft.sections.count(), False)
    assert "Ý một." in followed
    clash = two.post(f"{write}{section.pk}/", {"text": "Ý hai.", "version": 1}, **asks)
    assert (clash.status_code, body(clash).count("<section")) == (422, 1)
    assert f"Bản {cast.person(SECRETARY).name} vừa lưu lúc" in body(clash)
    two.post(f"{write}{section.pk}/", {"text": "Ý hai.", "version": 2})
    assert "Lấy lại bản 2" in body(two.get(f"{write}{section.pk}/cac-ban/")), "what was written over comes back"


def test_the_facts_say_when_and_who_was_not_there(cast, visit, conference):
    draft = minutes.begin(here=here(cast), conference=conference, kind=Kind.MINUTES, at=AT)
    group = conference.delegations.get()
    excused, missing = (actions.add_delegate(here=here(cast), delegation=group, title=title, at=AT)
                        for title in ("Cán bộ bận việc", "Cán bộ không tới"))  # fmt: skip
    actions.check_in(here=here(cast), delegate=excused, presence=Presence.EXCUSED, at=AT)
    page = address(cast, conference, f"bien-ban/{draft.pk}/")
    running = body(visit(SECRETARY).get(page))
    for told in ("Khai mạc lúc 08 giờ 00.", "Có mặt lúc 08 giờ 00 (trưởng đoàn)", "1 đại biểu vắng có lý do",
                 "1 đại biểu chưa đến", "Không đăng ký đoàn"):  # fmt: skip
        assert told in running, told
    actions.close(here=here(cast), conference=conference, at=AT + dt.timedelta(hours=3, minutes=5))
    closed = body(visit(SECRETARY).get(page))
    assert "Hội nghị bế mạc lúc 11 giờ 05." in closed
    assert "1 đại biểu vắng có lý do; 1 đại biểu vắng." in closed, "who has not come by the close did not come"
    assert missing.title in closed


def test_only_what_was_read_is_approved(cast, visit, conference):
    draft = minutes.begin(here=here(cast), conference=conference, kind=Kind.MINUTES, at=AT)
    closed(cast, conference)
    minutes.send(here=here(cast), draft=draft, at=AT)
    chair, page = visit("lanh-dao-song-hong"), address(cast, conference, f"bien-ban/{draft.pk}/")
    seen = re.search(r'name="seen" value="(\w{64})"', body(chair.get(page))).group(1)
    minutes.give_back(here=cast.here("lanh-dao-song-hong", DAY), draft=_fresh(draft), reason="Thêm ý", at=AT)
    section = draft.sections.get(key="discussion")
    minutes.write(here=here(cast), section=section, text="Ý thêm sau.", version=1, at=AT)
    minutes.send(here=here(cast), draft=_fresh(draft), at=AT)
    old = chair.post(page + "duyet/", {"seen": seen}, follow=True)
    assert "Nội dung đã đổi từ khi bạn mở trang này" in body(old)
    assert _fresh(draft).state == State.SENT
    approved(cast.here("lanh-dao-song-hong", DAY), draft)
    assert _fresh(draft).state == State.APPROVED


def test_a_draft_is_read_by_who_writes_and_answers_for_it_and_by_all_once_approved(cast, visit, conference):
    """Unit officers, tellers and leaders of other units know that there is one, not what it says."""
    draft = minutes.begin(here=here(cast), conference=conference, kind=Kind.MINUTES, at=AT)
    section = draft.sections.get(key="discussion")
    minutes.write(here=here(cast), section=section, text="Ý còn bàn.", version=1, at=AT)
    listed, page = address(cast, conference, "bien-ban/"), address(cast, conference, f"bien-ban/{draft.pk}/")
    versions = address(cast, conference, f"bien-ban/muc/{section.pk}/cac-ban/")
    inside = (SECRETARY, OTHER, "thu-ky-cum-pho", "thuong-truc", "lanh-dao-song-hong", "lanh-dao-truong-son")
    outside = ("can-bo-bien-dong", "lanh-dao-bien-dong", "can-bo-song-hong", "kiem-phieu-1", "tuyen-truyen")

    def opened(people):
        return {(visit(who).get(page).status_code, visit(who).get(versions).status_code) for who in people}

    assert opened(inside) == {(200, 200)}
    for sent in (False, True):
        if sent:
            closed(cast, conference)
            minutes.send(here=here(cast), draft=draft, at=AT)
        assert opened(outside) == {(404, 404)}, sent
        shown = body(visit("can-bo-bien-dong").get(listed))
        assert "đọc được khi đã duyệt" in shown
        assert page not in shown
    approved(cast.here("lanh-dao-song-hong", DAY), draft)
    assert opened(outside) == {(200, 404)}, "what it said before stays"
    assert "Ý còn bàn." in body(visit("can-bo-bien-dong").get(page))
    assert "xem các bản" not in body(visit("can-bo-bien-dong").get(page))


def closed(cast, conference):
    actions.close(here=here(cast), conference=conference, at=AT)
    conference.refresh_from_db()


def test_minutes_are_approved_by_a_second_hand_and_frozen(cast, visit, conference):
    keep_letterhead(here=here(cast, OTHER), place="Sông Hồng", mark="CTĐ", at=AT)
    draft = minutes.begin(here=here(cast), conference=conference, kind=Kind.MINUTES, at=AT)
    section = draft.sections.get(key="discussion")
    minutes.write(here=here(cast), section=section, text="Thống nhất ba giải pháp.", version=1, at=AT)
    with pytest.raises(Refused, match="chưa bế mạc"):
        minutes.send(here=here(cast), draft=draft, at=AT)
    closed(cast, conference)
    assert not Document.objects.filter(kind="BB").exists(), "what is written by hand is not issued unread"
    minutes.send(here=here(cast), draft=draft, at=AT)
    with pytest.raises(Refused, match="Đang trình"):
        minutes.write(here=here(cast), section=section, text="Sửa trộm", version=2, at=AT)
    for other in (SECRETARY, "lanh-dao-bien-dong"):
        with pytest.raises(Refused):
            approved(here(cast, other), draft)
    chair = cast.here("lanh-dao-song-hong", DAY)
    asked, page = "Duyệt hoặc trả lại: Biên bản hội nghị: ", address(cast, conference, f"bien-ban/{draft.pk}/")
    told = [(one.text.startswith(asked), one.url) for one in asked_in(chair) if one.url == page]
    assert told == [(True, page)], "the chair's office is asked"
    assert not any(one.url == page for one in asked_in(cast.here("lanh-dao-bien-dong", DAY)))
    minutes.give_back(here=chair, draft=_fresh(draft), reason="Thiếu số liệu", at=AT)
    assert not any(one.url == page for one in asked_in(chair))
    assert "Thiếu số liệu" in body(visit(SECRETARY).get(page)), "who writes reads why it came back"
    minutes.send(here=here(cast), draft=_fresh(draft), at=AT)
    assert "Thiếu số liệu" not in body(visit(SECRETARY).get(page))
    approved(chair, draft)
    draft = _fresh(draft)
    entry = Entry.objects.latest("seq")
    assert (draft.state, entry.act, entry.facts["sha256"]) == (State.APPROVED, "conference.draft_approve", draft.digest)
    assert "Thống nhất ba giải pháp." in json.dumps(draft.paper.content, ensure_ascii=False)
    assert is_as_approved(draft), "the head of the paper, with its place, is not what was approved"
    Conference.objects.filter(pk=conference.pk).update(place="Hội trường khác")
    shown = body(visit("can-bo-bien-dong").get(page))
    assert "Văn bản còn đúng như khi duyệt" in shown
    assert draft.digest in shown
    assert "Hội trường khác" not in shown, "what was approved is shown, not what the record says since"
    Document.objects.filter(pk=draft.paper_id).update(content={"sections": []})
    assert "đã khác bản được duyệt" in body(visit("lanh-dao-song-hong").get(page)), "changed in the database: seen"
    with pytest.raises(Refused, match="đã khoá"):
        minutes.write(here=here(cast), section=section, text="Sau khi duyệt", version=2, at=AT)


def approved(chair, draft, seen=None):
    draft = _fresh(draft)
    minutes.approve(here=chair, draft=draft, seen=seen or digest_of(Facts(draft).whole()), at=AT)


def _fresh(draft):
    return type(draft).objects.select_related("conference", "paper").get(pk=draft.pk)


def test_a_recommendation_is_followed_into_the_next_year(cast, visit, conference):
    unit = cast.member("bien-dong").unit
    one = actions.recommend(here=here(cast), conference=conference, text="Gửi báo cáo đúng hạn", unit=unit,
                            due_on=dt.date(2027, 6, 15), at=AT)  # fmt: skip
    closed(cast, conference)
    following.tell(here=cast.here("can-bo-bien-dong", DAY), recommendation=one, state=Progress.UNDER_WAY,
                   note="Đã lập kế hoạch", at=AT)  # fmt: skip
    with pytest.raises(Refused, match="thư ký xác nhận"):
        following.tell(
            here=cast.here("can-bo-bien-dong", DAY), recommendation=one, state=Progress.DONE, note="Xong", at=AT
        )
    with pytest.raises(Refused):
        following.tell(
            here=cast.here("can-bo-song-hong", DAY), recommendation=one, state=Progress.REPORTED, note="x", at=AT
        )
    following_year = ClusterYear.objects.create(cluster=cast.year.cluster, year=2027)
    member = Membership.objects.create(year=following_year, unit=unit)
    for person, office in (("can-bo-bien-dong", Office.UNIT_OFFICER), (SECRETARY, Office.CONFERENCE_SECRETARY)):
        Person.objects.get(username=person).seats.create(year=following_year, membership=member, office=office,
                                                         since=dt.date(2027, 1, 1))  # fmt: skip
    later = standing(Person.objects.get(username=SECRETARY), following_year, dt.date(2027, 7, 1))
    assert list(followed.inherited(following_year)) == [one]
    with clock.at(moment(2027, 7, 1)):
        shown = body(visit("can-bo-bien-dong").get(f"/cum/{cast.year.cluster.slug}/2027/hoi-nghi/kien-nghi/"))
        assert "từ hội nghị trước, năm 2026" in shown
        assert "Quá hạn" in shown
        assert "Gửi báo cáo đúng hạn" in body(visit("can-bo-bien-dong").get("/viec-cua-toi/"))
    following.tell(here=later, recommendation=one, state=Progress.DONE, note="Cả năm đúng hạn", at=moment(2027, 7, 2))
    one.refresh_from_db()
    assert (one.state, one.outcome) == (Progress.DONE, "Cả năm đúng hạn")
    assert [step.state for step in one.followups.all()] == [Progress.UNDER_WAY, Progress.DONE]
    assert not followed.inherited(following_year).exists()


def test_everything_is_there_when_the_room_has_emptied(cast, visit, conference):
    secretary, page = visit(SECRETARY), address(cast, conference, "ho-so/")
    assert "chưa bế mạc" in body(secretary.get(page))
    closed(cast, conference)
    shown = body(secretary.get(page))
    assert "Mở biên bản" in shown
    assert "Có mặt 1/1 đại biểu" in shown
    assert after.thank(here=here(cast), conference=conference, at=AT) == 1
    with pytest.raises(Refused, match="đã có thư cảm ơn"):
        after.thank(here=here(cast), conference=conference, at=AT)
    assert "đăng cai" in str(Document.objects.get(kind="TC").content)
    book = openpyxl.load_workbook(io.BytesIO(secretary.get(page + "tham-du.xlsx").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=4)]
    assert rows[0][1] == "Cơ quan, đơn vị"
    assert rows[1][6] == "Có mặt"
    assert secretary.get(page + "tham-du.pdf").content.startswith(b"%PDF")
