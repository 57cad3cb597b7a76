"""Hội nghị: planned, prepared, held, closed with its minutes."""

import datetime as dt

import pytest

from tests.conference.staging import AT, DAY, here, planned, under_way
from thidua.ballots import actions as ballots
from thidua.ballots.terms import Form
from thidua.conference import actions, queries
from thidua.conference.models import Delegate, Item
from thidua.conference.terms import Kind, Presence, Session, Side, State
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.paperwork.models import Document
from thidua.samples.cast import moment


def titles(conference):
    return [slot.item.title for slot in queries.record(conference).programme]


def test_the_secretaries_plan_one_conference_of_a_kind(cast):
    conference = planned(cast)
    assert Entry.objects.latest("seq").act == "conference.plan"
    with pytest.raises(Refused, match="đã có hội nghị loại đó"):
        planned(cast)
    with pytest.raises(Refused, match="Thư ký hội nghị"):
        actions.add_item(here=here(cast, "can-bo-bien-dong"), conference=conference, title="Văn nghệ", at=AT)
    ClusterYear.objects.filter(pk=cast.year.pk).update(mid_review=False)
    with pytest.raises(Refused, match="không có hội nghị sơ kết"):
        planned(cast, kind=Kind.MID_YEAR)


def test_the_programme_is_arranged_and_shows_its_clock(cast):
    conference = planned(cast)
    for title, minutes in (("Khai mạc", 10), ("Báo cáo", 25), ("Bế mạc", 5)):
        actions.add_item(here=here(cast), conference=conference, title=title, minutes=minutes, at=AT)
    actions.add_item(here=here(cast), conference=conference, title="Thảo luận", minutes=60, position=3, at=AT)
    assert titles(conference) == ["Khai mạc", "Báo cáo", "Thảo luận", "Bế mạc"]
    first, second = Item.objects.all()[:2]
    actions.move_item(here=here(cast), item=second, up=True, at=AT)
    assert titles(conference) == ["Báo cáo", "Khai mạc", "Thảo luận", "Bế mạc"]
    with pytest.raises(Refused, match="đầu hoặc cuối"):
        actions.move_item(here=here(cast), item=second, up=True, at=AT)
    told = queries.record(conference).programme
    assert [(slot.starts, slot.ends) for slot in told][2:] == [
        (dt.time(8, 35), dt.time(9, 35)),
        (dt.time(9, 35), dt.time(9, 40)),
    ]
    actions.drop_item(here=here(cast), item=first, at=AT)
    assert titles(conference) == ["Báo cáo", "Thảo luận", "Bế mạc"]
    actions.add_item(here=here(cast), conference=conference, title="Chụp ảnh", at=AT)
    assert {slot.starts for slot in queries.record(conference).programme} == {None}, "one unknown length, no clock"


def test_the_usual_programme_is_offered_once(cast):
    conference = planned(cast)
    actions.usual_programme(here=here(cast), conference=conference, at=AT)
    assert any("Bàn giao Cụm trưởng" in title for title in titles(conference))
    with pytest.raises(Refused, match="đã có nội dung"):
        actions.usual_programme(here=here(cast), conference=conference, at=AT)


