"""Hồ sơ tham chiếu: the record of Cluster No. 1 of the Ministry of Public Security, 2024, loaded as a year.

Every fact comes from `data/cum-1-bca-2024.toml`, which says where in the published report it stands. The loader calls
the actions a user's clicks call; steps the report is silent about are passed over, with that as the reason.
Accounts are named by office; nobody is invented. What happened carries its own date (the conference, the handover);
what is entered carries the time of entering, for the ledger and the papers say nothing that was not so.
"""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from thidua.conference import actions as conference
from thidua.conference.models import Conference, Delegate
from thidua.conference.terms import Presence, Side
from thidua.handover import actions as handover
from thidua.kit import clock
from thidua.members import actions as members
from thidua.members.models import Cluster, ClusterYear, Membership, Person, Unit
from thidua.members.queries import Here, leads_of, members_of
from thidua.members.terms import Lead, Office, Stage
from thidua.news import actions as news
from thidua.samples.cast import OF_EVERY_UNIT, PROGRAM, Cast, appoint
from thidua.season import actions as season
from thidua.story import actions as story
from thidua.timeline.actions import pass_over

DATA = Path(__file__).parent / "data" / "cum-1-bca-2024.toml"
SILENT = "Hồ sơ nguồn không nêu bước này; không có số liệu nào được thêm vào."
STANDING_OFFICE = "thuong-truc"
Facts = dict[str, Any]


def facts() -> Facts:
    """The data file as it stands."""
    return tomllib.loads(DATA.read_text())


def load(*, at: dt.datetime, password: str | None = None) -> Cast:
    """Load the whole record, entered at `at`: 2024 handed over with its story, 2025 open. Returns the cast of 2024."""
    data = facts()
    units = found_units(data, at)
    cluster = found_cluster(data, units, at)
    first_day = dt.date(data["year_2024"]["year"], 1, 1)
    cast = Cast(constitute(cluster, data["year_2024"], units, since=first_day, at=at))
    seat_people(cast.year, since=first_day, password=password, at=at)
    launch(cast, data, at)
    held = hold_conference(cast, data, units, at)
    hand_over(cast, data, units, password=password, at=at)
    publish_story(cast, held, data, at)
    return cast


def found_units(data: Facts, at: dt.datetime) -> dict[str, Unit]:
    """Only what is a member of the cluster is a unit here; ministries and departments are named where they act."""
    wanted = set(data["year_2024"]["members"])
    return {
        unit["code"]: members.found_unit(
            code=unit["code"], name=unit["name"], short_name=unit["short_name"], by=PROGRAM, at=at
        )
        for unit in data["units"]
        if unit["code"] in wanted
    }


def found_cluster(data: Facts, units: dict[str, Unit], at: dt.datetime) -> Cluster:
    given = data["cluster"]
    return members.found_cluster(
        slug=given["slug"], organiser=name_of(data, given["organiser"]), family=given["family"],
        number=given["number"], name=given["name"], by=PROGRAM, at=at,
    )  # fmt: skip


def name_of(data: Facts, code: str, key: str = "name") -> str:
    return next(str(unit[key]) for unit in data["units"] if unit["code"] == code)


def constitute(
    cluster: Cluster, year: Facts, units: dict[str, Unit], *, since: dt.date, at: dt.datetime
) -> ClusterYear:
    deputy = year.get("deputy")
    return members.constitute_year(
        cluster=cluster, year=year["year"], units=[units[code] for code in year["members"]],
        head=units[year["head"]], deputy=units[deputy] if deputy else None, since=since, mid_review=False,
        by=PROGRAM, at=at,
    )  # fmt: skip


