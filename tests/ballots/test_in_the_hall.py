"""A vote by hand and a vote on slips: two tellers count, each alone, and only figures that agree close it."""

import pytest

from tests.ballots.test_ballots import AT, LEADERS, address, call, opened, vote
from thidua.ballots import actions, queries
from thidua.ballots.models import Count
from thidua.ballots.papers import Figures
from thidua.ballots.terms import Choice, Form, Method, State
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.paperwork.models import Document
from thidua.results.queries import votes


@pytest.fixture
def hall(cast):
    """A vote on slips, open."""
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.APPRAISED)
    return opened(cast, call(cast, form=Form.SLIPS))


def figures(ballot, *said, out=5, back=5, invalid=0):
    """yes, no, abstain for each nominee."""
    per = {str(n.pk): dict(zip(Choice.values, row, strict=True)) for n, row in zip(ballot.nominees.all(), said,
                                                                                   strict=True)}  # fmt: skip
    return Figures(out, back, invalid, per)


def enter(cast, teller, ballot, given):
    return actions.count(here=cast.here(teller), ballot=ballot, figures=given, at=AT)


def close(cast, teller, ballot):
    return actions.mark_close(here=cast.here(teller), ballot=ballot, at=AT)


def test_two_tellers_who_agree_close_it_and_the_figures_are_the_result(cast, hall):
    given = figures(hall, (4, 0, 0), (2, 1, 1), invalid=1)
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        enter(cast, teller, hall, given)
        ended = close(cast, teller, hall)
    result = queries.outcome(ended)
    assert (ended.state, result.voted, result.invalid) == (State.CLOSED, 5, 1)
    assert [(t.in_favour, t.against, t.abstain, t.passed) for t in result.tallies] == [
        (4, 0, 0, True),
        (2, 1, 1, False),
    ]
    assert [v.membership.unit.code for v in votes(cast.year) if v.tally.passed] == ["bien-dong"]
    minutes = str(Document.objects.get(subject=f"ballot:{hall.pk}").content)
    assert "phiếu giấy" in minutes
    assert "phiếu không hợp lệ: 1" in minutes
    entry = Entry.objects.get(act="ballot.close")
    assert entry.facts["papers"] == queries.seal([], hall.counts.all())
    Count.objects.filter(teller="Uỷ viên thứ nhất Ban kiểm phiếu").update(returned=4)
    assert entry.facts["papers"] != queries.seal([], hall.counts.all()), "a changed figure shows"


def test_tellers_who_differ_are_told_where_but_not_what_and_nothing_closes(cast, hall):
    enter(cast, "kiem-phieu-1", hall, figures(hall, (4, 1, 0), (2, 2, 1)))
    close(cast, "kiem-phieu-1", hall)
    enter(cast, "kiem-phieu-2", hall, figures(hall, (4, 1, 0), (3, 1, 1)))
    with pytest.raises(Refused) as refused:
        close(cast, "kiem-phieu-2", hall)
    said = str(refused.value)
    assert "Trường Sơn" in said
    assert "Biển Đông" not in said
    assert not any(figure in said for figure in "0123456789")
    hall.refresh_from_db()
    assert hall.state == State.OPEN
    enter(cast, "kiem-phieu-2", hall, figures(hall, (4, 1, 0), (2, 2, 1)))
    assert close(cast, "kiem-phieu-2", hall).state == State.CLOSED


def test_mending_the_figures_takes_back_the_tellers_own_mark(cast, hall):
    enter(cast, "kiem-phieu-1", hall, figures(hall, (4, 1, 0), (2, 2, 1)))
    close(cast, "kiem-phieu-1", hall)
    enter(cast, "kiem-phieu-1", hall, figures(hall, (5, 0, 0), (2, 2, 1)))
    enter(cast, "kiem-phieu-2", hall, figures(hall, (4, 1, 0), (2, 2, 1)))
    assert close(cast, "kiem-phieu-2", hall).state == State.OPEN, "the first has to close again, on the new figures"
    with pytest.raises(Refused, match="đếm khác nhau"):
        close(cast, "kiem-phieu-1", hall)


