"""Conditions explained, and dossiers on their way from the cluster to the decision."""

import datetime as dt

import pytest

from tests.awards.staging import DAY, FLAG, KEEPER, NOW, conclude, enter, line, rule_all
from thidua.awards import actions
from thidua.awards.eligibility import check
from thidua.awards.models import Award, Dossier, Ruling
from thidua.awards.terms import Answer, State, Verdict
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.members.models import Lineage
from thidua.members.terms import Stage, Succession
from thidua.results import actions as results
from thidua.results.models import Decision

MINISTRY = "chien-si-thi-dua-bo-tinh"
BASE = "chien-si-thi-dua-co-so"
WHO = "Trưởng phòng Tham mưu"


@pytest.fixture
def year(cast):
    with clock.at(NOW):
        yield conclude(cast)


def found(year, unit="truong-son", title=FLAG, person="", day=DAY):
    return check(year.member(unit), title, day, person)


def kinds(checked):
    return [item.verdict for item in checked.items]


def open_one(year, unit="truong-son", title=FLAG, **how):
    return actions.open_dossier(here=year.here("thu-ky-cum-truong", DAY), membership=year.member(unit), title=title,
                                at=NOW, **how)  # fmt: skip


def move(year, dossier, way, who, reason=""):
    actions.move(here=year.here(who, DAY), dossier=dossier, way=way, reason=reason, at=NOW)
    dossier.refresh_from_db()


def test_the_leader_of_the_cluster_needs_a_human_for_what_no_program_knows(year):
    checked = found(year)
    assert checked.verdict == Verdict.RULING
    assert kinds(checked) == [Verdict.PASS, Verdict.RULING, Verdict.PASS, Verdict.PASS]
    assert checked.items[0].fact == "Kết quả đã công bố: hạng 1."
    assert "Điều 26, Luật Thi đua, khen thưởng số 06/2022/QH15" in checked.items[0].article
    rule_all(year, "truong-son")
    assert found(year).verdict == Verdict.PASS
    assert "quyết định ngày 25/11/2026" in found(year).items[1].fact


def test_who_does_not_lead_falls_short_and_gets_no_dossier(year):
    checked = found(year, "song-hong")
    assert checked.verdict == Verdict.FAIL
    assert [item.fact for item in checked.lacking] == ["Kết quả đã công bố: hạng 2."]
    with pytest.raises(Refused, match=r"Chưa đủ điều kiện: .*hạng 2"):
        open_one(year, "song-hong")


@pytest.mark.parametrize(
    ("years", "verdict"),
    [((2023, 2024, 2025), Verdict.PASS), ((2024, 2025, 2026), Verdict.PASS), ((2022, 2023, 2025), Verdict.FAIL),
     ((2024, 2025), Verdict.FAIL), ((), Verdict.FAIL)],
)  # fmt: skip
def test_years_in_a_row_are_counted_without_a_gap(year, years, verdict):
    for one in years:
        enter(line(year, "song-hong", BASE, one, WHO), number=f"{one}")
        enter(line(year, "song-hong", BASE, one, "Người khác"), number=f"{one}b")
    assert found(year, "song-hong", MINISTRY, WHO).items[0].verdict == verdict


def test_years_before_a_merger_do_not_carry_over_silently(year):
    song_hong, bien_dong = year.member("song-hong").unit, year.member("bien-dong").unit
    Lineage.objects.create(predecessor=bien_dong, successor=song_hong, kind=Succession.MERGED, on=dt.date(2025, 7, 1),
                           by_document="Nghị quyết minh hoạ")  # fmt: skip
    title = "bang-khen-bo-tinh"
    for one in (2024, 2025):
        enter(line(year, "bien-dong", "don-vi-quyet-thang", one), number=f"{one}")
    item = found(year, "song-hong", title).items[0]
    assert item.verdict == Verdict.RULING
    assert "Đơn vị Biển Đông (minh hoạ) (Sáp nhập, 01/07/2025, Nghị quyết minh hoạ)" in item.fact
    actions.rule(here=year.here("thuong-truc", DAY), membership=year.member("song-hong"), title=title, at=NOW,
                 condition=item.text, passes=False, reason="Không tính tiếp")  # fmt: skip
    assert found(year, "song-hong", title).items[0].verdict == Verdict.FAIL


def test_an_old_laws_title_counts_for_its_successor(year):
    enter(line(year, "song-hong", "2003-" + BASE, 2023, WHO), number="1")
    for one in (2024, 2025):
        enter(line(year, "song-hong", BASE, one, WHO), number=f"{one}")
    assert found(year, "song-hong", MINISTRY, WHO).items[0].verdict == Verdict.PASS


