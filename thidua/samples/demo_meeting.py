"""Năm mẫu, the second half: the conferences, the vote, the nominations, the handover, the story."""

import datetime as dt

from thidua.awards.models import CertificateLayout
from thidua.ballots import actions as ballots
from thidua.ballots.models import Ballot
from thidua.ballots.terms import Choice, Form
from thidua.conference import actions as conference
from thidua.conference.following.terms import Sort
from thidua.conference.models import Conference, Delegate
from thidua.conference.preparing.actions import programme
from thidua.conference.terms import Kind, Presence, Session, Side
from thidua.handover import actions as handover
from thidua.handover.actions import Succession
from thidua.handover.terms import Rotation
from thidua.members.queries import members_of
from thidua.results import actions as results
from thidua.results.allotting.actions import allot
from thidua.samples import demo_awards
from thidua.samples.cast import DEPUTY, HEAD, NEXT_DEPUTY, NEXT_HEAD, YEAR, Cast, fill_seats, moment
from thidua.samples.demo_convening import conclude_and_thank, furnish, write_conclusions
from thidua.samples.demo_news import tell

AWARD = "co-bo-tinh"
MEETING = dt.date(YEAR, 11, 20)


def hold_mid_year(cast: Cast) -> None:
    """A short mid-year conference."""
    day = dt.date(YEAR, 7, 10)
    held = prepare(cast, Kind.MID_YEAR, "Hội nghị sơ kết phong trào thi đua 6 tháng đầu năm (minh hoạ)", day)
    open_and_fill(cast, held, day)
    at = moment(YEAR, 7, 10, 11)
    conference.close(here=cast.here("thu-ky-hoi-nghi", day), conference=held, at=at)


def prepare(cast: Cast, kind: Kind, title: str, day: dt.date) -> Conference:
    """Planned with the usual programme and a delegation of two from every unit."""
    secretary, at = cast.here("thu-ky-hoi-nghi", day), moment(day.year, day.month, day.day, 7)
    held = conference.plan(
        here=secretary, kind=kind, title=title, on=day, session=Session.MORNING,
        place="Hội trường Sông Hồng (minh hoạ)", host=cast.member(HEAD).unit, chair="Lãnh đạo đơn vị Cụm trưởng", at=at,
    )  # fmt: skip
    conference.usual_programme(here=secretary, conference=held, at=at)
    programme.set_quorum(here=secretary, conference=held, quorum=4, basis="Quy chế minh hoạ của cụm, Điều 5", at=at)
    guests = conference.announce(here=secretary, conference=held, membership=None, body="Bộ Minh hoạ",
                                 side=Side.SUPERIOR, at=at)  # fmt: skip
    conference.add_delegate(here=secretary, delegation=guests, title="Đại diện cơ quan thường trực", lead=True, at=at)
    for member in members_of(cast.year):
        leader = cast.here(f"lanh-dao-{member.unit.code}", day)
        delegation = conference.announce(here=leader, conference=held, membership=member, at=at)
        conference.add_delegate(here=leader, delegation=delegation, title="Lãnh đạo đơn vị", lead=True, at=at)
        conference.add_delegate(here=leader, delegation=delegation, title="Cán bộ thi đua", at=at)
    return held


def open_and_fill(cast: Cast, held: Conference, day: dt.date) -> None:
    """Everybody present but one officer, who is excused."""
    secretary, at = cast.here("thu-ky-hoi-nghi", day), moment(day.year, day.month, day.day, 8)
    conference.open_conference(here=secretary, conference=held, at=at)
    delegates = list(Delegate.objects.filter(delegation__conference=held).select_related("delegation").order_by("pk"))
    for delegate in delegates[:-1]:
        conference.check_in(here=secretary, delegate=delegate, presence=Presence.PRESENT, at=at)
    conference.check_in(here=secretary, delegate=delegates[-1], presence=Presence.EXCUSED, at=at)
    conference.mark_speaker(here=secretary, delegate=delegates[0], spoke=True, at=at)


def conclude(cast: Cast) -> None:
    """The result is sealed and published, the cluster votes, recommendations are written down, the meeting closes."""
    secretary = cast.here("thu-ky-cum-truong", dt.date(YEAR, 11, 19))
    sealed = results.seal(here=secretary, at=moment(YEAR, 11, 19))
    results.publish(here=secretary, result=sealed, at=moment(YEAR, 11, 19, 9))
    held = prepare(cast, Kind.SUMMARY, f"Hội nghị tổng kết phong trào thi đua năm {YEAR} (minh hoạ)", MEETING)
    furnish(cast, held, moment(YEAR, 11, 20, 7))
    open_and_fill(cast, held, MEETING)
    at = moment(YEAR, 11, 20, 9)
    clerk = cast.here("thu-ky-hoi-nghi", MEETING)
    conference.state(here=clerk, conference=held, kind="result", at=at,
                     text="Bốn trong năm đơn vị hoàn thành vượt các chỉ tiêu đã đăng ký.")  # fmt: skip
    conference.state(here=clerk, conference=held, kind="discussion", at=at,
                     text="kinh nghiệm chuẩn bị minh chứng ngay từ đầu năm")  # fmt: skip
    conference.recommend(here=clerk, conference=held, text="gửi báo cáo đúng hạn ngay từ kỳ 6 tháng",
                         owner="Các đơn vị thành viên", due_on=dt.date(YEAR + 1, 6, 15), at=at)  # fmt: skip
    conference.recommend(here=clerk, conference=held, text="chia sẻ mô hình số hoá minh chứng cho các đơn vị bạn",
                         unit=cast.member("bien-dong").unit, sort=Sort.SOLUTION, due_on=dt.date(YEAR + 1, 3, 31),
                         at=at)  # fmt: skip
    vote(cast)
    write_conclusions(cast, held, at)
    conference.close(here=cast.here("thu-ky-hoi-nghi", MEETING), conference=held, at=moment(YEAR, 11, 20, 11))
    held.refresh_from_db()
    conclude_and_thank(cast, held, moment(YEAR, 11, 20, 13))


