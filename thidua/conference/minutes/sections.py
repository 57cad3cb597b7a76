"""Các mục: what a draft begins with, the facts above each section, and the whole as a paper's content."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from thidua.ballots import queries as ballots
from thidua.ballots.queries import Outcome
from thidua.conference.minutes import paper
from thidua.conference.minutes.models import Draft, Section
from thidua.conference.minutes.terms import Kind
from thidua.conference.queries import ConferenceRecord, record
from thidua.conference.terms import Kind as ConferenceKind

BEGINNING: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.MINUTES: (
        ("opening", "Thời gian, địa điểm"), ("attendance", "Thành phần"), ("programme", "Diễn biến"),
        ("results", "Kết quả được báo cáo"), ("discussion", "Thảo luận"), ("speakers", "Đại biểu phát biểu"),
        ("recommendations", "Kiến nghị, giải pháp thống nhất"), ("votes", "Bỏ phiếu"), ("closing", "Kết thúc hội nghị"),
    ),
    Kind.CONCLUSIONS: (
        ("opening", "Thời gian, địa điểm"), ("results", "Đánh giá kết quả"), ("", "Kết luận của chủ trì"),
        ("recommendations", "Kiến nghị, nhiệm vụ và giải pháp"), ("", "Tổ chức thực hiện"),
    ),
}  # fmt: skip
"""The sections a draft begins with; they become the draft's own data: not words of the screen."""
PARTS = ("sections", "recipients", "signatures")
"""What is approved of a paper."""


class Facts:
    """What the record holds, read once for all sections of a draft."""

    def __init__(self, draft: Draft) -> None:
        conference = draft.conference
        self.draft = draft
        self.told: ConferenceRecord = record(conference)
        summary = conference.kind == ConferenceKind.SUMMARY
        self.votes: Sequence[Outcome] = ballots.outcomes(conference.year) if summary else []
        self.awards: Mapping[str, str] = ballots.award_names() if self.votes else {}

    def of(self, section: Section) -> list[dict[str, Any]]:
        """The facts that stand above one section."""
        return paper.facts(section.key, self.told, self.votes, self.awards)

    def whole(self) -> dict[str, Any]:
        """All of it as a paper: under each heading the facts, then what was written; what is empty is left out."""
        parts = []
        for section in self.draft.sections.all():
            written = [line.strip() for line in section.text.splitlines() if line.strip()]
            found = self.of(section)
            if section.key == "votes":
                parts += found
                found = []
            told = found[0] if found else {}
            paragraphs = [*told.get("paragraphs", ()), *written]
            if paragraphs or told.get("table"):
                parts.append({**told, "heading": section.heading, "paragraphs": paragraphs})
        signatures = [{"authority": "CHỦ TRÌ", "name": self.draft.conference.chair}]
        if self.draft.kind == Kind.MINUTES:
            signatures.insert(0, {"authority": "THƯ KÝ", "name": self.draft.sent_by})
        return {"sections": parts, "recipients": ["Cơ quan thường trực", "Các đơn vị thành viên"],
                "signatures": signatures}  # fmt: skip


def digest_of(content: Mapping[str, Any]) -> str:
    """What names this very content: SHA-256 of it written one way only; not of the head that its paper bears."""
    said = {part: content.get(part) for part in PARTS}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