def test_a_hold_and_the_same_award_twice_are_refused(year):
    unit = year.member("truong-son").unit
    held = actions.hold(by=KEEPER, at=NOW, unit=unit, since=DAY, reason="Đang xác minh đơn", document="Số 1")
    assert found(year).verdict == Verdict.FAIL
    assert "Đang xác minh đơn (Số 1)" in found(year).lacking[0].fact
    assert found(year, day=DAY - dt.timedelta(days=1)).verdict == Verdict.RULING, "before it began"
    actions.release(by=KEEPER, at=NOW, held=held, on=DAY - dt.timedelta(days=0))
    later = DAY + dt.timedelta(days=1)
    assert found(year, day=later).verdict == Verdict.RULING
    enter(line(year, "truong-son", FLAG, 2026))
    assert "đã được Cờ thi đua của Bộ, tỉnh" in found(year, day=later).lacking[0].fact


def test_the_law_of_the_day_is_kept_with_the_dossier(year):
    made = open_one(year)
    assert made.checked["day"] == "2026-11-25"
    assert made.checked["law"] == "Điều 20, Điều 26, Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15/6/2022"
    assert found(year, title="2003-co-bo-tinh") is None, "no title of the old law after 2023"
    assert found(year, title=FLAG, person="Ai đó") is None


def test_one_nominee_is_in_one_dossier_for_a_title(year):
    open_one(year)
    with pytest.raises(Refused, match="không nằm trong hai hồ sơ"):
        open_one(year)
    open_one(year, title="lao-dong-tien-tien", person=WHO)
    with pytest.raises(Refused, match="hai hồ sơ"):
        open_one(year, title="lao-dong-tien-tien", person=f"  {WHO} ")
    assert Dossier.objects.count() == 2
    with pytest.raises(Refused, match="chức trách"):
        actions.open_dossier(here=year.here("thuong-truc", DAY), membership=year.member("song-hong"), at=NOW,
                             title="giay-khen-tap-the")  # fmt: skip


def sent_twice(year):
    """The leader's dossier, recalled once and returned once, with the standing office."""
    results.propose(here=year.here("thu-ky-cum-truong", DAY), membership=year.member("truong-son"), award=FLAG, at=NOW)
    made = open_one(year)
    assert made.nomination.award == FLAG
    assert made.ballot.title == "Suy tôn truong-son"
    results.submit(here=year.here("thu-ky-cum-truong", DAY), at=NOW)
    move(year, made, "send", "thu-ky-cum-truong")
    with pytest.raises(Refused, match="lý do"):
        move(year, made, "recall", "thu-ky-cum-truong")
    move(year, made, "recall", "thu-ky-cum-truong", "Bổ sung số liệu")
    move(year, made, "send", "thu-ky-cum-truong")
    move(year, made, "return", "thuong-truc", "Thiếu báo cáo")
    assert made.state == State.CLUSTER
    move(year, made, "send", "thu-ky-cum-truong")
    return made


def opined(year, office, made):
    """Forwarded to an officer; two are asked, one answers."""
    actions.assign(here=office, dossier=made, officer=year.person("thuong-truc"), at=NOW)
    with pytest.raises(Refused, match="không thuộc cơ quan thường trực"):
        actions.assign(here=office, dossier=made, officer=year.person("can-bo-song-hong"), at=NOW)
    asked = [actions.ask(here=office, dossier=made, person=year.person(name), question="Kỷ luật?", at=NOW)
             for name in ("lanh-dao-song-hong", "lanh-dao-bien-dong")]  # fmt: skip
    with pytest.raises(Refused, match="Đã hỏi"):
        actions.ask(here=office, dossier=made, person=year.person("lanh-dao-song-hong"), question="", at=NOW)
    with pytest.raises(Refused, match="Chỉ người được hỏi"):
        actions.give_opinion(here=office, opinion=asked[0], agrees=True, text="", at=NOW)
    actions.give_opinion(
        here=year.here("lanh-dao-song-hong", DAY), opinion=asked[0], agrees=True, text="Không có", at=NOW
    )


