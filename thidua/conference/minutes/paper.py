"""Biên bản hội nghị: the minutes as a paper's content, made from what happened; no record, no sentence.

An official paper is Vietnamese whatever language the secretary reads, so its sentences are not translated.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import translation

from thidua.ballots.minutes import count
from thidua.ballots.queries import Outcome
from thidua.conference.minutes.hours import clock_of
from thidua.conference.minutes.speaking import times
from thidua.conference.models import Delegate
from thidua.conference.queries import ConferenceRecord, Group
from thidua.conference.terms import Presence, Session, State
from thidua.kit.viet import day_in_words
from thidua.members.terms import Lead

Section = dict[str, Any]
KEYS = ("opening", "attendance", "programme", "results", "discussion", "speakers", "recommendations", "votes",
        "closing")  # fmt: skip
"""The parts of the minutes whose facts the record holds, in order."""
NOT_THERE = (Presence.EXCUSED, Presence.ABSENT, Presence.EXPECTED)


def content(
    told: ConferenceRecord, votes: Sequence[Outcome], awards: Mapping[str, str], secretary: str
) -> dict[str, Any]:
    """The whole paper. A section of which nothing is known is left out."""
    with translation.override("vi"):
        return {
            "sections": [section for key in KEYS for section in facts(key, told, votes, awards)],
            "recipients": ["Cơ quan thường trực", "Các đơn vị thành viên"],
            "signatures": [
                {"authority": "THƯ KÝ", "name": secretary},
                {"authority": "CHỦ TRÌ", "name": told.conference.chair},
            ],
        }


def facts(key: str, told: ConferenceRecord, votes: Sequence[Outcome], awards: Mapping[str, str]) -> list[Section]:
    """What the record holds for one part of the paper; nothing when it holds nothing."""
    with translation.override("vi"):
        made = {
            "opening": lambda: [_opening(told)],
            "attendance": lambda: [_attendance(told)],
            "programme": lambda: [_programme(told)],
            "results": lambda: [_listed("Kết quả được báo cáo", (said.text for said in told.results))],
            "discussion": lambda: [_listed("Thảo luận", (said.text for said in told.discussion))],
            "speakers": lambda: [_speakers(told)],
            "recommendations": lambda: [_recommendations(told)],
            "votes": lambda: [_vote(result, awards) for result in votes],
            "closing": lambda: [_closing(told)],
        }.get(key, list)()
    return [section for section in made if section.get("paragraphs") or section.get("table")]


def _speakers(told: ConferenceRecord) -> Section:
    """Who spoke, and how long where the floor kept it."""
    spoke = [_with_body(group, one) for group in told.groups for one in group.delegates if one.spoke]
    rows = [[one.name, one.body, f"{one.seconds // 60} phút {one.seconds % 60:02d} giây"]
            for one in times(told.conference)]  # fmt: skip
    table = {"table": {"head": ["Người phát biểu", "Cơ quan, đơn vị", "Thời gian"], "rows": rows}} if rows else {}
    return {**_listed("Đại biểu phát biểu", spoke), **table}


def _opening(told: ConferenceRecord) -> Section:
    conference = told.conference
    session = "" if conference.session == Session.DAY else f" (buổi {str(conference.get_session_display()).lower()})"
    leads = [f"{role.label}: {told.leads[role].unit.name}" for role in Lead if role in told.leads]
    return {
        "heading": "Thời gian, địa điểm",
        "paragraphs": [
            f"{conference.title} họp {day_in_words(conference.on)}{session} tại {conference.place}; "
            f"đơn vị đăng cai: {conference.host.name}.",
            *([f"Khai mạc lúc {clock_of(told.hours.opened)}."] if told.hours.opened else []),
            *([f"Chủ trì: {conference.chair}."] if conference.chair else []),
            *([f"{'; '.join(leads)}."] if leads else []),
        ],
    }


def _closing(told: ConferenceRecord) -> Section:
    if not told.hours.closed:
        return {}
    return {"heading": "Kết thúc hội nghị", "paragraphs": [f"Hội nghị bế mạc lúc {clock_of(told.hours.closed)}."]}


def _attendance(told: ConferenceRecord) -> Section:
    rows = [
        [group.delegation.body, _with_office(one), _presence(one, told) + (" (trưởng đoàn)" if one.lead else "")]
        for group in told.groups
        for one in group.delegates
    ]
    rows += [[group.delegation.body, group.delegation.note or "–", "–"] for group in told.groups if not group.delegates]
    rows += [[member.unit.name, "–", "Không đăng ký đoàn"] for member in told.units_missing]
    return {
        "heading": "Thành phần",
        "paragraphs": [
            f"Có mặt {told.present} đại biểu được điểm danh, thuộc {told.units_present}/{len(told.members)} "
            f"đơn vị thành viên{_not_there(told)}.",
            f"{told.quorum}" + (f" Căn cứ: {_sentence(told.quorum.basis)}" if told.quorum.basis else ""),
        ],
        "table": {"head": ["Cơ quan, đơn vị", "Đại biểu", "Điểm danh"], "rows": rows},
    }  # fmt: skip


def _not_there(told: ConferenceRecord) -> str:
    """How many are excused, absent or not come yet; nobody is no words."""
    counted = ((sum(_stands(one, told) == each for one in told.delegates), each.label) for each in NOT_THERE)
    return "".join(f"; {count} đại biểu {str(label).lower()}" for count, label in counted if count)


def _stands(one: Delegate, told: ConferenceRecord) -> Presence:
    """Who has not come by the close did not come."""
    gone = one.presence == Presence.EXPECTED and told.conference.state == State.CLOSED
    return Presence.ABSENT if gone else Presence(one.presence)


def _presence(one: Delegate, told: ConferenceRecord) -> str:
    came = f" lúc {clock_of(one.checked_in_at)}" if told.hours.opened and one.checked_in_at else ""
    return f"{_stands(one, told).label}{came}"


def _programme(told: ConferenceRecord) -> Section:
    """What took place; where the clock of the programme ran, from when to when."""
    if not told.programme:
        return {}
    rows = [[str(number), slot.item.title, slot.item.speaker or "–", slot.item.record or "–"]
            for number, slot in enumerate(told.programme, 1)]  # fmt: skip
    head = ["TT", "Nội dung", "Người trình bày", "Ghi nhận"]
    if told.hours.items:
        head.insert(1, "Giờ")
        for row, slot in zip(rows, told.programme, strict=True):
            row.insert(1, told.hours.items.get(slot.item.pk, "–"))
    return {"heading": "Diễn biến", "paragraphs": [], "table": {"head": head, "rows": rows}}


def _recommendations(told: ConferenceRecord) -> Section:
    if not told.recommendations:
        return {}
    rows = [
        [str(number), one.text, one.owner or "–", one.due_on.strftime("%d/%m/%Y") if one.due_on else "–"]
        for number, one in enumerate(told.recommendations, 1)
    ]
    head = ["TT", "Kiến nghị, đề xuất", "Thực hiện", "Hạn"]
    return {"heading": "Kiến nghị", "paragraphs": [], "table": {"head": head, "rows": rows}}


def _vote(result: Outcome, awards: Mapping[str, str]) -> Section:
    return {**count(result, awards), "heading": f"Bỏ phiếu: {result.ballot.title}"}


def _listed(heading: str, texts: Iterable[str]) -> Section:
    return {"heading": heading, "paragraphs": [_sentence(text) for text in texts]}


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")


def _with_office(one: Delegate) -> str:
    return ", ".join(part for part in (f"{one.rank} {one.name}".strip(), one.title) if part)


def _with_body(group: Group, one: Delegate) -> str:
    body = group.delegation.body
    return _with_office(one) if body in one.title else f"{_with_office(one)}, {body}"
