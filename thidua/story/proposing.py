"""Đề xuất từ bài đã đăng: what was read in a pasted article as lines to confirm, and what was confirmed of them.

A line is one thing to confirm: ticked or not, its parts as they may be corrected, the sentence it was read in.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from thidua.conference.terms import Kind, Session, Side
from thidua.kit.posted import why_not_text
from thidua.kit.refusal import Refused
from thidua.kit.viet import fold
from thidua.members.models import Membership
from thidua.news.journalism import tidy
from thidua.news.reading import Reading, Someone

LONGEST = {"rank": 60, "name": 200, "office": 200, "body": 200, "place": 200, "title": 300, "caption": 300}
LONGEST_TEXT = 2000
ONE_OF = {"kind": Kind, "session": Session, "side": Side}
LABELS = {
    "kind": later("Loại hội nghị"), "title": later("Tên hội nghị"), "on": later("Ngày"), "session": later("Buổi"),
    "place": later("Địa điểm"), "host": later("Đơn vị chủ nhà"), "rank": later("Cấp bậc"), "name": later("Họ và tên"),
    "office": later("Chức vụ"), "body": later("Cơ quan, đơn vị"), "side": later("Nhóm"), "lead": later("Trưởng đoàn"),
    "spoke": later("Có phát biểu"), "text": later("Nội dung"), "caption": later("Chú thích"),
}  # fmt: skip
GROUPS = (
    ("conference", later("Hội nghị")), ("person", later("Đại biểu có tên")), ("group", later("Đại biểu theo nhóm")),
    ("result", later("Kết quả")), ("discussion", later("Thảo luận")), ("recommendation", later("Kiến nghị")),
    ("caption", later("Ảnh: chú thích, mỗi chú thích một lần")),
)  # fmt: skip


@dataclass
class Part:
    """A value of a line: its control's name, its label, its value, what may be chosen; "yes" for a ticked box."""

    name: str
    key: str
    value: str = ""
    choices: Sequence[tuple[str, str | Promise]] = ()

    @property
    def label(self) -> str | Promise:
        return LABELS[self.key]

    @property
    def box(self) -> bool:
        return self.key in ("lead", "spoke")

    @property
    def long(self) -> bool:
        return self.key == "text"


@dataclass
class Line:
    """One thing to confirm."""

    key: str
    group: str
    parts: list[Part]
    sentence: str = ""
    ticked: bool = False

    def value(self, key: str) -> str:
        return next((part.value for part in self.parts if part.key == key), "")


def lines_of(reading: Reading, members: Sequence[Membership]) -> list[Line]:
    """What was read, as lines; none is ticked."""
    found = _occasion(reading, members)
    found += [_person(f"p{at}", one, members) for at, one in enumerate(reading.people)]
    for at, one in enumerate(reading.groups):
        parts = {"text": one.value, "side": Side.GUEST.value}
        found.append(_line(f"g{at}", "group", parts, one.sentence))
    for group, mark, listed in (("result", "r", reading.results), ("discussion", "d", reading.discussion),
                                ("recommendation", "k", reading.recommendations)):  # fmt: skip
        found += [_line(f"{mark}{at}", group, {"text": one.value}, one.sentence) for at, one in enumerate(listed)]
    found += [_line(f"a{at}", "caption", {"caption": one}, one) for at, one in enumerate(reading.captions)]
    return found


def _line(key: str, group: str, parts: Mapping[str, str], sentence: str, **choices: object) -> Line:
    made = [
        Part(f"{key}.{name}", name, value,
             choices.get(name) or (ONE_OF[name].choices if name in ONE_OF else ()))  # type: ignore[arg-type]
        for name, value in parts.items()
    ]  # fmt: skip
    return Line(key, group, made, sentence)


def _occasion(reading: Reading, members: Sequence[Membership]) -> list[Line]:
    """Kind, name, day, part of the day, place and host: each a line of its own."""
    said = {name: one.sentence for name, one in reading.single.items()}
    place = reading.single["place"].value if "place" in reading.single else ""
    host = member_of(place, members)
    units = [("", "–"), *((member.unit.code, member.unit.name) for member in members)]
    kind = reading.kind.value if reading.kind else ""
    word = Kind(kind).label if kind else _("Hội nghị")
    movement = f" phong trào thi đua “{reading.single['movement'].value}”" if "movement" in reading.single else ""
    title = f"{word}{movement}{f' năm {reading.year}' if reading.year else ''}"
    when = said.get("date", "")
    return [
        _line("c.kind", "conference", {"kind": kind}, reading.title),
        _line("c.title", "conference", {"title": title}, reading.title),
        _line("c.on", "conference", {"on": reading.date.strftime("%d/%m/%Y") if reading.date else ""}, when),
        _line("c.session", "conference", {"session": reading.session.value if reading.session else ""}, when),
        _line("c.place", "conference", {"place": place}, said.get("place", "")),
        _line("c.host", "conference", {"host": host.unit.code if host else ""}, said.get("place", ""), host=units),
    ]  # fmt: skip


