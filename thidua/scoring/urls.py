"""Addresses of the room: rounds and sheets under cham-diem/, the board and its explanations under bang-diem/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from thidua.scoring import views
from thidua.scoring.terms import Hand


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
    path("cham-diem/", views.scoring, name="scoring"),
    path("cham-diem/phan-cong/", views.assignment, name="assignment"),
    path("cham-diem/phan-cong/vong/", views.ring, name="ring"),
    path("cham-diem/<hand:hand>/mo/", views.opening, name="opening"),
    path("cham-diem/<hand:hand>/dong/", views.closing, name="closing"),
    path(SHEET, views.sheet, name="sheet"),
    path(SHEET + "tinh/", views.preview, name="preview"),
    path(SHEET + "gui/", views.submission, name="submission"),
    path(SHEET + "tra-lai/", views.giving_back, name="giving_back"),
    path("bang-diem/", views.board, name="board"),
    path("bang-diem/so-sanh/", views.compare, name="compare"),
    path("bang-diem/<slug:unit>/", views.unit, name="unit"),
    path(POINT, views.why, name="why"),
    path(POINT + "giai-trinh/", views.explanation, name="explanation"),
    path(POINT + "dong-y/", views.agreement, name="agreement"),
    path(POINT + "tra-loi/", views.answer, name="answer"),
    path(POINT + "thong-nhat/", views.settlement, name="settlement"),
    path(POINT + "bo-thong-nhat/", views.unsettlement, name="unsettlement"),
]