def test_the_whole_way_with_recall_return_opinions_council_and_decision(year):
    made, office = sent_twice(year), year.here("thuong-truc", DAY)
    opined(year, office, made)
    with pytest.raises(Refused, match="chưa có người quyết định"):
        move(year, made, "to_council", "thuong-truc")
    rule_all(year, "truong-son")
    move(year, made, "to_council", "thuong-truc")
    said = {"here": office, "dossier": made, "answer": Answer.AGREE, "members": 9, "document": "Biên bản 1", "at": NOW}
    with pytest.raises(Refused, match="7/9 phiếu chưa đạt 80%"):
        actions.council(in_favour=7, **said)
    actions.council(in_favour=8, **said)
    with pytest.raises(Refused, match="Hội đồng đồng ý, chờ quyết định"):
        actions.council(in_favour=8, **said)
    actions.answer(here=office, dossier=made, body="Bộ Minh hoạ", number="5/QĐ-MH", on=DAY, signer="Bộ trưởng", at=NOW)
    made.refresh_from_db()
    assert made.state == State.GRANTED
    assert made.award == Award.objects.get()
    assert Decision.objects.get().number == "5/QĐ-MH"
    year.year.refresh_from_db()
    assert year.year.at == Stage.DECIDED
    assert [one.what for one in made.moves.all()][-3:] == [
        "Trình Hội đồng",
        "Hội đồng: Đồng ý",
        "Quyết định số 5/QĐ-MH",
    ]


def test_the_council_may_lower_or_refuse_with_its_reason(year):
    made = open_one(year)
    rule_all(year, "truong-son")
    move(year, made, "send", "thu-ky-cum-truong")
    move(year, made, "to_council", "thuong-truc")
    said = {"here": year.here("thuong-truc", DAY), "dossier": made, "members": 9, "in_favour": 5, "at": NOW,
            "document": "Biên bản 1", "answer": Answer.LOWER}  # fmt: skip
    with pytest.raises(Refused, match="hình thức thấp hơn"):
        actions.council(**said, reason="Chưa nổi trội")
    with pytest.raises(Refused, match="lý do"):
        actions.council(**said, lower="bang-khen-bo-tinh")
    actions.council(**said, lower="bang-khen-bo-tinh", reason="Chưa nổi trội")
    made.refresh_from_db()
    assert (made.title, made.asked, made.state) == ("bang-khen-bo-tinh", FLAG, State.PASSED)


def test_the_pages_of_the_way(year, visit):
    at = f"/cum/cum-mau/{year.year.year}/khen-thuong/"
    asked = {"membership": year.member("truong-son").pk, "title": FLAG, "person": ""}
    secretary, office = visit("thu-ky-cum-truong"), visit("thuong-truc")
    page = secretary.get(at + "dieu-kien/", asked).content.decode()
    assert "Cần người quyết định" in page
    assert "Kết quả đã công bố: hạng 1." in page
    assert "Lập hồ sơ" in page
    secretary.post(at + "dieu-kien/", asked)
    made = Dossier.objects.get()
    assert secretary.post(at + "dieu-kien/", {**asked, "achievement": "Vượt chỉ tiêu"}).status_code == 422
    assert visit("can-bo-truong-son").get(f"{at}{made.pk}/").status_code == 404, "not sent yet"
    secretary.post(f"{at}{made.pk}/chuyen/send/")
    assert visit("can-bo-truong-son").get(f"{at}{made.pk}/").status_code == 200
    assert visit("can-bo-song-hong").get(f"{at}{made.pk}/").status_code == 404
    condition = next(item.text for item in found(year).items if item.asks)
    office.post(at + "dieu-kien/quyet-dinh/", {**asked, "condition": condition, "passes": "1", "reason": "Có báo cáo"})
    assert Ruling.objects.get().passes
    office.post(f"{at}{made.pk}/chuyen/to_council/")
    refused = office.post(
        f"{at}{made.pk}/hoi-dong/", {"answer": "agree", "members": 9, "in_favour": 3, "document": "BB 1"}
    )
    assert refused.status_code == 422
    assert "BB 1" in refused.content.decode()
    office.post(f"{at}{made.pk}/hoi-dong/", {"answer": "agree", "members": 9, "in_favour": 9, "document": "BB 1"})
    office.post(f"{at}{made.pk}/tra-loi/", {"body": "Bộ Minh hoạ", "number": "5", "on": "2026-11-25", "signer": "X"})
    made.refresh_from_db()
    assert made.state == State.GRANTED
    assert "Số 5" in visit("can-bo-truong-son").get(f"{at}{made.pk}/").content.decode()
    assert secretary.get(at).status_code == 200


def test_the_catalogue_reads_with_what_was_not_verified_marked(year, visit):
    page = visit("can-bo-dong-bang").get("/danh-muc-khen-thuong/").content.decode()
    assert "Ba lần liên tục đạt Chiến sĩ thi đua cơ sở." in page
    assert "chưa xác minh" in page
    assert "1,5 lần mức lương cơ sở" in page
    assert "Điều 54, Nghị định số 152/2025/NĐ-CP" in page
