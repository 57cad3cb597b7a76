"""The sample year halted where its pages offer the most to fill in: the sample's own steps and a little besides."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from thidua.ballots import actions as ballots
from thidua.ballots.models import Ballot
from thidua.ballots.terms import Form
from thidua.conference import actions as conference
from thidua.conference.models import Conference
from thidua.conference.terms import Kind
from thidua.handover import actions as handover
from thidua.members.queries import members_of
from thidua.news import actions as news
from thidua.news.models import Article
from thidua.reports import actions as reports
from thidua.reports.models import Period
from thidua.results import actions as results
from thidua.rulebook import actions as rulebook
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import start_from
from thidua.samples import demo
from thidua.samples.cast import DEPUTY, HEAD, NEXT_DEPUTY, NEXT_HEAD, YEAR, Cast, fill_seats, moment
from thidua.samples.demo_convening import furnish, write_conclusions
from thidua.samples.demo_meeting import AWARD, MEETING, open_and_fill, prepare
from thidua.scoring import actions as scoring
from thidua.scoring.terms import Hand
from thidua.targets import actions as targets


@dataclass(frozen=True)
class Stop:
    """Where the year is halted: the steps that lead there, what is set up besides, the hour, who opens its pages."""

    name: str
    steps: tuple[Callable[[Cast], None], ...]
    besides: Callable[[Cast], None]
    at: dt.datetime
    people: tuple[str, ...]


def nothing(cast: Cast) -> None:
    """The steps themselves offer enough."""


def tables(cast: Cast) -> None:
    """One table drafted, another proposed."""
    secretary, at = cast.here("thu-ky-cum-truong", dt.date(YEAR, 2, 1)), moment(YEAR, 2, 1)
    text = start_from(demo.EDITION, YEAR)
    proposed = rulebook.draft(here=secretary, text=text, at=at)
    rulebook.propose(here=secretary, edition=proposed, at=at)
    rulebook.draft(here=secretary, text=text.replace("số liệu minh hoạ", "bản hai, số liệu minh hoạ", 1), at=at)


def registrations(cast: Cast) -> None:
    """One registration saved, one sent; a pledge to be signed."""
    day, at = dt.date(YEAR, 2, 20), moment(YEAR, 2, 20)
    for code in ("bien-dong", "truong-son"):
        targets.save_registration(here=cast.here(f"can-bo-{code}", day), membership=cast.member(code), proposed={},
                                  titles_sought=["co-bo-tinh"], commitment="Cam kết (minh hoạ)", at=at)  # fmt: skip
    targets.submit(here=cast.here("lanh-dao-truong-son", day), membership=cast.member("truong-son"), at=at)
    targets.write_pledge(here=cast.here("thu-ky-cum-truong", day), text=demo.PLEDGE, signing_on=None, at=at)


def scoring_begins(cast: Cast) -> None:
    """A second period with a report in the making; every self sheet filled; the summary conference planned."""
    at = moment(YEAR, 11, 3)
    day = at.date()
    period = reports.open_period(here=cast.here("thu-ky-cum-truong", day), span="nine_months", name="9 tháng", at=at,
                                 from_date=dt.date(YEAR, 1, 1), to_date=dt.date(YEAR, 9, 30), due_on=day)  # fmt: skip
    reports.save_report(here=cast.here("can-bo-bien-dong", day), period=period, membership=cast.member("bien-dong"),
                        narrative="Chín tháng (minh hoạ).", figures={}, at=at)  # fmt: skip
    demo.open_self_scoring(cast)
    held = prepare(cast, Kind.SUMMARY, "Hội nghị tổng kết (minh hoạ)", MEETING)
    furnish(cast, held, at)
    write_conclusions(cast, held, at)


def crossing(cast: Cast) -> None:
    """The cross-check is open; nobody has sent a sheet."""
    at = moment(YEAR, 11, 11)
    secretary = cast.here("thu-ky-cum-truong", at.date())
    scoring.assign_ring(here=secretary, at=at)
    scoring.open_round(here=secretary, hand=Hand.CROSS, due_on=dt.date(YEAR, 11, 13), at=at)


def appraising(cast: Cast) -> None:
    """The appraisal is open; the sheets of two units are sent, with the sample's changes."""
    at = moment(YEAR, 11, 14)
    scoring.open_round(here=cast.here("thu-ky-cum-truong", at.date()), hand=Hand.APPRAISED,
                       due_on=dt.date(YEAR, 11, 18), at=at)  # fmt: skip
    for code, changes in demo.figures()["appraised"].items():
        judge = cast.here("thu-ky-cum-pho" if code == HEAD else "thu-ky-cum-truong", at.date())
        rows = [demo.Typed(path, {key: demo.typed(value) for key, value in row.items() if key not in demo.SAID},
                           str(row["reason"])) for path, row in changes.items()]  # type: ignore[attr-defined]  # fmt: skip
        scoring.save_sheet(here=judge, membership=cast.member(code), hand=Hand.APPRAISED, rows=rows, at=at)
        scoring.submit_sheet(here=judge, membership=cast.member(code), hand=Hand.APPRAISED, at=at)


