"""What a program reads: what its seat sees on the pages, no more; cursors, entity tags, problems in Vietnamese."""

import pytest
from django.test import Client

from tests.exchange.callers import ROOT, YEAR, Caller, caller, problem
from tests.reports.year import HALF, opened, save, submit
from tests.results.appraised import appraise, at_stage
from tests.scoring.quarters import Q1, by_quarters
from tests.scoring.quarters import appraised as quarter
from tests.scoring.year import started
from thidua.exchange.api import doors
from thidua.exchange.api.terms import Reach
from thidua.kit import clock
from thidua.members.terms import Stage
from thidua.paperwork import actions as paperwork
from thidua.paperwork.terms import Kind
from thidua.results import actions as results
from thidua.samples.cast import assemble, moment

AT = moment(2026, 11, 10)


def test_a_token_says_what_it_is_and_where_it_may_go(cast):
    program = caller(cast, "can-bo-song-hong", Reach.YEAR)
    told = program.get(f"{ROOT}/me").json()
    assert (told["office"], told["unit"], told["reaches"]) == ("unit_officer", "song-hong", ["year"])
    assert told["year"]["stage_name"] == "Thành lập"
    assert [one["cluster"] for one in program.get(f"{ROOT}/years").json()["items"]] == ["cum-mau"]
    year = program.get(YEAR).json()
    assert (year["head"], year["deputy"], year["cut_off"]) == ("song-hong", "truong-son", "2026-10-31")
    assert [one["unit"] for one in year["members"]][:2] == ["song-hong", "truong-son"]


def test_a_list_is_walked_by_its_cursor(cast):
    for copy in (2, 3):
        assemble(copy=copy)
    program, seen, cursor = caller(cast, "thuong-truc"), [], ""
    while cursor is not None:
        told = program.get(f"{ROOT}/years?limit=1&cursor={cursor}").json()
        seen += [one["cluster"] for one in told["items"]]
        cursor = told["next"]
    assert seen == ["cum-mau-3", "cum-mau-2", "cum-mau"]
    assert problem(program.get(f"{ROOT}/years?cursor=xyz"), 422)["errors"][0]["pointer"] == "cursor"
    told = problem(program.get(f"{ROOT}/years?limit=0"), 422)
    assert told["errors"] == [{"pointer": "limit", "detail": "Số này nhỏ quá."}]


def test_a_year_without_the_seat_does_not_exist(cast):
    assemble(copy=2)
    program = caller(cast, "can-bo-song-hong")  # has seats in both, but the token is of one
    own = program.get(f"{ROOT}/me").json()["year"]["cluster"]
    other = {"cum-mau": "cum-mau-2", "cum-mau-2": "cum-mau"}[own]
    assert program.get(f"{ROOT}/years/{own}/2026").status_code == 200
    hidden = problem(program.get(f"{ROOT}/years/{other}/2026"), 404)
    unknown = problem(program.get(f"{ROOT}/years/khong-co/2026"), 404)
    assert {**hidden, "instance": ""} == {**unknown, "instance": ""}


