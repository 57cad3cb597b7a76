"""The rooms of a year as the navigation shows them; named in settings, so nothing low imports it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROOMS: tuple[tuple[str, str | Promise], ...] = (
    ("timeline:year", _("Tổng quan")),
    ("season:season", _("Phong trào")),
    ("rulebook:edition", _("Bảng tiêu chí")),
    ("targets:targets", _("Đăng ký, giao ước")),
    ("reports:reports", _("Báo cáo")),
    ("scoring:scoring", _("Chấm điểm")),
    ("scoring:board", _("Bảng điểm")),
    ("conference:conferences", _("Hội nghị")),
    ("ballots:ballots", _("Bỏ phiếu")),
    ("results:results", _("Kết quả, khen thưởng")),
    ("handover:handover", _("Bàn giao")),
    ("newsroom:newsroom", _("Tin bài")),
    ("paperwork:papers", _("Văn bản")),
    ("members:people", _("Nhân sự")),
    ("timeline:ledger", _("Sổ cái")),
)


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
    where = [(label, reverse(name, args=[here.year.cluster.slug, here.year.year])) for name, label in ROOMS]
    current = max((url for _label, url in where if request.path.startswith(url)), key=len, default="")
    return {"here": here, "rooms": [Room(label, url, url == current) for label, url in where]}
