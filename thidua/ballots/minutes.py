"""Biên bản kiểm phiếu: the counting minutes as a paper's content, made from the ballot (domain notes 4.3).

An official paper is Vietnamese whatever language the closing teller reads, so its sentences are not translated.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils import translation

from thidua.ballots.counting import columns, figures, needed_of
from thidua.ballots.models import Paper
from thidua.ballots.queries import (
    Outcome,
    award_names,
    by_council,
    counted,
    lines,
    published,
    recorded,
    roll,
    round_of,
    seal,
)
from thidua.ballots.terms import Form, Method
from thidua.kit.viet import day_in_words

Section = dict[str, object]


def content(*, result: Outcome, tellers: Sequence[str], on: dt.date) -> dict[str, object]:
    """The whole paper of a closed ballot."""
    papers, awards = published(result.ballot), award_names()
    sealed = seal(papers, result.ballot.counts.all())
    with translation.override("vi"):
        return {
            "sections": [
                {"heading": "Thành phần và thể thức", "paragraphs": _composition(result, tellers, on)},
                count(result, awards),
                _papers(result, papers, awards, sealed),
            ],
            "recipients": [
                "Hội đồng Thi đua – Khen thưởng" if by_council(result.ballot) else "Các đơn vị thành viên",
                "Cơ quan thường trực",
            ],
            "signatures": [{"authority": "BAN KIỂM PHIẾU", "name": name} for name in tellers],
        }


def _composition(result: Outcome, tellers: Sequence[str], on: dt.date) -> list[str]:
    ballot = result.ballot
    form, method = (str(word).lower() for word in (ballot.get_form_display(), ballot.get_method_display()))
    took_part = {Form.HAND: "có mặt biểu quyết", Form.SLIPS: "số phiếu thu về"}.get(Form(ballot.form), "đã bỏ phiếu")
    return [
        f"Việc bỏ phiếu “{ballot.title}” kết thúc {day_in_words(on)}. Hình thức: {form}; {method}.",
        f"Ban kiểm phiếu: {'; '.join(tellers)}.",
        *_rule(result),
        *([f"Căn cứ: {ballot.basis.rstrip('.')}."] if ballot.basis else []),
        f"Tổng số {_who(result)} có quyền bỏ phiếu: {result.members}; {took_part}: {result.voted}; "
        f"không bỏ phiếu: {result.members - result.voted}"
        + (f"; phiếu không hợp lệ: {result.invalid}." if result.invalid else "."),
        *_absent(result),
        *([] if result.quorate else [f"Số {_who(result)} tham gia chưa đủ theo quy định; không đề nghị nào đạt."]),
    ]


def _absent(result: Outcome) -> list[str]:
    """Who was there by letter, by proxy or through a substitute's own seat."""
    rows = [row for row in roll(result.ballot) if row.voted and (row.by_letter or row.carrier)]
    said = [
        f"{row} gửi ý kiến bằng văn bản ({row.document})" if row.by_letter
        else f"{row} uỷ quyền cho {row.carrier.unit.name if row.carrier else ''} ({row.document})"
        for row in rows
    ]  # fmt: skip
    return [f"Vắng mặt: {'; '.join(said)}."] if said else []


def _who(result: Outcome) -> str:
    """Whose votes they are."""
    return "uỷ viên Hội đồng" if by_council(result.ballot) else "đơn vị"


def _rule(result: Outcome) -> list[str]:
    """What it takes to pass, by the ballot's own rule."""
    ballot = result.ballot
    said, members = [], "" if by_council(ballot) else " thành viên"
    if ballot.method in {Method.OPINION, Method.CHOOSE}:
        said.append(f"Tỷ lệ cần đạt: từ {ballot.threshold_percent}% tổng số {_who(result)}{members}, tức "
                    f"{result.needed}/{result.members} phiếu đồng ý.")  # fmt: skip
    if ballot.seats:
        said.append(f"Số đơn vị được chọn: {ballot.seats}.")
    if ballot.quorum_percent:
        least = needed_of(result.members, ballot.quorum_percent)
        said.append(f"Số {_who(result)} tham gia tối thiểu: {least}/{result.members} ({ballot.quorum_percent}%).")
    rounds = f"Vòng {round_of(ballot)}, tối đa {ballot.rounds} vòng"
    tie = f"; khi bằng phiếu ở vị trí cuối: {str(ballot.get_tie_display()).lower()}" if ballot.seats else ""
    return [*said, f"{rounds}{tie}."]


def count(result: Outcome, awards: Mapping[str, str]) -> Section:
    """The result as a table; the minutes of the conference carry it too."""
    ballot = result.ballot
    rows = [
        [str(one.nominee), awards.get(one.nominee.award, one.nominee.award), *figures(ballot, one),
         one.verdict]
        for one in result.tallies
    ]  # fmt: skip
    head = ["Đề nghị" if by_council(ballot) else "Đơn vị", "Danh hiệu", *columns(ballot), "Kết quả"]
    return {"heading": "Kết quả kiểm phiếu", "paragraphs": [], "table": {"head": head, "rows": rows}}


def _papers(result: Outcome, papers: Sequence[Paper], awards: Mapping[str, str], sealed: str) -> Section:
    if counted(result.ballot):
        said = ["Hai uỷ viên kiểm đếm riêng, số liệu như nhau.", f"Mã băm của số liệu kiểm đếm: {sealed}."]
        return {"heading": "Kiểm đếm", "paragraphs": said}
    nominees = [tally.nominee for tally in result.tallies]
    named = recorded(result.ballot)
    rows = [[head, *choices] for head, choices in lines(result.ballot, papers, nominees)]
    titles = [f"{n.short}: {awards.get(n.award, n.award)}" for n in nominees]
    return {
        "heading": "Danh sách phiếu",
        "paragraphs": [
            f"Biểu quyết công khai: mỗi phiếu ghi tên {_who(result)}."
            if named
            else "Mỗi phiếu mang một mã chỉ người bỏ phiếu biết; danh sách xếp theo mã, không theo thứ tự bỏ phiếu.",
            f"Mã băm của danh sách phiếu: {sealed}.",
        ],
        "table": {"head": [_who(result).capitalize() if named else "Mã phiếu", *titles], "rows": rows},
    }