def vote(cast: Cast) -> Ballot:
    """A recorded vote on the flag for the two leading units: one passes by five to none, the other by three to two."""
    at = moment(YEAR, 11, 20, 10)
    leading = [cast.member("truong-son"), cast.member("song-hong")]
    made = ballots.call(
        here=cast.here("thu-ky-cum-truong", MEETING), title="Suy tôn đơn vị đề nghị tặng Cờ thi đua (minh hoạ)",
        form=Form.OPEN, threshold_percent=80, basis="Quy chế minh hoạ của cụm, Điều 9", units=leading, award=AWARD,
        at=at,
    )  # fmt: skip
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        ballots.mark_open(here=cast.here(teller, MEETING), ballot=made, at=at)
    first, second = made.nominees.order_by("order")
    for place, member in enumerate(members_of(cast.year)):
        choices = {first.pk: Choice.YES, second.pk: Choice.YES if place % 2 == 0 else Choice.NO}
        ballots.cast(here=cast.here(f"lanh-dao-{member.unit.code}", MEETING), ballot=made, choices=choices, at=at)
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        ballots.mark_close(here=cast.here(teller, MEETING), ballot=made, at=at)
    return made


def nominate(cast: Cast) -> None:
    """One flag is allotted; the leader's nomination for it with its dossier, sent with the submission."""
    at = moment(YEAR, 11, 20, 14)
    allot(here=cast.here("thuong-truc", MEETING), award=AWARD, percent=20, at=at,
          document="Văn bản minh hoạ số 21")  # fmt: skip
    secretary = cast.here("thu-ky-cum-truong", MEETING)
    results.propose(here=secretary, membership=cast.member("truong-son"), award=AWARD, at=at)
    demo_awards.open_dossier(cast, MEETING)
    results.submit(here=cast.here("thu-ky-cum-truong", MEETING), at=at)
    demo_awards.send(cast, MEETING)


def decide(cast: Cast) -> None:
    """The dossier goes its way to the decision; the first sample of a site fills the register."""
    if not CertificateLayout.objects.exists():
        demo_awards.fill_register(cast)
    demo_awards.decide(cast)


def hand_over(cast: Cast) -> None:
    """The next year is constituted with its seats; the story is drafted, reviewed and published."""
    day = dt.date(YEAR, 11, 21)
    units = [member.unit for member in members_of(cast.year)]
    made = handover.announce(
        here=cast.here("thu-ky-cum-truong", day), announced_on=day, at=moment(YEAR, 11, 21, 14),
        succession=Succession(units=units, head=cast.member(NEXT_HEAD).unit, deputy=cast.member(NEXT_DEPUTY).unit,
                              since=dt.date(YEAR + 1, 1, 1)),
    )  # fmt: skip
    fill_seats(made.next_year, password=None, at=moment(YEAR, 11, 21, 15), head=NEXT_HEAD, deputy=NEXT_DEPUTY)
    clerk = cast.here("thu-ky-cum-truong", day)
    handover.set_rotation(here=clerk, method=Rotation.ORDER, since=dt.date(YEAR, 1, 1), at=moment(YEAR, 11, 21, 14),
                          basis="Quy chế minh hoạ của cụm, Điều 4")  # fmt: skip
    handover.keep_list(here=clerk, handover=made, done=[], more=["Quỹ hoạt động chung: 12.000.000 đồng (minh hoạ)"],
                       at=moment(YEAR, 11, 21, 14))  # fmt: skip
    handover.keep_list(here=clerk, handover=made, done=[item.pk for item in made.items.all()], more=[],
                       at=moment(YEAR, 11, 21, 15))  # fmt: skip
    for unit in (HEAD, DEPUTY):
        handover.sign_over(here=cast.here(f"lanh-dao-{unit}", day), handover=made, at=moment(YEAR, 11, 21, 15))
    for unit in (NEXT_HEAD, NEXT_DEPUTY):
        handover.accept(here=cast.here(f"lanh-dao-{unit}", day), handover=made, at=moment(YEAR, 11, 21, 16))
    tell(cast, day)
