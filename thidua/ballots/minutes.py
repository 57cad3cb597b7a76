"""Biên bản kiểm phiếu: the counting minutes as a paper's content, made from the ballot (domain notes 4.3).

An official paper is Vietnamese whatever language the closing teller reads, so its sentences are not translated.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils import translation

from thidua.ballots.models import Paper
from thidua.ballots.queries import Outcome, lines, recorded
from thidua.kit.viet import day_in_words, number

Section = dict[str, object]


def content(
    *,
    result: Outcome,
    papers: Sequence[Paper],
    tellers: Sequence[str],
    awards: Mapping[str, str],
    seal: str,
    on: dt.date,
) -> dict[str, object]:
    """The whole paper; `awards` names the titles, `papers` are the published ones by receipt."""
    with translation.override("vi"):
        return {
            "sections": [
                {"heading": "Thành phần và thể thức", "paragraphs": _composition(result, tellers, on)},
                count(result, awards),
                _papers(result, papers, awards, seal),
            ],
            "recipients": ["Các đơn vị thành viên", "Cơ quan thường trực"],
            "signatures": [{"authority": "BAN KIỂM PHIẾU", "name": name} for name in tellers],
        }


def _composition(result: Outcome, tellers: Sequence[str], on: dt.date) -> list[str]:
    ballot = result.ballot
    form = str(ballot.get_form_display()).lower()
    return [
        f"Việc bỏ phiếu “{ballot.title}” kết thúc {day_in_words(on)}. Hình thức: {form}.",
        f"Ban kiểm phiếu: {'; '.join(tellers)}.",
        f"Tỷ lệ cần đạt: từ {ballot.threshold_percent}% tổng số đơn vị thành viên, tức "
        f"{result.needed}/{result.members} phiếu đồng ý.",
        *([f"Căn cứ: {ballot.basis.rstrip('.')}."] if ballot.basis else []),
        f"Tổng số đơn vị có quyền bỏ phiếu: {result.members}; đã bỏ phiếu: {result.voted}; "
        f"không bỏ phiếu: {result.members - result.voted}.",
    ]


def count(result: Outcome, awards: Mapping[str, str]) -> Section:
    """The result as a table; the minutes of the conference carry it too."""
    rows = [
        [
            tally.nominee.membership.unit.name, awards.get(tally.nominee.award, tally.nominee.award),
            str(tally.in_favour), str(tally.against), str(tally.abstain), f"{number(tally.percent)} %",
            "Đạt" if tally.passed else "Không đạt",
        ]
        for tally in result.tallies
    ]  # fmt: skip
    head = ["Đơn vị", "Danh hiệu", "Đồng ý", "Không đồng ý", "Không có ý kiến", "Tỷ lệ", "Kết quả"]
    return {"heading": "Kết quả kiểm phiếu", "paragraphs": [], "table": {"head": head, "rows": rows}}


def _papers(result: Outcome, papers: Sequence[Paper], awards: Mapping[str, str], seal: str) -> Section:
    nominees = [tally.nominee for tally in result.tallies]
    named = recorded(result.ballot)
    rows = [[head, *choices] for head, choices in lines(papers, nominees)]
    titles = [f"{n.membership.unit.short_name}: {awards.get(n.award, n.award)}" for n in nominees]
    return {
        "heading": "Danh sách phiếu",
        "paragraphs": [
            "Biểu quyết công khai: mỗi phiếu ghi tên đơn vị."
            if named
            else "Mỗi phiếu mang một mã chỉ người bỏ phiếu biết; danh sách xếp theo mã, không theo thứ tự bỏ phiếu.",
            f"Mã băm của danh sách phiếu: {seal}.",
        ],
        "table": {"head": ["Đơn vị" if named else "Mã phiếu", *titles], "rows": rows},
    }
