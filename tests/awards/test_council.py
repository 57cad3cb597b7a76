"""The Council votes on dossiers in the ballot room: secretly, on slips, again; what it says is taken from the count."""

import json
import subprocess
import sys
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from tests.awards.staging import DAY, FLAG, KEEPER, NOW, conclude, rule_all
from tests.awards.test_dossiers import WHO, move, open_one
from thidua.awards import actions, sheets
from thidua.awards.council import answer_in_words
from thidua.awards.models import Dossier
from thidua.awards.terms import Answer, State
from thidua.ballots import actions as ballots
from thidua.ballots.archive import RECOUNT, as_data
from thidua.ballots.models import Ballot, Nominee, Paper, Turnout
from thidua.ballots.papers import Figures
from thidua.ballots.queries import outcomes
from thidua.ballots.terms import Choice, Form
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.members import actions as members
from thidua.members.models import Seat
from thidua.members.terms import Office
from thidua.paperwork.models import Document
from thidua.timeline.asks import asked_in

COUNCIL = [f"hoi-dong-{n}" for n in range(1, 6)]
PLAIN = "lao-dong-tien-tien"
"""A title of a person of which no text says a share of votes."""


@pytest.fixture
def year(cast):
    with clock.at(NOW):
        yield conclude(cast)


@pytest.fixture
def dossier(year):
    """The leading unit's, before the Council."""
    return before(year, open_one(year), "truong-son", FLAG)


def before(year, made, unit, title, person=""):
    rule_all(year, unit, title, person)
    move(year, made, "send", "thu-ky-cum-truong")
    move(year, made, "to_council", "thuong-truc")
    return made


def call(year, *dossiers, form=Form.SECRET, **how):
    said = {"title": "Hội đồng xét khen thưởng", "quorum_percent": 0, "rounds": 2, **how}
    return actions.call_council(here=year.here("thuong-truc", DAY), form=form, at=NOW,
                                dossiers=[one.pk for one in dossiers], **said)  # fmt: skip


def mark(year, ballot, act, who=COUNCIL[:2]):
    for one in who:
        getattr(ballots, f"mark_{act}")(here=year.here(one, DAY), ballot=ballot, at=NOW)
    ballot.refresh_from_db()
    return ballot


def cast_all(year, ballot, yes, voters=5):
    """The first `yes` of the Council agree, the others up to `voters` do not."""
    for n, one in enumerate(COUNCIL[:voters]):
        said = {nominee.pk: Choice.YES if n < yes else Choice.NO for nominee in ballot.nominees.all()}
        ballots.cast(here=year.here(one, DAY), ballot=ballot, choices=said, at=NOW)


def voted(year, ballot, yes, voters=5):
    mark(year, ballot, "open")
    cast_all(year, ballot, yes, voters)
    return mark(year, ballot, "close")


def take(year, ballot):
    return actions.take_count(here=year.here("thuong-truc", DAY), ballot=ballot, at=NOW)


def test_the_council_agrees_by_the_share_the_title_asks_for(year, dossier):
    (ballot,) = call(year, dossier)
    assert (ballot.threshold_percent, ballot.per, ballot.form) == (80, "council", Form.SECRET)
    assert "chưa xác minh" in ballot.basis, "what was not verified says so"
    with pytest.raises(Refused, match="đang trong cuộc bỏ phiếu"):
        move(year, dossier, "return", "thuong-truc", "Thiếu")
    with pytest.raises(Refused, match="đang trong cuộc bỏ phiếu"):
        call(year, dossier)
    with pytest.raises(Refused, match="chưa kiểm phiếu xong"):
        take(year, ballot)
    voted(year, ballot, yes=4)
    assert take(year, ballot) == 1
    dossier.refresh_from_db()
    assert (dossier.state, dossier.council_ballot) == (State.PASSED, ballot)
    assert dossier.council["in_favour"] == 4
    assert answer_in_words(dossier) == (
        "Hội đồng: 4/5 phiếu đồng ý, theo kiểm phiếu của cuộc “Hội đồng xét khen thưởng”: bỏ phiếu kín."
    )
    assert dossier.moves.last().what == "Hội đồng: Đồng ý"
    with pytest.raises(Refused, match="Không còn hồ sơ"):
        take(year, ballot)


