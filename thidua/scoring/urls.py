"""Addresses of the room: rounds and sheets under cham-diem/, the board and its explanations under bang-diem/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from thidua.scoring.terms import Hand
from thidua.scoring.views import (
    autosave,
    board,
    division,
    files,
    freezing,
    points,
    projector,
    proposals,
    quotas,
    review,
    rounds,
    sheets,
    workbooks,
)


class HandConverter:
    """A hand in an address, in Vietnamese."""

    names = {Hand.SELF: "tu-cham", Hand.CROSS: "cham-cheo", Hand.APPRAISED: "tham-dinh"}
    regex = "|".join(names.values())

    def to_python(self, value: str) -> Hand:
        return next(hand for hand, name in self.names.items() if name == value)

    def to_url(self, value: str) -> str:
        return self.names[Hand(value)]


class CodeConverter(StringConverter):
    """A criterion's code; whatever its table calls it, never with a character that cannot be printed."""

    regex = r"[^/\x00-\x1f]+"


register_converter(HandConverter, "hand")
register_converter(CodeConverter, "code")

SHEET = "cham-diem/<hand:hand>/<slug:unit>/"
POINT = "bang-diem/<slug:unit>/<code:code>/"

app_name = "scoring"
urlpatterns = [
    path("cham-diem/", rounds.scoring, name="scoring"),
    path("cham-diem/phan-cong/", rounds.assignment, name="assignment"),
    path("cham-diem/phan-cong/vong/", rounds.ring, name="ring"),
    path("cham-diem/<hand:hand>/mo/", rounds.opening, name="opening"),
    path("cham-diem/<hand:hand>/dong/", rounds.closing, name="closing"),
    path("cham-diem/<hand:hand>/mo-lai/", rounds.reopening, name="reopening"),
    path(SHEET, sheets.sheet, name="sheet"),
    path(SHEET + "tinh/", sheets.preview, name="preview"),
    path(SHEET + "tu-luu/", autosave.autosave, name="autosave"),
    path(SHEET + "phieu.xlsx", workbooks.take, name="sheet_workbook"),
    path(SHEET + "tep/", workbooks.bring, name="bring"),
    path(SHEET + "de-xuat/", proposals.proposal, name="proposal"),
    path(SHEET + "gui/", sheets.submission, name="submission"),
    path(SHEET + "tra-lai/", sheets.giving_back, name="giving_back"),
    path("cham-diem/co-quan-tham-dinh/", division.division, name="division"),
    path("cham-diem/co-quan-tham-dinh/moi/", division.department, name="new_department"),
    path("cham-diem/co-quan-tham-dinh/<int:pk>/", division.department, name="department"),
    path("cham-diem/co-quan-tham-dinh/<int:pk>/<slug:unit>/xong/", division.finishing, name="finishing"),
    path("cham-diem/tham-dinh-lai/", review.review, name="review"),
    path("cham-diem/tham-dinh-lai/<slug:unit>/<code:code>/", review.review_point, name="review_point"),
    path("bang-diem/", board.board, name="board"),
    path("bang-diem/tai-ve.xlsx", files.board_workbook, name="board_workbook"),
    path("bang-diem/tai-ve.csv", files.board_csv, name="board_csv"),
    path("bang-diem/man-chieu/", projector.projector, name="projector"),
    path("bang-diem/giu-kin/", freezing.freezing, name="freezing"),
    path("bang-diem/giu-kin/mo/", freezing.lifting, name="lifting"),
    path("bang-diem/ty-le/", quotas.quotas, name="quotas"),
    path("bang-diem/ty-le/tap-the/", quotas.collective, name="collective"),
    path("bang-diem/ty-le/<int:pk>/bo/", quotas.end_exception, name="end_exception"),
    path("bang-diem/so-sanh/", board.compare, name="compare"),
    path("bang-diem/<slug:unit>/", board.unit, name="unit"),
    path("bang-diem/<slug:unit>/tai-ve.xlsx", files.unit_workbook, name="unit_workbook"),
    path("bang-diem/<slug:unit>/tai-ve.csv", files.unit_csv, name="unit_csv"),
    path("bang-diem/<slug:unit>/dong-y/", proposals.agreeing, name="agreeing"),
    path(POINT, points.why, name="why"),
    path(POINT + "giai-trinh/", points.explanation, name="explanation"),
    path(POINT + "dong-y/", points.agreement, name="agreement"),
    path(POINT + "tra-loi/", points.answer, name="answer"),
    path(POINT + "thong-nhat/", points.settlement, name="settlement"),
    path(POINT + "bo-thong-nhat/", points.unsettlement, name="unsettlement"),
]