def _person(key: str, one: Someone, members: Sequence[Membership]) -> Line:
    own = member_of(one.office, members) or member_of(one.lead_of, members)
    body = own.unit.name if own else _body(one.office)
    side = Side.MEMBER if own else Side.SUPERIOR
    parts = {"rank": one.rank, "name": one.name, "office": one.office, "body": body, "side": side.value,
             "lead": "yes" if one.lead_of else "", "spoke": "yes" if one.spoke else ""}  # fmt: skip
    return _line(key, "person", parts, one.sentence)


def _body(office: str) -> str:
    """The body an office names: what stands from the next capital on, “Cục Công tác đảng …” of “Cục trưởng Cục …”."""
    words = office.split()
    at = next((place for place, word in enumerate(words) if place and word[:1].isupper()), 0)
    if at and words[at] in ("Giám", "Chánh", "Văn", "Trưởng", "Cục", "Chủ") and at + 1 < len(words):
        later_at = next((place for place in range(at + 1, len(words)) if words[place][:1].isupper()), at)
        at = later_at if words[at] != "Cục" else at
    return " ".join(words[at:]) if at else office


def member_of(text: str, members: Sequence[Membership]) -> Membership | None:
    """The member unit a text names, by its name, its short name, or the place its name ends with."""
    said = fold(tidy(text))
    for member in members:
        names = {fold(tidy(member.unit.name)), fold(tidy(member.unit.short_name))}
        if said and any(name and name in said for name in names):
            return member
    bare = said.replace("thanh pho ", "").replace("tp ", "")
    for member in members:
        name = fold(tidy(member.unit.name)).replace("thanh pho ", "").replace("tp ", "")
        if bare and name in bare:
            return member
    return None


def posted_lines(lines: list[Line], data: Mapping[str, str]) -> list[Line]:
    """The lines as they came back: which are ticked, and their parts as corrected."""
    for line in lines:
        line.ticked = f"ok.{line.key}" in data
        for part in line.parts:
            part.value = ("yes" if part.name in data else "") if part.box else data.get(part.name, "").strip()
    return lines


@dataclass
class Confirmed:
    """Điều đã xác nhận: only the ticked lines, each value as it may be kept."""

    conference: dict[str, str] = field(default_factory=dict)
    on: dt.date | None = None
    rows: list[Line] = field(default_factory=list)

    def of(self, group: str) -> list[Line]:
        return [line for line in self.rows if line.group == group]


def confirmed(lines: Sequence[Line]) -> Confirmed:
    """What was ticked; refused with the first thing that cannot be kept."""
    made = Confirmed()
    for line in lines:
        if not line.ticked:
            continue
        for part in line.parts:
            _check(part)
        if line.group == "conference":
            made.conference[line.parts[0].key] = line.parts[0].value
        else:
            made.rows.append(line)
    if "on" in made.conference:
        made.on = _day(made.conference["on"])
    if not made.conference and not made.rows:
        raise Refused(_("Chưa đánh dấu mục nào. Hãy đọc từng mục, sửa cho đúng rồi đánh dấu."))
    return made


def _check(part: Part) -> None:
    why_not = why_not_text(part.value, LONGEST.get(part.key, LONGEST_TEXT))
    known = [str(value) for value, _label in part.choices]
    if not why_not and known and part.value not in known:
        why_not = _("hãy chọn một mục trong danh sách.")
    if not why_not and not part.value and part.key in ("title", "on", "place", "office", "text", "caption", "kind"):
        why_not = _("hãy điền, hoặc bỏ đánh dấu mục này.")
    if why_not:
        raise Refused(f"{part.label}: {why_not}")


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise Refused(_("Ngày: hãy ghi ngày/tháng/năm, ví dụ 21/11/2024.")) from None