def begin_article(cast: Cast, title: str, at: dt.datetime) -> Article:
    """An article of one paragraph."""
    writer = cast.here("tuyen-truyen", at.date())
    article = news.start_article(here=writer, title=title, at=at)
    news.save(here=writer, article=article, version=1, title=title, standfirst="", byline="", source="", at=at,
              blocks=[{"kind": "paragraph", "text": "Đoạn.", "picture": None, "traces": []}])  # fmt: skip
    article.refresh_from_db()
    return article


def meeting(cast: Cast, *, furnished: bool = False) -> None:
    """The result sealed, the conference under way, one ballot called and one open, an article begun."""
    secretary = cast.here("thu-ky-cum-truong", MEETING)
    at = moment(YEAR, 11, 20, 9)
    results.seal(here=secretary, at=at)
    held = prepare(cast, Kind.SUMMARY, "Hội nghị tổng kết (minh hoạ)", MEETING)
    if furnished:
        furnish(cast, held, moment(YEAR, 11, 20, 7))
        write_conclusions(cast, held, moment(YEAR, 11, 20, 7))
    open_and_fill(cast, held, MEETING)
    clerk = cast.here("thu-ky-hoi-nghi", MEETING)
    conference.state(here=clerk, conference=held, kind="result", text="Vượt chỉ tiêu (minh hoạ).", at=at)
    conference.recommend(here=clerk, conference=held, text="Gửi báo cáo sớm (minh hoạ).", at=at)
    for title in ("Suy tôn (minh hoạ)", "Bỏ phiếu sau (minh hoạ)"):
        made = ballots.call(here=secretary, title=title, form=Form.SECRET, threshold_percent=80, basis="Minh hoạ",
                            units=[cast.member("truong-son")], award=AWARD, at=at)  # fmt: skip
        if title.startswith("Suy"):
            for teller in ("kiem-phieu-1", "kiem-phieu-2"):
                ballots.mark_open(here=cast.here(teller, MEETING), ballot=made, at=at)
    news.add_picture(here=cast.here("tuyen-truyen", MEETING), caption="Ảnh (minh hoạ)", alt="Ảnh", at=at)
    begin_article(cast, "Bài (minh hoạ)", at)


def proposed(cast: Cast) -> None:
    """One unit on the list of proposals."""
    results.propose(here=cast.here("thu-ky-cum-truong", MEETING), membership=cast.member("truong-son"), award=AWARD,
                    at=moment(YEAR, 11, 20, 12))  # fmt: skip


def handing_over(cast: Cast) -> None:
    """The next head is announced, its year has its people, everything on the list is handed over."""
    day, at = dt.date(YEAR, 11, 21), moment(YEAR, 11, 21, 14)
    units = [member.unit for member in members_of(cast.year)]
    made = handover.announce(
        here=cast.here("thu-ky-cum-truong", day), announced_on=day, at=at,
        succession=handover.Succession(units=units, head=cast.member(NEXT_HEAD).unit,
                                       deputy=cast.member(NEXT_DEPUTY).unit, since=dt.date(YEAR + 1, 1, 1)),
    )  # fmt: skip
    fill_seats(made.next_year, password=None, at=at, head=NEXT_HEAD, deputy=NEXT_DEPUTY)
    secretary = cast.here("thu-ky-cum-truong", day)
    handover.keep_list(here=secretary, handover=made, done=[], more=["Quỹ cụm"], at=at)
    listed = set(made.items.values_list("pk", flat=True))
    handover.keep_list(here=secretary, handover=made, done=listed, more=[], at=at)