def test_delegations_stand_in_protocol_order_side_first_then_rank(cast):
    conference = planned(cast, host="bien-dong")
    add = {"here": here(cast), "conference": conference, "at": AT}
    actions.announce(**add, membership=None, body="Sở Nội vụ", side=Side.GUEST)
    for code in ("dong-bang", "truong-son", "song-hong", "bien-dong"):
        actions.announce(**add, membership=cast.member(code))
    ministry = actions.announce(**add, membership=None, body="Cục Công tác chính trị", side=Side.SUPERIOR)
    people = [("", "Chuyên viên", False), ("Thiếu tá", "Cán bộ", False), ("Thượng tá", "Phó phòng", False),
              ("Đại úy", "Trưởng đoàn", True)]  # fmt: skip
    for rank, title, lead in people:
        actions.add_delegate(here=here(cast), delegation=ministry, rank=rank, title=title, lead=lead, at=AT)
    told = queries.record(conference)
    assert [group.delegation.body.replace(" (minh hoạ)", "") for group in told.groups] == [
        "Cục Công tác chính trị", "Đơn vị Biển Đông", "Đơn vị Sông Hồng", "Đơn vị Trường Sơn", "Đơn vị Đồng Bằng",
        "Sở Nội vụ",
    ]  # fmt: skip
    assert [one.title for one in told.groups[0].delegates] == ["Trưởng đoàn", "Phó phòng", "Cán bộ", "Chuyên viên"]
    assert [member.unit.code for member in told.units_missing] == ["cao-nguyen"]


def test_a_unit_announces_its_own_delegation_until_the_opening(cast):
    conference = planned(cast)
    officer = here(cast, "can-bo-bien-dong")
    own = actions.announce(here=officer, conference=conference, membership=cast.member("bien-dong"), at=AT)
    assert Entry.objects.latest("seq").actor_unit == "Đơn vị Biển Đông (minh hoạ)"
    lead = actions.add_delegate(here=officer, delegation=own, title="Phó Giám đốc", lead=True, at=AT)
    assert str(lead) == "Phó Giám đốc", "the office title stands for an unnamed delegate"
    with pytest.raises(Refused, match="đã có trưởng đoàn"):
        actions.add_delegate(here=officer, delegation=own, title="Trưởng phòng", lead=True, at=AT)
    with pytest.raises(Refused, match="đã có trong danh sách"):
        actions.announce(here=officer, conference=conference, membership=cast.member("bien-dong"), at=AT)
    with pytest.raises(Refused, match="Thư ký hội nghị"):
        actions.announce(here=officer, conference=conference, membership=cast.member("dong-bang"), at=AT)
    under_way(cast, conference)
    with pytest.raises(Refused, match="báo thư ký"):
        actions.add_delegate(here=officer, delegation=own, title="Lái xe", at=AT)
    actions.add_delegate(here=here(cast), delegation=own, title="Trưởng phòng", at=AT)


def test_opening_needs_the_right_step_the_day_and_a_programme(cast):
    conference = planned(cast, stage=Stage.RUNNING)
    with pytest.raises(Refused, match="Thẩm định"):
        actions.open_conference(here=here(cast), conference=conference, at=AT)
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.APPRAISED)
    with pytest.raises(Refused, match="chưa đến ngày"):
        actions.open_conference(here=cast.here("thu-ky-hoi-nghi", dt.date(2026, 11, 19)), conference=conference, at=AT)
    with pytest.raises(Refused, match="Chưa có chương trình"):
        actions.open_conference(here=here(cast), conference=conference, at=AT)
    under_way(cast, conference)
    assert conference.state == State.OPEN
    with pytest.raises(Refused, match="đã khai mạc"):
        actions.open_conference(here=here(cast), conference=conference, at=AT)
    with pytest.raises(Refused, match="đang chuẩn bị"):
        actions.drop_item(here=here(cast), item=conference.items.first(), at=AT)


def test_checking_in_twice_is_noticed_and_changes_nothing(cast):
    conference = planned(cast)
    lead = under_way(cast, conference)
    entries = Entry.objects.count()
    later = moment(2026, 11, 20, 9)
    assert actions.check_in(here=here(cast), delegate=lead, presence=Presence.PRESENT, at=later) is False
    assert Delegate.objects.get(pk=lead.pk).checked_in_at == AT
    assert Entry.objects.count() == entries
    assert actions.check_in(here=here(cast), delegate=lead, presence=Presence.EXCUSED, at=later) is True
    assert queries.record(conference).units_present == 0
    with pytest.raises(Refused, match="Thư ký hội nghị"):
        actions.check_in(here=here(cast, "can-bo-bien-dong"), delegate=lead, presence=Presence.PRESENT, at=later)