def test_nobody_closes_without_figures_of_the_own(cast, hall):
    with pytest.raises(Refused, match="nhập số kiểm đếm của bạn"):
        close(cast, "kiem-phieu-1", hall)


@pytest.mark.parametrize(
    ("how", "rows", "sentence"),
    [
        ({"out": 6}, ((5, 0, 0), (5, 0, 0)), "Chỉ có 5 đơn vị"),
        ({"out": 4}, ((5, 0, 0), (5, 0, 0)), "nhiều hơn số phiếu phát ra"),
        ({"invalid": 6}, ((0, 0, 0), (0, 0, 0)), "không hợp lệ nhiều hơn"),
        ({}, ((5, 0, 0), (4, 0, 0)), "Trường Sơn.*cộng lại được 4.*5 phiếu hợp lệ"),
        ({"invalid": 1}, ((5, 0, 0), (4, 0, 0)), "Biển Đông.*cộng lại được 5.*4 phiếu hợp lệ"),
    ],
)
def test_figures_that_do_not_add_up_are_refused_with_the_place(cast, hall, how, rows, sentence):
    with pytest.raises(Refused, match=sentence):
        enter(cast, "kiem-phieu-1", hall, figures(hall, *rows, **how))
    assert not Count.objects.exists()


def test_choices_counted_by_hand_stay_within_what_a_paper_may_choose(cast, hall):
    ballot = opened(cast, call(cast, form=Form.HAND, title="Giơ tay", method=Method.CHOOSE, most=1))
    first, second = (str(n.pk) for n in ballot.nominees.all())
    with pytest.raises(Refused, match="Tổng số lượt chọn"):
        enter(cast, "kiem-phieu-1", ballot, Figures(5, 5, 0, {first: {"chosen": 4}, second: {"chosen": 2}}))
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        enter(cast, teller, ballot, Figures(5, 5, 0, {first: {"chosen": 4}, second: {"chosen": 1}}))
        ended = close(cast, teller, ballot)
    assert [t.in_favour for t in queries.outcome(ended).tallies] == [4, 1]


def test_no_paper_is_cast_on_the_page_and_only_tellers_count(cast, hall):
    with pytest.raises(Refused, match="tại hội trường"):
        vote(cast, LEADERS[0], hall, "yes", "yes")
    with pytest.raises(Refused, match="Ban kiểm phiếu"):
        enter(cast, "thu-ky-cum-truong", hall, figures(hall, (5, 0, 0), (5, 0, 0)))
    on_screen = opened(cast, call(cast, title="Trên máy"))
    with pytest.raises(Refused, match="bỏ phiếu trên máy"):
        enter(cast, "kiem-phieu-1", on_screen, figures(on_screen, (5, 0, 0), (5, 0, 0)))


def test_the_tellers_count_on_the_page_and_neither_sees_the_others_figures(cast, hall, visit):
    fields = {"given_out": 5, "returned": 5, "invalid": 0}
    first, second = hall.nominees.all()
    rows = {first.pk: (4, 1, 0), second.pk: (0, 3, 2)}
    fields |= {f"n{pk}:{word}": n for pk, row in rows.items() for word, n in zip(Choice.values, row, strict=True)}
    one, two = visit("kiem-phieu-1"), visit("kiem-phieu-2")
    wrong = one.post(address(cast, hall, "kiem-dem/"), fields | {f"n{first.pk}:yes": 2})
    assert wrong.status_code == 422
    assert "cộng lại được 3" in wrong.content.decode()
    assert one.post(address(cast, hall, "kiem-dem/"), fields).status_code == 302
    assert 'value="4"' in one.get(address(cast, hall)).content.decode()
    assert 'value="4"' not in two.get(address(cast, hall)).content.decode()
    assert "1 uỷ viên đã nhập" in two.get(address(cast, hall)).content.decode()
    two.post(address(cast, hall, "kiem-dem/"), fields)
    for teller in (one, two):
        teller.post(address(cast, hall, "dong/"))
    page = visit("can-bo-dong-bang").get(address(cast, hall)).content.decode()
    assert "80 %" in page
    assert "Hai uỷ viên nhập riêng" in page
