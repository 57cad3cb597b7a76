"""The day itself: presses on the console, the clock of the programme, the floor, the door, the stream."""

import asyncio
import datetime as dt
import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.conference.staging import AT, SECRETARY, address, here, planned, under_way
from tests.news.test_pictures import photograph
from thidua.conference import actions
from thidua.conference.checkin.models import Arrival
from thidua.conference.floor import actions as floor
from thidua.conference.floor.models import Turn
from thidua.conference.floor.queries import promised, queue_of
from thidua.conference.live import actions as live
from thidua.conference.live.pace import shortened
from thidua.conference.live.queries import attendance_of, pace_of, screen_of
from thidua.conference.models import Delegate, Screen, Talk
from thidua.conference.preparing.actions.placing import reorder
from thidua.conference.terms import Kind, Presence
from thidua.conference.views.stage import admitted, drawn, ticket
from thidua.conference.views.stream import Stream
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.news.models import Picture
from thidua.paperwork.models import Document


def later(minutes):
    return AT + dt.timedelta(minutes=minutes)


@pytest.fixture
def meeting(cast):
    """Open since eight, one delegate of the head unit present, three more present in another delegation."""
    conference = planned(cast)
    under_way(cast, conference)
    group = actions.announce(here=here(cast), conference=conference, membership=cast.member("bien-dong"), at=AT)
    for name in ("Đặng Văn Ánh", "Lê Thị Bưởi", "Phạm Đức Cường"):
        one = actions.add_delegate(here=here(cast), delegation=group, name=name, title="Chuyên viên", at=AT)
        actions.check_in(here=here(cast), delegate=one, presence=Presence.PRESENT, at=AT)
    return conference


def one_of(meeting, name):
    return Delegate.objects.select_related("delegation__conference").get(delegation__conference=meeting, name=name)


def press(cast, act, meeting, at=AT, **what):
    act(here=here(cast), version=screen_of(meeting).version, at=at, **what)


def test_items_begin_end_and_the_rest_shifts_with_how_late_it_is(cast, meeting):
    first, second, third = meeting.items.all()[:3]
    press(cast, live.start_item, meeting, item=first)
    assert pace_of(meeting, later(10)).late == 0
    assert pace_of(meeting, later(42)).late == 12, "thirty minutes planned, forty-two gone"
    press(cast, live.stretch, meeting, at=later(42), item=first, by=5)
    press(cast, live.start_item, meeting, at=later(45), item=second)
    found = pace_of(meeting, later(45))
    assert [found.beats[0].done, found.current.item, found.late] == [True, second, 15]
    assert found.beats[2].starts == later(60)
    press(cast, live.catch_up, meeting, at=later(45), conference=meeting)
    after = pace_of(meeting, later(45))
    assert after.beats[-1].ends == later(210), "ends as planned"
    assert after.beats[2].item == third
    assert meeting.items.get(pk=third.pk).minutes == 10, "the plan stays as it was written"


def test_an_item_ended_by_mistake_goes_on(cast, meeting):
    first, second = meeting.items.all()[:2]
    press(cast, live.start_item, meeting, item=first)
    press(cast, live.start_item, meeting, at=later(20), item=second)
    press(cast, live.resume_item, meeting, at=later(21), item=first)
    found = pace_of(meeting, later(21))
    assert found.current.item == first
    assert found.current.started_at == AT
    assert not found.beats[1].running


@given(st.lists(st.integers(1, 300), min_size=1, max_size=12), st.integers(0, 400))
def test_a_shortened_programme_is_shorter_by_exactly_that_or_as_short_as_can_be(minutes, by):
    after = shortened(minutes, by)
    assert sum(after) == max(sum(minutes) - by, len(minutes))
    assert all(1 <= new <= old for new, old in zip(after, minutes, strict=True))


def test_the_second_of_two_secretaries_is_told_who_pressed_first(cast, visit, meeting):
    console = address(cast, meeting, "dieu-hanh/")
    with clock.at(AT):
        first, second = visit(SECRETARY), visit("thu-ky-cum-truong")
        shown = second.get(console).content.decode()
        assert 'name="version" value="0"' in shown
        first.post(console + "hien/", {"showing": "attendance", "version": "0"})
        late = {"showing": "notice", "notice": "Nghỉ đến 9 giờ 45", "version": "0"}
        said = second.post(console + "hien/", late, follow=True).content.decode()
    assert "Thư ký hội nghị vừa bấm trước lúc 08:00:00" in said
    screen = Screen.objects.get()
    assert (screen.showing, screen.version) == ("attendance", 1)
    assert "Bấm lần cuối: Thư ký hội nghị" in said
    assert 'value="Nghỉ đến 9 giờ 45"' in said, "what was typed is there to be pressed again"