def test_the_hall_moves_on_with_the_items(cast):
    conference = planned(cast)
    under_way(cast, conference)
    first = queries.record(conference).current.item
    actions.tick_item(here=here(cast), item=first, at=AT)
    with pytest.raises(Refused, match="đã xong"):
        actions.tick_item(here=here(cast), item=first, at=AT)
    assert queries.record(conference).current.item.order == 2


def test_closing_issues_minutes_of_what_happened_and_moves_the_year(cast):
    conference = planned(cast)
    with pytest.raises(Refused, match="chưa khai mạc"):
        actions.close(here=here(cast), conference=conference, at=AT)
    lead = under_way(cast, conference)
    actions.state(here=here(cast), conference=conference, kind="result", text="phong trào đi vào thực chất", at=AT)
    actions.state(here=here(cast), conference=conference, kind="discussion", text="Kinh nghiệm của cơ sở.", at=AT)
    actions.mark_speaker(here=here(cast), delegate=lead, spoke=True, at=AT)
    actions.recommend(here=here(cast), conference=conference, text="Sửa bảng tiêu chí", owner="Thư ký Cụm", at=AT,
                      due_on=dt.date(2027, 1, 31))  # fmt: skip
    actions.close(here=here(cast), conference=conference, at=AT)
    cast.year.refresh_from_db()
    assert cast.year.at == Stage.CONCLUDED
    paper = Document.objects.get(subject=f"conference:{conference.pk}")
    assert paper.kind == "BB"
    text = str(paper.content)
    for needle in ("ngày 20 tháng 11 năm 2026", "buổi sáng", "Hội trường lớn", "1/5 đơn vị thành viên", "Đại tá",
                   "Lãnh đạo đơn vị", "Có mặt (trưởng đoàn)", "Phong trào đi vào thực chất.", "Kinh nghiệm của cơ sở.",
                   "Sửa bảng tiêu chí", "31/01/2027", "Bàn giao Cụm trưởng"):  # fmt: skip
        assert needle in text, needle
    with pytest.raises(Refused, match="đã bế mạc"):
        actions.close(here=here(cast), conference=conference, at=AT)
    with pytest.raises(Refused, match="đã bế mạc"):
        actions.state(here=here(cast), conference=conference, kind="result", text="thêm sau", at=AT)


def test_closing_is_refused_with_nobody_there_or_a_ballot_open(cast):
    conference = planned(cast)
    lead = under_way(cast, conference)
    actions.check_in(here=here(cast), delegate=lead, presence=Presence.ABSENT, at=AT)
    with pytest.raises(Refused, match="điểm danh"):
        actions.close(here=here(cast), conference=conference, at=AT)
    actions.check_in(here=here(cast), delegate=lead, presence=Presence.PRESENT, at=AT)
    ballot = ballots.call(here=here(cast), title="Suy tôn", form=Form.SECRET, threshold_percent=80, basis="Quy chế",
                          units=[cast.member("bien-dong")], award="co-bo-tinh", at=AT)  # fmt: skip
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        ballots.mark_open(here=here(cast, teller), ballot=ballot, at=AT)
    with pytest.raises(Refused, match="còn đang mở"):
        actions.close(here=here(cast), conference=conference, at=AT)
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        ballots.mark_close(here=here(cast, teller), ballot=ballot, at=AT)
    actions.close(here=here(cast), conference=conference, at=AT)
    minutes = Document.objects.get(subject=f"conference:{conference.pk}")
    assert "Bỏ phiếu: Suy tôn" in str(minutes.content), "the vote is in the minutes of the conference"


def test_a_mid_year_conference_moves_the_year_to_its_review(cast):
    conference = planned(cast, kind=Kind.MID_YEAR, stage=Stage.RUNNING)
    under_way(cast, conference)
    actions.close(here=here(cast), conference=conference, at=AT)
    cast.year.refresh_from_db()
    assert cast.year.at == Stage.MID_REVIEWED


