"""Who has a mandate, who casts it, what a title takes, what happens to a tie; and recounting without the site."""

import datetime as dt
import io
import json
import subprocess
import sys
import zipfile

import pytest
from django.db import IntegrityError, transaction

from tests.ballots.test_ballots import AT, FLAG, LEADERS, NO, YES, address, call, called, closed, opened, paper_of, vote
from tests.ballots.test_methods import ready
from thidua.ballots import actions, queries
from thidua.ballots.models import Ballot, Paper, Turnout
from thidua.ballots.terms import Form, Method, Per, Tie
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members.actions import substitute
from thidua.paperwork.models import Document
from thidua.rulebook.voting import rule_for

__all__ = ["called", "ready"]
SECRETARY = "thu-ky-cum-truong"


def filled():
    return Paper.objects.filter(choices__isnull=False)


def test_an_absent_unit_votes_by_proxy_only_where_the_rule_allows(ready, visit):
    how = {"absent": ready.member("dong-bang"), "document": "Giấy uỷ quyền số 7", "at": AT}
    plain = opened(ready, call(ready))
    with pytest.raises(Refused, match="không cho bỏ phiếu thay"):
        actions.carry(here=ready.here(SECRETARY), ballot=plain, carrier=ready.member("bien-dong"), **how)
    ballot = opened(ready, call(ready, title="Có uỷ quyền", proxies=1))
    with pytest.raises(Refused, match="Thư ký Cụm trưởng"):
        actions.carry(here=ready.here(LEADERS[4]), ballot=ballot, carrier=ready.member("bien-dong"), **how)
    actions.carry(here=ready.here(SECRETARY), ballot=ballot, carrier=ready.member("bien-dong"), **how)
    with pytest.raises(Refused, match="đã nhận đủ 1"):
        actions.carry(here=ready.here(SECRETARY), ballot=ballot, carrier=ready.member("bien-dong"),
                      **{**how, "absent": ready.member("cao-nguyen")})  # fmt: skip
    bearer = visit("lanh-dao-bien-dong")
    page = bearer.get(address(ready, ballot)).content.decode()
    assert "Bỏ thay Đơn vị Đồng Bằng (minh hoạ), theo Giấy uỷ quyền số 7" in page
    for row in ballot.turnout.filter(membership__unit__code__in=("bien-dong", "dong-bang")):
        said = paper_of(ballot, YES) | {"mandate": row.pk}
        assert bearer.post(address(ready, ballot, "la-phieu/"), said).status_code == 200
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        vote(ready, "lanh-dao-dong-bang", ballot, NO, NO)
    ended = closed(ready, ballot)
    assert filled().filter(ballot=ballot).count() == 2
    minutes = str(Document.objects.get(subject=f"ballot:{ended.pk}").content)
    assert "Đơn vị Đồng Bằng (minh hoạ) uỷ quyền cho Đơn vị Biển Đông (minh hoạ) (Giấy uỷ quyền số 7)" in minutes


def test_a_unit_that_comes_after_all_votes_itself(ready):
    ballot = opened(ready, call(ready, proxies=2))
    actions.carry(here=ready.here(SECRETARY), ballot=ballot, absent=ready.member("dong-bang"), at=AT,
                  carrier=ready.member("bien-dong"), document="Giấy uỷ quyền")  # fmt: skip
    vote(ready, "lanh-dao-dong-bang", ballot, YES, YES)
    row = ballot.turnout.get(membership__unit__code="dong-bang")
    with pytest.raises(Refused, match="không thuộc quyền"):
        actions.cast(here=ready.here("lanh-dao-bien-dong"), ballot=ballot, at=AT, mandate=row.pk,
                     choices={n.pk: NO for n in ballot.nominees.all()})  # fmt: skip
    assert row.carrier_id is None


def test_an_absent_unit_is_counted_by_its_written_opinion(ready, visit):
    ballot = opened(ready, call(ready))
    said = paper_of(ballot, YES) | {"absent": ready.member("dong-bang").pk, "document": "Công văn 12 ngày 18/11/2026"}
    assert visit("thu-ky-cum-truong").post(address(ready, ballot, "van-ban/"), said).status_code == 422
    answer = visit("kiem-phieu-1").post(address(ready, ballot, "van-ban/"), said)
    assert answer.status_code == 200
    assert filled().get().receipt in answer.content.decode()
    again = visit("kiem-phieu-2").post(address(ready, ballot, "van-ban/"), said)
    assert again.status_code == 422
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        vote(ready, "lanh-dao-dong-bang", ballot, NO, NO)
    facts = Entry.objects.get(act="ballot.letter").facts
    assert facts == {"unit": "Đơn vị Đồng Bằng (minh hoạ)", "document": "Công văn 12 ngày 18/11/2026"}
    assert "ý kiến bằng văn bản, Công văn 12" in visit(LEADERS[0]).get(address(ready, ballot)).content.decode()
    closed(ready, ballot)
    assert queries.outcome(Ballot.objects.get(pk=ballot.pk)).tallies[0].in_favour == 1


