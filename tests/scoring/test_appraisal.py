"""The appraisal: differences with reasons, the unit's word on each, settlements with reason and name, the closing."""

from decimal import Decimal

import pytest

from tests.scoring.year import (
    AT,
    DAY,
    appraised,
    appraising,
    explained,
    here,
    open_round,
    self_scored,
    texts,
)
from thidua import engine
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.terms import Stage
from thidua.scoring import actions
from thidua.scoring.bridge import book
from thidua.scoring.models import Remark, Settlement
from thidua.scoring.queries import board
from thidua.scoring.settling import agreed_points
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Column, Hand

POINT = "/cum/cum-mau/2026/bang-diem/"


def save(cast, who: str, unit: str, rows: list[Typed]) -> int:
    return actions.save_sheet(here=here(cast, who), membership=cast.member(unit), hand=Hand.APPRAISED, rows=rows, at=AT)


def test_the_heads_secretariat_does_not_appraise_its_own_unit(cast):
    open_round(self_scored(cast), Hand.APPRAISED)
    row = Typed("I.2.c", texts("appraised", "song-hong")["I.2.c"], "chậm ba ngày")
    with pytest.raises(Refused, match="Thư ký Cụm phó"):
        save(cast, "thu-ky-cum-truong", "song-hong", [row])
    assert save(cast, "thu-ky-cum-pho", "song-hong", [row]) == 1
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        save(cast, "thu-ky-cum-pho", "bien-dong", [])


def test_a_blank_in_the_place_of_a_value_is_refused(cast):
    open_round(self_scored(cast), Hand.APPRAISED)
    with pytest.raises(Refused, match="không để trống"):
        save(cast, "thu-ky-cum-truong", "bien-dong", [Typed("I.3.d", {"event1": ""}, "không rõ")])


def test_closing_waits_for_the_unit_on_every_changed_point(cast, visit):
    appraising(cast)
    with pytest.raises(Refused, match=r"Sông Hồng \(I\.2\.c\)"):
        actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=AT)
    for unit, code in (("song-hong", "I.2.c"), ("truong-son", "II.2.b"), ("dong-bang", "III.3.a")):
        visit(f"lanh-dao-{unit}").post(f"{POINT}{unit}/{code}/dong-y/")
    with pytest.raises(Refused, match=r"Biển Đông \(I\.3\.d\)"):
        actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=AT)
    visit("can-bo-bien-dong").post(f"{POINT}bien-dong/I.3.d/giai-trinh/", {"text": "Văn bản đến sau ngày tự chấm."})
    actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=AT)
    cast.year.refresh_from_db()
    assert cast.year.at == Stage.APPRAISED


def test_the_unit_explains_only_what_was_changed(cast):
    appraising(cast)
    who, member = here(cast, "can-bo-bien-dong"), cast.member("bien-dong")
    with pytest.raises(Refused, match="không bị thay đổi"):
        actions.explain(here=who, membership=member, code="I.1.a", text="xin xem lại", at=AT)
    with pytest.raises(Refused, match="Sông Hồng"):
        actions.explain(here=who, membership=cast.member("song-hong"), code="I.2.c", text="xin xem lại", at=AT)
    with pytest.raises(Refused, match="nội dung"):
        actions.explain(here=who, membership=member, code="I.3.d", text=" ", at=AT)
    assert not Remark.objects.exists()


def test_explanation_and_answer_are_kept_in_order(cast, visit):
    appraising(cast)
    address = POINT + "bien-dong/I.3.d/"
    secretary = visit("thu-ky-cum-truong")
    early = secretary.post(address + "tra-loi/", {"text": "Đã xem"})
    assert early.status_code == 422
    assert "Chưa có giải trình" in early.content.decode()
    visit("can-bo-bien-dong").post(address + "giai-trinh/", {"text": "Đơn vị tiếp thu."})
    assert secretary.post(address + "tra-loi/", {"text": "Ghi nhận."}).status_code == 302
    assert list(Remark.objects.values_list("text", flat=True)) == ["Đơn vị tiếp thu.", "Ghi nhận."]
    page = visit("can-bo-bien-dong").get(address).content.decode()
    assert page.index("Đơn vị tiếp thu.") < page.index("Ghi nhận.")
    assert Entry.objects.filter(act="scoring.explanation").count() == 1


def test_an_empty_explanation_is_refused_on_the_page(cast, visit):
    appraising(cast)
    answer = visit("can-bo-bien-dong").post(POINT + "bien-dong/I.3.d/giai-trinh/", {"text": ""})
    assert answer.status_code == 422
    assert not Remark.objects.exists()


def test_a_settlement_has_reason_and_name_and_counts_in_the_agreed_column_only(cast):
    appraising(cast)
    who, member = here(cast, "thu-ky-cum-truong"), cast.member("bien-dong")
    actions.settle(here=who, membership=member, code="I.2.b", points="39,5", reason="Hai bên thống nhất", at=AT)
    kept = Settlement.objects.get()
    assert (kept.points, kept.reason, kept.by_name) == (Decimal("39.5"), "Hai bên thống nhất", who.person.name)
    assert Entry.objects.latest("seq").facts["points"] == "39,5"
    totals = {
        column: next(row.total for row in board(cast.year, cast.day, column).rows if row.place.unit == "bien-dong")
        for column in (Column.APPRAISED, Column.AGREED)
    }
    before = next(
        row.score.points["I.2.b"]
        for row in board(cast.year, cast.day, Column.APPRAISED).rows
        if row.place.unit == "bien-dong"
    )
    assert totals[Column.AGREED] - totals[Column.APPRAISED] == Decimal("39.5") - Decimal(before) / 1000
    actions.unsettle(here=who, membership=member, code="I.2.b", reason="Nhập nhầm đơn vị", at=AT)
    assert not Settlement.objects.exists()