def test_below_the_share_there_is_a_further_round_and_then_a_refusal(year, dossier):
    (ballot,) = call(year, dossier)
    voted(year, ballot, yes=3)
    further = actions.call_again(here=year.here("thuong-truc", DAY), ballot=ballot, at=NOW)
    assert further.title == "Hội đồng xét khen thưởng (vòng 2)"
    with pytest.raises(Refused, match="Không còn hồ sơ"):
        take(year, ballot)
    voted(year, further, yes=2)
    with pytest.raises(Refused, match="tối đa 2 vòng"):
        actions.call_again(here=year.here("thuong-truc", DAY), ballot=further, at=NOW)
    take(year, further)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.council_ballot) == (State.REFUSED, further)
    assert dossier.moves.last().reason == "Chưa đạt tỷ lệ phiếu cần thiết"
    assert dossier.council["in_favour"] == 2


def test_each_share_has_its_own_ballot_and_a_person_is_named(year, dossier):
    person = before(year, open_one(year, title=PLAIN, person=WHO), "truong-son", PLAIN, WHO)
    with pytest.raises(Refused, match="Luật không nêu tỷ lệ"):
        call(year, dossier, person)
    made = call(year, dossier, person, percent=60, basis="Quy chế Hội đồng, Điều 7")
    assert [(one.threshold_percent, str(one.nominees.get())) for one in made] == [
        (80, "Đơn vị Trường Sơn (minh hoạ)"), (60, f"{WHO}, Đơn vị Trường Sơn (minh hoạ)")
    ]  # fmt: skip
    for one in made:
        voted(year, one, yes=3)
        take(year, one)
    assert set(Dossier.objects.values_list("title", "state")) == {(FLAG, State.REFUSED), (PLAIN, State.PASSED)}


def test_too_few_bind_nobody(year, dossier):
    (ballot,) = call(year, dossier, quorum_percent=80, rounds=1)
    voted(year, ballot, yes=3, voters=3)
    with pytest.raises(Refused, match="Chưa đủ số uỷ viên"):
        take(year, ballot)
    (anew,) = call(year, dossier)
    voted(year, anew, yes=5)
    assert take(year, anew) == 1


def test_a_lower_form_is_the_standing_offices_decision_after_the_count(year, dossier):
    office, (ballot,) = year.here("thuong-truc", DAY), call(year, dossier)
    how = {"here": office, "dossier": dossier, "title": "bang-khen-bo-tinh", "at": NOW}
    with pytest.raises(Refused, match="chưa kiểm phiếu xong"):
        actions.lower(reason="Chưa nổi trội", **how)
    voted(year, ballot, yes=3)
    with pytest.raises(Refused, match="lý do"):
        actions.lower(reason=" ", **how)
    actions.lower(reason="Chưa nổi trội", **how)
    dossier.refresh_from_db()
    assert (dossier.title, dossier.state) == ("bang-khen-bo-tinh", State.PASSED)
    assert dossier.council["answer"] == Answer.LOWER
    assert dossier.moves.last().reason == "Chưa nổi trội"


def test_paper_slips_are_counted_twice_and_typed_figures_are_named_as_typed(year, dossier):
    (ballot,) = call(year, dossier, form=Form.SLIPS)
    mark(year, ballot, "open")
    asked = str(ballot.nominees.get().pk)
    for one, yes in zip(COUNCIL, (5, 4), strict=False):
        said = Figures(5, 5, 0, {asked: {"yes": yes, "no": 5 - yes, "abstain": 0}})
        ballots.count(here=year.here(one, DAY), ballot=ballot, figures=said, at=NOW)
    with pytest.raises(Refused, match="đếm khác nhau ở: Đơn vị Trường Sơn"):
        mark(year, ballot, "close")
    ballots.count(here=year.here(COUNCIL[1], DAY), ballot=ballot, at=NOW,
                  figures=Figures(5, 5, 0, {asked: {"yes": 5, "no": 0, "abstain": 0}}))  # fmt: skip
    mark(year, ballot, "close", [COUNCIL[1]])
    take(year, ballot)
    dossier.refresh_from_db()
    assert "phiếu giấy, hai uỷ viên kiểm đếm riêng" in answer_in_words(dossier)
    other = before(year, open_one(year, title=PLAIN, person=WHO), "truong-son", PLAIN, WHO)
    said = {"here": year.here("thuong-truc", DAY), "dossier": other, "answer": Answer.AGREE, "members": 9,
            "in_favour": 9, "at": NOW}  # fmt: skip
    with pytest.raises(Refused, match="số, ngày của biên bản"):
        actions.council(document=" ", **said)
    actions.council(document="12/BB-HĐ", **said)
    other.refresh_from_db()
    assert "gõ theo biên bản 12/BB-HĐ" in answer_in_words(other)
    whole = "".join(page.extract_text() for page in PdfReader(BytesIO(sheets.first(other))).pages)
    assert "gõ theo biên bản 12/BB-HĐ" in " ".join(whole.split())


