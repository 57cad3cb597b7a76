"""One site that holds nearly everything a year can hold, people of every kind in front of it, and addresses filled in.

Two copies of the sample cluster: the first in the middle of its conference (a secret ballot open, a result sealed and
not published), the second handed over. Somebody sits in another cluster, somebody's seat ended, somebody has none.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse

from tests.house.addresses import Address
from tests.journeys.year_stops import STOPS, meeting
from thidua.awards.models import Award, AwardDecision, CertificateLayout, Dossier, Hold
from thidua.ballots.models import Ballot, Nominee
from thidua.conference.models import (
    Block,
    Conference,
    Delegate,
    Delegation,
    Draft,
    Invite,
    Item,
    Recommendation,
    Section,
    Statement,
    Talk,
    Turn,
)
from thidua.conference.preparing.models import Handout
from thidua.handover.models import Handover
from thidua.handover.models import Item as HandedItem
from thidua.jobs.models import Job
from thidua.members import actions as members
from thidua.members.models import Person, Seat
from thidua.members.terms import Office, Stage
from thidua.news.models import Article, Depicted, Exemplar, Picture, Showing
from thidua.news.terms import Shown
from thidua.notices.models import Letter
from thidua.paperwork.models import Document, RecipientList, SignedCopy, Template
from thidua.reports.models import Evidence, EvidenceLink, Period
from thidua.results.models import Correction, Rescore, Result
from thidua.rulebook.models import Comment, EditionText
from thidua.samples import demo
from thidua.samples.cast import PROGRAM, YEAR, Cast, appoint, assemble, moment
from thidua.scoring.models import Department, QuotaException

NOW = moment(YEAR, 11, 20, 16)
STRANGER, SEATLESS, ELSEWHERE, FORMER = "", "khong-vi-tri", "cum-khac", "da-nghi"
OWN, OWN_LEADER, OTHER = "can-bo-bien-dong", "lanh-dao-bien-dong", "can-bo-dong-bang"
CHECKER, HEAD, DEPUTY, TELLER = "cham-cheo-cao-nguyen", "thu-ky-cum-truong", "thu-ky-cum-pho", "kiem-phieu-1"
CLERK, PRESS, STANDING, ADMIN = "thu-ky-hoi-nghi", "tuyen-truyen", "thuong-truc", "quan-tri"
COUNCIL = "hoi-dong-1"
OUTSIDERS = (STRANGER, SEATLESS, ELSEWHERE, FORMER)
INSIDERS = (OWN, OWN_LEADER, OTHER, CHECKER, HEAD, DEPUTY, TELLER, CLERK, PRESS, STANDING, ADMIN, COUNCIL)
VISITORS = (*OUTSIDERS, *INSIDERS)
READ = (*OUTSIDERS, OWN, OTHER, HEAD, STANDING, COUNCIL)
"""Whose pages are made whole; to the others' the templates give nothing, which tells as well whether they open."""
OFFICES = {
    ELSEWHERE: Office.HEAD_SECRETARY, OWN: Office.UNIT_OFFICER, OWN_LEADER: Office.UNIT_LEADER,
    OTHER: Office.UNIT_OFFICER, CHECKER: Office.CROSS_CHECKER, HEAD: Office.HEAD_SECRETARY,
    DEPUTY: Office.DEPUTY_SECRETARY, TELLER: Office.TELLER, CLERK: Office.CONFERENCE_SECRETARY,
    PRESS: Office.PRESS_OFFICER, STANDING: Office.STANDING_OFFICE, ADMIN: Office.ADMINISTRATOR, COUNCIL: Office.COUNCIL,
}  # fmt: skip
UNIT, CODE = "bien-dong", "I.1.a"
SECOND = ("handover:", "awards:", "results:", "archive:", "insight:", "story:", "news:", "check")
"""Rooms walked in the year that was handed over; the others in the one that meets."""