def test_a_council_may_agree_on_what_a_bonus_of_the_rule_itself_can_give(cast):
    appraising(cast)
    found = book(cast.year, DAY)
    leaf = next(one for one in found.edition.leaves if one.max and (engine.reach(one)[1] or 0) * 1000 > one.max)
    most = engine.reach(leaf)[1]
    text = engine.plain(engine.Points(int(most * 1000)))
    assert agreed_points(found, "bien-dong", leaf.code, text) == most * 1000
    with pytest.raises(Refused, match="ngoài khung"):
        agreed_points(found, "bien-dong", leaf.code, engine.plain(engine.Points(int(most * 1000) + 10)))


@pytest.mark.parametrize(
    ("points", "reason", "says"),
    [
        ("999", "thống nhất", "ngoài khung"),
        ("mười", "thống nhất", "không phải là một số"),
        ("38", "", "lý do"),
        ("1,2345", "thống nhất", "ba chữ số"),
    ],
)
def test_senseless_settlements_are_refused_with_what_was_typed(cast, visit, points, reason, says):
    appraising(cast)
    answer = visit("thu-ky-cum-truong").post(
        POINT + "bien-dong/I.2.b/thong-nhat/", {"points": points, "reason": reason}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page or (not reason and "bắt buộc" in page)
    assert f'value="{points}"' in page
    assert not Settlement.objects.exists()


def test_a_settlement_equal_to_the_computed_point_is_none(cast):
    appraising(cast)
    who, member = here(cast, "thu-ky-cum-truong"), cast.member("bien-dong")
    computed = texts("self", "bien-dong")["I.2.b"]["points"]
    with pytest.raises(Refused, match="đúng bằng"):
        actions.settle(here=who, membership=member, code="I.2.b", points=computed, reason="thống nhất", at=AT)


def test_a_unit_settles_nothing_itself(cast):
    appraising(cast)
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        actions.settle(here=here(cast, "lanh-dao-bien-dong"), membership=cast.member("bien-dong"), code="I.2.b",
                       points="40", reason="đề nghị", at=AT)  # fmt: skip
    with pytest.raises(Refused, match="Thư ký Cụm phó"):
        actions.settle(here=here(cast, "thu-ky-cum-truong"), membership=cast.member("song-hong"), code="I.2.b",
                       points="40", reason="đề nghị", at=AT)  # fmt: skip


def test_after_the_closing_nothing_is_explained_settled_or_written(cast):
    appraised(cast)
    who, member = here(cast, "thu-ky-cum-truong"), cast.member("bien-dong")
    with pytest.raises(Refused, match="Đã khoá"):
        actions.settle(here=who, membership=member, code="I.2.b", points="40", reason="đề nghị", at=AT)
    with pytest.raises(Refused, match="Đã khoá"):
        actions.explain(here=here(cast, "can-bo-bien-dong"), membership=member, code="I.3.d", text="nữa", at=AT)
    with pytest.raises(Refused, match="đã đóng"):
        save(cast, "thu-ky-cum-truong", "bien-dong", [])


def test_an_explained_appraisal_closes_once(cast):
    explained(appraising(cast))
    actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=AT)
    with pytest.raises(Refused, match="đã đóng"):
        actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=AT)


def test_a_double_click_explains_and_settles_once(cast):
    appraising(cast)
    unit, judge, member = here(cast, "can-bo-bien-dong"), here(cast, "thu-ky-cum-truong"), cast.member("bien-dong")
    for write in (
        lambda: actions.explain(here=unit, membership=member, code="I.3.d", text="Văn bản đến sau.", at=AT),
        lambda: actions.reply(here=judge, membership=member, code="I.3.d", text="Ghi nhận.", at=AT),
        lambda: actions.settle(here=judge, membership=member, code="I.2.b", points="39,5", reason="thống nhất", at=AT),
    ):
        write()
        entries = Entry.objects.count()
        with pytest.raises(Refused, match="đã được ghi"):
            write()
        assert Entry.objects.count() == entries
    assert (Remark.objects.count(), Settlement.objects.count()) == (2, 1)


@pytest.mark.parametrize(("reason", "says"), [("một\x00hai", "ký tự không đọc được"), ("x" * 2001, "quá dài")])
def test_a_reason_that_cannot_be_kept_is_refused_with_a_sentence(cast, visit, reason, says):
    appraising(cast)
    judge = visit("thu-ky-cum-truong")
    back = judge.post("/cum/cum-mau/2026/cham-diem/tham-dinh/bien-dong/tra-lai/", {"reason": reason}, follow=True)
    dropped = judge.post(POINT + "bien-dong/I.2.b/bo-thong-nhat/", {"reason": reason}, follow=True)
    assert says in back.content.decode()
    assert says in dropped.content.decode()
    assert not Entry.objects.filter(act__in=["scoring.return_sheet", "scoring.unsettle"]).exists()
