"""Sơ kết và tham luận: the cluster's review at mid-year, and what a unit tells the conference. Every sentence follows
from what is recorded; what is not recorded is not said."""

import datetime as dt

from thidua.conference.following.terms import SETTLED
from thidua.kit.clock import day_of
from thidua.kit.viet import day_in_words
from thidua.members.models import Membership
from thidua.members.terms import Lead
from thidua.pack.opening import MEMBERS, OFFICE, Content, counted, head_signs, listed, unit_signs
from thidua.pack.scores import said
from thidua.pack.source import Source
from thidua.reports.models import Report
from thidua.reports.terms import State
from thidua.targets.terms import Scope

Section = dict[str, object]
ROMAN = ("I", "II", "III", "IV")


def mid_year_report(source: Source, _member: Membership | None) -> Content | None:
    """Báo cáo sơ kết of the cluster, as things stood on the day of the mid-year conference."""
    day = source.mid_year
    sent = _sent(source, day) if day else []
    if day is None or not sent:
        return None
    sections = [_general(source), _reporting(source, sent, day), _results(source, sent, day), _followed(source, day)]
    return {
        "sections": _numbered(sections),
        "recipients": [source.organiser, OFFICE, MEMBERS],
        "signatures": head_signs(source),
    }


def _sent(source: Source, until: dt.date | None) -> list[Report]:
    """The reports handed in by a day, of periods that were over; None: by now. Oldest first."""
    found = [one for one in source.reports.values() if one.state == State.SUBMITTED and one.submitted_at]
    if until:
        found = [one for one in found if one.submitted_at and day_of(one.submitted_at) <= until >= one.period.to_date]
    return sorted(found, key=lambda one: (one.period.to_date, one.pk))


def _numbered(sections: list[Section]) -> list[Section]:
    """Those that say something, counted."""
    kept = [one for one in sections if one]
    return [{**one, "heading": f"{ROMAN[place]}. {one['heading']}"} for place, one in enumerate(kept)]


def _general(source: Source) -> Section:
    told = [f"{source.cluster} có {counted(len(source.members), 'đơn vị thành viên')}."]
    told += [f"{role.label}: {source.lead(role)}." for role in Lead if source.lead(role)]
    if launch := source.launch:
        told.insert(0, f"Phong trào “{launch.movement.name}” do {launch.movement.launched_by} phát động.")
    if source.registrations:
        told.append(f"Đã đăng ký thi đua: {counted(len(source.registrations), 'đơn vị')}.")
    return {"heading": "Tình hình chung", "paragraphs": told}


def _reporting(source: Source, sent: list[Report], day: dt.date) -> Section:
    over = [one for one in source.periods if one.to_date <= day]
    late = [one for one in sent if one.days_late]
    rows = []
    for period in over:
        came = [one for one in sent if one.period_id == period.pk]
        missing = [member.unit.short_name for member in source.members
                   if member.pk not in {one.membership_id for one in came}]  # fmt: skip
        rows.append([period.name, f"{len(came)}/{len(source.members)}", str(sum(bool(one.days_late) for one in came)),
                     ", ".join(missing) or "–"])  # fmt: skip
    return {
        "heading": "Chế độ báo cáo",
        "paragraphs": [
            f"Tính đến {day_in_words(day)}: {counted(len(over), 'kỳ báo cáo')}, nhận {counted(len(sent), 'báo cáo')}, "
            f"trong đó gửi muộn {counted(len(late), 'báo cáo')}."
        ],
        "table": listed(["Kỳ", "Đã gửi", "Gửi muộn", "Chưa gửi"], rows),
    }


