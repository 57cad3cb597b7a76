"""Hội nghị mẫu đang họp: the sample's summary conference under way today, for whoever wants to see the day itself; and
the days before it, with the points kept back."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from PIL import Image, ImageDraw

from thidua.conference import actions as conference
from thidua.conference.floor import actions as floor
from thidua.conference.live import actions as live
from thidua.conference.live.queries import screen_of
from thidua.conference.live.terms import Showing
from thidua.conference.models import Conference, Delegate
from thidua.conference.snapshots.actions import add_photographs
from thidua.conference.terms import Kind, Presence
from thidua.kit.clock import day_of
from thidua.samples.cast import YEAR, Cast, moment
from thidua.samples.demo_meeting import prepare
from thidua.scoring.freezing.actions import freeze

CLERK = "thu-ky-hoi-nghi"
DONE = 4
"""Items of the usual programme that are over; the next, the discussion, is under way."""
TOPICS = ("kinh nghiệm chuẩn bị minh chứng ngay từ đầu năm", "cách phân công chấm chéo", "")


def hold_back(cast: Cast) -> None:
    """The appraisal is closed, and the points are kept from the units until the conference."""
    at = moment(YEAR, 11, 18, 17)
    with override("vi"):
        freeze(here=cast.here("thu-ky-cum-truong", at.date()), at=at,
               reason="Chờ công bố tại hội nghị tổng kết (minh hoạ)")  # fmt: skip


def open_meeting(cast: Cast, at: dt.datetime) -> Conference:
    """Opened an hour ago: most have come, four items are over, one speaks and others wait, a photograph is there."""
    with override("vi"):
        day = day_of(at)
        held = prepare(cast, Kind.SUMMARY, "Hội nghị tổng kết phong trào thi đua (minh hoạ)", day)
        began = at - dt.timedelta(minutes=70)
        conference.open_conference(here=cast.here(CLERK, day), conference=held, at=began)
        delegates = list(Delegate.objects.filter(delegation__conference=held).select_related("delegation__conference")
                         .order_by("pk"))  # fmt: skip
        for delegate in delegates[:-2]:
            conference.check_in(here=cast.here(CLERK, day), delegate=delegate, presence=Presence.PRESENT, at=began)
        conference.check_in(here=cast.here(CLERK, day), delegate=delegates[-1], presence=Presence.EXCUSED, at=began)
        _run(cast, held, began, at)
        _discuss(cast, held, delegates, at)
        picture = SimpleUploadedFile("khai-mac.png", _picture())
        add_photographs(here=cast.here("tuyen-truyen", day), caption="Quang cảnh hội nghị (minh hoạ)",
                        alt="Ảnh vẽ minh hoạ: hội trường, sân khấu", uploads=[picture], at=at)  # fmt: skip
    return held


def _version(held: Conference) -> int:
    return screen_of(held).version


def _run(cast: Cast, held: Conference, began: dt.datetime, at: dt.datetime) -> None:
    here, items = cast.here(CLERK, day_of(at)), list(held.items.all())
    for place, item in enumerate(items[: DONE + 1]):
        live.start_item(here=here, item=item, version=_version(held), at=began + dt.timedelta(minutes=14 * place))


def _discuss(cast: Cast, held: Conference, delegates: list[Delegate], at: dt.datetime) -> None:
    """One has spoken, one speaks since a minute, two wait."""
    here = cast.here(CLERK, day_of(at))
    for delegate, topic in zip(delegates[1:7:2], TOPICS, strict=True):
        floor.ask(by=Delegate.objects.get(pk=delegate.pk), topic=topic, at=at - dt.timedelta(minutes=9))
    floor.ask(by=Delegate.objects.get(pk=delegates[7].pk), topic="kiến nghị về biểu mẫu báo cáo", at=at)
    first, second = held.turns.order_by("pk")[:2]
    floor.call(here=here, turn=first, version=_version(held), at=at - dt.timedelta(minutes=6))
    floor.call(here=here, turn=second, version=_version(held), at=at - dt.timedelta(minutes=1))
    live.show(here=here, conference=held, showing=Showing.SPEAKERS, version=_version(held), at=at)


def _picture() -> bytes:
    """A hall drawn in a few strokes; nobody's photograph."""
    hall = Image.new("RGB", (1600, 900), "#5a1010")
    pen = ImageDraw.Draw(hall)
    pen.rectangle((180, 140, 1420, 470), fill="#8f1d1d", outline="#f4d58a", width=8)
    pen.rectangle((620, 330, 980, 470), fill="#f4d58a")
    for row in range(4):
        for seat in range(16):
            left, top = 90 + seat * 90, 560 + row * 80
            pen.rounded_rectangle(
                (left, top, left + 62, top + 50), 14, fill="#2b0909" if (row + seat) % 7 else "#f4d58a"
            )
    out = io.BytesIO()
    hall.save(out, "PNG")
    return out.getvalue()