def test_a_substitute_votes_for_the_leader_with_a_written_delegation(ready):
    ballot = opened(ready, call(ready))
    held = ready.here(LEADERS[0]).seats[0]
    day = ready.day
    substitute(here=ready.here(LEADERS[0]), held=held, username="tuyen-truyen", since=day, at=AT, by_document="Giấy 3",
               until=dt.date(2026, 12, 1))  # fmt: skip
    vote(ready, "tuyen-truyen", ballot, YES, NO)
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        vote(ready, LEADERS[0], ballot, NO, NO)


def test_each_named_delegate_has_a_mandate_and_guests_have_none(ready, visit):
    ballot = call(ready, per=Per.DELEGATE, units=("bien-dong",))
    with pytest.raises(Refused, match="danh sách đại biểu"):
        actions.mark_open(here=ready.here("kiem-phieu-1"), ballot=ballot, at=AT)
    names = ("lanh-dao-song-hong", "can-bo-song-hong", "lanh-dao-bien-dong")
    people = [ready.person(name).pk for name in names]
    secretary = visit(SECRETARY)
    assert secretary.post(address(ready, ballot, "dai-bieu/"), {"people": people}).status_code == 302
    guest = secretary.post(address(ready, ballot, "dai-bieu/"), {"people": [ready.person("thuong-truc").pk]})
    assert guest.status_code == 422
    opened(ready, ballot)
    for name in names:
        assert visit(name).post(address(ready, ballot, "la-phieu/"), paper_of(ballot, YES)).status_code == 200
    stranger = visit("can-bo-bien-dong").post(address(ready, ballot, "la-phieu/"), paper_of(ballot, NO))
    assert "không thuộc quyền của bạn" in stranger.content.decode()
    closed(ready, ballot)
    tally = queries.outcome(Ballot.objects.get(pk=ballot.pk)).tallies[0]
    assert (tally.in_favour, tally.members, tally.passed) == (3, 3, True)


def test_the_database_itself_keeps_one_mandate_a_unit_and_one_a_delegate(ready):
    ballot = opened(ready, call(ready, form=Form.OPEN))
    unit, person = ready.member("bien-dong"), ready.person("can-bo-bien-dong")
    vote(ready, "lanh-dao-bien-dong", ballot, YES, YES)
    Turnout.objects.create(ballot=ballot, membership=unit, person=person)
    twice = (
        lambda: Turnout.objects.create(ballot=ballot, membership=unit),
        lambda: Turnout.objects.create(ballot=ballot, membership=ready.member("dong-bang"), person=person),
        lambda: Paper.objects.create(ballot=ballot, receipt="x", choices={}, mandate=unit),
    )
    for act in twice:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def tied(ready, **rule):
    ballot = opened(ready, call(ready, units=("bien-dong", "truong-son"), method=Method.CHOOSE, most=1, seats=1,
                                threshold=40, title="Một cờ", **rule))  # fmt: skip
    for leader, said in zip(LEADERS, (("chosen", "left"), ("left", "chosen")) * 2, strict=False):
        vote(ready, leader, ballot, *said)
    return closed(ready, ballot)


def test_people_decide_a_tie_where_the_rule_says_so_with_their_reason(ready, visit):
    ballot = tied(ready, tie=Tie.LEADS)
    chosen = ballot.nominees.get(membership__unit__code="bien-dong")
    how = {"ballot": ballot, "nominees": [chosen.pk], "reason": "Hoàn thành vượt 12 chỉ tiêu", "at": AT}
    with pytest.raises(Refused, match="lãnh đạo Đơn vị Sông Hồng"):
        actions.decide_tie(here=ready.here("lanh-dao-truong-son"), **how)
    with pytest.raises(Refused, match="đúng 1 đơn vị"):
        actions.decide_tie(here=ready.here("lanh-dao-song-hong"), **{**how, "nominees": []})
    answer = visit("lanh-dao-song-hong").post(
        address(ready, ballot, "quyet-dinh/"), {"nominees": [chosen.pk], "reason": how["reason"]}
    )
    assert answer.status_code == 302, "the deputy's unit is among those level, so the head decides alone"
    result = queries.outcome(Ballot.objects.get(pk=ballot.pk))
    assert [(one.passed, one.verdict) for one in result.tallies] == [
        (True, "Đạt, theo quyết định khi bằng phiếu"),
        (False, "Không được chọn khi bằng phiếu"),
    ]
    assert Entry.objects.get(act="ballot.decide").reason == how["reason"]
    assert how["reason"] in str(Document.objects.get(subject=f"ballot-tie:{ballot.pk}").content)
    with pytest.raises(Refused, match="đã chọn đủ"):
        actions.call_next_round(here=ready.here(SECRETARY), ballot=ballot, at=AT)