def seat_people(year: ClusterYear, *, since: dt.date, password: str | None, at: dt.datetime) -> None:
    """An account for every office, named by the office: the report names no staff, so neither do we."""
    by_code = {member.unit.code: member for member in members_of(year)}
    leads = leads_of(year, since)
    head, deputy = leads[Lead.HEAD], leads.get(Lead.DEPUTY)
    second = deputy or by_code["ca-tphcm"]

    def give(prefix: str, title: str, office: Office, member: Membership) -> None:
        place = member.unit.code.removeprefix("ca-")
        appoint(f"{prefix}-{place}", f"{title}, {member.unit.short_name}", office, year, member,
                password=password, at=at, since=since)  # fmt: skip

    for prefix, title, office in OF_EVERY_UNIT:
        for member in by_code.values():
            give(prefix, title, office, member)
    give("thu-ky-cum", "Thư ký Cụm trưởng", Office.HEAD_SECRETARY, head)
    if deputy:
        give("thu-ky-cum-pho", "Thư ký Cụm phó", Office.DEPUTY_SECRETARY, second)
    give("thu-ky-hoi-nghi", "Thư ký hội nghị", Office.CONFERENCE_SECRETARY, head)
    give("tuyen-truyen", "Cán bộ tuyên truyền", Office.PRESS_OFFICER, head)
    give("tuyen-truyen", "Cán bộ tuyên truyền", Office.PRESS_OFFICER, second)
    give("kiem-phieu", "Ban kiểm phiếu", Office.TELLER, by_code["ca-hai-phong"])
    give("kiem-phieu", "Ban kiểm phiếu", Office.TELLER, by_code["ca-can-tho"])
    if not Person.objects.filter(username=STANDING_OFFICE).exists():
        appoint(
            STANDING_OFFICE,
            "Cơ quan thường trực",
            Office.STANDING_OFFICE,
            None,
            None,
            password=password,
            at=at,
            since=since,
        )


def standing_in(cast: Cast, username: str, at: dt.datetime) -> Here:
    """That person, standing in the year on the day of entering."""
    return cast.here(username, clock.day_of(at))


def launch(cast: Cast, data: Facts, at: dt.datetime) -> None:
    """The movement, its slogan and who launched it; the report gives no day."""
    movement = data["year_2024"]["movement"]
    season.launch(
        here=standing_in(cast, STANDING_OFFICE, at), name=movement["name"], slogan=movement["slogan"],
        launched_by=name_of(data, movement["launched_by"]), at=at,
    )  # fmt: skip
    pass_over(here=standing_in(cast, STANDING_OFFICE, at), to=Stage.APPRAISED, reason=SILENT, at=at)


PROGRAMME = (
    "Giới thiệu đại biểu",
    "Tổng kết phong trào thi đua “Vì ANTQ” năm 2024",
    "Phát biểu của đại biểu",
    "Thảo luận, kiến nghị giải pháp",
    "Bàn giao Cụm trưởng, Cụm phó",
)
"""What the report says took place, in its order; it gives no times, so none are set."""


def hold_conference(cast: Cast, data: Facts, units: dict[str, Unit], at: dt.datetime) -> Conference:
    """The conference as reported, run by its secretary: prepared, opened, recorded, closed on its own day."""
    given = data["conference"]
    day = given["date"]
    secretary = standing_in(cast, "thu-ky-hoi-nghi-da-nang", at)
    held = conference.plan(
        here=secretary, kind=given["kind"], on=day, session=given["session"], place=given["place"],
        title="Hội nghị tổng kết phong trào thi đua “Vì ANTQ” năm 2024", host=units[given["host"]], at=at,
    )  # fmt: skip
    for title in PROGRAMME:
        conference.add_item(here=secretary, conference=held, title=title, at=at)
    enter_delegations(secretary, held, data, at)
    conference.open_conference(here=secretary, conference=held, at=at)
    for delegate in Delegate.objects.filter(delegation__conference=held).select_related("delegation"):
        conference.check_in(here=secretary, delegate=delegate, presence=Presence.PRESENT, at=at)
        if any(person_of(data, said["speaker"])["name"] == delegate.name for said in given["speeches"]):
            conference.mark_speaker(here=secretary, delegate=delegate, spoke=True, at=at)
    write_down(secretary, held, data, at)
    conference.close(here=standing_in(cast, "thu-ky-hoi-nghi-da-nang", at), conference=held, at=at)
    held.refresh_from_db()
    return held


def person_of(data: Facts, key: str) -> Facts:
    return next(person for person in data["people"] if person["key"] == key)


