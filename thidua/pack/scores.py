"""Báo cáo và điểm: each unit's reports, what it scored itself, what was checked and appraised."""

from decimal import Decimal

from thidua.kit.viet import day_in_words, number
from thidua.members.models import Membership
from thidua.members.terms import Lead
from thidua.pack.opening import MEMBERS, OFFICE, Content, counted, head_signs, listed, unit_signs
from thidua.pack.source import Source, Table
from thidua.paperwork.layout import signing
from thidua.paperwork.terms import Capacity
from thidua.reports.models import Period
from thidua.reports.terms import State
from thidua.scoring.queries import decimal
from thidua.scoring.terms import Column


def said(value: Decimal | None) -> str:
    return "–" if value is None else number(value)


def report(source: Source, member: Membership, period: Period) -> Content | None:
    """Báo cáo kết quả of a unit in a period, as it was sent."""
    found = source.reports.get((period.pk, member.pk))
    if found is None or found.state != State.SUBMITTED:
        return None
    rows = []
    for figure in found.figures.all():
        criterion = source.criteria.get(figure.code)
        label = next((one.label for one in criterion.inputs if one.key == figure.key), figure.key) if criterion else ""
        rows.append([criterion.title if criterion else figure.code, label, figure.written, figure.note])
    narrative = [line for line in found.narrative.splitlines() if line.strip()]
    return {
        "to": [source.cluster],
        "sections": [
            {
                "heading": "I. Kết quả thực hiện",
                "paragraphs": narrative or ["Đơn vị báo cáo số liệu theo bảng dưới đây."],
            },
            {
                "heading": f"II. Số liệu {period.name}",
                "paragraphs": [f"Số liệu từ {period.from_date:%d/%m/%Y} đến {period.to_date:%d/%m/%Y}."],
                "table": listed(["Tiêu chí", "Số liệu", "Kết quả", "Ghi chú"], rows) if rows else None,
            },
        ],
        "recipients": ["Như trên", OFFICE],
        "signatures": unit_signs(),
    }


def inspection(source: Source, _member: Membership | None) -> Content | None:
    """Kế hoạch chấm chéo: who looks through whom."""
    if not source.checkers:
        return None
    rows = [[member.unit.name, source.checkers[member.pk].unit.name] for member in source.members
            if member.pk in source.checkers]  # fmt: skip
    span = next((one for one in source.spans if one.phase == "cross_check"), None)
    when = (
        f"Từ {day_in_words(span.opens_on)} đến {day_in_words(span.due_on)}."
        if span
        else "Theo thông báo của Cụm trưởng."
    )
    return {
        "bases": [f"Căn cứ quy chế chấm điểm năm {source.year} của {source.cluster};"],
        "sections": [
            {"heading": "I. Thời gian", "paragraphs": [when]},
            {
                "heading": "II. Phân công",
                "paragraphs": ["Không đơn vị nào chấm đơn vị mình:"],
                "table": listed(["Đơn vị được kiểm tra", "Đơn vị kiểm tra"], rows),
            },
            {
                "heading": "III. Yêu cầu",
                "paragraphs": [
                    "Đối chiếu từng tiêu chí với minh chứng; điểm khác với tự chấm phải ghi lý do.",
                    "Lập biên bản với từng đơn vị, gửi Thư ký Cụm trưởng tổng hợp.",
                ],
            },
        ],
        "recipients": [OFFICE, MEMBERS],
        "signatures": head_signs(source),
    }


def points_of(source: Source, member: Membership, columns: list[Column]) -> Table | None:
    """Every criterion of a unit, its points in these columns, the totals last."""
    if source.book is None or member.unit.code not in source.book.members:
        return None
    scores = [source.book.scores(column).units.get(member.unit.code) for column in columns]
    if any(one is None for one in scores):
        return None
    rows = [
        [one.label or one.code, one.title, said(decimal(one.max)), *(said(decimal(score.points[one.code]))  # type: ignore[union-attr]
                                                                    for score in scores)]
        for one in source.criteria.values()
    ]  # fmt: skip
    rows.append(["", "Tổng cộng", "", *(said(decimal(score.total)) for score in scores)])  # type: ignore[union-attr]
    return {"head": ["Mã", "Tiêu chí", "Tối đa", *(str(column.label) for column in columns)], "rows": rows}


