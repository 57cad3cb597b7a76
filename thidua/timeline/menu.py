"""The rooms of a year as the navigation shows them; named in settings, so nothing low imports it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.kit.viet import alphabetical
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.timeline.rules import FOLLOWERS

ROOMS: tuple[tuple[str, str | Promise], ...] = (
    ("timeline:year", _("Tổng quan")),
    ("timeline:progress", _("Tiến độ")),
    ("season:season", _("Phong trào")),
    ("rulebook:edition", _("Bảng tiêu chí")),
    ("targets:targets", _("Đăng ký, giao ước")),
    ("reports:reports", _("Báo cáo")),
    ("scoring:scoring", _("Chấm điểm")),
    ("scoring:board", _("Bảng điểm")),
    ("insight:picture", _("Phân tích")),
    ("conference:conferences", _("Hội nghị")),
    ("ballots:ballots", _("Bỏ phiếu")),
    ("results:results", _("Kết quả, khen thưởng")),
    ("awards:dossiers", _("Hồ sơ khen thưởng")),
    ("handover:handover", _("Bàn giao")),
    ("newsroom:newsroom", _("Tin bài")),
    ("paperwork:papers", _("Văn bản")),
    ("pack:pack", _("Bộ văn bản")),
    ("members:people", _("Nhân sự")),
    ("exchange:packages:packages", _("Gói dữ liệu")),
    ("exchange:hooks:hooks", _("Báo tin tự động")),
    ("timeline:ledger", _("Sổ cái")),
)

SHOWN_TO = {
    "timeline:progress": FOLLOWERS,
    "exchange:hooks:hooks": (Office.HEAD_SECRETARY, Office.STANDING_OFFICE),
}
"""Pages with a door of their own, shown to those it opens to."""


@dataclass(frozen=True)
class Room:
    label: str | Promise
    url: str
    current: bool


def menu(request: HttpRequest) -> dict[str, object]:
    """`here` and `rooms` for pages inside a cluster year; the room of the page is the longest address it lies under."""
    here = getattr(request, "here", None)
    if here is None:
        return {}
    urls = addresses(here.year.cluster.slug, here.year.year)
    named = [(label, name, urls[name]) for name, label in ROOMS if name not in SHOWN_TO or here.holds(*SHOWN_TO[name])]
    where = [(label, url) for label, _name, url in named]
    current = max((url for _label, url in where if request.path.startswith(url)), key=len, default="")
    rooms = [Room(label, url, url == current) for label, url in where]
    return {
        "here": here,
        "rooms": rooms,
        "beside": beside(here, next((name for _label, name, url in named if url == current), "")),
    }


@lru_cache
def addresses(cluster: str, year: int) -> Mapping[str, str]:
    """Where each room of a year is: every page of it asks again."""
    return {name: reverse(name, args=[cluster, year]) for name, _label in ROOMS}


def beside(here: Here, room: str) -> list[Room]:
    """The years of other clusters in which the person sits too, at the same room there; one click away."""
    years = sorted([here.year, *here.elsewhere], key=lambda year: (-year.year, alphabetical(year.cluster.name)))
    name = room or "timeline:year"
    return [
        Room(f"{year.cluster.name}, {year.year}", reverse(name, args=[year.cluster.slug, year.year]), year == here.year)
        for year in years
    ]
