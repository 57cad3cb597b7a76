"""A table with periods: each quarter has its rounds, sheets and points, and the year is made of them."""

import datetime as dt

import pytest

from tests.scoring.quarters import (
    HEAD_SECRETARY,
    Q1,
    Q2,
    TEXT,
    appraised,
    by_quarters,
    close_round,
    judge,
    open_round,
    self_scored,
    send,
)
from tests.scoring.year import AT, here, started
from thidua import engine
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.scoring import actions
from thidua.scoring.bridge import shelf
from thidua.scoring.models import Settlement, Sheet
from thidua.scoring.queries import board
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Column, Hand

PLANNED = (
    TEXT.replace("total = 20", 'total = 25\nabsent = "leave_out"')
    + """
[[criterion]]
code = "C"
title = "Kế hoạch năm sau"
max = 5
periods = ["Q2"]
cites = ["qc Điều 3"]
rule = { kind = "given" }
"""
)
"""The same with a criterion of the second quarter alone, and quarters a unit was not there for left out."""


def stage(cast):
    return ClusterYear.objects.get(pk=cast.year.pk).stage


def totals(cast, period, column=Column.AGREED):
    return {row.place.unit: None if row.total is None else str(row.total.normalize())
            for row in board(cast.year, here(cast, HEAD_SECRETARY).day, column, period).rows}  # fmt: skip


def test_each_period_has_rounds_of_its_own_and_the_year_moves_on_when_all_are_closed(cast):
    by_quarters(cast)
    appraised(cast, "Q1", Q1)
    assert stage(cast) == Stage.RUNNING
    self_scored(cast, "Q2", Q2)
    assert stage(cast) == Stage.SELF_SCORED
    open_round(cast, Hand.APPRAISED, "Q2")
    for unit in Q2:
        judge(cast, unit, "Q2")
    close_round(cast, Hand.APPRAISED, "Q2")
    assert stage(cast) == Stage.APPRAISED
    assert totals(cast, "Q1")["song-hong"] == "2E+1"
    assert totals(cast, "Q2")["song-hong"] == "17"
    assert board(cast.year, cast.day, period="Q1").official


def test_a_round_needs_a_period_the_table_declares_and_none_where_it_declares_none(cast):
    by_quarters(cast)
    for wrong in ("", "Q3"):
        with pytest.raises(Refused, match="Quý I, Quý II"):
            open_round(cast, Hand.SELF, wrong)
    with pytest.raises(Refused, match="Hãy đóng vòng tự chấm của kỳ này trước"):
        open_round(cast, Hand.APPRAISED, "Q1")
    open_round(cast, Hand.SELF, "Q1")
    with pytest.raises(Refused, match="đã mở"):
        open_round(cast, Hand.SELF, "Q1")
    open_round(cast, Hand.SELF, "Q2")


def test_a_table_of_the_whole_year_takes_no_period(cast):
    started(cast)
    with pytest.raises(Refused, match="không chia kỳ"):
        open_round(cast, Hand.SELF, "Q1")


def test_lateness_is_the_period_s_own(cast):
    by_quarters(cast)
    open_round(cast, Hand.SELF, "Q1", due_on=AT.date())
    open_round(cast, Hand.SELF, "Q2", due_on=AT.date() + dt.timedelta(days=30))
    for period in ("Q1", "Q2"):
        send(cast, "bien-dong", period, "10", "0")
    member = cast.member("truong-son")
    rows = [Typed("A", {"points": "9"}), Typed("B", {"event1": "0"})]
    actions.save_sheet(here=here(cast, "can-bo-truong-son"), membership=member, hand=Hand.SELF, period="Q1", rows=rows,
                       at=AT)  # fmt: skip
    later = AT + dt.timedelta(days=3)
    actions.submit_sheet(here=cast.here("lanh-dao-truong-son", later.date()), membership=member, hand=Hand.SELF,
                         period="Q1", at=later)  # fmt: skip
    late = dict(Sheet.objects.filter(period="Q1").values_list("membership__unit__code", "days_late"))
    assert late == {"bien-dong": 0, "truong-son": 3}


