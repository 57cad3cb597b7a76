"""Before the conference the board can be kept from the members; what each sees then is said, and is what each gets."""

import pytest
from django.test import Client

from tests.seeded import seeded
from thidua.ledger.models import Entry
from thidua.members.terms import Stage

REASON = "Chờ hội nghị công bố"


@pytest.fixture
def site(db):
    """The sample cluster after the appraisal; site("can-bo-song-hong") → (a visitor, the address of the board)."""
    cast = seeded(Stage.APPRAISED)

    def enter(username: str) -> tuple[Client, str]:
        visitor = Client()
        visitor.force_login(cast.person(username))
        return visitor, f"/cum/{cast.year.cluster.slug}/{cast.year.year}/bang-diem/"

    enter.cast = cast
    return enter


def text(visitor: Client, address: str) -> str:
    return visitor.get(address).content.decode()


def test_insiders_and_outsiders_see_what_each_may(site):
    secretary, board = site("thu-ky-cum-truong")
    member, _ = site("can-bo-song-hong")
    assert "Giữ kín, mở bảng điểm" in text(secretary, board)
    assert "mọi đơn vị trong cụm thấy bảng này" in text(member, board)
    assert member.get(board + "truong-son/").status_code == 200
    assert member.get(board + "giu-kin/").status_code == 404, "not a member's to decide"
    assert secretary.post(board + "giu-kin/", {"reason": REASON}).status_code == 302
    kept = text(member, board)
    assert "giữ kín đến hội nghị tổng kết" in kept
    assert REASON in kept
    assert "Trường Sơn" not in kept.split("<main", 1)[1]
    assert member.get(board + "song-hong/").status_code == 200, "the own points stay"
    for hidden in ("truong-son/", "truong-son/tong/", "so-sanh/?a=song-hong&b=truong-son", "tai-ve.xlsx", "tai-ve.csv",
                   "man-chieu/"):  # fmt: skip
        assert member.get(board + hidden).status_code == 404, hidden
    for inside in ("thu-ky-cum-truong", "thu-ky-cum-pho", "thuong-truc"):
        shown = text(site(inside)[0], board)
        assert "đang giữ kín: chỉ thư ký" in shown
        assert "Trường Sơn" in shown
    assert Client().get(board)["Location"].startswith("/dang-nhap/")


def test_it_is_lifted_by_a_person_or_by_the_conference(site):
    secretary, board = site("thu-ky-cum-truong")
    member, _ = site("can-bo-song-hong")
    secretary.post(board + "giu-kin/", {"reason": REASON})
    twice = secretary.post(board + "giu-kin/", {"reason": "Lần hai"})
    assert twice.status_code == 422
    assert "đang được giữ kín" in twice.content.decode()
    site("thuong-truc")[0].post(board + "giu-kin/mo/")
    assert "Trường Sơn" in text(member, board)
    assert list(Entry.objects.filter(act__startswith="scoring.").filter(act__contains="freeze").order_by("seq")
                .values_list("act", flat=True)) == ["scoring.freeze", "scoring.lift_freeze"]  # fmt: skip
    secretary.post(board + "giu-kin/", {"reason": REASON})
    assert "giữ kín" in text(member, board)
    on_paper = {"to": Stage.CONCLUDED, "reason": "Hội nghị đã họp"}
    assert site("thuong-truc")[0].post(board.replace("bang-diem", "ghi-nhan-buoc"), on_paper).status_code == 302
    assert "Trường Sơn" in text(member, board), "the conference has been"


def test_a_reason_and_the_right_days_are_needed(db):
    cast = seeded(Stage.SELF_SCORED)
    visitor = Client()
    visitor.force_login(cast.person("thu-ky-cum-truong"))
    at = f"/cum/{cast.year.cluster.slug}/{cast.year.year}/bang-diem/giu-kin/"
    assert "Chưa đến lúc" in text(visitor, at)
    early = visitor.post(at, {"reason": REASON})
    assert early.status_code == 422
    assert REASON in early.content.decode()
    assert visitor.post(at, {"reason": " "}).status_code == 422
    assert "không bị giữ kín" in visitor.post(at + "mo/", follow=True).content.decode()
