"""Taking over what is proposed, and agreeing, for one criterion, a section or all: seen first, then done at once."""

import re

import pytest

from tests.scoring.test_sheet_workbook import said
from tests.scoring.test_sheets import form_of
from tests.scoring.year import AT, FIGURES, appraised, appraising, here, open_round, secretary_for, self_scored
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.scoring import actions
from thidua.scoring.models import Claim, Remark
from thidua.scoring.queries import board
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Column, Hand

SHEET = "/cum/cum-mau/2026/cham-diem/tham-dinh/bien-dong/"
CARD = "/cum/cum-mau/2026/bang-diem/"
LOWERED = {"I.2.b": "30", "I.2.c": "31", "II.1.a": "20"}


@pytest.fixture
def lowered(cast):
    """The appraiser is at work and has three rows of Biển Đông lower than the unit has."""
    open_round(self_scored(cast), Hand.APPRAISED)
    rows = [Typed(code, {"points": text}, f"Thiếu hồ sơ {code}") for code, text in LOWERED.items()]
    actions.save_sheet(here=here(cast, secretary_for("bien-dong")), membership=cast.member("bien-dong"),
                       hand=Hand.APPRAISED, rows=rows, at=AT)  # fmt: skip
    return cast


def written():
    return set(Claim.objects.filter(sheet__hand=Hand.APPRAISED).values_list("code", flat=True))


def take_over(client, group):
    answer = client.get(SHEET + f"de-xuat/?muc={group}")
    return answer, client.post(SHEET, form_of(answer.content.decode()))


def test_all_hands_stand_side_by_side_before_anything_is_taken_over(lowered, visit):
    page = said(visit("thu-ky-cum-truong").get(SHEET + "de-xuat/"))
    assert "3 dòng đang chấm khác người chấm trước" in page
    assert "Nhận đề xuất của 3 tiêu chí" in page
    row = page[page.index("<strong>I.2.b</strong>") :]
    own = FIGURES["self"]["bien-dong"]["I.2.b"]["points"]
    assert row.index(f"<strong>{str(own).replace('.', ',')}</strong>") < row.index("<strong>30</strong>")
    assert row.index("<strong>30</strong>") < row.index("Thiếu hồ sơ I.2.b")
    assert written() == set(LOWERED), "looking changes nothing"


@pytest.mark.parametrize(
    ("group", "left"), [("I.2.b", {"I.2.c", "II.1.a"}), ("I.2", {"II.1.a"}), ("II", {"I.2.b", "I.2.c"}), ("", set())]
)
def test_one_a_section_or_all_is_taken_over_by_one_act(lowered, visit, group, left):
    before = Entry.objects.count()
    _page, answer = take_over(visit("thu-ky-cum-truong"), group)
    assert answer.status_code == 302
    assert written() == left
    assert Entry.objects.count() == before + 1
    assert Entry.objects.latest("seq").facts.keys() == set(LOWERED) - left


def test_after_all_is_taken_over_the_points_are_the_units_own(lowered, visit):
    take_over(visit("thu-ky-cum-truong"), "")
    actions.submit_sheet(here=here(lowered, secretary_for("bien-dong")), membership=lowered.member("bien-dong"),
                         hand=Hand.APPRAISED, at=AT)  # fmt: skip
    own, appraisal = (
        next(row.total for row in board(lowered.year, AT.date(), column).rows if row.place.unit == "bien-dong")
        for column in (Column.SELF, Column.APPRAISED)
    )
    assert own == appraisal
    empty = said(visit("thu-ky-cum-truong").get(SHEET + "de-xuat/"))
    assert "Phiếu đã gửi" in empty


def test_what_a_colleague_wrote_after_the_page_was_opened_is_not_dropped(lowered, visit):
    client = visit("thu-ky-cum-truong")
    page = client.get(SHEET + "de-xuat/").content.decode()
    actions.save_sheet(here=here(lowered, "thu-ky-cum-truong"), membership=lowered.member("bien-dong"), at=AT,
                       hand=Hand.APPRAISED, rows=[Typed("I.2.b", {"points": "29"}, "Thêm một lỗi")])  # fmt: skip
    answer = client.post(SHEET, form_of(page))
    assert answer.status_code == 422
    assert "<strong>29</strong>" in answer.content.decode()
    assert written() == set(LOWERED)