def test_only_secretaries_drive_and_only_while_it_is_on(cast, visit, meeting):
    unit = visit("lanh-dao-bien-dong")
    unit.post(address(cast, meeting, "dieu-hanh/hien/"), {"showing": "vote", "version": "0"})
    assert not Screen.objects.exists()
    with pytest.raises(Refused, match="Hãy ghi lời thông báo"):
        press(cast, live.show, meeting, conference=meeting, showing="notice")
    assert not Screen.objects.exists()


def test_a_delegate_asks_by_the_badge_waits_speaks_and_the_time_is_added_up(cast, meeting):
    phone, one = Client(), one_of(meeting, "Đặng Văn Ánh")
    page = f"/dai-bieu/{one.code}/phat-bieu/"
    with clock.at(AT):
        assert phone.post(page, {"topic": "Kinh nghiệm"}).status_code == 302
        again = phone.post(page, {"topic": "Kinh nghiệm"})
        assert again.status_code == 422
        assert "đã có trong danh sách chờ" in again.content.decode()
        assert "Thứ tự của bạn" in phone.get(page).content.decode()
    entry = Entry.objects.get(act="conference.speak_ask")
    assert (entry.actor_name, entry.actor_office) == ("Đặng Văn Ánh", "delegate")
    press(cast, floor.call, meeting, turn=Turn.objects.get())
    with clock.at(later(1)):
        assert "Mời đồng chí phát biểu" in phone.get(page).content.decode()
    press(cast, floor.extend, meeting, at=later(4), conference=meeting, by=2)
    assert queue_of(meeting).until == later(7)
    press(cast, floor.finish, meeting, at=later(6), conference=meeting)
    floor.ask(by=one, topic="", at=later(7))
    press(cast, floor.call, meeting, at=later(8), turn=Turn.objects.last())
    press(cast, floor.finish, meeting, at=later(9), conference=meeting)
    (spoken,), (delegation,) = queue_of(meeting).by_delegate, queue_of(meeting).by_delegation
    assert (spoken.clock, spoken.turns) == ("7:00", 2)
    assert (delegation.name, delegation.seconds) == ("Đơn vị Biển Đông (minh hoạ)", 420)
    assert one_of(meeting, "Đặng Văn Ánh").spoke
    assert phone.get("/dai-bieu/khong-co/phat-bieu/").status_code == 404


def test_newcomers_go_first_where_that_is_chosen(cast, meeting):
    a, b, c = (one_of(meeting, name) for name in ("Đặng Văn Ánh", "Lê Thị Bưởi", "Phạm Đức Cường"))
    floor.ask(by=a, topic="", at=AT)
    press(cast, floor.call, meeting, turn=Turn.objects.get())
    press(cast, floor.finish, meeting, at=later(2), conference=meeting)
    for one in (a, b):
        floor.ask(by=one, topic="", at=later(3))
    floor.enter(here=here(cast), delegate=c, topic="giơ tay", at=later(3))
    assert [turn.delegate for turn in queue_of(meeting).waiting] == [a, b, c]
    press(cast, floor.set_rules, meeting, conference=meeting, taking=False, minutes=3, newcomers_first=True)
    assert [turn.delegate for turn in queue_of(meeting).waiting] == [b, c, a]
    press(cast, floor.call, meeting, at=later(4), turn=queue_of(meeting).waiting[0])
    press(cast, floor.call, meeting, at=later(6), turn=queue_of(meeting).waiting[0])
    assert [turn.delegate for turn in queue_of(meeting).over] == [a, b], "calling the next ends the one before"
    floor.withdraw(by=a, at=later(6))
    with pytest.raises(Refused, match="tạm ngừng nhận"):
        floor.ask(by=a, topic="", at=later(6))


