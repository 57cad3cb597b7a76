"""Đầu năm: the plan, the regulation, what each unit registered. Vietnamese, whoever drafts."""

from thidua.kit.viet import day_in_words, in_words, number
from thidua.members.models import Membership
from thidua.members.terms import Lead
from thidua.pack.source import Source, Table
from thidua.paperwork.layout import signing
from thidua.paperwork.terms import Capacity
from thidua.scoring.queries import decimal

Content = dict[str, object]
LAW = "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;"
OFFICE, MEMBERS = "Cơ quan thường trực", "Các đơn vị thành viên"


def head_signs(source: Source) -> list[dict[str, str]]:
    """The head signs for the cluster."""
    return [signing(Capacity.ON_BEHALF, source.cluster, "Cụm trưởng")]


def unit_signs() -> list[dict[str, str]]:
    return [signing(Capacity.OWN, "", "Thủ trưởng đơn vị")]


def counted(n: int, what: str) -> str:
    """05 (năm) đơn vị"""
    return f"{n:02d} ({in_words(n)}) {what}"


def listed(head: list[str], rows: list[list[str]]) -> Table:
    """A table with its rows numbered."""
    return {"head": ["TT", *head], "rows": [[str(n), *row] for n, row in enumerate(rows, 1)]}


def _composition(source: Source) -> list[str]:
    units = "; ".join(member.unit.name for member in source.members)
    return [
        f"Cụm gồm {counted(len(source.members), 'đơn vị thành viên')}: {units}.",
        f"Cụm trưởng: {source.lead(Lead.HEAD) or 'chưa chỉ định'}; "
        f"Cụm phó: {source.lead(Lead.DEPUTY) or 'chưa chỉ định'}.",
    ]


TO_DO = [
    "Các đơn vị thành viên căn cứ kế hoạch này tổ chức thực hiện, báo cáo đúng thời hạn.",
    "Thư ký Cụm trưởng theo dõi, đôn đốc, tổng hợp; Thư ký Cụm phó phối hợp và thẩm định phần của đơn vị Cụm trưởng.",
]


def plan(source: Source, _member: Membership | None) -> Content | None:
    """Kế hoạch hoạt động của cụm."""
    launch = source.launch
    if launch is None:
        return None
    movement = launch.movement
    aims = [line for line in movement.aims.splitlines() if line.strip()]
    slogan = [f"Khẩu hiệu: “{movement.slogan}”."] if movement.slogan else []
    rows = [[str(span.phase.label), f"{span.opens_on:%d/%m/%Y}", f"{span.due_on:%d/%m/%Y}"] for span in source.spans]
    return {
        "bases": [
            LAW,
            *([f"Căn cứ {launch.by_document} về phát động phong trào thi đua;"] if launch.by_document else []),
            f"{source.cluster} xây dựng kế hoạch hoạt động năm {source.year} như sau:",
        ],
        "sections": [
            {
                "heading": "I. Mục đích, yêu cầu",
                "paragraphs": [
                    f"Triển khai phong trào “{movement.name}” do {movement.launched_by} phát động.",
                    *slogan,
                    *aims,
                ],
            },
            {"heading": "II. Thành phần", "paragraphs": _composition(source)},
            {
                "heading": "III. Thời gian thực hiện",
                "paragraphs": ["Các bước và thời hạn trong năm:"],
                "table": listed(["Nội dung", "Mở từ ngày", "Hạn"], rows),
            },
            {"heading": "IV. Tổ chức thực hiện", "paragraphs": TO_DO},
        ],
        "recipients": [source.organiser, OFFICE, MEMBERS],
        "signatures": head_signs(source),
    }


def regulation(source: Source, _member: Membership | None) -> Content | None:
    """Quy chế chấm điểm, with the criteria as a table."""
    edition = source.edition
    if edition is None:
        return None
    on, paper = source.adoption
    rows = [[one.label or one.code, one.title, number(value) if (value := decimal(one.max)) is not None else "–"]
            for one in edition.criteria]  # fmt: skip
    adopted = f"Bảng tiêu chí “{edition.title}” được thông qua" + (f" {day_in_words(on)}" if on else "")
    return {
        "bases": [LAW, *([f"Căn cứ {paper};"] if paper else [])],
        "sections": [
            {
                "heading": "Điều 1. Phạm vi, đối tượng",
                "paragraphs": [
                    f"Quy chế này quy định việc chấm điểm, xếp hạng thi đua năm {source.year} của các đơn vị thành "
                    f"viên {source.cluster}."
                ],
            },
            {
                "heading": "Điều 2. Bảng tiêu chí",
                "paragraphs": [f"{adopted}. Các tiêu chí và điểm tối đa:"],
                "table": {"head": ["Mã", "Tiêu chí", "Điểm tối đa"], "rows": rows},
            },
            {
                "heading": "Điều 3. Cách chấm",
                "paragraphs": [
                    "Đơn vị tự chấm; các đơn vị chấm chéo; Thư ký Cụm trưởng thẩm định, riêng đơn vị Cụm trưởng do "
                    "Thư ký Cụm phó thẩm định. Điểm thay đổi phải có lý do; đơn vị được giải trình.",
                    "Điểm tính bằng số nguyên phần nghìn, làm tròn một lần theo bảng tiêu chí.",
                ],
            },
            {
                "heading": "Điều 4. Hiệu lực",
                "paragraphs": [f"Quy chế áp dụng cho năm thi đua {source.year}, kể từ ngày ban hành."],
            },
        ],
        "recipients": [source.organiser, OFFICE, MEMBERS],
        "signatures": head_signs(source),
    }


def registration(source: Source, member: Membership | None) -> Content | None:
    """Phiếu đăng ký danh hiệu, chỉ tiêu of one unit."""
    found = source.registrations.get(member.pk) if member else None
    if member is None or found is None:
        return None
    titles = "; ".join(source.titles.get(key, key) for key in found.titles) or "không đăng ký"
    rows = [
        [source.criteria[code].title if code in source.criteria else code, one.proposed or "–", one.agreed or "–",
         one.reason if one.scope != "assigned" else ""]
        for code, one in source.targets.get(member.pk, {}).items()
    ]  # fmt: skip
    commitment = [line for line in found.commitment.splitlines() if line.strip()]
    return {
        "to": [f"{source.cluster} (qua Cụm trưởng: {source.lead(Lead.HEAD)})"],
        "sections": [
            {"heading": "I. Danh hiệu thi đua đăng ký", "paragraphs": [f"{titles}."]},
            {"heading": "II. Nội dung đăng ký", "paragraphs": commitment or ["Không có nội dung thêm."]},
            {
                "heading": "III. Chỉ tiêu",
                "paragraphs": [],
                "table": listed(["Tiêu chí", "Đăng ký", "Được giao", "Ghi chú"], rows) if rows else None,
            },
        ],
        "recipients": ["Như trên", OFFICE],
        "signatures": unit_signs(),
    }
