"""Exactly one vote a mandate, whatever happens at once: real threads on a real database."""

from tests.apart import DONE, told_by


def test_eight_votes_of_one_leader_at_once_leave_one_paper_and_others_get_through(scratch):
    told = told_by("tests.ballots.rush", scratch)
    assert told["same"].count(DONE) == 1, told
    assert sum("mỗi đơn vị chỉ bỏ một phiếu" in said for said in told["same"]) == 7, told
    assert told["others"] == [DONE] * 4, told
    assert (told["papers"], told["receipts"], told["voted"]) == (5, 5, 5)