def test_a_talk_sent_beforehand_comes_into_the_line_once_by_whom_it_names(cast, visit, meeting):
    talk = Talk.objects.create(
        conference=meeting, membership=cast.member("bien-dong"), title="Minh chứng điện tử", file="x.pdf", size=1,
        at=AT, speaker="Thượng tá Lê Thị Bưởi, Chuyên viên", media_type="application/pdf", extension="pdf",
        sha256="a" * 64,
    )  # fmt: skip
    secretary, page = visit(SECRETARY), address(cast, meeting, "phat-bieu/")
    with clock.at(later(5)):
        assert (
            "1 tham luận gửi trước chưa đưa vào" in secretary.get(address(cast, meeting, "dieu-hanh/")).content.decode()
        )
        speaker = one_of(meeting, "Lê Thị Bưởi")
        assert f'value="{speaker.pk}" selected' in secretary.get(page).content.decode(), "the delegate the talk names"
        other = meeting.delegations.exclude(membership=talk.membership).first().delegates.first()
        refused = secretary.post(page, {"talk": talk.pk, "delegate": other.pk})
        assert "hãy chọn đại biểu của đoàn đó" in refused.content.decode()
        for _press in range(2):
            said = secretary.post(page, {"talk": talk.pk, "delegate": speaker.pk}, follow=True).content.decode()
    assert "Tham luận “Minh chứng điện tử” đã có trong danh sách phát biểu." in said
    (turn,) = queue_of(meeting).waiting
    assert (turn.delegate, turn.topic, turn.talk) == (speaker, "Minh chứng điện tử", talk)
    press(cast, floor.strike, meeting, at=later(6), turn=turn)
    assert [one.talk for one in promised(meeting)] == [talk], "struck from the line, it may come again"


def test_a_programme_that_slips_slips_on_the_delegates_phones(cast, meeting):
    phone = f"/dai-bieu/{one_of(meeting, 'Đặng Văn Ánh').code}/"
    first, second = meeting.items.all()[:2]
    press(cast, live.start_item, meeting, item=first)
    press(cast, live.start_item, meeting, at=later(45), item=second)
    with clock.at(later(46)):
        seen = Client().get(phone).content.decode()
    assert "Đang chậm 15 phút" in seen
    assert 'class="now" aria-current="step"><span class="clock">08:45</span>' in seen
    assert '<span class="clock">09:00</span>' in seen, "the third begins when the second ends"


def test_the_screen_names_as_many_delegations_as_it_can_in_the_order_set_by_hand_and_sums_the_rest(cast, meeting):
    for n in range(24):
        group = actions.announce(here=here(cast), conference=meeting, membership=None, body=f"Khách mời {n:02}", at=AT)
        actions.add_delegate(here=here(cast), delegation=group, title="Khách", at=AT)
    was = [one.pk for one in attendance_of(meeting).delegations]
    reorder(here=here(cast), conference=meeting, was=was, order=[was[-1], *was[:-1]], within=None, at=AT)
    press(cast, live.show, meeting, conference=meeting, showing="attendance")
    seen = drawn(meeting.pk, AT)
    assert "Và 7 đoàn khác</span> <b>0/7</b>" in seen
    assert seen.index("Khách mời 23") < seen.index("Đơn vị Sông Hồng")
    assert "Khách mời 22" not in seen


def test_who_is_not_in_the_room_does_not_ask(cast, meeting):
    one = one_of(meeting, "Đặng Văn Ánh")
    actions.check_in(here=here(cast), delegate=one, presence=Presence.ABSENT, at=AT)
    with pytest.raises(Refused, match="bàn đón tiếp"):
        floor.ask(by=one, topic="", at=AT)


def sent(visitor, cast, meeting, *marks):
    answer = visitor.post(address(cast, meeting, "diem-danh/gui/"), json.dumps({"marks": marks}), "application/json")
    return answer.status_code, answer.json()


def mark(key=None, **whom):
    return {"key": key or uuid.uuid4().hex, "presence": "present", "at": AT.isoformat(), **whom}


