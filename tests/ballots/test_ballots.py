"""Bỏ phiếu: one paper a mandate, nothing counted early, and no way from a voter to a paper."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thidua.ballots import actions, queries
from thidua.ballots.counting import needed_of
from thidua.ballots.models import Paper, Turnout
from thidua.ballots.terms import Choice, Form, State
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.paperwork.models import Document
from thidua.samples.cast import UNITS, moment

AT = moment(2026, 11, 20, 9)
FLAG = "co-bo-tinh"
YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN
LEADERS = [f"lanh-dao-{code}" for code, _name, _short in UNITS]


@pytest.fixture
def called(cast):
    """A ballot on two units, called by the secretariat, in a year ready to vote."""
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.APPRAISED)
    return call(cast)


def call(
    cast, form=Form.SECRET, threshold=80, units=("bien-dong", "truong-son"), title="Suy tôn đơn vị dẫn đầu", **rule
):
    return actions.call(
        here=cast.here("thu-ky-cum-truong"), title=title, form=form, threshold_percent=threshold, basis="Quy chế cụm",
        units=[cast.member(code) for code in units], award=FLAG, at=AT, **rule,
    )  # fmt: skip


def opened(cast, ballot):
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        ballot = actions.mark_open(here=cast.here(teller), ballot=ballot, at=AT)
    return ballot


def closed(cast, ballot):
    for teller in ("kiem-phieu-1", "kiem-phieu-2"):
        ballot = actions.mark_close(here=cast.here(teller), ballot=ballot, at=AT)
    return ballot


def vote(cast, leader, ballot, *choices):
    chosen = {nominee.pk: choice for nominee, choice in zip(ballot.nominees.all(), choices, strict=True)}
    return actions.cast(here=cast.here(leader), ballot=ballot, choices=chosen, at=AT)


def address(cast, ballot, rest=""):
    return f"/cum/{cast.year.cluster.slug}/{cast.year.year}/bo-phieu/{ballot.pk}/{rest}"


def paper_of(ballot, choice):
    return {f"n{nominee.pk}": choice for nominee in ballot.nominees.all()}


def test_the_secretariat_calls_and_others_may_not(cast, called):
    assert [(n.membership.unit.code, n.award) for n in called.nominees.all()] == [
        ("bien-dong", FLAG),
        ("truong-son", FLAG),
    ]
    assert Entry.objects.filter(act="ballot.call").count() == 1
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        actions.nominate(here=cast.here("lanh-dao-bien-dong"), ballot=called, membership=cast.member("song-hong"),
                         award=FLAG, at=AT)  # fmt: skip
    with pytest.raises(Refused, match="đã có trong danh sách"):
        actions.nominate(here=cast.here("thu-ky-hoi-nghi"), ballot=called, membership=cast.member("bien-dong"),
                         award=FLAG, at=AT)  # fmt: skip


def test_two_different_tellers_open_and_then_the_list_is_fixed(cast, called):
    first = actions.mark_open(here=cast.here("kiem-phieu-1"), ballot=called, at=AT)
    assert first.state == State.CALLED
    with pytest.raises(Refused, match="uỷ viên ban kiểm phiếu khác"):
        actions.mark_open(here=cast.here("kiem-phieu-1"), ballot=called, at=AT)
    with pytest.raises(Refused, match="Ban kiểm phiếu"):
        actions.mark_open(here=cast.here("thu-ky-cum-truong"), ballot=called, at=AT)
    assert actions.mark_open(here=cast.here("kiem-phieu-2"), ballot=called, at=AT).state == State.OPEN
    assert called.turnout.count() == 5
    with pytest.raises(Refused, match="đã được mở"):
        actions.mark_open(here=cast.here("kiem-phieu-2"), ballot=called, at=AT)
    with pytest.raises(Refused, match="không đổi được"):
        actions.strike(here=cast.here("thu-ky-hoi-nghi"), nominee=called.nominees.first(), at=AT)


def test_no_opening_before_the_points_are_appraised_or_without_nominees(cast, called):
    empty = call(cast, units=())
    with pytest.raises(Refused, match="Chưa có đơn vị nào"):
        actions.mark_open(here=cast.here("kiem-phieu-1"), ballot=empty, at=AT)
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.RUNNING)
    with pytest.raises(Refused, match="Thẩm định"):
        actions.mark_open(here=cast.here("kiem-phieu-1"), ballot=called, at=AT)


def test_a_unit_votes_once_and_only_while_it_is_open(cast, called):
    with pytest.raises(Refused, match="chưa mở"):
        vote(cast, LEADERS[0], called, YES, NO)
    ballot = opened(cast, called)
    vote(cast, LEADERS[0], ballot, YES, NO)
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        vote(cast, LEADERS[0], ballot, NO, NO)
    with pytest.raises(Refused, match="Lãnh đạo đơn vị"):
        vote(cast, "can-bo-bien-dong", ballot, YES, NO)
    with pytest.raises(Refused, match="từng đơn vị"):
        actions.cast(here=cast.here(LEADERS[1]), ballot=ballot, choices={}, at=AT)
    assert Paper.objects.exclude(choices__isnull=True).count() == 1
    assert list(Turnout.objects.filter(voted=True).values_list("membership__unit__code", flat=True)) == ["song-hong"]
    closed(cast, ballot)
    with pytest.raises(Refused, match="đã đóng"):
        vote(cast, LEADERS[1], ballot, YES, NO)


def test_the_count_is_of_all_members_and_comes_only_at_the_close(cast, called):
    ballot = opened(cast, called)
    for leader, choices in zip(LEADERS, [(YES, YES), (YES, NO), (YES, ABSTAIN), (YES, YES)], strict=False):
        vote(cast, leader, ballot, *choices)
    assert queries.outcome(ballot).tallies == ()
    assert queries.published(ballot) == []
    assert queries.passed(cast.year) == []
    ballot = closed(cast, ballot)
    first, second = queries.outcome(ballot).tallies
    assert (first.in_favour, first.against, first.abstain, first.needed, first.passed) == (4, 0, 0, 4, True)
    assert (second.in_favour, second.against, second.abstain, second.passed) == (2, 1, 1, False)
    assert (str(first.percent), str(second.percent)) == ("80", "40")
    assert [(unit.unit.code, award, of.pk) for unit, award, of in queries.passed(cast.year)] == [
        ("bien-dong", FLAG, ballot.pk)
    ]


@pytest.mark.parametrize(
    ("members", "percent", "needed"),
    [(3, 80, 3), (5, 80, 4), (5, 90, 5), (6, 80, 5), (8, 80, 7), (9, 80, 8), (11, 90, 10), (15, 80, 12), (17, 90, 16)],
)
def test_the_threshold_rounds_up_on_all_members(members, percent, needed):
    assert needed_of(members, percent) == needed


def test_closing_issues_the_counting_minutes_and_seals_the_papers(cast, called):
    ballot = opened(cast, called)
    receipt = vote(cast, LEADERS[0], ballot, YES, NO)
    ballot = closed(cast, ballot)
    minutes = Document.objects.get(subject=f"ballot:{ballot.pk}")
    assert minutes.kind == "BB"
    text = str(minutes.content)
    assert "Uỷ viên thứ nhất Ban kiểm phiếu" in text
    assert "4/5 phiếu đồng ý" in text
    assert receipt in text
    entry = Entry.objects.get(act="ballot.close")
    assert entry.facts["papers"] == queries.seal(queries.published(ballot))
    Paper.objects.update(choices={str(n.pk): NO for n in ballot.nominees.all()})
    assert entry.facts["papers"] != queries.seal(queries.published(ballot)), "a changed paper shows"


def test_nothing_joins_a_voter_to_a_secret_paper(cast, called):
    """Voters come in the roll's order; the papers must not, in any order the database keeps."""
    ballot = opened(cast, called)
    before = Entry.objects.count()
    receipts = [vote(cast, leader, ballot, YES, NO) for leader in LEADERS]
    assert Entry.objects.count() == before, "the ledger keeps no entry of a secret vote"
    assert not Paper.objects.filter(mandate__isnull=False).exists()
    stored = list(Paper.objects.exclude(choices__isnull=True).order_by("pk").values("receipt", "choices", "mandate"))
    assert {tuple(row["choices"]) for row in stored} == {tuple(str(n.pk) for n in ballot.nominees.all())}
    columns = {field.name for field in Paper._meta.fields} | {field.name for field in Turnout._meta.fields}
    assert columns == {
        "id",
        "ballot",
        "receipt",
        "choices",
        "mandate",
        "person",
        "membership",
        "carrier",
        "document",
        "by_letter",
        "voted",
    }, "no time is kept"
    everything = " ".join(str(value) for entry in Entry.objects.all() for value in (entry.facts, entry.subject_name))
    assert not any(receipt in everything for receipt in receipts)


