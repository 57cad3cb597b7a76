"""Văn bản thử: a paper of a kind with every part filled, to try a template on. It is never numbered."""

from django.utils.translation import override

from thidua.paperwork.layout import Paper, Section, Signature, Table
from thidua.paperwork.terms import ORDAINS, PERSONAL, Kind


def sample_paper(kind: Kind) -> Paper:
    """Every field once, lists with more than one line."""
    with override("vi"):
        name = str(kind.label)
    return Paper(
        superior="Cơ quan chủ quản (mẫu thử)", issuer="Đơn vị ban hành (mẫu thử)", symbol=f"00/{kind}-CTĐ",
        place_and_day="Hà Nội, ngày 05 tháng 02 năm 2026", kind=name, letter=kind in PERSONAL,
        about="Văn bản thử để xem mẫu", to=("Nơi nhận thứ nhất", "Nơi nhận thứ hai"),
        bases=("Căn cứ thứ nhất;", "Căn cứ thứ hai."), ordains=ORDAINS.get(kind, ""),
        sections=(
            Section("I. Mục thứ nhất", ("Đoạn văn thứ nhất của văn bản thử, dài hơn một dòng để thấy canh lề hai bên "
                    "và khoảng thụt đầu dòng của mẫu.", "Đoạn văn thứ hai."), None),
            Section("II. Mục có bảng", (), Table(("TT", "Đơn vị", "Điểm"), (("1", "Đơn vị A (mẫu thử)", "97,25"),
                    ("2", "Đơn vị B (mẫu thử)", "96,5")), (True, False, True), (6, 24, 9))),
        ),
        signatures=(Signature(("TM. Cụm thi đua", "Cụm trưởng"), "", "Họ và tên"),),
        recipients=("Như trên;", "Các đơn vị thành viên;", "Lưu: VT."), check="", held="", mark="Mẫu thử",
    )  # fmt: skip
