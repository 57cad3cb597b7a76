"""Câu hỏi: what is asked, as the address says it; and the one sentence it makes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _

from thidua.insight.asking.terms import RESULTS, SUBJECTS, YEAR, How, Measure, Subject
from thidua.kit.posted import one_of, whole, why_not_text

LONGEST = 200
TODAY, THEN = "hom-nay", "luc-ay"
"""Units by what became of them since, or under the names they had."""
NONE = "khong"


@dataclass(frozen=True)
class Question:
    """Each part under its word in the address; "" is what nobody asked. `where` filters by dimension."""

    subject: Subject
    rows: str
    columns: str
    measure: Measure
    how: How
    where: tuple[tuple[str, str], ...] = ()
    since: int | None = None
    until: int | None = None
    state: str = ""
    text: str = ""
    named: str = TODAY
    sort: str = ""
    down: bool = False

    @property
    def asked(self) -> dict[str, str]:
        """The question as the words of its address."""
        told = {
            "ve": self.subject.key, "dong": self.rows, "cot": self.columns or NONE, "so": self.measure.key,
            "cach": self.how.value,
            "tu-nam": self.since or "", "den-nam": self.until or "", "tinh-trang": self.state, "tim": self.text,
            "ten": self.named if self.named != TODAY else "", "xep": self.sort, "giam": "1" if self.down else "",
        }  # fmt: skip
        return {name: str(text) for name, text in {**told, **dict(self.where)}.items() if text}

    @property
    def query(self) -> str:
        return urlencode(self.asked)

    def sorted_by(self, column: str) -> str:
        """The address of the same question sorted by a column; by the column it is sorted by, the other way round."""
        down = not self.down if self.sort == column else True
        return replace(self, sort=column, down=down).query

    def filtered(self, key: str) -> str:
        return dict(self.where).get(key, "")

    @cached_property
    def deep(self) -> str:
        """How far down the criteria are: "tieu-chi", "muc" or "" for the total."""
        asked = {self.rows, self.columns, *dict(self.where)}
        return next((key for key in ("tieu-chi", "muc") if key in asked), "") if self.subject is RESULTS else ""

    @property
    def why_not(self) -> str:
        """Why this has no answer."""
        if self.rows == self.columns:
            return _("Dòng và cột đang là một. Hãy chọn hai chiều khác nhau, hoặc bỏ cột.")
        if self.measure.key == "hang" and self.deep:
            return _("Hạng chỉ có ở tổng điểm, không có ở từng mục hay tiêu chí. Hãy chọn số đo khác, hoặc bỏ mục, "
                     "tiêu chí khỏi câu hỏi.")  # fmt: skip
        if self.since and self.until and self.since > self.until:
            return _("Năm bắt đầu ở sau năm kết thúc. Hãy đổi lại.")
        return ""


def read(data: Mapping[str, str]) -> Question:
    """The question an address asks. A word nobody knows is refused (400), never taken for another."""
    known = {one.key: one for one in SUBJECTS}
    subject = known[one_of(data, "ve", known, RESULTS.key)]
    dimensions = [one.key for one in subject.dimensions]
    measures = {one.key: one for one in subject.measures}
    measure = measures[one_of(data, "so", measures, subject.measures[0].key)]
    how = How(one_of(data, "cach", How.values, measure.hows[0].value))
    rows = one_of(data, "dong", dimensions, dimensions[0])
    columns = one_of(data, "cot", [*dimensions, NONE], next(key for key in (YEAR.key, dimensions[0]) if key != rows))
    return Question(
        subject, rows, "" if columns == NONE else columns, measure,
        how if how in measure.hows else measure.hows[0],
        tuple((key, text) for key in dimensions if key != YEAR.key and (text := _text(data, key))),
        whole(data.get("tu-nam", "")), whole(data.get("den-nam", "")),
        one_of(data, "tinh-trang", [key for key, _name in subject.states]), _text(data, "tim"),
        one_of(data, "ten", (TODAY, THEN), TODAY), _text(data, "xep"), data.get("giam") == "1",
    )  # fmt: skip


def _text(data: Mapping[str, str], name: str) -> str:
    text = data.get(name, "").strip()
    if why_not_text(text, LONGEST):
        raise BadRequest(name)
    return text


def sentence(asked: Question, names: Mapping[str, Mapping[str, str]]) -> str:
    """“Điểm thống nhất trung bình theo đơn vị và năm, Cụm mẫu, 2023–2025”. `names`: dimension → key → name."""
    said = _measured(asked.how, str(asked.measure.name))
    by = [str(one.by) for key in (asked.rows, asked.columns) if (one := asked.subject.dimension(key))]
    parts = [_("%(what)s theo %(by)s") % {"what": said, "by": _(" và ").join(by)}]
    for key, text in asked.where:
        one, name = asked.subject.dimension(key), names.get(key, {}).get(text, text)
        parts.append(f"{one.by} {name}" if one and key in ("muc", "tieu-chi") else name)
    parts += [_inside(str(name)) for key, name in asked.subject.states if key == asked.state]
    if asked.since or asked.until:
        parts.append(_years(asked.since, asked.until))
    if asked.text:
        parts.append(_("có chữ “%(text)s”") % {"text": asked.text})
    return ", ".join(parts)


def _measured(how: How, name: str) -> str:
    inside = _inside(name)
    return {
        How.SUM: name, How.MEAN: _("%(what)s trung bình") % {"what": name},
        How.COUNT: _("Số dòng có %(what)s") % {"what": inside}, How.SHARE: _("Tỷ trọng %(what)s") % {"what": inside},
        How.BEST: _("%(what)s tốt nhất") % {"what": name}, How.WORST: _("%(what)s kém nhất") % {"what": name},
    }[how]  # fmt: skip


def _inside(name: str) -> str:
    """A name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]


def _years(since: int | None, until: int | None) -> str:
    if since and until:
        return str(since) if since == until else f"{since}–{until}"
    return _("từ %(year)s") % {"year": since} if since else _("đến %(year)s") % {"year": until}
