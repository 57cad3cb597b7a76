"""What a paper may say, and what the papers come to: choosing, scoring, ordering, places, ties, quorum, rounds."""

import pytest

from tests.ballots.test_ballots import LEADERS, NO, YES, address, call, closed, opened, vote
from thidua.ballots import actions, queries
from thidua.ballots.models import Ballot, Paper
from thidua.ballots.terms import CHOSEN, LEFT, Form, Method
from thidua.kit.refusal import Refused
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.paperwork.models import Document
from thidua.results.queries import votes
from thidua.samples.cast import moment

AT = moment(2026, 11, 20, 9)
THREE = ("bien-dong", "truong-son", "song-hong")


@pytest.fixture
def ready(cast):
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.APPRAISED)
    return cast


def ended(cast, papers, units=THREE, **rule):
    """A ballot on these units with these papers, one a leader in the roll's order, closed."""
    ballot = opened(cast, call(cast, units=units, **rule))
    for leader, said in zip(LEADERS, papers, strict=False):
        vote(cast, leader, ballot, *said)
    return closed(cast, ballot)


def came_out(ballot):
    return [(t.nominee.membership.unit.code, t.in_favour or t.points, t.passed, t.tied)
            for t in queries.outcome(ballot).tallies]  # fmt: skip


def test_a_paper_chooses_up_to_so_many_and_the_threshold_counts(ready):
    papers = [(CHOSEN, CHOSEN, LEFT)] * 3 + [(CHOSEN, LEFT, LEFT), (LEFT, LEFT, LEFT)]
    ballot = ended(ready, papers, method=Method.CHOOSE, most=2, threshold=60)
    assert came_out(ballot) == [("bien-dong", 4, True, False), ("truong-son", 3, True, False),
                                ("song-hong", 0, False, False)]  # fmt: skip


def test_a_paper_that_chooses_too_many_is_refused_and_the_unit_may_vote_again(ready):
    ballot = opened(ready, call(ready, units=THREE, method=Method.CHOOSE, most=2))
    with pytest.raises(Refused, match="tối đa 2"):
        vote(ready, LEADERS[0], ballot, CHOSEN, CHOSEN, CHOSEN)
    assert not Paper.objects.exclude(choices__isnull=True).exists()
    assert not ballot.turnout.filter(voted=True).exists()
    vote(ready, LEADERS[0], ballot, CHOSEN, CHOSEN, LEFT)


def test_scores_are_added_and_the_foremost_take_the_places(ready):
    ballot = ended(ready, [("10", "9", "0"), ("8", "9", "10")], method=Method.SCORE, seats=1)
    assert came_out(ballot) == [("bien-dong", 18, False, True), ("truong-son", 18, False, True),
                                ("song-hong", 10, False, False)]  # fmt: skip
    for wrong in ("11", "-1", "9,5", ""):
        with pytest.raises(Refused, match="không thuộc cuộc bỏ phiếu"):
            vote(ready, LEADERS[0], opened(ready, call(ready, units=THREE, title=f"Chấm {wrong}", method=Method.SCORE,
                                                       seats=1)), wrong, "1", "1")  # fmt: skip


def test_an_order_gives_each_place_once_and_fewest_places_win(ready):
    ballot = ended(ready, [("1", "2", "3"), ("2", "1", "3"), ("1", "3", "2")], method=Method.ORDER, seats=2)
    assert came_out(ballot) == [("bien-dong", 4, True, False), ("truong-son", 6, True, False),
                                ("song-hong", 8, False, False)]  # fmt: skip
    again = opened(ready, call(ready, units=THREE, title="Xếp lại", method=Method.ORDER, seats=1))
    with pytest.raises(Refused, match="Mỗi đơn vị một thứ bậc"):
        vote(ready, LEADERS[0], again, "1", "1", "2")


def test_with_one_place_the_one_with_more_votes_takes_it(ready):
    papers = [(YES, YES, YES)] * 4 + [(YES, NO, NO)]
    ballot = ended(ready, papers, seats=1)
    assert came_out(ballot) == [("bien-dong", 5, True, False), ("truong-son", 4, False, False),
                                ("song-hong", 4, False, False)]  # fmt: skip
    assert not queries.outcome(ballot).undecided


