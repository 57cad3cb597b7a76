"""Chương trình: the running times of the items, and a sensible programme to start from (domain notes 4.1)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from thidua.conference.models import Conference, Item
from thidua.conference.terms import Kind, Session

STARTS = {Session.MORNING: 8 * 60, Session.AFTERNOON: 14 * 60, Session.DAY: 8 * 60}
"""When a session begins, in minutes after midnight."""


@dataclass(frozen=True)
class Slot:
    """An item and, when every duration of the programme is known, its times of day."""

    item: Item
    starts: dt.time | None = None
    ends: dt.time | None = None


def slots(conference: Conference, items: Sequence[Item]) -> tuple[Slot, ...]:
    """The programme with its clock; one unknown duration and there is no clock: missing is not zero."""
    if any(item.minutes is None for item in items):
        return tuple(Slot(item) for item in items)
    begins = conference.begins
    clock = begins.hour * 60 + begins.minute if begins else STARTS[Session(conference.session)]
    timed = []
    for item in items:
        ends = clock + (item.minutes or 0)
        timed.append(Slot(item, _time(clock), _time(ends)))
        clock = ends
    return tuple(timed)


def _time(minutes: int) -> dt.time:
    return dt.time(minutes // 60 % 24, minutes % 60)


USUAL: dict[Kind, tuple[tuple[str, int], ...]] = {
    Kind.SUMMARY: (
        ("Đón tiếp đại biểu, phát tài liệu", 30),
        ("Chào cờ, tuyên bố lý do, giới thiệu đại biểu, thông qua chương trình, giới thiệu chủ trì và thư ký", 15),
        ("Khai mạc hội nghị", 10),
        ("Báo cáo tổng kết phong trào thi đua của cụm: kết quả, tồn tại, nguyên nhân, bài học", 25),
        ("Tham luận, thảo luận, trao đổi kinh nghiệm, kiến nghị", 60),
        ("Công bố kết quả chấm điểm, xếp hạng; bỏ phiếu suy tôn", 25),
        ("Phát biểu chỉ đạo của lãnh đạo cấp trên", 15),
        ("Bàn giao Cụm trưởng, Cụm phó", 10),
        ("Phát biểu nhận nhiệm vụ của Cụm trưởng mới, phương hướng năm sau", 10),
        ("Thông qua biên bản, bế mạc, chụp ảnh lưu niệm", 10),
    ),
    Kind.MID_YEAR: (
        ("Đón tiếp đại biểu, phát tài liệu", 20),
        ("Chào cờ, tuyên bố lý do, giới thiệu đại biểu, thông qua chương trình", 10),
        ("Khai mạc hội nghị", 10),
        ("Báo cáo sơ kết phong trào thi đua của cụm", 25),
        ("Thảo luận, trao đổi kinh nghiệm, kiến nghị", 60),
        ("Phát biểu chỉ đạo của lãnh đạo cấp trên", 15),
        ("Thông qua biên bản, bế mạc", 10),
    ),
}
"""Usual items with usual minutes. They become the conference's own data: not words of the screen."""