def signed_over(cast: Cast) -> None:
    """As before, and the outgoing head and deputy have signed; an article waits for its reviewer."""
    handing_over(cast)
    day, at = dt.date(YEAR, 11, 21), moment(YEAR, 11, 21, 15)
    made = handover.Handover.objects.get(year=cast.year)
    for unit in (HEAD, DEPUTY):
        handover.sign_over(here=cast.here(f"lanh-dao-{unit}", day), handover=made, at=at)
    writer = cast.here("tuyen-truyen", day)
    article = begin_article(cast, "Bài chờ duyệt (minh hoạ)", at)
    news.send_to_review(here=writer, article=article, version=article.version, at=at)


def deep_links() -> list[str]:
    """Pages of which a walk along the links opens one, and it may be the wrong one."""
    held = [f"hoi-nghi/{pk}/" for pk in Conference.objects.order_by("-pk").values_list("pk", flat=True)]
    voted = [f"bo-phieu/{pk}/" for pk in Ballot.objects.values_list("pk", flat=True)]
    told = [f"bao-cao/{pk}/bien-dong/" for pk in Period.objects.order_by("-pk").values_list("pk", flat=True)]
    scored = [f"cham-diem/{hand}/bien-dong/" for hand in ("tu-cham", "tham-dinh")]
    drafted = [f"bang-tieu-chi/{pk}/" for pk in EditionText.objects.values_list("pk", flat=True)]
    return [*held, *voted, *told, *scored, *drafted, "bang-diem/bien-dong/I.3.d/"]


SECRETARY, OFFICE, CLERK = "thu-ky-cum-truong", "thuong-truc", "thu-ky-hoi-nghi"
OFFICER, LEADER, WRITER, REVIEWER = "can-bo-bien-dong", "lanh-dao-bien-dong", "tuyen-truyen", "duyet-tin"
STOPS = (
    Stop("constituted", (), nothing, moment(YEAR, 1, 10), (SECRETARY, OFFICE, WRITER)),
    Stop("launched", (demo.launch,), tables, moment(YEAR, 2, 5), (SECRETARY, OFFICE)),
    Stop("rules adopted", (demo.adopt,), registrations, moment(YEAR, 2, 25),
         (OFFICER, LEADER, SECRETARY, OFFICE, "lanh-dao-truong-son")),
    Stop("pledged", (demo.pledge,), nothing, moment(YEAR, 3, 15), (SECRETARY, OFFICE)),
    Stop("running", (demo.report,), nothing, moment(YEAR, 6, 20), (SECRETARY, OFFICER, OFFICE)),
    Stop("self-scoring", (demo.hold_mid_year,), scoring_begins, moment(YEAR, 11, 9), (OFFICER, LEADER, SECRETARY)),
    Stop("cross-check", (demo.score_self,), crossing, moment(YEAR, 11, 12), (SECRETARY, "cham-cheo-cao-nguyen")),
    Stop("appraisal", (demo.cross_check,), appraising, moment(YEAR, 11, 15), (SECRETARY, OFFICER)),
    Stop("appraised", (demo.appraise,), nothing, moment(YEAR, 11, 18, 15), (SECRETARY,)),
    Stop("meeting", (), meeting, moment(YEAR, 11, 20, 10),
         (CLERK, SECRETARY, LEADER, "kiem-phieu-1", WRITER)),
    Stop("concluded", (demo.conclude,), proposed, moment(YEAR, 11, 20, 13), (SECRETARY, CLERK)),
    Stop("nominated", (demo.nominate,), handing_over, moment(YEAR, 11, 21, 15),
         (OFFICE, SECRETARY, f"lanh-dao-{HEAD}")),
    Stop("signed over", (demo.decide,), signed_over, moment(YEAR, 11, 21, 16),
         (f"lanh-dao-{NEXT_HEAD}", REVIEWER, OFFICE)),
    Stop("handed over", (demo.hand_over,), nothing, moment(YEAR, 11, 22), (OFFICE, REVIEWER)),
)  # fmt: skip
"""The year in order; each stop's steps stay, what it sets up besides is undone before the next."""