def test_who_stand_level_across_the_last_place_are_tied_and_go_to_a_second_round(ready):
    papers = [(YES, YES, YES)] * 4 + [(YES, NO, NO)]
    first = ended(ready, papers, seats=2)
    assert came_out(first) == [("bien-dong", 5, True, False), ("truong-son", 4, False, True),
                               ("song-hong", 4, False, True)]  # fmt: skip
    second = actions.call_next_round(here=ready.here("thu-ky-cum-truong"), ballot=first, at=AT)
    assert [n.membership.unit.code for n in second.nominees.all()] == ["truong-son", "song-hong"]
    assert (second.seats, second.title) == (1, "Suy tôn đơn vị dẫn đầu (vòng 2)")
    with pytest.raises(Refused, match="Vòng sau đã được lập"):
        actions.call_next_round(here=ready.here("thu-ky-cum-truong"), ballot=first, at=AT)
    opened(ready, second)
    for leader, said in zip(LEADERS, [(YES, YES), (YES, YES), (YES, YES), (YES, YES), (NO, YES)], strict=True):
        vote(ready, leader, second, *said)
    second = closed(ready, Ballot.objects.get(pk=second.pk))
    assert came_out(second) == [("truong-son", 4, False, False), ("song-hong", 5, True, False)]
    with pytest.raises(Refused, match="đã chọn đủ"):
        actions.call_next_round(here=ready.here("thu-ky-cum-truong"), ballot=second, at=AT)
    assert {vote.membership.unit.code for vote in votes(ready.year) if vote.tally.passed} == {"bien-dong", "song-hong"}


def test_a_third_round_says_so_and_there_are_no_more_than_the_rule_says(ready):
    ballot = ended(ready, [(NO,)], units=("bien-dong",), rounds=3)
    for number in (2, 3):
        ballot = actions.call_next_round(here=ready.here("thu-ky-cum-truong"), ballot=ballot, at=AT)
        assert ballot.title == f"Suy tôn đơn vị dẫn đầu (vòng {number})"
        ballot = closed(ready, opened(ready, ballot))
    with pytest.raises(Refused, match="tối đa 3 vòng"):
        actions.call_next_round(here=ready.here("thu-ky-cum-truong"), ballot=ballot, at=AT)


def test_without_a_quorum_nobody_passes_and_the_minutes_say_why(ready):
    ballot = ended(ready, [(YES,)] * 3, units=("bien-dong",), threshold=50, quorum_percent=67)
    assert came_out(ballot) == [("bien-dong", 3, False, False)]
    minutes = str(Document.objects.get(subject=f"ballot:{ballot.pk}").content)
    assert "chưa đủ theo quy định" in minutes
    assert "4/5 (67%)" in minutes
    enough = ended(ready, [(YES,)] * 4, units=("bien-dong",), title="Đủ", threshold=50, quorum_percent=67)
    assert came_out(enough) == [("bien-dong", 4, True, False)]


def test_scores_and_orders_are_no_votes_for_a_title(ready):
    ended(ready, [("1", "2", "3")], method=Method.ORDER, seats=1)
    assert votes(ready.year) == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"method": Method.CHOOSE}, "chọn tối đa bao nhiêu"),
        ({"method": Method.SCORE}, "số đơn vị được chọn"),
        ({"method": Method.ORDER, "seats": 1, "form": Form.HAND}, "chỉ đếm được ý kiến"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(ready, rule, sentence):
    with pytest.raises(Refused, match=sentence):
        call(ready, **rule)


@pytest.mark.parametrize(
    ("rule", "posted", "shown"),
    [
        ({"method": Method.CHOOSE, "most": 1}, ("on", None, None), "Chọn tối đa 1 đơn vị"),
        ({"method": Method.SCORE, "seats": 1}, ("10", "7", "0"), "Từ 0 đến 10"),
        ({"method": Method.ORDER, "seats": 1}, ("2", "1", "3"), "Thứ bậc từ 1 đến 3"),
    ],
)
def test_each_kind_of_paper_is_filled_in_on_the_page(ready, visit, rule, posted, shown):
    ballot = opened(ready, call(ready, units=THREE, **rule))
    leader = visit(LEADERS[0])
    page = leader.get(address(ready, ballot)).content.decode()
    assert shown in page
    assert page.count("<select name=") == (0 if rule["method"] == Method.CHOOSE else 3), "a thumb picks, types nothing"
    data = {f"n{n.pk}": value for n, value in zip(ballot.nominees.all(), posted, strict=True) if value}
    assert leader.post(address(ready, ballot, "la-phieu/"), data).status_code == 200
    closed(ready, ballot)
    page = visit("can-bo-dong-bang").get(address(ready, ballot)).content.decode()
    assert Paper.objects.exclude(choices__isnull=True).get().receipt in page


def test_a_second_round_is_called_from_the_page(ready, visit):
    first = ended(ready, [(NO,)], units=("bien-dong",))
    answer = visit("thu-ky-cum-truong").post(address(ready, first, "vong-sau/"))
    second = Ballot.objects.get(follows=first)
    assert answer.url.endswith(f"/bo-phieu/{second.pk}/")
    assert "(vòng 2)" in visit("can-bo-dong-bang").get(address(ready, first)).content.decode()
    visit("can-bo-dong-bang").post(address(ready, second, "vong-sau/"))
    assert not Ballot.objects.filter(follows=second).exists()