def test_with_nothing_changed_there_is_nothing_to_take_over(lowered, visit):
    page = said(visit("thu-ky-cum-truong").get(SHEET + "de-xuat/?muc=III"))
    assert "Không có dòng nào chấm khác đề xuất" in page
    assert "Nhận đề xuất của" not in page


def test_the_sheet_offers_it_where_there_is_something_to_take_over(lowered, visit):
    page = visit("thu-ky-cum-truong").get(SHEET).content.decode()
    assert set(re.findall(r"de-xuat/\?muc=([\w.]+)", page)) == {"I", "I.2", "I.2.b", "I.2.c", "II", "II.1", "II.1.a"}
    assert "Nhận đề xuất cả phiếu" in page
    take_over(visit("thu-ky-cum-truong"), "")
    assert "de-xuat/" not in visit("thu-ky-cum-truong").get(SHEET).content.decode()


def test_nobody_but_the_appraiser_takes_over(lowered, visit):
    for who in ("can-bo-bien-dong", "lanh-dao-bien-dong", "can-bo-song-hong"):
        assert visit(who).get(SHEET + "de-xuat/").status_code == 404
    assert visit("thu-ky-cum-truong").get(SHEET + "de-xuat/?muc=X").status_code == 404
    own = SHEET.replace("tham-dinh", "tu-cham")
    assert visit("can-bo-bien-dong").get(own + "de-xuat/").status_code == 404, "the first hand has nothing before it"


@pytest.fixture
def appraised_unit(lowered):
    """Its appraisal is sent; the unit has not said a word."""
    actions.submit_sheet(here=here(lowered, secretary_for("bien-dong")), membership=lowered.member("bien-dong"),
                         hand=Hand.APPRAISED, at=AT)  # fmt: skip
    return lowered


@pytest.mark.parametrize(
    ("group", "agreed"), [("I.2.b", ["I.2.b"]), ("I.2", ["I.2.b", "I.2.c"]), ("", ["I.2.b", "I.2.c", "II.1.a"])]
)
def test_the_unit_agrees_with_one_a_section_or_all(appraised_unit, visit, group, agreed):
    client, address = visit("lanh-dao-bien-dong"), CARD + "bien-dong/dong-y/"
    page = said(client.get(address + f"?muc={group}"))
    assert f"Đồng ý với điểm thẩm định của {len(agreed)} tiêu chí" in page
    assert "Thiếu hồ sơ I.2.b" in page
    assert f"{len(agreed)} tiêu chí" in said(client.post(address, {"muc": group}, follow=True))
    assert sorted(Remark.objects.values_list("code", flat=True)) == agreed
    assert set(Remark.objects.values_list("text", flat=True)) == {"Đồng ý với điểm thẩm định."}
    again = client.post(address, {"muc": group})
    assert again.status_code == 422
    assert Remark.objects.count() == len(agreed)


def test_what_the_unit_has_explained_is_not_overlaid_by_agreeing_with_the_rest(appraised_unit):
    leader, member = here(appraised_unit, "lanh-dao-bien-dong"), appraised_unit.member("bien-dong")
    actions.explain(here=leader, membership=member, code="I.2.b", text="Hồ sơ đã nộp bổ sung", at=AT)
    assert actions.agree_within(here=leader, membership=member, code="", at=AT) == 2
    assert list(Remark.objects.filter(code="I.2.b").values_list("text", flat=True)) == ["Hồ sơ đã nộp bổ sung"]


def test_the_card_offers_to_agree_by_section_and_only_to_the_unit(appraised_unit, visit):
    page = said(visit("can-bo-bien-dong").get(CARD + "bien-dong/"))
    assert "Xem và đồng ý cả loạt" in page
    assert "mục I (2)" in page
    assert "mục II (1)" in page
    assert "Xem và đồng ý cả loạt" not in said(visit("thu-ky-cum-truong").get(CARD + "bien-dong/"))
    assert visit("thu-ky-cum-truong").get(CARD + "bien-dong/dong-y/").status_code == 404


def test_agreeing_is_over_when_the_appraisal_is(cast):
    appraised(cast)
    with pytest.raises(Refused):
        actions.agree_within(here=here(cast, "lanh-dao-bien-dong"), membership=cast.member("bien-dong"), code="", at=AT)


def test_a_year_agreed_in_bulk_can_be_closed(cast):
    appraising(cast)
    for unit in FIGURES["appraised"]:
        actions.agree_within(here=here(cast, f"lanh-dao-{unit}"), membership=cast.member(unit), code="", at=AT)
    actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=AT)