def test_marks_kept_on_a_phone_count_once_and_in_the_order_they_arrive(cast, visit, meeting):
    one, visitor = one_of(meeting, "Lê Thị Bưởi"), visit(SECRETARY)
    actions.check_in(here=here(cast), delegate=one, presence=Presence.ABSENT, at=AT)
    kept = mark(delegate=one.pk, at=later(-5).isoformat())
    with clock.at(later(20)):
        for _again in range(2):
            status, told = sent(visitor, cast, meeting, kept)
            assert (status, told["answers"][0]["outcome"]) == (200, "ok")
        other = visit("thu-ky-cum-truong")
        _status, told = sent(other, cast, meeting, mark(code=f"https://x.vn/dai-bieu/{one.code}/"))
    assert told["answers"][0]["outcome"] == "twice"
    assert told["answers"][0]["sentence"] == "Lê Thị Bưởi đã điểm danh (có mặt) lúc 07:55 bởi Thư ký hội nghị."
    assert Arrival.objects.filter(delegate=one, key=kept["key"]).count() == 1
    assert Delegate.objects.get(pk=one.pk).checked_in_at == later(-5)
    assert told["count"] == {"present": 4, "all": 4, "units": 2}


@pytest.mark.parametrize(
    "stated", ["2019-01-01T00:00:00+07:00", "2031-01-01T00:00:00Z", "hôm qua", "2026-11-20T08:00", None]
)
def test_a_clock_that_is_wrong_is_not_believed(cast, visit, meeting, stated):
    one = one_of(meeting, "Lê Thị Bưởi")
    Delegate.objects.filter(pk=one.pk).update(presence="expected", checked_in_at=None)
    with clock.at(later(20)):
        sent(visit(SECRETARY), cast, meeting, mark(delegate=one.pk, at=stated))
    assert Delegate.objects.get(pk=one.pk).checked_in_at == later(20)


def test_a_badge_of_another_conference_is_refused_with_a_sentence(cast, visit, meeting):
    other = planned(cast, kind=Kind.MID_YEAR, stage="running")
    group = actions.announce(here=here(cast), conference=other, membership=cast.member("bien-dong"), at=AT)
    guest = actions.add_delegate(here=here(cast), delegation=group, title="Khách", at=AT)
    visitor = visit(SECRETARY)
    _status, told = sent(
        visitor, cast, meeting, mark(code=guest.code), mark(code="khong-co-ma"), mark(delegate=guest.pk)
    )
    assert [one["outcome"] for one in told["answers"]] == ["refused"] * 3
    assert "Mã này của hội nghị khác (ngày 20/11/2026)" in told["answers"][0]["sentence"]
    said = visitor.post(address(cast, meeting, "diem-danh/the/"), {"ma": guest.code}, follow=True)
    assert "Mã này của hội nghị khác" in said.content.decode()
    short = visitor.post(
        address(cast, meeting, "diem-danh/the/"), {"ma": one_of(meeting, "Lê Thị Bưởi").code[:6]}, follow=True
    )
    assert "Lê Thị Bưởi đã điểm danh" in short.content.decode()
    guest.refresh_from_db()
    assert guest.presence == "expected"


NONSENSE = ("", "[]", '{"marks": []}', '{"marks": [{"key": "x"}]}', '{"marks": 5}', "[" * 99999,
            '{"marks": [{"key": "aaaaaaaa", "presence": "bay"}]}')  # fmt: skip


