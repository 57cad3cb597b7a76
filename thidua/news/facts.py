"""Dữ kiện của bài: what a story about a conference may know.

Everything may be missing. Text that is missing is "", anything else None or an empty tuple; a missing fact
is passed over in silence by the draft. Each listed fact carries the `key` of the record it came from, so that a
sentence can name the records it was made from; a single fact is known by the name of its field.
"""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Loại hội nghị."""

    MID_YEAR = "mid_year"
    SUMMARY = "summary"


class Session(StrEnum):
    """Buổi."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    DAY = "day"


class Side(StrEnum):
    """Nhóm đại biểu, in protocol order."""

    SUPERIOR = "superior"
    HOST = "host"
    MEMBER = "member"
    GUEST = "guest"


@dataclass(frozen=True)
class Member:
    """Đơn vị thành viên: its full name, and the place that name ends with, if any."""

    key: str
    name: str
    place: str = ""


@dataclass(frozen=True)
class Person:
    """Đại biểu: rank and office apart, as protocol reads them. `body` stays empty where the office names it already."""

    key: str
    name: str = ""
    rank: str = ""
    office: str = ""
    body: str = ""
    side: Side = Side.MEMBER


@dataclass(frozen=True)
class Delegation:
    """Đoàn đại biểu."""

    key: str
    unit: str
    lead: Person | None = None


@dataclass(frozen=True)
class Speech:
    """Phát biểu: who spoke and, where it was taken down, what was said."""

    key: str
    speaker: Person
    quotation: str = ""


@dataclass(frozen=True)
class Statement:
    """Nội dung ghi nhận: one result, group, point of discussion or recommendation, in words."""

    key: str
    text: str


@dataclass(frozen=True)
class Photograph:
    """Ảnh."""

    key: str
    caption: str
    src: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Standing:
    """Thứ hạng: points come as text, already rounded by whoever computed them."""

    key: str
    place: int
    unit: str
    points: str = ""


@dataclass(frozen=True)
class Vote:
    """Kết quả bỏ phiếu suy tôn."""

    key: str
    unit: str
    title: str
    in_favour: int
    members: int


@dataclass(frozen=True)
class Handover:
    """Bàn giao Cụm trưởng, Cụm phó."""

    head_from: str = ""
    head_to: str = ""
    deputy_from: str = ""
    deputy_to: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Source:
    """Nguồn và tác giả."""

    name: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConferenceFacts:
    """Dữ kiện hội nghị."""

    kind: Kind = Kind.SUMMARY
    cluster: str = ""
    organiser: str = ""
    members: tuple[Member, ...] = ()
    movement: str = ""
    launched_by: str = ""
    slogan: str = ""
    year: int | None = None
    date: datetime.date | None = None
    session: Session | None = None
    place: str = ""
    attendees: tuple[Person, ...] = ()
    groups: tuple[Statement, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    speeches: tuple[Speech, ...] = ()
    results: tuple[Statement, ...] = ()
    discussion: tuple[Statement, ...] = ()
    recommendations: tuple[Statement, ...] = ()
    ranking: tuple[Standing, ...] = ()
    votes: tuple[Vote, ...] = ()
    handover: Handover = Handover()
    photographs: tuple[Photograph, ...] = ()
    source: Source = Source()
    illustrative: bool = False