def self_score(source: Source, member: Membership | None) -> Content | None:
    """Phiếu tự chấm điểm of a unit, once it was sent."""
    if member is None or source.book is None or not source.book.took_part(member.unit.code, Column.SELF):
        return None
    table = points_of(source, member, [Column.SELF])
    return {
        "to": [source.cluster],
        "sections": [
            {
                "heading": "",
                "paragraphs": [f"{member.unit.name} tự chấm điểm thi đua năm {source.year} như sau:"],
                "table": table,
            }
        ],
        "recipients": ["Như trên", OFFICE],
        "signatures": unit_signs(),
    }


def evidence(source: Source, member: Membership | None) -> Content | None:
    """Danh sách minh chứng of a unit."""
    files = source.files(member) if member else []
    rows = []
    for file in files:
        serves = [link.code for link in file.links.all() if link.code and link.withdrawn_at is None]
        rows.append([file.name, ", ".join(serves) or "chung", f"{file.uploaded_at:%d/%m/%Y}", file.sha256[:16]])
    if not rows:
        return None
    return {
        "sections": [
            {
                "heading": "",
                "paragraphs": [f"Tổng số: {counted(len(rows), 'tệp minh chứng')}."],
                "table": listed(["Tên tệp", "Tiêu chí", "Ngày nộp", "Mã băm (16 ký tự đầu)"], rows),
            }
        ],
        "recipients": [source.cluster],
        "signatures": unit_signs(),
    }


def cross_minutes(source: Source, member: Membership | None) -> Content | None:
    """Biên bản chấm chéo of one unit."""
    checker = source.checkers.get(member.pk) if member else None
    if (
        member is None
        or checker is None
        or source.book is None
        or not source.book.took_part(member.unit.code, Column.CROSS)
    ):
        return None
    return {
        "sections": [
            {
                "heading": "I. Thành phần",
                "paragraphs": [f"Đơn vị kiểm tra: {checker.unit.name}.", f"Đơn vị được kiểm tra: {member.unit.name}."],
            },
            {
                "heading": "II. Kết quả",
                "paragraphs": ["Điểm tự chấm và điểm chấm chéo từng tiêu chí:"],
                "table": points_of(source, member, [Column.SELF, Column.CROSS]),
            },
            {
                "heading": "III. Kết luận",
                "paragraphs": [
                    "Hai bên thống nhất số liệu trên; phần khác nhau đã ghi lý do trên phiếu chấm.",
                    f"Biên bản lập thành {counted(2, 'bản')}, mỗi bên giữ một bản.",
                ],
            },
        ],
        "recipients": [source.cluster, OFFICE],
        "signatures": [
            signing(Capacity.OWN, "", f"Đại diện đơn vị được kiểm tra\n{member.unit.name}"),
            signing(Capacity.OWN, "", f"Đại diện đơn vị kiểm tra\n{checker.unit.name}"),
        ],
    }


def appraisal(source: Source, _member: Membership | None) -> Content | None:
    """Biên bản thẩm định with the consolidated table."""
    board = source.board(Column.AGREED)
    if board is None or not board.official:
        return None
    heads = [one.label or one.code for one in board.sections]
    rows = [
        [str(row.place.rank or "–"), row.member.unit.name, *(said(value) for _top, value in row.sections),
         said(row.total), row.place.grade or "–"]
        for row in board.rows
    ]  # fmt: skip
    legend = "; ".join(f"{one.label or one.code}: {one.title}" for one in board.sections)
    return {
        "sections": [
            {
                "heading": "I. Thành phần",
                "paragraphs": [
                    f"Thư ký Cụm trưởng ({source.lead(Lead.HEAD)}) và Thư ký Cụm phó ({source.lead(Lead.DEPUTY)})."
                ],
            },
            {
                "heading": "II. Bảng tổng hợp điểm",
                "paragraphs": [f"{legend}."],
                "table": {"head": ["Hạng", "Đơn vị", *heads, "Tổng", "Xếp loại"], "rows": rows},
            },
            {
                "heading": "III. Kết luận",
                "paragraphs": [
                    f"Đã thẩm định {counted(len(rows), 'đơn vị')}; điểm thay đổi có lý do, đơn vị đã được giải trình."
                ],
            },
        ],
        "recipients": [OFFICE, MEMBERS],
        "signatures": [signing(Capacity.OWN, "", "Thư ký Cụm phó"), signing(Capacity.OWN, "", "Thư ký Cụm trưởng")],
    }