def test_an_open_vote_names_the_units(cast, called):
    ballot = opened(cast, call(cast, form=Form.OPEN, units=("bien-dong",)))
    vote(cast, LEADERS[0], ballot, NO)
    assert Entry.objects.filter(act="ballot.cast").count() == 1
    ballot = closed(cast, ballot)
    assert [paper.mandate.unit.code for paper in queries.published(ballot)] == ["song-hong"]


def test_the_leader_votes_on_the_page_and_sees_the_receipt_once(cast, called, visit):
    ballot = opened(cast, called)
    leader = visit(LEADERS[2])
    page = leader.get(address(cast, ballot)).content.decode()
    assert "Bỏ phiếu thay mặt Đơn vị Biển Đông" in page
    answer = leader.post(address(cast, ballot, "la-phieu/"), paper_of(ballot, YES))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    receipt = Paper.objects.exclude(choices__isnull=True).get().receipt
    assert receipt in answer.content.decode()
    assert receipt not in leader.get(address(cast, ballot)).content.decode()
    assert receipt not in str(dict(leader.session.items()))
    again = leader.post(address(cast, ballot, "la-phieu/"), paper_of(ballot, NO))
    assert again.status_code == 422
    assert "mỗi đơn vị chỉ bỏ một phiếu" in again.content.decode()
    assert Paper.objects.exclude(choices__isnull=True).count() == 1