def test_no_browser_shows_an_answer_as_a_page(cast):
    """Answers and problems are files to a browser that opens their address, whatever is in them."""
    program = caller(cast, "can-bo-song-hong")
    for answer in (program.get(YEAR), program.get(f"{YEAR}/khong-co"), Client().get(YEAR)):
        assert answer["Content-Disposition"] == 'attachment; filename="api.json"'
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_has_not_changed_is_not_sent_again(cast):
    program = caller(cast, "can-bo-song-hong")
    first = program.get(YEAR)
    again = program.get(YEAR, If_None_Match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    at_stage(cast, Stage.LAUNCHED)
    assert program.get(YEAR, If_None_Match=first["ETag"]).status_code == 200


def test_a_stranger_and_a_wrong_token_are_told_how_to_get_one(cast):
    for visitor in (Client(), Caller("thidua_sai").client):
        answer = visitor.get(YEAR)
        assert "Authorization: Bearer" in problem(answer, 401)["detail"]
        assert answer["WWW-Authenticate"].startswith("Bearer")
    assert problem(Caller("thidua_sai").get(YEAR), 401)["detail"] == "Mã truy cập không đúng."
    assert problem(Caller("khác hẳn".encode().decode("latin-1")).get(YEAR), 401)


def test_a_session_opens_nothing_here(visit):
    assert visit("thuong-truc").get(YEAR).status_code == 401


def test_a_token_reaches_no_further_than_it_was_made_for(cast):
    program = caller(cast, "can-bo-song-hong", Reach.FIGURES)
    for path in (YEAR, f"{YEAR}/criteria", f"{YEAR}/board", f"{YEAR}/papers", f"{ROOT}/awards"):
        assert "phạm vi" in problem(program.get(path), 403)["detail"]


def test_too_many_calls_wait_each_token_on_its_own(cast, monkeypatch):
    monkeypatch.setattr(doors, "CALLS", 2)
    program, other = caller(cast, "can-bo-song-hong"), caller(cast, "can-bo-bien-dong")
    with clock.at(moment(2026, 3, 1, 9, 30)):
        assert [program.get(f"{ROOT}/me").status_code for _try in range(3)] == [200, 200, 429]
        answer = program.get(f"{ROOT}/me")
        assert "Retry-After" in problem(answer, 429)["detail"]
        assert answer["Retry-After"] == "60"
        assert other.get(f"{ROOT}/me").status_code == 200
    with clock.at(moment(2026, 3, 1, 9, 31)):
        assert program.get(f"{ROOT}/me").status_code == 200


@pytest.mark.parametrize("path", ["/nothing", "/years/cum-mau/hai-nghin", "/years/cum-mau/2026/khong-co", "/a%0Ab"])
def test_what_is_not_there_is_a_problem_too(cast, path):
    problem(caller(cast, "can-bo-song-hong").get(ROOT + path), 404)


def test_another_way_of_calling_is_a_problem_too(cast):
    program = caller(cast, "can-bo-song-hong")
    answer = program.client.post(YEAR, headers={"Authorization": f"Bearer {program.code}"})
    assert problem(answer, 405)
    assert answer["Allow"] == "GET"


def test_a_mistake_of_ours_is_told_by_its_reference_alone(cast, monkeypatch):
    monkeypatch.setattr("thidua.exchange.api.views.years.launch_of", lambda _year: 1 // 0)
    answer = caller(cast, "can-bo-song-hong").get(YEAR)
    assert len(problem(answer, 500)["reference"]) == 10
    assert "ZeroDivisionError" not in answer.content.decode()


def test_the_criteria_say_how_they_count(cast):
    program = caller(cast, "can-bo-song-hong")
    assert "chưa có bảng tiêu chí" in problem(program.get(f"{YEAR}/criteria"), 404)["detail"]
    started(cast)
    told = program.get(f"{YEAR}/criteria").json()
    assert (told["total"], len(told["digest"])) == ("1000.000", 64)
    leaf = next(one for one in told["criteria"] if one["code"] == "I.1.a")
    assert leaf["how"]
    assert leaf["inputs"][0]["key"] == "actual"


def test_points_are_seen_by_whom_the_pages_show_them_to(cast):
    started(cast)
    own, head = caller(cast, "can-bo-bien-dong"), caller(cast, "thu-ky-cum-truong")
    assert "mở cho các đơn vị" in problem(own.get(f"{YEAR}/board"), 403)["detail"]
    assert head.get(f"{YEAR}/board").json()["official"] is False
    assert own.get(f"{YEAR}/units/bien-dong/card").status_code == 200
    problem(own.get(f"{YEAR}/units/song-hong/card"), 404)
    problem(own.get(f"{YEAR}/units/song-hong/points/tong"), 404)
    problem(own.get(f"{YEAR}/units/song-hong/sheet"), 404)


def test_the_board_the_card_and_the_why_agree(cast):
    appraise(cast)
    with clock.at(AT):
        program = caller(cast, "can-bo-bien-dong")
        rows = program.get(f"{YEAR}/board").json()["rows"]
        assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)
        row = next(one for one in rows if one["unit"] == "bien-dong")
        card = program.get(f"{YEAR}/units/bien-dong/card").json()
        assert card["totals"]["self"]
        why = program.get(f"{YEAR}/units/bien-dong/points/tong").json()
        assert why["points"] == row["total"]
        leaf = program.get(f"{YEAR}/units/bien-dong/points/I.1.a?column=self").json()
        assert "điểm" in leaf["sentence"]
        points = next(one for one in card["rows"] if one["code"] == "I.1.a")["points"]
        assert leaf["points"] == points["self"]
        problem(program.get(f"{YEAR}/units/bien-dong/points/khong-co"), 404)
        told = problem(program.get(f"{YEAR}/board?column=tat-ca"), 422)
        assert told["errors"][0]["pointer"] == "column"
        assert program.get(f"{YEAR}/board?period=Q1").json()["errors"][0]["pointer"] == "period"


def test_a_year_made_of_periods_is_read_period_by_period_and_as_a_whole(cast):
    by_quarters(cast)
    quarter(cast, "Q1", Q1)
    with clock.at(moment(2026, 10, 6)):
        program = caller(cast, "can-bo-bien-dong")
        row = next(one for one in program.get(f"{YEAR}/board?period=Q1").json()["rows"] if one["unit"] == "bien-dong")
        card = program.get(f"{YEAR}/units/bien-dong/card?period=Q1").json()
        assert card["totals"]["agreed"] == row["total"]
        assert program.get(f"{YEAR}/units/bien-dong/points/tong?period=Q1").json()["points"] == row["total"]
        whole = program.get(f"{YEAR}/units/bien-dong/card").json()
        assert whole["totals"]["Q1"] == row["total"]
        assert "=" in program.get(f"{YEAR}/units/bien-dong/points/tong").json()["sentence"]
        problem(program.get(f"{YEAR}/board"), 403)
        year = caller(cast, "thu-ky-cum-truong").get(f"{YEAR}/board").json()["rows"]
        assert next(one for one in year if one["unit"] == "bien-dong")["periods"]["Q1"] == row["total"]
        problem(program.get(f"{YEAR}/units/bien-dong/sheet"), 404)
        assert program.get(f"{YEAR}/units/bien-dong/sheet?period=Q1").json()["rows"]


def test_results_show_when_published_with_their_hash(cast):
    appraise(cast)
    with clock.at(AT):
        unit, head = caller(cast, "can-bo-bien-dong"), caller(cast, "thu-ky-cum-truong")
        sealed = results.seal(here=cast.here("thu-ky-cum-truong", AT.date()), at=AT)
        assert unit.get(f"{YEAR}/results").json()["items"] == []
        problem(unit.get(f"{YEAR}/results/1"), 404)
        assert [one["version"] for one in head.get(f"{YEAR}/results").json()["items"]] == [1]
        results.publish(here=cast.here("thu-ky-cum-truong", AT.date()), result=sealed, at=AT)
        told = unit.get(f"{YEAR}/results/1").json()
        assert told["digest"] == sealed.digest
        assert told["check_url"].endswith(f"/doi-chieu/{sealed.digest}/")
        assert told["rows"][0]["rank"] == 1


def test_papers_are_those_the_seat_sees_and_come_as_pdf(cast):
    started(cast)
    secretary = cast.here("thu-ky-cum-truong")
    text = {"sections": [{"paragraphs": ["Nội dung minh hoạ."]}]}
    made = paperwork.issue(here=secretary, kind=Kind.NOTICE, about="về việc minh hoạ", subject="note:1", content=text,
                           at=moment(2026, 3, 1))  # fmt: skip
    program = caller(cast, "can-bo-bien-dong")
    told = program.get(f"{YEAR}/papers").json()["items"][0]
    assert (told["id"], told["symbol"], told["status"]) == (made.pk, "01/TB-CTĐ", "issued")
    pdf = program.get(told["pdf"])
    assert pdf.content.startswith(b"%PDF-")
    assert program.get(told["pdf"], If_None_Match=pdf["ETag"]).status_code == 304
    problem(program.get(f"{YEAR}/papers/{made.pk + 1}/pdf"), 404)


def test_reports_of_others_are_counted_and_not_read(cast):
    started(cast)
    period = opened(cast, HALF)
    save(cast, period, "song-hong", {"I.1.a": {"actual": "5"}})
    submit(cast, period, "song-hong")
    program = caller(cast, "can-bo-bien-dong")
    states = {one["unit"]: one["state"] for one in program.get(f"{YEAR}/reports").json()["items"]}
    assert (states["song-hong"], states["bien-dong"]) == ("submitted", "none")
    problem(program.get(f"{YEAR}/reports/{period.pk}/song-hong/figures"), 404)
    read = caller(cast, "thu-ky-cum-pho").get(f"{YEAR}/reports/{period.pk}/song-hong/figures").json()
    assert read["figures"]["I.1.a"] == {"actual": "5"}