def build() -> tuple[Cast, Cast]:
    """The two years; the first is still meeting."""
    first = assemble()
    for stop in STOPS:
        for step in stop.steps:
            step(first)
        if stop.besides is meeting:
            break
    meeting(first, furnished=True)
    second = demo.seed(Stage.HANDED_OVER)
    _others(first)
    RecipientList.objects.create(cluster=first.year.cluster, name="Các đơn vị", lines=["Như trên"])
    Department.objects.create(year=first.year, name="Cơ quan thẩm định (minh hoạ)", codes=[CODE])
    Job.objects.create(owner=first.person(OWN).pk, work="x", title="Việc của một người", made_at=NOW)
    return first, second


def _others(cast: Cast) -> None:
    """People who have nothing to look for here."""
    at = moment(YEAR, 1, 6)
    given: dict[str, Any] = {"by": PROGRAM, "at": at}
    members.admit(username=SEATLESS, name="Người chưa được giao việc", illustrative=True, **given)
    units = [members.found_unit(code=f"xa-{n}", name=f"Đơn vị Xa {n} (minh hoạ)", short_name=f"Xa {n}",
                                illustrative=True, **given) for n in (1, 2)]  # fmt: skip
    cluster = members.found_cluster(slug="cum-xa", organiser="Bộ Minh hoạ", family="đơn vị xa", number="9",
                                    name="Cụm thi đua xa", illustrative=True, **given)  # fmt: skip
    year = members.constitute_year(cluster=cluster, year=YEAR, units=units, head=units[0], deputy=units[1],
                                   since=at.date(), cut_off=dt.date(YEAR, 10, 31), by_document="Văn bản minh hoạ số 09",
                                   **given)  # fmt: skip
    member = year.memberships.get(unit=units[0])
    appoint(ELSEWHERE, "Thư ký cụm khác", Office.HEAD_SECRETARY, year, member, password=None, at=at)
    appoint(FORMER, "Thư ký đã thôi việc", Office.HEAD_SECRETARY, cast.year, cast.member("song-hong"), password=None,
            at=at)  # fmt: skip
    Seat.objects.filter(person__username=FORMER).update(until=NOW.date() - dt.timedelta(days=1))


Found = Callable[[Cast], Any]


def first(model: type[Model], which: str = "", value: str = "pk", **more: Any) -> Found:
    """The first row of a kind, `which` naming the way from it to its year; its number, or another of its values."""

    def found(cast: Cast) -> Any:
        where = {**more, which: cast.year} if which else more
        return model._default_manager.filter(**where).order_by("pk").values_list(value, flat=True).first()

    return found


def of_unit(model: type[Model], **more: Any) -> Found:
    """The same, of the unit whose pages are walked."""
    return first(model, "membership__year", membership__unit__code=UNIT, **more)


SUMMARY = {"kind": "summary"}
THERE = "conference__year"
OF_SUMMARY = {"conference__kind": "summary"}
CODE_OF_BADGE = first(Delegate, "delegation__conference__year", "code", delegation__membership__unit__code=UNIT,
                      delegation__conference__kind="summary")  # fmt: skip
