"""What is asked of me: every year, the most overdue first, one click from the very place, and nothing that is done."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conference.staging import AT, planned
from tests.journeys import year_stops
from thidua.ballots import actions as ballots
from thidua.ballots.models import Ballot
from thidua.ballots.terms import Choice, State
from thidua.conference import actions as conference
from thidua.conference.preparing.actions import inviting, programme
from thidua.handover import actions as handover
from thidua.handover.models import Handover
from thidua.kit import clock
from thidua.members.terms import Stage
from thidua.paperwork import actions as paperwork
from thidua.paperwork.layout import digest_of
from thidua.paperwork.terms import Kind
from thidua.reports import actions as reports
from thidua.samples import demo
from thidua.samples.cast import YEAR, moment
from thidua.samples.demo_meeting import MEETING
from thidua.timeline.asks import asked_in, asked_of

HOME = "/viec-cua-toi/"


def told(cast, username, day):
    """(sentence, where, how the due day stands) of everything asked of one person."""
    return [(ask.text, ask.url, ask.says) for ask in asked_in(cast.here(username, day))]


@pytest.fixture
def adopted(cast):
    demo.launch(cast)
    demo.adopt(cast)
    return cast


@pytest.fixture
def running(adopted):
    demo.pledge(adopted)
    at = moment(YEAR, 6, 1)
    reports.open_period(
        here=adopted.here("thu-ky-cum-truong", at.date()), span="half", name="6 tháng đầu năm",
        from_date=dt.date(YEAR, 1, 1), to_date=dt.date(YEAR, 6, 15), due_on=dt.date(YEAR, 6, 15), at=at,
    )  # fmt: skip
    return adopted


def test_the_registration_is_asked_of_the_officer_then_of_the_leader_then_of_who_judges_it(adopted):
    day, own = dt.date(YEAR, 3, 12), adopted.member("bien-dong")
    place = f"/cum/cum-mau/2026/dang-ky/{own.pk}/"
    assert ("Lập bản đăng ký thi đua", place, "còn 3 ngày") in told(adopted, "can-bo-bien-dong", day)
    assert not any("Duyệt" in text for text, *_rest in told(adopted, "thu-ky-cum-truong", day))
    year_stops.registrations(adopted)
    assert ("Hoàn thành bản đăng ký thi đua", place, "còn 3 ngày") in told(adopted, "can-bo-bien-dong", day)
    assert ("Gửi bản đăng ký thi đua", place, "còn 3 ngày") in told(adopted, "lanh-dao-bien-dong", day)
    waiting = f"/cum/cum-mau/2026/dang-ky/{adopted.member('truong-son').pk}/"
    assert ("Duyệt bản đăng ký thi đua", waiting, "còn 3 ngày") in told(adopted, "thu-ky-cum-truong", day)
    assert not any("bản đăng ký" in text for text, *_rest in told(adopted, "lanh-dao-truong-son", day))
    assert any("Ký giao ước" in text for text, *_rest in told(adopted, "lanh-dao-truong-son", day))


@pytest.mark.parametrize(("day", "says"), [(12, "còn 3 ngày"), (15, "hạn hôm nay"), (17, "quá hạn 2 ngày")])
def test_a_report_says_how_its_due_day_stands(running, day, says):
    period = running.year.periods.get()
    place = f"/cum/cum-mau/2026/bao-cao/{period.pk}/dong-bang/"
    today = dt.date(YEAR, 6, day)
    assert told(running, "can-bo-dong-bang", today) == [("Lập báo cáo: 6 tháng đầu năm", place, says)]
    assert ("Gửi báo cáo: 6 tháng đầu năm", place, says) in told(running, "lanh-dao-dong-bang", today)


def test_a_report_given_back_is_asked_for_again(cast):
    for step in (demo.launch, demo.adopt, demo.pledge, demo.report):
        step(cast)
    day, period = dt.date(YEAR, 6, 20), cast.year.periods.get()
    assert told(cast, "can-bo-bien-dong", day) == []
    reports.return_report(here=cast.here("thu-ky-cum-truong", day), period=period, membership=cast.member("bien-dong"),
                          reason="Thiếu số liệu (minh hoạ)", at=moment(YEAR, 6, 20))  # fmt: skip
    assert told(cast, "can-bo-bien-dong", day)[0][0] == "Sửa báo cáo bị trả lại: 6 tháng đầu năm"


def test_sheets_lead_to_the_very_sheet_and_the_heads_own_goes_to_the_deputy(cast):
    for step in (demo.launch, demo.adopt, demo.pledge, demo.report, demo.open_self_scoring):
        step(cast)
    sheet = "/cum/cum-mau/2026/cham-diem/tu-cham/bien-dong/"
    assert told(cast, "can-bo-bien-dong", dt.date(YEAR, 11, 9)) == [("Lập phiếu tự chấm điểm", sheet, "còn 1 ngày")]


def test_who_checks_and_who_appraises_is_asked_for_each_unit(cast):
    for step in (demo.launch, demo.adopt, demo.pledge, demo.report, demo.score_self):
        step(cast)
    year_stops.crossing(cast)
    day = dt.date(YEAR, 11, 14)
    checked = "/cum/cum-mau/2026/cham-diem/cham-cheo/song-hong/"
    assert ("Chấm chéo Sông Hồng", checked, "quá hạn 1 ngày") in told(cast, "cham-cheo-truong-son", day)


def test_the_appraisal_asks_the_secretariats_and_what_they_changed_asks_the_unit(cast):
    for step in (demo.launch, demo.adopt, demo.pledge, demo.report, demo.score_self, demo.cross_check):
        step(cast)
    day = dt.date(YEAR, 11, 15)
    year_stops.appraising(cast)
    heads = [text for text, *_rest in told(cast, "thu-ky-cum-truong", day)]
    deputys = [text for text, *_rest in told(cast, "thu-ky-cum-pho", day)]
    sent = set(demo.figures()["appraised"])
    assert ("Thẩm định phiếu chấm của Sông Hồng" in deputys) == ("song-hong" not in sent)
    assert "Thẩm định phiếu chấm của Sông Hồng" not in heads
    code, changes = next(iter(demo.figures()["appraised"].items()))
    place = f"/cum/cum-mau/2026/bang-diem/{code}/"
    asked = f"Giải trình hoặc đồng ý với {len(changes)} tiêu chí bị đổi điểm"
    assert (asked, place, "") in told(cast, f"can-bo-{code}", day)


def test_a_vote_is_asked_of_each_leader_until_it_is_cast(cast):
    for step in (demo.launch, demo.adopt, demo.pledge, demo.report, demo.score_self, demo.cross_check, demo.appraise):
        step(cast)
    year_stops.meeting(cast)
    day = MEETING
    ballot = Ballot.objects.get(state=State.OPEN)
    asked = (f"Bỏ phiếu: {ballot.title}", f"/cum/cum-mau/2026/bo-phieu/{ballot.pk}/", "")
    assert asked in told(cast, "lanh-dao-bien-dong", day)
    choices = {one.pk: Choice.YES for one in ballot.nominees.all()}
    ballots.cast(here=cast.here("lanh-dao-bien-dong", day), ballot=ballot, choices=choices, at=moment(YEAR, 11, 20))
    assert asked not in told(cast, "lanh-dao-bien-dong", day)
    assert asked in told(cast, "lanh-dao-dong-bang", day)
    closing = (f"Kiểm phiếu: {ballot.title}", asked[1], "")
    assert closing in told(cast, "kiem-phieu-1", day)
    ballots.mark_close(here=cast.here("kiem-phieu-1", day), ballot=ballot, at=moment(YEAR, 11, 20))
    assert closing not in told(cast, "kiem-phieu-1", day)
    assert closing in told(cast, "kiem-phieu-2", day)


def test_the_handover_is_asked_of_the_leaders_who_sign_and_of_nobody_else(cast):
    for _stage, step in demo.STEPS[:10]:
        step(cast)
    day = dt.date(YEAR, 11, 21)
    year_stops.handing_over(cast)
    given = "Ký bàn giao Cụm trưởng, Cụm phó"
    assert [text for text, *_rest in told(cast, "lanh-dao-song-hong", day)] == [given]
    assert told(cast, "lanh-dao-dong-bang", day) == []
    made = Handover.objects.get(year=cast.year)
    for leader in ("lanh-dao-song-hong", "lanh-dao-truong-son"):
        assert given in [text for text, *_rest in told(cast, leader, day)]
        handover.sign_over(here=cast.here(leader, day), handover=made, at=moment(YEAR, 11, 21, 15))
    assert told(cast, "lanh-dao-song-hong", day) == []
    for leader in ("lanh-dao-truong-son", "lanh-dao-bien-dong"):
        taken = [ask.text for ask in asked_of(cast.person(leader), day)]
        assert "Ký nhận bàn giao Cụm trưởng, Cụm phó" in taken


def test_everything_is_sorted_with_the_longest_overdue_first(running):
    later = moment(YEAR, 6, 2)
    reports.open_period(here=running.here("thu-ky-cum-truong", later.date()), span="quarter", name="Quý I",
                        from_date=dt.date(YEAR, 1, 1), to_date=dt.date(YEAR, 3, 31), due_on=dt.date(YEAR, 4, 5),
                        at=later)  # fmt: skip
    asks = asked_of(running.person("lanh-dao-dong-bang"), dt.date(YEAR, 6, 17))
    assert [ask.says for ask in asks] == ["quá hạn 73 ngày", "quá hạn 2 ngày"]


def test_home_shows_the_unit_the_due_day_and_the_way(running, visit):
    with clock.at(moment(YEAR, 6, 17)):
        page = visit("lanh-dao-dong-bang").get(HOME).content.decode()
    for part in ("quá hạn 2 ngày", "hạn 15/06/2026", "Đồng Bằng", "Cụm thi đua mẫu, năm 2026",
                 f'href="/cum/cum-mau/2026/bao-cao/{running.year.periods.get().pk}/dong-bang/"'):  # fmt: skip
        assert part in page, part


def test_home_of_the_standing_office_costs_the_same_for_one_and_three_clusters(cast, visit):
    visitor = visit("thuong-truc")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert visitor.get(HOME).status_code == 200
        return len(queries)

    one = cost()
    demo.seed(Stage.RULES_ADOPTED)
    demo.seed(Stage.RUNNING)
    assert cost() == one


def test_a_leader_is_asked_to_sign_what_another_prepared(cast):
    day, at = dt.date(YEAR, 3, 2), moment(YEAR, 3, 2)
    made = paperwork.draft(here=cast.here("thu-ky-cum-truong", day), kind=Kind.NOTICE, about="Lịch họp cụm", content={},
                           subject="notice:1", at=at)  # fmt: skip
    asked = ("Duyệt ký: Thông báo Lịch họp cụm", f"/cum/cum-mau/2026/van-ban/{made.pk}/", "")
    assert asked in told(cast, "lanh-dao-song-hong", day)
    assert asked not in told(cast, "lanh-dao-truong-son", day)
    paperwork.sign_draft(here=cast.here("lanh-dao-song-hong", day), document=made, seen=digest_of(made), at=at)
    assert asked not in told(cast, "lanh-dao-song-hong", day)


def test_a_unit_is_asked_to_answer_its_invitation_and_to_enter_its_delegation(cast):
    held = planned(cast)
    secretary, day = cast.here("thu-ky-hoi-nghi", held.on), held.on - dt.timedelta(days=8)
    programme.set_days(here=secretary, conference=held, answers_due=held.on - dt.timedelta(days=5), at=AT)
    inviting.list_members(here=secretary, conference=held, at=AT)
    assert not [one for one in told(cast, "can-bo-bien-dong", day) if "giấy mời" in one[0]], "listed, not sent yet"
    inviting.issue_papers(here=secretary, conference=held, at=AT)
    page = f"/cum/cum-mau/2026/hoi-nghi/{held.pk}/"
    to = "Hội nghị tổng kết phong trào thi đua năm 2026"
    for who in ("can-bo-bien-dong", "lanh-dao-bien-dong"):
        answer, announce = [one for one in told(cast, who, day) if "hoi-nghi" in one[1]]
        assert (answer[0], answer[2]) == (f"Trả lời giấy mời dự {to}", "còn 3 ngày")
        assert announce == (f"Đăng ký đoàn đại biểu dự {to}", f"{page}#doan", "còn 8 ngày")
    conference.announce(here=secretary, conference=held, membership=cast.member("bien-dong"), at=AT)
    invite = held.invites.get(membership=cast.member("bien-dong"))
    inviting.answer(here=cast.here("can-bo-bien-dong", day), invite=invite, coming=True, reason="", at=AT)
    other, excuse = held.invites.get(membership=cast.member("dong-bang")), {"coming": False, "reason": "Trùng lịch"}
    inviting.answer(here=cast.here("can-bo-dong-bang", day), invite=other, at=AT, **excuse)
    for who in ("can-bo-bien-dong", "can-bo-dong-bang", "thu-ky-hoi-nghi"):
        assert not [one for one in told(cast, who, day) if page in one[1]], "done, or excused"