def test_a_tie_under_another_rule_is_voted_again_and_by_nobody_decided(ready):
    ballot = tied(ready)
    with pytest.raises(Refused, match="bỏ phiếu lại khi bằng phiếu"):
        actions.decide_tie(here=ready.here("lanh-dao-song-hong"), ballot=ballot, nominees=[], reason="x", at=AT)
    assert actions.call_next_round(here=ready.here(SECRETARY), ballot=ballot, at=AT).nominees.count() == 2


def test_the_share_a_title_takes_is_dated_and_cited_and_stands_in_for_a_blank(ready, visit):
    assert [rule_for(FLAG, dt.date(*day)).threshold for day in ((2025, 6, 30), (2025, 7, 1))] == [80, 80]
    assert rule_for(FLAG, dt.date(2025, 6, 30)).checked
    assert "cần đối chiếu" in rule_for(FLAG, dt.date(2025, 7, 1)).basis
    assert rule_for("chien-si-thi-dua-toan-quoc", dt.date(2024, 5, 1)).threshold == 90
    assert rule_for(FLAG, dt.date(2020, 1, 1)) is None
    typed = {"title": "Theo quy định", "form": "secret", "method": "opinion", "award": FLAG,
             "units": [ready.member("bien-dong").pk]}  # fmt: skip
    page = f"/cum/{ready.year.cluster.slug}/{ready.year.year}/bo-phieu/"
    assert visit(SECRETARY).post(page, typed).status_code == 302
    made = Ballot.objects.get(title="Theo quy định")
    assert (made.threshold_percent, made.rounds, made.tie) == (80, 2, Tie.AGAIN)
    assert "khoản 7 Điều 30 Nghị định 98/2023/NĐ-CP" in made.basis
    bare = visit(SECRETARY).post(page, typed | {"title": "Khác", "award": "don-vi-tien-tien"})
    assert bare.status_code == 422
    assert "Hãy ghi căn cứ của tỷ lệ" in bare.content.decode()


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        (Form.SECRET, {}),
        (Form.OPEN, {}),
        (Form.SECRET, {"method": Method.ORDER, "seats": 1}),
        (Form.SECRET, {"method": Method.SCORE, "seats": 1}),
        (Form.SECRET, {"method": Method.CHOOSE, "most": 1, "seats": 1}),
    ],
)
def test_anybody_recounts_the_archive_with_a_program_that_knows_nothing_of_ours(ready, visit, tmp_path, form, rule):
    ballot = opened(ready, call(ready, form=form, **rule))
    papers = {Method.ORDER: ("1", "2"), Method.SCORE: ("9", "4"), Method.CHOOSE: ("chosen", "left")}
    for leader in LEADERS[:4]:
        vote(ready, leader, ballot, *papers.get(rule.get("method"), (YES, NO)))
    closed(ready, ballot)
    answer = visit("can-bo-dong-bang").get(address(ready, ballot, "ho-so.zip"))
    zipfile.ZipFile(io.BytesIO(answer.content)).extractall(tmp_path)

    def recounted():
        return subprocess.run([sys.executable, "-I", "recount.py", "cuoc-bo-phieu.json"], cwd=tmp_path,
                              capture_output=True, text=True, check=False,
                              env={"PYTHONIOENCODING": "utf-8"})  # fmt: skip

    ran = recounted()
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Khớp với kết quả đã công bố" in ran.stdout
    said = {Method.ORDER: "tổng thứ bậc", Method.SCORE: "tổng điểm"}.get(rule.get("method"), " / ")
    assert said in ran.stdout
    assert json.loads((tmp_path / "cuoc-bo-phieu.json").read_text())["seal"] in str(
        Entry.objects.get(act="ballot.close").facts
    )
    data = json.loads((tmp_path / "cuoc-bo-phieu.json").read_text())
    data["papers"].pop()
    (tmp_path / "cuoc-bo-phieu.json").write_text(json.dumps(data))
    assert recounted().returncode == 1, "a paper taken out shows"
    csv = visit("can-bo-dong-bang").get(address(ready, ballot, "la-phieu.csv")).content.decode("utf-8-sig")
    assert len(csv.splitlines()) == 5
    assert "Đơn vị Biển Đông (minh hoạ)" in csv.splitlines()[0]


