"""Addresses of the room: rounds and sheets under cham-diem/, the board and its explanations under bang-diem/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from thidua.scoring.terms import Hand
from thidua.scoring.views import autosave, board, points, rounds, sheets


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
    path(SHEET, sheets.sheet, name="sheet"),
    path(SHEET + "tinh/", sheets.preview, name="preview"),
    path(SHEET + "tu-luu/", autosave.autosave, name="autosave"),
    path(SHEET + "gui/", sheets.submission, name="submission"),
    path(SHEET + "tra-lai/", sheets.giving_back, name="giving_back"),
    path("bang-diem/", board.board, name="board"),
    path("bang-diem/so-sanh/", board.compare, name="compare"),
    path("bang-diem/<slug:unit>/", board.unit, name="unit"),
    path(POINT, points.why, name="why"),
    path(POINT + "giai-trinh/", points.explanation, name="explanation"),
    path(POINT + "dong-y/", points.agreement, name="agreement"),
    path(POINT + "tra-loi/", points.answer, name="answer"),
    path(POINT + "thong-nhat/", points.settlement, name="settlement"),
    path(POINT + "bo-thong-nhat/", points.unsettlement, name="unsettlement"),
]