def test_a_vote_names_nobody_and_there_is_one_a_member(year, dossier):
    (ballot,) = call(year, dossier)
    mark(year, ballot, "open")
    assert Turnout.objects.filter(ballot=ballot, membership=None).count() == 5
    assert Paper.objects.filter(ballot=ballot, choices__isnull=True).count() == 5
    entries = Entry.objects.count()
    cast_all(year, ballot, yes=1, voters=1)
    assert Entry.objects.count() == entries, "a secret vote leaves no entry"
    assert not Paper.objects.filter(ballot=ballot, person__isnull=False).exists()
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        cast_all(year, ballot, yes=1, voters=1)
    with pytest.raises(Refused, match="Uỷ viên Hội đồng"):
        ballots.cast(here=year.here("lanh-dao-bien-dong", DAY), ballot=ballot, at=NOW,
                     choices={ballot.nominees.get().pk: Choice.YES})  # fmt: skip
    again = {"ballot": ballot, "person": year.person(COUNCIL[0])}
    with pytest.raises(IntegrityError), transaction.atomic():
        Turnout.objects.create(**again)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turnout.objects.create(ballot=ballot)
    keys = set(ballot.turnout.values_list("pk", flat=True))
    mark(year, ballot, "close")
    assert not keys & set(ballot.turnout.values_list("pk", flat=True)), "written anew when it closes"


def test_the_absent_are_heard_in_writing_and_nobody_counts_for_oneself(year, dossier, visit):
    (ballot,) = call(year, dossier)
    members.seat(person=year.person(COUNCIL[0]), office=Office.UNIT_OFFICER, year=year.year, since=DAY, at=NOW,
                 by=KEEPER, membership=year.member("truong-son"))  # fmt: skip
    with pytest.raises(Refused, match="không kiểm phiếu cuộc này"):
        mark(year, ballot, "open")
    mark(year, ballot, "open", COUNCIL[1:3])
    ballots.enter_letter(here=year.here(COUNCIL[1], DAY), ballot=ballot, absent=year.person(COUNCIL[4]), at=NOW,
                         choices={ballot.nominees.get().pk: Choice.YES}, document="Công văn 3")  # fmt: skip
    cast_all(year, ballot, yes=4, voters=4)
    mark(year, ballot, "close", COUNCIL[1:3])
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(sheets.of_count(ballot))).pages)
    said = " ".join(text.split())
    assert "Tổng số uỷ viên Hội đồng có quyền bỏ phiếu: 5; đã bỏ phiếu: 5" in said
    assert "Uỷ viên thứ 5 Hội đồng (minh hoạ) gửi ý kiến bằng văn bản (Công văn 3)" in said
    assert not Document.objects.filter(subject=f"ballot:{ballot.pk}").exists(), "no number of the cluster"


