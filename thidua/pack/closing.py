"""Cuối năm: the year's report, the notice of the result, what is put forward, what goes to the archive."""

from thidua.kit.viet import in_words
from thidua.members.models import Membership
from thidua.members.terms import Lead
from thidua.pack.opening import LAW, MEMBERS, OFFICE, Content, counted, head_signs, listed, unit_signs
from thidua.pack.scores import said
from thidua.pack.source import Source, Table
from thidua.paperwork.layout import signing, symbol
from thidua.paperwork.terms import Capacity
from thidua.reports.terms import State


def ranking(source: Source) -> Table | None:
    """The published result as a table."""
    found = source.ranking
    if found is None:
        return None
    rows = [[str(row.rank or "–"), row.name, said(row.total), row.percent, row.grade or "–"] for row in found.rows]
    return {"head": ["Hạng", "Đơn vị", "Tổng điểm", "Tỷ lệ", "Xếp loại"], "rows": rows}


def _reported(source: Source) -> list[str]:
    sent = [one for one in source.reports.values() if one.state == State.SUBMITTED]
    late = [one for one in sent if one.days_late]
    return [
        f"Trong năm có {counted(len(source.periods), 'kỳ báo cáo')}; nhận {counted(len(sent), 'báo cáo')}, "
        f"trong đó gửi muộn {counted(len(late), 'báo cáo')}."
    ]


def year_report(source: Source, _member: Membership | None) -> Content | None:
    """Báo cáo tổng kết of the cluster."""
    table = ranking(source)
    if table is None:
        return None
    launch = source.launch
    opened = (
        f"Hưởng ứng phong trào “{launch.movement.name}” do {launch.movement.launched_by} phát động, " if launch else ""
    )
    return {
        "sections": [
            {
                "heading": "I. Tình hình chung",
                "paragraphs": [
                    f"{opened}{source.cluster} có {counted(len(source.members), 'đơn vị thành viên')}, do "
                    f"{source.lead(Lead.HEAD)} làm Cụm trưởng, {source.lead(Lead.DEPUTY)} làm Cụm phó.",
                    f"Đã đăng ký thi đua: {counted(len(source.registrations), 'đơn vị')}.",
                ],
            },
            {
                "heading": "II. Chế độ báo cáo",
                "paragraphs": _reported(source),
            },
            {"heading": "III. Kết quả thi đua", "paragraphs": ["Kết quả đã chốt và công bố:"], "table": table},
            {
                "heading": "IV. Tồn tại, nguyên nhân, bài học",
                "paragraphs": ["(Thư ký Cụm trưởng ghi từ biên bản hội nghị và ý kiến các đơn vị.)"],
            },
            {
                "heading": "V. Phương hướng năm sau",
                "paragraphs": [
                    f"Tiếp tục thực hiện các kiến nghị của hội nghị; bàn giao nhiệm vụ cho Cụm trưởng, Cụm phó năm "
                    f"{source.year + 1}."
                ],
            },
        ],
        "recipients": [source.organiser, OFFICE, MEMBERS],
        "signatures": head_signs(source),
    }


def result_notice(source: Source, _member: Membership | None) -> Content | None:
    """Thông báo kết quả."""
    table = ranking(source)
    if table is None:
        return None
    return {
        "bases": [LAW, f"{source.cluster} thông báo kết quả thi đua năm {source.year} như sau:"],
        "sections": [
            {"heading": "", "paragraphs": [], "table": table},
            {"heading": "", "paragraphs": ["Đơn vị có ý kiến gửi Thư ký Cụm trưởng bằng văn bản."]},
        ],
        "recipients": [OFFICE, MEMBERS],
        "signatures": head_signs(source),
    }


def nominees(source: Source, _member: Membership | None) -> Content | None:
    """Danh sách đề nghị khen thưởng, annexed to the submission."""
    rows = [[one.row.membership.unit.name, one.title, one.row.note or ""] for one in source.nominations]
    if not rows:
        return None
    return {
        "sections": [
            {
                "heading": "",
                "paragraphs": [f"Tổng số: {counted(len(rows), 'đề nghị')}."],
                "table": listed(["Đơn vị", "Danh hiệu, hình thức khen thưởng", "Ghi chú"], rows),
            }
        ],
        "recipients": [source.organiser],
        "signatures": head_signs(source),
    }


def achievements(source: Source, member: Membership | None) -> Content | None:
    """Báo cáo thành tích of a unit, with its place and points."""
    found = source.ranking
    place = found.place_of(member.unit.code) if found and member else None
    if found is None or place is None or member is None:
        return None
    sections = [[title, said(value)] for (_code, title), value in zip(found.heads, place.sections, strict=True)]
    asked = [one.title for one in source.nominations if one.row.membership_id == member.pk]
    rank = f"hạng {place.rank} ({in_words(place.rank)})" if place.rank else "chưa xếp hạng"
    return {
        "to": [source.organiser],
        "sections": [
            {
                "heading": "I. Sơ lược đơn vị",
                "paragraphs": [
                    f"{member.unit.name} là thành viên {source.cluster} năm {source.year}.",
                    *([f"Được đề nghị: {'; '.join(asked)}."] if asked else []),
                ],
            },
            {
                "heading": "II. Thành tích đạt được",
                "paragraphs": [
                    f"Tổng điểm {said(place.total)}, {rank}, xếp loại {place.grade or '–'}. Điểm từng phần:"
                ],
                "table": listed(["Nội dung", "Điểm"], sections),
            },
            {"heading": "III. Việc thực hiện chủ trương, chính sách", "paragraphs": ["(Đơn vị ghi.)"]},
        ],
        "recipients": ["Như trên", source.cluster],
        "signatures": unit_signs(),
    }


def archive_list(source: Source, _member: Membership | None) -> Content | None:
    """Mục lục hồ sơ: every paper issued, with its number, day and hash."""
    rows = [[symbol(one), f"{one.issued_on:%d/%m/%Y}", f"{one.get_kind_display()} {one.about}", one.digest[:16]]
            for one in source.numbered()]  # fmt: skip
    if not rows:
        return None
    return {
        "sections": [
            {
                "heading": "",
                "paragraphs": [f"Tổng số: {counted(len(rows), 'văn bản')}."],
                "table": listed(["Số, ký hiệu", "Ngày", "Tên loại và trích yếu", "Mã băm"], rows),
            }
        ],
        "recipients": ["Lưu trữ cơ quan"],
        "signatures": head_signs(source),
    }


def delivery(source: Source, _member: Membership | None) -> Content | None:
    """Biên bản giao nhận hồ sơ lưu trữ."""
    n = len(source.numbered())
    if not n:
        return None
    return {
        "sections": [
            {"heading": "I. Bên giao", "paragraphs": [f"{source.lead(Lead.HEAD)}, Cụm trưởng {source.cluster}."]},
            {"heading": "II. Bên nhận", "paragraphs": ["Bộ phận lưu trữ (ghi tên cơ quan, người nhận)."]},
            {
                "heading": "III. Nội dung",
                "paragraphs": [
                    f"Hồ sơ năm thi đua {source.year} gồm {counted(n, 'văn bản')} theo mục lục kèm theo, bản điện tử "
                    "PDF/A và bản giấy.",
                    f"Biên bản lập thành {counted(2, 'bản')}, mỗi bên giữ một bản.",
                ],
            },
        ],
        "recipients": ["Bên giao", "Bên nhận"],
        "signatures": [signing(Capacity.OWN, "", "Bên giao"), signing(Capacity.OWN, "", "Bên nhận")],
    }