def test_a_paper_with_a_gap_is_returned_with_what_was_chosen(cast, called, visit):
    ballot = opened(cast, called)
    first, _second = ballot.nominees.all()
    answer = visit(LEADERS[0]).post(address(cast, ballot, "la-phieu/"), {f"n{first.pk}": "no"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Hãy chọn một ý kiến." in page
    assert 'value="no"' in page.split("checked")[0][-200:], "the first choice is still chosen"
    assert not Paper.objects.exclude(choices__isnull=True).exists()


def test_published_papers_can_be_found_and_counted_by_all(cast, called, visit):
    ballot = opened(cast, called)
    receipt = vote(cast, LEADERS[0], ballot, YES, NO)
    assert receipt not in visit("kiem-phieu-1").get(address(cast, ballot)).content.decode()
    closed(cast, ballot)
    page = visit("can-bo-dong-bang").get(address(cast, ballot)).content.decode()
    assert receipt in page
    assert "Không đạt" in page
    assert visit("quan-tri").get(address(cast, ballot)).status_code == 404, "the administrator reads no ballot"


def test_the_form_calls_a_ballot_and_keeps_what_was_typed(cast, called, visit):
    address_ = f"/cum/{cast.year.cluster.slug}/{cast.year.year}/bo-phieu/"
    typed = {"title": "Bầu đơn vị quyết thắng", "form": "secret", "threshold_percent": "101", "basis": "Quy chế",
             "method": "opinion", "quorum_percent": "0", "award": FLAG,
             "units": [cast.member("bien-dong").pk]}  # fmt: skip
    secretary = visit("thu-ky-cum-truong")
    refused = secretary.post(address_, typed)
    assert refused.status_code == 422
    assert "Bầu đơn vị quyết thắng" in refused.content.decode()
    assert secretary.post(address_, typed | {"threshold_percent": "80"}).status_code == 302
    assert "Bầu đơn vị quyết thắng" in secretary.get(address_).content.decode()
    assert visit("can-bo-bien-dong").post(address_, typed | {"threshold_percent": "80"}).status_code == 422


def test_tellers_open_and_close_on_the_page(cast, called, visit):
    for step, state in (("mo/", State.OPEN), ("dong/", State.CLOSED)):
        visit("kiem-phieu-1").post(address(cast, called, step))
        page = visit("kiem-phieu-1").get(address(cast, called)).content.decode()
        assert "Đợi uỷ viên thứ hai" in page
        visit("kiem-phieu-2").post(address(cast, called, step))
        called.refresh_from_db()
        assert called.state == state


def test_nobody_counts_the_votes_for_the_own_unit_unless_every_unit_is_nominated(cast, called, visit):
    assert "cần 4 phiếu đồng ý" in visit("kiem-phieu-1").get(address(cast, called)).content.decode()
    own = call(cast, units=("cao-nguyen",), title="Đơn vị của người kiểm phiếu")
    with pytest.raises(Refused, match="không kiểm phiếu cuộc này"):
        actions.mark_open(here=cast.here("kiem-phieu-1"), ballot=own, at=AT)
    assert actions.mark_open(here=cast.here("kiem-phieu-2"), ballot=own, at=AT).state == State.CALLED
    page = visit("kiem-phieu-1").get(address(cast, own)).content.decode()
    assert "không kiểm phiếu cuộc này" in page
    assert "Xác nhận mở" not in page
    every = call(cast, units=[code for code, _name, _short in UNITS], title="Tất cả các đơn vị")
    assert opened(cast, every).state == State.OPEN, "where everybody is nominated nobody would be left to count"


def test_the_pages_ask_a_fixed_number_of_queries(cast, called, visit):
    visitor = visit("thu-ky-cum-truong")
    list_address = f"/cum/{cast.year.cluster.slug}/{cast.year.year}/bo-phieu/"

    def count(where):
        visitor.get(where)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            visitor.get(where)
        return len(asked)

    one = count(list_address), count(address(cast, called))
    for number in range(3):
        call(cast, title=f"Cuộc {number}")
    wide = call(cast, units=[code for code, _name, _short in UNITS])
    assert (count(list_address), count(address(cast, wide))) == one


def test_the_same_ballot_is_not_called_twice(cast, called):
    with pytest.raises(Refused, match="đã được lập"):
        call(cast)
    assert call(cast, units=["song-hong"]).pk != called.pk


def test_a_ballot_called_by_mistake_is_taken_back_until_it_opens_and_called_again_as_it_was(cast, called, visit):
    wrong = call(cast, title="Suy tôn đơn vi dẫn đầu", threshold=75, units=("bien-dong",))
    actions.mark_open(here=cast.here("kiem-phieu-1"), ballot=wrong, at=AT)
    secretary, leader = visit("thu-ky-cum-truong"), visit("lanh-dao-bien-dong")
    assert "Huỷ và lập lại" not in leader.get(address(cast, wrong)).content.decode()
    leader.post(address(cast, wrong, "huy/"))
    assert "Huỷ và lập lại" in secretary.get(address(cast, wrong)).content.decode()
    form = secretary.post(address(cast, wrong, "huy/"), follow=True).context["form"]
    assert (form["title"].value(), form["threshold_percent"].value()) == ("Suy tôn đơn vi dẫn đầu", "75")
    assert (form["award"].value(), form["units"].value()) == (FLAG, [str(cast.member("bien-dong").pk)])
    assert secretary.get(address(cast, wrong)).status_code == 404
    assert Entry.objects.get(act="ballot.withdraw").facts == {"units": [cast.member("bien-dong").unit.name]}
    opened(cast, called)
    with pytest.raises(Refused, match="đã mở, không huỷ được"):
        actions.withdraw(here=cast.here("thu-ky-cum-truong"), ballot=called, at=AT)


def test_a_paper_from_a_stale_page_is_answered_with_the_reason(cast, called, visit):
    ballot = closed(cast, opened(cast, called))
    stale = visit("lanh-dao-bien-dong").post(address(cast, ballot, "la-phieu/"), paper_of(ballot, "yes"))
    assert stale.status_code == 422
    assert "Lá phiếu vừa gửi không được ghi" in stale.content.decode(), "nobody is told that it is still there"
    assert "Cuộc bỏ phiếu đã đóng." in stale.content.decode()
    other = visit("can-bo-bien-dong").post(address(cast, ballot, "la-phieu/"), paper_of(ballot, "yes"))
    assert "Cuộc bỏ phiếu đã đóng." in other.content.decode()
    assert not Paper.objects.exclude(choices__isnull=True).exists()
