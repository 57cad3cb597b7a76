"""Dàn nhân vật: the fictitious cluster and its people, named by office. Demo, tests and screenshots share them.

All of it is "số liệu minh hoạ": no unit of this cluster exists.
"""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from thidua.ledger.terms import Actor
from thidua.members import actions
from thidua.members.models import ClusterYear, Membership, Person, Seat, Unit
from thidua.members.queries import Here, members_of, standing
from thidua.members.terms import Office

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
PROGRAM = Actor(0, "Phần mềm Thi Đua (nạp số liệu mẫu)", "program")
YEAR = 2026
CLUSTER = "cum-mau"
PASSWORD = "thi-dua-2026"  # noqa: S105  the samples' own, printed at start; real accounts get theirs
UNITS = (
    ("song-hong", "Đơn vị Sông Hồng (minh hoạ)", "Sông Hồng"),
    ("truong-son", "Đơn vị Trường Sơn (minh hoạ)", "Trường Sơn"),
    ("bien-dong", "Đơn vị Biển Đông (minh hoạ)", "Biển Đông"),
    ("cao-nguyen", "Đơn vị Cao Nguyên (minh hoạ)", "Cao Nguyên"),
    ("dong-bang", "Đơn vị Đồng Bằng (minh hoạ)", "Đồng Bằng"),
)
HEAD, DEPUTY, NEXT_HEAD, NEXT_DEPUTY = "song-hong", "truong-son", "truong-son", "bien-dong"
OF_EVERY_UNIT = (
    ("can-bo", "Cán bộ thi đua", Office.UNIT_OFFICER),
    ("lanh-dao", "Lãnh đạo đơn vị", Office.UNIT_LEADER),
    ("cham-cheo", "Cán bộ chấm chéo", Office.CROSS_CHECKER),
)
OF_THE_CLUSTER = (
    ("thu-ky-cum-truong", "Thư ký Cụm trưởng", Office.HEAD_SECRETARY, HEAD),
    ("thu-ky-cum-pho", "Thư ký Cụm phó", Office.DEPUTY_SECRETARY, DEPUTY),
    ("kiem-phieu-1", "Uỷ viên thứ nhất Ban kiểm phiếu", Office.TELLER, "cao-nguyen"),
    ("kiem-phieu-2", "Uỷ viên thứ hai Ban kiểm phiếu", Office.TELLER, "dong-bang"),
    ("thu-ky-hoi-nghi", "Thư ký hội nghị", Office.CONFERENCE_SECRETARY, HEAD),
    ("tuyen-truyen", "Cán bộ tuyên truyền", Office.PRESS_OFFICER, HEAD),
    ("duyet-tin", "Cán bộ tuyên truyền Cụm phó", Office.PRESS_OFFICER, DEPUTY),
)
OF_THE_SITE = (
    ("thuong-truc", "Cơ quan thường trực (minh hoạ)", Office.STANDING_OFFICE),
    *((f"hoi-dong-{n}", f"Uỷ viên thứ {n} Hội đồng (minh hoạ)", Office.COUNCIL) for n in range(1, 6)),
    ("quan-tri", "Quản trị hệ thống (minh hoạ)", Office.ADMINISTRATOR),
)


def moment(year: int, month: int, day: int, hour: int = 8, minute: int = 0) -> dt.datetime:
    """A time of day in Việt Nam."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=VIET_NAM)


@dataclass(frozen=True)
class Cast:
    """The sample cluster in a year. `cast.here("can-bo-song-hong")` is that person standing in it."""

    year: ClusterYear

    @property
    def day(self) -> dt.date:
        """The day this cast stands in when none is named."""
        return dt.date(self.year.year, 3, 1)

    def here(self, username: str, day: dt.date | None = None) -> Here:
        """That person standing in the year as the database has it now."""
        self.year.refresh_from_db()
        found = standing(self.person(username), self.year, day or self.day)
        if found is None:
            raise LookupError(f"{username} has no seat in {self.year}")
        return found

    def person(self, username: str) -> Person:
        return Person.objects.get(username=username)

    def member(self, unit: str) -> Membership:
        return Membership.objects.select_related("unit").get(year=self.year, unit__code=unit)


def assemble(*, password: str | None = None, at: dt.datetime | None = None, copy: int = 1) -> Cast:
    """The cluster, its units, its year as constituted, and a person in every office.

    A site may hold several copies, at different stages: they share units and people. Without a password nobody can
    sign in (tests force the sign-in; hashing 24 passwords takes a second).
    """
    at = at or moment(YEAR, 1, 5)
    by_code = {
        code: Unit.objects.filter(code=code).first()
        or actions.found_unit(code=code, name=name, short_name=short, illustrative=True, by=PROGRAM, at=at)
        for code, name, short in UNITS
    }
    units = list(by_code.values())
    cluster = actions.found_cluster(
        slug=CLUSTER if copy == 1 else f"{CLUSTER}-{copy}", organiser="Bộ Minh hoạ", family="đơn vị cấp tỉnh",
        number=str(copy), name="Cụm thi đua mẫu" if copy == 1 else f"Cụm thi đua mẫu số {copy}", illustrative=True,
        by=PROGRAM, at=at,
    )  # fmt: skip
    year = actions.constitute_year(
        cluster=cluster, year=YEAR, units=units, head=by_code[HEAD], deputy=by_code[DEPUTY], since=at.date(),
        cut_off=dt.date(YEAR, 10, 31), by_document="Văn bản minh hoạ số 01", by=PROGRAM, at=at,
    )  # fmt: skip
    fill_seats(year, password=password, at=at)
    return Cast(year)


def fill_seats(
    year: ClusterYear, *, password: str | None, at: dt.datetime, head: str = HEAD, deputy: str = DEPUTY
) -> None:
    """A person in every office of a sample year; the cluster's own offices sit in the head's and deputy's units."""
    members = {member.unit.code: member for member in members_of(year)}
    for prefix, title, office in OF_EVERY_UNIT:
        for code, member in members.items():
            name = f"{title}, {member.unit.short_name}"
            appoint(f"{prefix}-{code}", name, office, year, member, password=password, at=at)
    lead = {HEAD: head, DEPUTY: deputy}
    for username, name, office, code in OF_THE_CLUSTER:
        appoint(username, name, office, year, members[lead.get(code, code)], password=password, at=at)
    for username, name, office in OF_THE_SITE:
        if not Seat.objects.filter(person__username=username, office=office, until=None).exists():
            appoint(username, name, office, None, None, password=password, at=at)


def appoint(
    username: str, name: str, office: Office, year: ClusterYear | None, member: Membership | None, *,
    password: str | None, at: dt.datetime, since: dt.date | None = None,
) -> Person:  # fmt: skip
    """The person of that name in that office; the account is made when there is none."""
    person = Person.objects.filter(username=username).first() or actions.admit(
        username=username, name=name, password=password, illustrative=True, by=PROGRAM, at=at
    )
    paper = "Văn bản minh hoạ số 01" if year is None or year.cluster.illustrative else ""
    actions.seat(person=person, office=office, year=year, membership=member, since=since or at.date(),
                 by_document=paper, by=PROGRAM, at=at)  # fmt: skip
    return person