@pytest.mark.parametrize("body", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_at_the_door_is_refused_with_a_sentence(cast, visit, meeting, body):
    answer = visit(SECRETARY).post(address(cast, meeting, "diem-danh/gui/"), body, "application/json")
    assert answer.status_code == 400
    assert "Không đọc được" in answer.json()["sentence"]


def test_photographs_from_a_phone_are_numbered_under_one_caption_and_say_not_where(cast, visit, meeting):
    page = address(cast, meeting, "anh/")
    files = [photograph(800, 600), photograph(600, 800)]
    answer = visit("tuyen-truyen").post(page, {"caption": "Quang cảnh", "uploads": files})
    assert answer.status_code == 302, answer.content.decode()
    assert [picture.caption for picture in Picture.objects.all()] == ["Quang cảnh", "Quang cảnh (2)"]
    for picture in Picture.objects.all():
        kept = picture.file.read()
        assert kept[:4] == b"RIFF"
        assert b"Exif" not in kept
    refused = visit("tuyen-truyen").post(page, {"caption": "Không có ảnh"})
    assert refused.status_code == 422
    assert "Không có ảnh" in refused.content.decode()


def test_a_ticket_opens_one_conference_and_nothing_else(meeting):
    given_out = ticket(meeting).removeprefix("/truc-tiep/")
    assert admitted(given_out) == meeting.pk
    assert admitted(given_out[:-1] + ("a" if given_out[-1] != "a" else "b")) is None
    assert admitted("") is None


@pytest.fixture
def reader():
    """The stream's thread, on the connection of the test, where its transaction is."""
    ours = connections["default"]
    ours.inc_thread_sharing()
    with ThreadPoolExecutor(1) as one:
        one.submit(connections.__setitem__, "default", ours).result()
        yield one
    ours.dec_thread_sharing()


def test_the_stream_sends_the_screen_then_each_change_and_what_was_missed(cast, meeting, reader):
    stream = Stream(now=lambda: AT)
    stream.reader = reader
    listen_at = ticket(meeting)

    async def heard(seen, *changes):
        got, gone = [], asyncio.Event()

        async def send(message):
            got.extend([message["body"]] if message.get("body") else [])

        async def receive():
            await gone.wait()
            return {"type": "http.disconnect"}

        scope = {"type": "http", "method": "GET", "path": listen_at, "headers": [(b"last-event-id", seen)]}
        listening = asyncio.create_task(stream(scope, receive, send))
        for count, change in enumerate([None, *changes], 1):
            if change:
                await stream.read(change)
            while len(got) < count:
                await asyncio.sleep(0.01)
        gone.set()
        await listening
        return got

    def put_up():
        press(cast, live.show, meeting, conference=meeting, showing="attendance")

    async def whole():
        first, second = await heard(b"", put_up)
        (again,) = await heard(second.split(b"\n")[0].removeprefix(b"id: "))
        (caught_up,) = await heard(b"1")
        return first, second, again, caught_up

    first, second, again, caught_up = asyncio.run(whole())
    assert b'data-showing=\\"item\\"' in first
    assert b'data-showing=\\"attendance\\"' in second
    assert again == b"event: beat\ndata: .\n\n", "nothing new, nothing sent"
    assert (caught_up, stream.listeners) == (second, type(stream.listeners)())


def test_the_quorum_is_said_where_people_look_and_follows_who_comes(cast, visit, meeting):
    """The number is the cluster's own; until it is written down, no page says that there are enough."""
    secretary, seen = visit(SECRETARY), address(cast, meeting, "diem-danh/")
    assert "Chưa ghi số đơn vị phải có mặt theo quy chế" in secretary.get(seen).content.decode()
    preparing = address(cast, meeting, "chuan-bi/")
    refused = secretary.post(preparing + "so-dai-bieu/", {"quorum": 9, "basis": "Điều 5 Quy chế"})
    assert refused.status_code == 422
    assert "Cụm có 5 đơn vị thành viên." in refused.content.decode()
    assert "Điều 5 Quy chế" in refused.content.decode()
    secretary.post(preparing + "so-dai-bieu/", {"quorum": 3, "basis": "Điều 5 Quy chế"})
    short = "Chưa đủ số đại biểu tham dự theo quy chế: 2/5 đơn vị, cần 3."
    assert short in secretary.get(seen).content.decode()
    group = actions.announce(here=here(cast), conference=meeting, membership=cast.member("dong-bang"), at=AT)
    third = actions.add_delegate(here=here(cast), delegation=group, title="Lãnh đạo đơn vị", at=AT)
    press(cast, live.show, meeting, conference=meeting, showing="attendance")
    assert short in drawn(meeting.pk, AT)
    actions.check_in(here=here(cast), delegate=third, presence=Presence.PRESENT, at=AT)
    enough = "Đã đủ số đại biểu tham dự theo quy chế: 3/5 đơn vị, cần 3."
    assert enough in drawn(meeting.pk, AT), "projector and phones, by the stream"
    for page in (seen, address(cast, meeting), address(cast, meeting, "be-mac/")):
        assert enough in secretary.get(page).content.decode()
    press(cast, live.show, meeting, conference=meeting, showing="item")
    assert "Đã đủ: 3/5 đơn vị, cần 3" in drawn(meeting.pk, AT)
    actions.close(here=here(cast), conference=meeting, at=AT)
    minutes = json.dumps(Document.objects.get(kind="BB").content, ensure_ascii=False)
    assert f"{enough} Căn cứ: Điều 5 Quy chế." in minutes
    late = secretary.post(preparing + "so-dai-bieu/", {"quorum": 1}, follow=True)
    assert "đã bế mạc" in late.content.decode(), "what the minutes say is not changed after them"
