"""Hồ sơ kiểm phiếu: a closed ballot as files that anybody recounts without this site, and the small program that does.

`recount.py` in the archive is `static/ballots/recount.py`: it imports nothing of ours, only Python's standard library.
"""

import csv
import io
import json
import zipfile
from pathlib import Path

from thidua.ballots.counting import figures
from thidua.ballots.models import Ballot
from thidua.ballots.queries import (
    award_names,
    first_round,
    lines,
    nominees,
    outcome,
    published,
    roll,
    round_of,
    seal,
)

RECOUNT = Path(__file__).parent / "static" / "ballots" / "recount.py"
READ_ME = """Hồ sơ kiểm phiếu: {title}

cuoc-bo-phieu.json   quy tắc, danh sách đơn vị có quyền bỏ phiếu, đơn vị được đề nghị, mọi lá phiếu, kết quả đã công bố
la-phieu.csv         các lá phiếu, mở bằng Excel
recount.py           chương trình kiểm lại, độc lập với phần mềm Thi Đua; chỉ cần Python 3:

    python3 recount.py cuoc-bo-phieu.json

Chương trình đếm lại từ các lá phiếu, tính lại tỷ lệ trên tổng số và mã băm, rồi so với kết quả và mã băm đã công bố.
Mã băm phải giống mã ghi trong sổ cái và biên bản kiểm phiếu: {seal}
"""


def as_data(ballot: Ballot) -> dict[str, object]:
    """All that was published of it, in plain values."""
    result, papers, names = outcome(ballot), published(ballot), award_names()
    counts = [
        {"teller": one.teller, "given_out": one.given_out, "returned": one.returned, "invalid": one.invalid,
         "figures": one.figures} for one in ballot.counts.all()
    ]  # fmt: skip
    return {
        "ballot": {
            "title": ballot.title, "year": ballot.year.year, "cluster": ballot.year.cluster.name, "form": ballot.form,
            "method": ballot.method, "most": ballot.most, "seats": ballot.seats, "basis": ballot.basis,
            "threshold_percent": ballot.threshold_percent, "quorum_percent": ballot.quorum_percent, "tie": ballot.tie,
            "round": round_of(ballot), "rounds": ballot.rounds, "first_round": first_round(ballot).title,
        },
        "roll": [{"mandate": str(row), "voted": row.voted, "by_letter": row.by_letter} for row in roll(ballot)],
        "nominees": [
            {"key": str(one.nominee.pk), "unit": str(one.nominee),
             "award": names.get(one.nominee.award, one.nominee.award)} for one in result.tallies
        ],
        "papers": [{"receipt": paper.receipt, "choices": paper.choices, "mandate": paper.mandate_id or paper.person_id}
                   for paper in papers],
        "counts": counts, "decided": ballot.decided,
        "result": [
            {"key": str(one.nominee.pk), "figures": figures(ballot, one), "passed": one.passed, "tied": one.tied}
            for one in result.tallies
        ],
        "seal": seal(papers, ballot.counts.all()),
    }  # fmt: skip


def as_csv(ballot: Ballot) -> bytes:
    """The papers, a line each, as Excel opens them."""
    out, asked = io.StringIO(), nominees(ballot)
    writer = csv.writer(out)
    writer.writerow(["Phiếu", *map(str, asked)])
    writer.writerows([head, *said] for head, said in lines(ballot, published(ballot), asked))
    return out.getvalue().encode("utf-8-sig")


def as_zip(ballot: Ballot) -> bytes:
    """Data, table, program and a page that says what to do."""
    data, out = as_data(ballot), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        kept.writestr("cuoc-bo-phieu.json", json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True))
        kept.writestr("la-phieu.csv", as_csv(ballot))
        kept.writestr("recount.py", RECOUNT.read_bytes())
        kept.writestr("DOC-TRUOC.txt", READ_ME.format(title=ballot.title, seal=data["seal"]))
    return out.getvalue()