def test_a_unit_without_a_sheet_is_missing_in_the_period_not_zero(cast):
    by_quarters(cast)
    self_scored(cast, "Q1", {unit: row for unit, row in Q1.items() if unit != "dong-bang"})
    rows = {row.place.unit: row for row in board(cast.year, cast.day, Column.SELF, "Q1").rows}
    assert (rows["dong-bang"].total, rows["dong-bang"].place.rank) == (None, None)
    assert rows["cao-nguyen"].place.rank == 4


def test_what_is_missing_counts_as_zero_once_the_period_is_closed_where_the_table_says_so(cast):
    text = TEXT.replace("total = 20", 'total = 20\nmissing = "zero"', 1)
    by_quarters(cast, text)
    open_round(cast, Hand.SELF, "Q1")
    send(cast, "bien-dong", "Q1", "10", "0")
    assert totals(cast, "Q1", Column.SELF)["dong-bang"] is None
    close_round(cast, Hand.SELF, "Q1", absent=("song-hong", "truong-son", "cao-nguyen", "dong-bang"))
    assert totals(cast, "Q1", Column.SELF)["dong-bang"] == "0"


def test_points_are_explained_and_settled_in_their_own_period(cast):
    by_quarters(cast)
    for period, figures in (("Q1", Q1), ("Q2", Q2)):
        self_scored(cast, period, figures)
        open_round(cast, Hand.APPRAISED, period)
    judge(cast, "bien-dong", "Q1", Typed("A", {"points": "16"}, "thiếu minh chứng"))
    judge(cast, "bien-dong", "Q2")
    leader, member = here(cast, "lanh-dao-bien-dong"), cast.member("bien-dong")
    with pytest.raises(Refused, match="không bị thay đổi"):
        actions.agree(here=leader, membership=member, code="A", period="Q2", at=AT)
    for unit in ("song-hong", "truong-son", "cao-nguyen", "dong-bang"):
        judge(cast, unit, "Q1")
    with pytest.raises(Refused, match="chưa giải trình"):
        close_round(cast, Hand.APPRAISED, "Q1")
    actions.agree(here=leader, membership=member, code="A", period="Q1", at=AT)
    actions.settle(here=here(cast, HEAD_SECRETARY), membership=member, code="A", points="16,5", period="Q1",
                   reason="Hai bên thống nhất", at=AT)  # fmt: skip
    close_round(cast, Hand.APPRAISED, "Q1")
    assert (totals(cast, "Q1")["bien-dong"], totals(cast, "Q2")["bien-dong"]) == ("16.5", "18")
    assert Settlement.objects.get().period == "Q1"
    assert Entry.objects.filter(act="scoring.settle").get().facts["period"] == "Q1"


def test_a_closed_period_is_opened_again_with_a_reason_the_last_hand_first(cast):
    by_quarters(cast)
    appraised(cast, "Q1", Q1)
    secretary = here(cast, HEAD_SECRETARY)
    with pytest.raises(Refused, match="hãy sửa ở vòng đó"):
        actions.reopen_round(here=secretary, hand=Hand.SELF, period="Q1", reason="Nhầm", at=AT)
    with pytest.raises(Refused, match="lý do"):
        actions.reopen_round(here=secretary, hand=Hand.APPRAISED, period="Q1", reason=" ", at=AT)
    actions.reopen_round(here=secretary, hand=Hand.APPRAISED, period="Q1", reason="Nhầm số", at=AT)
    with pytest.raises(Refused, match="đang mở"):
        actions.reopen_round(here=secretary, hand=Hand.APPRAISED, period="Q1", reason="Nhầm số", at=AT)
    close_round(cast, Hand.APPRAISED, "Q1")