def enter_delegations(secretary: Here, held: Conference, data: Facts, at: dt.datetime) -> None:
    """Named delegates under the body whose office they hold, unnamed groups as the report words them."""
    given = data["conference"]
    leads = {one["lead"] for one in given["delegations"]}
    for one in given["attendees"]:
        person = person_of(data, one["person"])
        member = next((m for m in secretary.members if m.unit.code == person["body"]), None)
        delegation = conference.announce(
            here=secretary, conference=held, membership=member, body=name_of(data, person["body"]),
            side=Side(one["side"]), at=at,
        )  # fmt: skip
        conference.add_delegate(
            here=secretary, delegation=delegation, rank=person["rank"], name=person["name"],
            title=full_office(data, person), lead=one["person"] in leads, at=at,
        )  # fmt: skip
    for group in given["groups"]:
        delegation = conference.announce(
            here=secretary, conference=held, membership=None, body=group["body"], side=Side(group["side"]), at=at
        )
        conference.add_delegate(here=secretary, delegation=delegation, title=group["text"], at=at)


def full_office(data: Facts, person: Facts) -> str:
    """“Phó Giám đốc Công an TPHCM”: the office with the body it is held in, as the report reads."""
    return f"{person['office']} {name_of(data, person['body'], 'short_name')}"


def write_down(secretary: Here, held: Conference, data: Facts, at: dt.datetime) -> None:
    """Results in words, the discussion, the recommendations, the photographs' captions once each."""
    given = data["conference"]
    for result in data["year_2024"]["results"]:
        conference.state(here=secretary, conference=held, kind="result", text=result["text"], at=at)
    for point in given["discussion"]:
        conference.state(here=secretary, conference=held, kind="discussion", text=point["text"], at=at)
    for one in given["recommendations"]:
        conference.recommend(here=secretary, conference=held, text=one["text"], at=at)
    for photograph in given["photographs"]:
        picture = news.add_picture(
            here=secretary, caption=photograph["caption"], alt=f"Chưa có ảnh: {photograph['caption']}", at=at
        )
        for person in data["people"]:
            if person["name"] in photograph["caption"]:
                news.name_person(
                    here=secretary, picture=picture, name=person["name"], office=full_office(data, person),
                    consent=f"Cơ quan đã tự công bố trên trang của mình: {data['source']['url']}",
                    consent_on=given["date"], at=at,
                )  # fmt: skip


def hand_over(cast: Cast, data: Facts, units: dict[str, Unit], *, password: str | None, at: dt.datetime) -> None:
    """Đà Nẵng to Hà Nội as head, TPHCM as deputy, at the conference; 2025 stands open from its first day."""
    given, following, day = data["handover"], data["year_2025"], data["conference"]["date"]
    made = handover.announce(
        here=standing_in(cast, "thu-ky-hoi-nghi-da-nang", at), announced_on=day, at=at,
        succession=handover.Succession(
            units=[units[code] for code in following["members"]], head=units[given["head_to"]],
            deputy=units[given["deputy_to"]], since=following["since"],
        ),
    )  # fmt: skip
    seat_people(made.next_year, since=following["since"], password=password, at=at)
    pass_over(here=standing_in(cast, STANDING_OFFICE, at), to=Stage.DECIDED, reason=SILENT, at=at)
    handover.sign_over(here=standing_in(cast, "lanh-dao-da-nang", at), handover=made, at=at)
    for unit in ("lanh-dao-ha-noi", "lanh-dao-tphcm"):
        handover.accept(here=standing_in(cast, unit, at), handover=made, at=at)


def publish_story(cast: Cast, held: Conference, data: Facts, at: dt.datetime) -> None:
    """Drafted from the record by one press officer, reviewed and published by another, on the day itself.

    The facts' source and its authors are named as the source; the sentences are ours, so the byline is not theirs.
    """
    source = data["source"]
    writer, reviewer = standing_in(cast, "tuyen-truyen-da-nang", at), standing_in(cast, "tuyen-truyen-tphcm", at)
    told_by = " - ".join(source["authors"])
    article = story.draft(
        here=writer, conference=held, byline="Soạn từ hồ sơ của cụm",
        source=f"Dữ kiện theo bài của {told_by}, nguồn {source['name']}: {source['url']}", at=at,
    )  # fmt: skip
    news.send_to_review(here=writer, article=article, version=article.version, at=at)
    news.publish(here=reviewer, article=article, version=article.version, at=at)
