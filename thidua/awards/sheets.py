"""Các tờ tự in của hồ sơ: its first sheet with the conditions as kept, a report of the unit, the list of the files."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from thidua.awards.council import answer_in_words
from thidua.awards.models import Dossier
from thidua.awards.queries import title_name
from thidua.awards.terms import State, Verdict
from thidua.ballots.minutes import content
from thidua.ballots.models import Ballot
from thidua.ballots.queries import outcome
from thidua.kit.typeset import pdf, source
from thidua.kit.viet import printable
from thidua.ledger.queries import history
from thidua.reports.models import Report
from thidua.reports.queries import kept_figures
from thidua.rulebook.queries import adopted

UNNUMBERED = "Bản này lập từ cuộc bỏ phiếu đã kiểm; Hội đồng ký và lấy số theo sổ văn bản của mình."
SOURCE = Path(__file__).parent / "typst" / "dossier.typ"
Part = dict[str, Any]


def sheet(title: str, about: str, parts: Sequence[Part]) -> bytes:
    """Pages with a heading, what is said, tables."""
    return pdf(source(SOURCE), {"title": printable(title), "about": printable(about), "parts": list(parts)})


def part(heading: str, *said: str, head: Sequence[str] = (), rows: Sequence[Sequence[str]] = (),
         widths: Sequence[int] = ()) -> Part:  # fmt: skip
    """One part of a sheet. What a row has beyond its head is a code: set whole on a line under it, to be copied."""
    return {
        "heading": printable(heading), "paragraphs": [printable(one) for one in said if one.strip()],
        "head": list(head),
        "rows": [[printable(cell) for cell in row] for row in rows], "widths": list(widths) or [1] * len(head),
    }  # fmt: skip


def first(dossier: Dossier) -> bytes:
    """Who for what, the conditions as they were kept, the way so far."""
    unit, kept = dossier.membership.unit.name, dossier.checked
    who = f"{dossier.person}, {dossier.office}, {unit}".replace(", ,", ",") if dossier.person else unit
    day = dt.date.fromisoformat(kept["day"]) if kept.get("day") else None
    said = [f"Danh hiệu, hình thức: {title_name(dossier.title)}."]
    if dossier.title != dossier.asked:
        said.append(f"Đề nghị ban đầu: {title_name(dossier.asked)}.")
    said.append(f"Đang ở bước: {State(dossier.state).label}.")
    rows = [[Verdict(item[0]).label, item[1], item[2], item[3]] for item in kept.get("items", [])]
    moves = [[f"{one.at:%d/%m/%Y}", one.what, one.by_name, one.reason] for one in dossier.moves.all()]
    said_there = answer_in_words(dossier)
    return sheet("Hồ sơ đề nghị khen thưởng", f"{who}, năm {dossier.year.year}", [
        part("Đề nghị", *said),
        *([part("Tóm tắt thành tích", *dossier.achievement.splitlines())] if dossier.achievement.strip() else []),
        part("Xét điều kiện", f"Xét ngày {day:%d/%m/%Y} theo {kept.get('law', '')}." if day else "",
             head=["Kết luận", "Điều kiện", "Sự việc", "Điều luật"], rows=rows, widths=[2, 4, 4, 4]),
        *([part("Hội đồng", said_there)] if said_there else []),
        part("Đường đi", head=["Ngày", "Việc", "Người làm", "Lý do"], rows=moves, widths=[2, 4, 4, 4]),
    ])  # fmt: skip


@override("vi")  # a paper is Vietnamese, whoever asks for it
def of_count(ballot: Ballot) -> bytes:
    """The minutes of a closed vote of the Council: without a number, which its own register gives."""
    tellers = list(ballot.marks.filter(act="close").order_by("teller").values_list("teller", flat=True))
    closed = history(ballot).filter(act="ballot.close").values_list("at", flat=True).first()
    on = timezone.localdate(closed) if closed else dt.date(ballot.year.year, 12, 31)
    told = content(result=outcome(ballot), tellers=tellers, on=on)
    parts = [_part(one) for one in told["sections"]]  # type: ignore[attr-defined]
    signed = part("Ban kiểm phiếu", "; ".join(tellers) + ".", UNNUMBERED)
    return sheet("Biên bản kiểm phiếu của Hội đồng", f"{ballot.title}, năm {ballot.year.year}", [*parts, signed])


def _part(section: dict[str, Any]) -> Part:
    table = section.get("table") or {"head": [], "rows": []}
    return part(section["heading"], *section["paragraphs"], head=table["head"], rows=table["rows"])


def of_report(report: Report, day: dt.date) -> bytes:
    """A report as it was sent: what the unit wrote, its figures."""
    edition = adopted(report.period.year, day)
    known = {one.code: one for one in edition.criteria} if edition else {}
    rows = []
    for (code, key), figure in kept_figures(report).items():
        criterion = known.get(code)
        label = next((one.label for one in criterion.inputs if one.key == key), key) if criterion else key
        rows.append([criterion.title if criterion else code, label, figure.written, figure.note])
    sent = f"Gửi ngày {report.submitted_at:%d/%m/%Y}." if report.submitted_at else ""
    return sheet(f"Báo cáo {report.period.name}", report.membership.unit.name, [
        part("", sent, *report.narrative.splitlines()),
        *([part("Số liệu", head=["Tiêu chí", "Số liệu", "Kết quả", "Ghi chú"], rows=rows, widths=[5, 4, 2, 3])]
          if rows else []),
    ])  # fmt: skip