def test_a_period_closed_before_an_amendment_keeps_its_own_table(cast):
    by_quarters(cast)
    self_scored(cast, "Q1", Q1)
    amended = engine.load(TEXT.replace("each = 1", "each = 0.5"))
    later = AT.date() + dt.timedelta(days=1)
    EditionText.objects.create(
        year=cast.year, text=engine.dump(amended), digest=engine.digest(amended), title=amended.title,
        status=Status.ADOPTED, adopted_on=AT.date(), effective_on=later,
    )  # fmt: skip
    for period in ("Q1", "Q2"):
        if period == "Q2":
            open_round(cast, Hand.SELF, "Q2")
            send(cast, "song-hong", "Q2", "18", "2")
    found = {period: {row.place.unit: row.total for row in board(cast.year, later, Column.SELF, period).rows}
             for period in ("Q1", "Q2")}  # fmt: skip
    assert (found["Q1"]["song-hong"], found["Q2"]["song-hong"]) == (20, 19)


def test_a_criterion_of_one_quarter_is_asked_there_and_nowhere_else(cast, visit):
    by_quarters(cast, PLANNED)
    self_scored(cast, "Q1", Q1)
    row = next(row for row in board(cast.year, here(cast, HEAD_SECRETARY).day, Column.SELF, "Q1").rows)
    assert (row.place.unit, row.total) == ("song-hong", 20)
    assert (row.score.complete, row.score.assigned_max, row.score.not_assigned) == (True, 20_000, ("C",))
    open_round(cast, Hand.SELF, "Q2")
    with pytest.raises(Refused, match="C"):
        send(cast, "song-hong", "Q2", "15", "2")
    page = visit("can-bo-song-hong").get("/cum/cum-mau/2026/cham-diem/tu-cham/song-hong/?ky=Q2").content.decode()
    assert 'name="C:points"' in page
    assert "Không chấm ở kỳ này" not in page


def test_the_sheet_of_another_quarter_says_that_the_criterion_is_not_scored_there(cast, visit):
    by_quarters(cast, PLANNED)
    open_round(cast, Hand.SELF, "Q1")
    client, address = visit("can-bo-song-hong"), "/cum/cum-mau/2026/cham-diem/tu-cham/song-hong/"
    page = client.get(f"{address}?ky=Q1").content.decode()
    assert "Không chấm ở kỳ này" in page
    assert 'name="C:points"' not in page
    with pytest.raises(Refused, match="không được giao"):
        actions.save_sheet(here=here(cast, "can-bo-song-hong"), membership=cast.member("song-hong"), hand=Hand.SELF,
                           period="Q1", rows=[Typed("C", {"points": "5"})], at=AT)  # fmt: skip


def test_a_unit_of_one_quarter_has_a_whole_year_where_the_table_leaves_out_what_it_was_not_there_for(cast):
    by_quarters(cast, PLANNED)
    without = {unit: figures for unit, figures in Q1.items() if unit != "dong-bang"}
    appraised(cast, "Q1", without)
    open_round(cast, Hand.SELF, "Q2")
    for unit, (given, extra) in Q2.items():
        rows = [Typed("A", {"points": given}), Typed("B", {"event1": extra}), Typed("C", {"points": "4"})]
        member = cast.member(unit)
        actions.save_sheet(here=here(cast, f"can-bo-{unit}"), membership=member, hand=Hand.SELF, period="Q2", rows=rows,
                           at=AT)  # fmt: skip
        actions.submit_sheet(here=here(cast, f"lanh-dao-{unit}"), membership=member, hand=Hand.SELF, period="Q2", at=AT)
    close_round(cast, Hand.SELF, "Q2")
    shelf_ = shelf(cast.year, here(cast, HEAD_SECRETARY).day)
    year = engine.year_scores(shelf_.edition, shelf_.results(Column.SELF)).units
    # dong-bang: 14 + 4 of its one quarter; song-hong: (20 + 2 × 21 − 1) / 3
    assert [(engine.show(year[unit].total), year[unit].complete) for unit in ("dong-bang", "song-hong")] == [
        ("18", True), ("20,33", True)]  # fmt: skip
    assert engine.show(year["song-hong"].assigned_max) == "23,333"