def test_a_recommendation_written_by_mistake_is_struck_before_the_close(cast):
    conference = planned(cast)
    under_way(cast, conference)
    one, other = (actions.recommend(here=here(cast), conference=conference, text=text, at=AT)
                  for text in ("Đổi mới hình thức", "Gõ nhầm"))  # fmt: skip
    with pytest.raises(Refused, match="Thư ký hội nghị"):
        actions.unrecommend(here=here(cast, "can-bo-bien-dong"), recommendation=other, at=AT)
    actions.unrecommend(here=here(cast), recommendation=other, at=AT)
    assert list(queries.open_recommendations(cast.year)) == [one]
    actions.close(here=here(cast), conference=conference, at=AT)
    with pytest.raises(Refused, match="bế mạc"):
        actions.unrecommend(here=here(cast), recommendation=one, at=AT)


def test_a_record_of_the_past_goes_through_the_same_actions(cast):
    """Unknown durations, unnamed delegates, no deadline: everything a report of long ago leaves open."""
    conference = planned(cast, session=Session.DAY)
    actions.add_item(here=here(cast), conference=conference, title="Thảo luận", at=AT)
    group = actions.announce(here=here(cast), conference=conference, membership=None, body="Các đơn vị chức năng",
                             side=Side.GUEST, at=AT)  # fmt: skip
    guest = actions.add_delegate(here=here(cast), delegation=group, title="Lãnh đạo các đơn vị chức năng", at=AT)
    actions.check_in(here=here(cast), delegate=guest, presence=Presence.PRESENT, at=AT)
    actions.recommend(here=here(cast), conference=conference, text="Nâng cao chất lượng", at=AT)
    actions.open_conference(here=here(cast), conference=conference, at=AT)
    actions.close(here=here(cast), conference=conference, at=AT)
    told = queries.record(conference)
    assert (told.present, told.units_present, told.conference.on) == (1, 0, DAY)
    paper = Document.objects.get(subject=f"conference:{conference.pk}")
    assert (paper.issued_on, "None" in str(paper.content)) == (DAY, False)


def test_a_double_click_writes_nothing_down_twice(cast):
    conference = planned(cast)
    for write in (
        lambda: actions.state(here=here(cast), conference=conference, kind="result", text="Vượt chỉ tiêu", at=AT),
        lambda: actions.recommend(here=here(cast), conference=conference, text="Gửi báo cáo sớm", at=AT),
        lambda: actions.add_item(here=here(cast), conference=conference, title="Giải lao", minutes=15, at=AT),
        lambda: actions.add_item(here=here(cast), conference=conference, title="Khai mạc", position=1, at=AT),
    ):
        write()
        with pytest.raises(Refused, match="đã"):
            write()
    assert (conference.statements.count(), conference.recommendations.count(), conference.items.count()) == (1, 1, 2)
    guests = actions.announce(here=here(cast), conference=conference, membership=None, body="Bộ Minh hoạ", at=AT)
    for name in ("", "", "Đại biểu thứ nhất"):
        actions.add_delegate(here=here(cast), delegation=guests, title="Cán bộ", name=name, at=AT)
    with pytest.raises(Refused, match="đã có trong đoàn"):
        actions.add_delegate(here=here(cast), delegation=guests, title="Cán bộ", name="Đại biểu thứ nhất", at=AT)
    assert guests.delegates.count() == 3, "two without a name are two"
    actions.add_item(here=here(cast), conference=conference, title="Trao thưởng", at=AT)
    actions.add_item(here=here(cast), conference=conference, title="Giải lao", at=AT)
    assert [item.title for item in conference.items.all()] == ["Khai mạc", "Giải lao", "Trao thưởng", "Giải lao"]