def test_nothing_is_downloaded_before_the_close(ready, visit):
    ballot = opened(ready, call(ready))
    for file in ("ho-so.zip", "la-phieu.csv"):
        assert visit("kiem-phieu-1").get(address(ready, ballot, file)).status_code == 404


def test_bad_input_voting_after_closing(ready, visit):
    ballot = closed(ready, opened(ready, call(ready)))
    answer = visit(LEADERS[0]).post(address(ready, ballot, "la-phieu/"), paper_of(ballot, YES))
    assert answer.status_code == 422
    assert "Cuộc bỏ phiếu đã đóng." in answer.content.decode()
    assert not filled().exists()


def test_bad_input_voting_for_another_unit(ready, visit):
    ballot = opened(ready, call(ready))
    theirs = ballot.turnout.get(membership__unit__code="dong-bang")
    answer = visit(LEADERS[0]).post(address(ready, ballot, "la-phieu/"), paper_of(ballot, YES) | {"mandate": theirs.pk})
    assert answer.status_code == 422
    assert "không thuộc quyền của bạn" in answer.content.decode()
    assert not filled().exists()


def test_an_administrator_of_the_site_votes_for_nobody_and_opens_nothing(ready, visit):
    ballot = call(ready)
    admin = visit("quan-tri")
    with pytest.raises(Refused):
        actions.mark_open(here=ready.here("quan-tri"), ballot=ballot, at=AT)
    ballot = opened(ready, ballot)
    assert admin.get(address(ready, ballot)).status_code == 404, "nor reads it"
    theirs = ballot.turnout.get(membership__unit__code="dong-bang")
    assert admin.post(address(ready, ballot, "la-phieu/"), paper_of(ballot, YES)).status_code in (404, 422)
    assert admin.post(
        address(ready, ballot, "la-phieu/"), {**paper_of(ballot, YES), "mandate": theirs.pk}
    ).status_code in (404, 422)
    assert not filled().exists()


def test_bad_input_voting_twice_from_two_devices(ready, visit):
    ballot = opened(ready, call(ready))
    phone, desk = visit(LEADERS[0]), visit(LEADERS[0])
    for device in (phone, desk):
        assert "Bỏ phiếu thay mặt" in device.get(address(ready, ballot)).content.decode()
    assert phone.post(address(ready, ballot, "la-phieu/"), paper_of(ballot, YES)).status_code == 200
    second = desk.post(address(ready, ballot, "la-phieu/"), paper_of(ballot, NO))
    assert second.status_code == 422
    assert "mỗi đơn vị chỉ bỏ một phiếu" in second.content.decode()
    assert set(filled().get().choices.values()) == {YES}


def test_bad_input_voting_with_an_old_page(ready, visit):
    """A page of the first round, sent to the second; a page from before a nominee was put on the list."""
    first = closed(ready, opened(ready, call(ready, units=("bien-dong", "truong-son"))))
    old = paper_of(first, YES)
    second = actions.call_next_round(here=ready.here(SECRETARY), ballot=first, at=AT)
    opened(ready, second)
    answer = visit(LEADERS[0]).post(address(ready, second, "la-phieu/"), old)
    assert answer.status_code == 422
    assert "Hãy chọn một ý kiến." in answer.content.decode()
    third = call(ready, units=("bien-dong",), title="Thêm sau")
    before = paper_of(third, YES)
    actions.nominate(here=ready.here(SECRETARY), ballot=third, membership=ready.member("truong-son"), award=FLAG, at=AT)
    opened(ready, third)
    assert visit(LEADERS[0]).post(address(ready, third, "la-phieu/"), before).status_code == 422
    assert not filled().exists()


def test_who_presses_twice_is_told_that_the_first_press_counts(ready, visit):
    ballot = opened(ready, call(ready))
    voter = visit(LEADERS[0])
    assert "Mã phiếu của bạn" in voter.post(address(ready, ballot, "la-phieu/"), paper_of(ballot, YES)).content.decode()
    answer = voter.post(address(ready, ballot, "la-phieu/"), paper_of(ballot, NO))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "đã bỏ phiếu" in page
    assert "phiếu đã vào từ lần bấm đầu" in page
    assert "Mã phiếu của bạn" not in page
    assert [paper.choices for paper in ballot.papers.exclude(choices__isnull=True)] == [
        {str(one.pk): YES for one in ballot.nominees.all()}
    ]