HOLDS: dict[str, Found | str] = {
    "nhan-su/<pk>": lambda cast: Seat.objects.get(year=cast.year, person__username=OWN).pk,
    "nguoi-dung/<pk>": first(Person, username=OWN),
    "thu-loi/<pk>": first(Letter), "viec-chay/<pk>": first(Job), "don-vi/<code>": UNIT,
    "quyet-dinh/<pk>": first(AwardDecision), "tam-dung/<pk>": first(Hold), "quy/<pk>": first(Award),
    "bo-tri/<pk>": first(CertificateLayout), "khen-thuong/<pk>": first(Dossier, "year"), "gom/<how>": "pdf",
    "chuyen/<way>": "recall", "doi-chieu/<digest>": first(Result, "year", "digest"),
    "dai-bieu/<code>": CODE_OF_BADGE, "tai-lieu/<handout>": first(Handout, THERE, open_to="delegates"),
    "loi-moi/<code>": first(Invite, THERE, "code"), "tai-lieu-hoi-nghi/<code>": first(Handout, THERE, "code"),
    "kiem-tra/<code>": first(Document, "year", "code"), "lich/<pk>": first(Person, username=OWN), "/<secret>": "x",
    "tien-do/<phase>": "appraisal", "bang-tieu-chi/<pk>": first(EditionText, "year"), "gop-y/<comment>": first(Comment),
    "dang-ky/<pk>": lambda cast: cast.member(UNIT).pk, "tep/<pk>": of_unit(Evidence),
    "gan/<pk>": first(EvidenceLink, "evidence__membership__year", evidence__membership__unit__code=UNIT),
    "bao-cao/<period>": first(Period, "year"), "/<unit>": UNIT, "minh-chung/<unit>": UNIT, "bang-diem/<unit>": UNIT,
    "tham-dinh-lai/<unit>": UNIT, "/<code>": CODE, "cham-diem/<hand>": "tham-dinh",
    "co-quan-tham-dinh/<pk>": first(Department, "year"), "ty-le/<pk>": first(QuotaException),
    "hoi-nghi/<pk>": first(Conference, "year", **SUMMARY), "chuong-trinh/<item>": first(Item, THERE, **OF_SUMMARY),
    "doan/<delegation>": of_unit(Delegation, **OF_SUMMARY),
    "dai-bieu/<delegate>": first(Delegate, "delegation__conference__year", delegation__membership__unit__code=UNIT,
                                 delegation__conference__kind="summary"),
    "phat-bieu/<turn>": first(Turn), "ghi-nhan/<statement>": first(Statement, THERE),
    "kien-nghi/<recommendation>": first(Recommendation, THERE), "tham-luan/<talk>": first(Talk, THERE),
    "moi-hop/<invite>": of_unit(Invite), "thu-tu/<number>": "1", "khoi/<block>": first(Block, THERE),
    "the-dai-bieu-<sheet>": "a6", "lap/<kind>": "minutes", "bien-ban/<draft>": first(Draft, THERE),
    "muc/<section>": first(Section, "draft__conference__year"), "bo-phieu/<pk>": first(Ballot, "year", state="open"),
    "de-nghi/<nominee>": first(Nominee, "ballot__year"), "ban/<number>": "1", "tinh-lai/<pk>": first(Rescore, "year"),
    "bo/<correction>": first(Correction), "danh-muc/<item>": first(HandedItem),
    "ban-giao/<pk>": first(Handover, "year"),
    "tin-bai/<pk>": first(Article, "year", state="draft"), "dien-hinh/<pk>": first(Exemplar, "year"),
    "anh/<pk>": first(Picture, "year"), "nguoi/<person>": first(Depicted), "/<size>": "640",
    "bai/<pk>": first(Article, "year"), "cong-khai/<kind>": "board", "noi-nhan/<pk>": first(RecipientList),
    "mau/<pk>": first(Template), "van-ban/<pk>": first(Document, "year"), "ban-in/<page>": "1",
    "tep/<what>": "bang", ".<kind>": "xlsx", "giai-thich/<what>": "bang",
    "ban-ky/<copy>": first(SignedCopy), "chia-se/<kind>": "article", "khoa/<pk>": "1",
    **{f"{reverse(f'news:{kind}_list').strip('/')}/<slug>": first(Showing, value="key", kind=kind) for kind in Shown},
    "/<slug>": first(Showing, value="key", kind="article"), "anh/<name>": "x", "/<shape>": "ngang",
}  # fmt: skip
"""What stands for a part of an address: by the word before it and its name."""
ASKED = {"paperwork:shipped": "?loai=TB", "awards:person": "?ten=Trưởng phòng Tham mưu", "news:search": "?q=mau"}
PART = re.compile(r"([^/<>]*/?)<(?:\w+:)?(\w+)>")
CHART = re.compile(r"\^bieu-do/.*")


def filled(address: Address, years: tuple[Cast, Cast]) -> str:
    """The address with real things in it; "1" or "x" where the year holds none of the kind."""
    cast = years[address.name.startswith(SECOND)]
    known = {"cluster": cast.year.cluster.slug, "year": cast.year.year}

    def part(found: re.Match[str]) -> str:
        before, name = found.groups()
        if name in known:
            return f"{before}{known[name]}"
        stands = HOLDS.get(f"{before}<{name}>")
        value = stands(cast) if callable(stands) else stands
        return f"{before}{value or ('1' if ':' in found.group() else 'x')}"

    return "/" + PART.sub(part, CHART.sub("bieu-do/bang-diem.svg", address.path)) + ASKED.get(address.name, "")