def test_it_is_recounted_without_the_site(year, dossier, tmp_path):
    (ballot,) = call(year, dossier, form=Form.OPEN)
    voted(year, ballot, yes=4)
    (tmp_path / "a.json").write_text(json.dumps(as_data(ballot), ensure_ascii=False), encoding="utf-8")
    ran = subprocess.run([sys.executable, RECOUNT, tmp_path / "a.json"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout
    assert outcomes(year.year)[0].ballot.title == "Suy tôn truong-son", "the Council's are not the cluster's"
    assert len(outcomes(year.year)) == 1


def test_the_pages_of_the_council(year, dossier, visit):
    """Called, opened, voted, counted and taken by clicks; to the cluster it is not there."""
    at = f"/cum/cum-mau/{year.year.year}/"
    office, chair, second = visit("thuong-truc"), visit(COUNCIL[0]), visit(COUNCIL[1])
    assert visit("thu-ky-cum-truong").get(f"{at}khen-thuong/hoi-dong/").status_code == 404
    asked = {"title": "Họp Hội đồng", "dossiers": [dossier.pk], "form": "secret", "quorum_percent": "80"}
    assert "cần 80% tổng số" in office.get(f"{at}khen-thuong/hoi-dong/").content.decode()
    assert office.post(f"{at}khen-thuong/hoi-dong/", {**asked, "dossiers": []}).status_code == 422
    office.post(f"{at}khen-thuong/hoi-dong/", asked)
    ballot = Ballot.objects.get(title="Họp Hội đồng")
    here = f"{at}bo-phieu/{ballot.pk}/"
    for page in ("", "ho-so.zip", "la-phieu.csv", "mo/"):
        way = visit("kiem-phieu-1").post if page == "mo/" else visit("kiem-phieu-1").get
        assert way(here + page).status_code == 404
    for page in ("bo-phieu/", "so-cai/"):
        assert "Họp Hội đồng" not in visit("thu-ky-cum-truong").get(at + page).content.decode()
    assert office.post(f"{here}de-nghi/", {"membership": year.member("song-hong").pk, "award": FLAG}).status_code == 404
    texts = [ask.text for ask in asked_in(year.here(COUNCIL[0], DAY))]
    assert texts == ["Mở cuộc bỏ phiếu: Họp Hội đồng"]
    for one in (chair, second):
        one.post(f"{here}mo/")
    assert [ask.text for ask in asked_in(year.here(COUNCIL[2], DAY))] == ["Hồ sơ Hội đồng chờ bỏ phiếu: Họp Hội đồng"]
    page = chair.get(here).content.decode()
    assert "Phiếu của Uỷ viên thứ 1 Hội đồng (minh hoạ), uỷ viên Hội đồng." in page
    nominee = Nominee.objects.get(ballot=ballot).pk
    for one in COUNCIL:
        assert visit(one).post(f"{here}la-phieu/", {f"n{nominee}": "yes"}).status_code == 200
    assert office.post(f"{here}la-phieu/", {f"n{nominee}": "yes"}).status_code == 422
    for one in (chair, second):
        one.post(f"{here}dong/")
    assert "5/5" in chair.get(here).content.decode()
    assert office.get(f"{at}khen-thuong/hoi-dong/{ballot.pk}/bien-ban.pdf")["Content-Type"] == "application/pdf"
    assert office.get(f"{at}khen-thuong/{dossier.pk}/ha-hinh-thuc/").status_code == 200
    office.post(f"{at}khen-thuong/hoi-dong/{ballot.pk}/ket-qua/")
    dossier.refresh_from_db()
    assert dossier.state == State.PASSED
    own = visit("can-bo-truong-son").get(f"{at}khen-thuong/{dossier.pk}/").content.decode()
    assert "5/5 phiếu đồng ý" in own
    assert "Xem cuộc bỏ phiếu" not in own
    assert "Xem cuộc bỏ phiếu" in chair.get(f"{at}khen-thuong/{dossier.pk}/").content.decode()


def test_members_of_the_council_are_seated_by_a_document_and_end(year, visit):
    page, office = f"/cum/cum-mau/{year.year.year}/nhan-su/", visit("thuong-truc")
    new = {"username": "hoi-dong-6", "name": "Uỷ viên thứ 6 (minh hoạ)", "office": "council", "since": "20/11/2026"}
    assert office.post(page, new).status_code == 422
    assert (
        office.post(page, {**new, "by_document": "QĐ 1", "membership": year.member("song-hong").pk}).status_code == 422
    )
    assert office.post(page, {**new, "by_document": "QĐ 1"}).status_code == 302
    assert office.post(page, {**new, "by_document": "QĐ 1"}).status_code == 422, "once"
    held = Seat.objects.get(person__username="hoi-dong-6")
    assert (held.office, held.year, held.membership) == (Office.COUNCIL, None, None)
    assert office.post(f"{page}{held.pk}/ket-thuc/", {"until": "25/11/2026", "reason": "Chuyển"}).status_code == 302