def _results(source: Source, sent: list[Report], day: dt.date) -> Section:
    """The targets beside what was last reported of them."""
    last = {one.membership_id: one for one in sent}
    rows = [[member.unit.short_name, *row] for member in source.members
            for row in beside_targets(source, member, last.get(member.pk))]  # fmt: skip
    if not rows:
        return {}
    known = sum(row[-1] != "–" for row in rows)
    return {
        "heading": "Kết quả so với chỉ tiêu",
        "paragraphs": [
            f"Các đơn vị được giao {counted(len(rows), 'chỉ tiêu')}; đến {day_in_words(day)} có số liệu báo cáo của "
            f"{counted(known, 'chỉ tiêu')}. Số liệu theo báo cáo đã gửi gần nhất của từng đơn vị:"
        ],
        "table": listed(["Đơn vị", "Tiêu chí", "Chỉ tiêu", "Đã báo cáo"], rows),
    }


def beside_targets(source: Source, member: Membership, report: Report | None) -> list[list[str]]:
    """Each target of a unit: criterion, what was agreed, what the report says of it."""
    written: dict[str, list[str]] = {}
    for figure in report.figures.all() if report else ():
        written.setdefault(figure.code, []).append(figure.written)
    return [
        [source.criteria[code].title if code in source.criteria else code, one.agreed,
         "; ".join(written.get(code, ())) or "–"]
        for code, one in source.targets.get(member.pk, {}).items() if one.agreed and one.scope == Scope.ASSIGNED
    ]  # fmt: skip


def _followed(source: Source, day: dt.date) -> Section:
    """What the last conference recommended and is still open."""
    waiting = [one for one in source.recommendations if one.state not in SETTLED]
    if not source.recommendations:
        return {}
    rows = [[one.text, one.owner or "–", f"{one.due_on:%d/%m/%Y}" if one.due_on else "–",
             "quá hạn" if one.due_on and one.due_on < day else str(one.get_state_display()).lower()]
            for one in waiting]  # fmt: skip
    return {
        "heading": "Thực hiện kiến nghị của hội nghị trước",
        "paragraphs": [f"Còn {counted(len(waiting), 'kiến nghị')} chưa xong."],
        "table": listed(["Kiến nghị", "Thực hiện", "Hạn", "Tình trạng"], rows) if rows else None,
    }


def talk(source: Source, member: Membership | None) -> Content | None:
    """Tham luận of a unit: what it registered, reported and proved, and, once published, its points."""
    sent = [one for one in _sent(source, None) if member and one.membership_id == member.pk]
    if member is None or not sent:
        return None
    sections = [_registered(source, member), _of_unit(source, member, sent), _published(source, member)]
    return {
        "to": [source.cluster],
        "sections": _numbered(sections),
        "recipients": ["Như trên"],
        "signatures": unit_signs(),
    }


def _registered(source: Source, member: Membership) -> Section:
    found = source.registrations.get(member.pk)
    if found is None:
        return {}
    titles = "; ".join(source.titles.get(key, key) for key in found.titles)
    told = [f"{member.unit.name} đăng ký: {titles}."] if titles else []
    return {"heading": "Đăng ký thi đua", "paragraphs": [*told, *(one for one in found.commitment.splitlines() if one)]}


def _of_unit(source: Source, member: Membership, sent: list[Report]) -> Section:
    late, files = sum(bool(one.days_late) for one in sent), len(source.files(member))
    told = [
        f"Đơn vị đã gửi {counted(len(sent), 'báo cáo')}, trong đó gửi muộn {counted(late, 'báo cáo')}.",
        *([f"Đã nộp {counted(files, 'tệp minh chứng')}."] if files else []),
        *(line for line in sent[-1].narrative.splitlines() if line.strip()),
    ]
    rows = beside_targets(source, member, sent[-1])
    return {
        "heading": "Kết quả thực hiện",
        "paragraphs": [*told, *([f"Số liệu theo báo cáo {sent[-1].period.name}:"] if rows else [])],
        "table": listed(["Tiêu chí", "Chỉ tiêu", "Đã báo cáo"], rows) if rows else None,
    }


def _published(source: Source, member: Membership) -> Section:
    place = source.ranking.place_of(member.unit.code) if source.ranking else None
    if place is None:
        return {}
    rank = f", xếp thứ {place.rank}" if place.rank else ""
    return {"heading": "Kết quả đã công bố", "paragraphs": [f"Tổng điểm {said(place.total)}{rank}."]}
