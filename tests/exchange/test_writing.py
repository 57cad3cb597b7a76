"""What a program writes: by the same action as the page, on the version it read, all or nothing."""

import pytest

from tests.exchange.callers import YEAR, caller, problem
from tests.reports.year import HALF, opened, save, submit
from tests.scoring.year import open_round, started
from thidua.exchange.api.views import reports
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.reports.models import Figure
from thidua.reports.queries import report_of
from thidua.samples.cast import moment
from thidua.scoring.models import Claim
from thidua.scoring.terms import Hand

CELL = ("I.1.a", "actual")
SHEET = f"{YEAR}/units/song-hong/sheet"


@pytest.fixture
def period(cast):
    started(cast)
    return opened(cast, HALF)


@pytest.fixture
def place(period) -> str:
    return f"{YEAR}/reports/{period.pk}/song-hong/figures"


def with_cell(answer, text: str) -> dict[str, object]:
    """What was read, one figure changed."""
    given = answer.json()
    given["figures"][CELL[0]][CELL[1]] = text
    return given


def test_what_was_read_is_changed_and_put_back(cast, period, place):
    program = caller(cast, "can-bo-song-hong")
    read = program.get(place)
    written = program.put(place, with_cell(read, " 120 "), If_Match=read["ETag"])
    assert written.status_code == 200, written.content
    assert written.json()["figures"]["I.1.a"] == {"actual": "120"}
    again = program.get(place)
    assert (again.content, again["ETag"]) == (written.content, written["ETag"])
    figure = Figure.objects.get(code="I.1.a")
    assert (figure.written, figure.carried) == ("120", False)
    entry = Entry.objects.get(act="reports.save")
    assert f"qua mã truy cập {program.token}" in entry.actor_name
    assert entry.actor_unit == "Đơn vị Sông Hồng (minh hoạ)"
    assert entry.facts["figures"] == {"I.1.a:actual": {"before": "", "after": "120"}}


def test_put_is_the_whole_table(cast, period, place):
    save(cast, period, "song-hong", {"I.1.a": {"actual": "5"}})
    program = caller(cast, "can-bo-song-hong")
    tag = program.get(place)["ETag"]
    assert program.put(place, {"figures": {}, "narrative": "Khác"}, If_Match=tag).status_code == 200
    assert not Figure.objects.exists()


def test_without_its_version_a_write_is_refused_and_with_an_old_one_too(cast, period, place):
    program = caller(cast, "can-bo-song-hong")
    read = program.get(place)
    body = with_cell(read, "7")
    problem(program.put(place, body), 428)
    save(cast, period, "song-hong", {"I.1.a": {"actual": "5"}}, narrative="")
    assert "đọc lại" in problem(program.put(place, body, If_Match=read["ETag"]), 412)["detail"]
    assert Figure.objects.get().written == "5"


def test_a_write_sent_again_after_its_answer_was_lost_is_one_write(cast, period, place):
    program = caller(cast, "can-bo-song-hong")
    read = program.get(place)
    body = with_cell(read, "7")
    first, second = (program.put(place, body, If_Match=read["ETag"]) for _try in range(2))
    assert (second.status_code, second.content, second["ETag"]) == (200, first.content, first["ETag"])
    assert Entry.objects.filter(act="reports.save").count() == 1


def test_who_writes_in_between_is_not_overwritten(cast, period, place, monkeypatch):
    program, look = caller(cast, "can-bo-song-hong"), reports.applied_already

    def slow(*given):
        told = look(*given)
        save(cast, period, "song-hong", {"I.1.a": {"actual": "5"}}, narrative="")
        return told

    monkeypatch.setattr(reports, "applied_already", slow)
    read = program.get(place)
    problem(program.put(place, with_cell(read, "7"), If_Match=read["ETag"]), 412)
    assert Figure.objects.get().written == "5"


def test_wrong_figures_are_named_one_by_one_and_nothing_is_kept(cast, period, place):
    program = caller(cast, "can-bo-song-hong")
    read = program.get(place)
    body = with_cell(read, "một trăm")
    body["figures"]["IX.9"] = {"x": "1"}
    told = problem(program.put(place, body, If_Match=read["ETag"]), 422)
    assert {one["pointer"] for one in told["errors"]} == {"#/figures/I.1.a/actual", "#/figures/IX.9"}
    assert report_of(period, cast.member("song-hong")) is None


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"figures": {}}, "#/narrative"),
        ({"figures": {}, "narrative": "", "state": "submitted"}, "#/state"),
        ({"figures": {"I.1.a": {"actual": 5}}, "narrative": ""}, "#/figures/I.1.a/actual"),
        ({"figures": {}, "narrative": "a\0b"}, "#/narrative"),
        ([], "#/"),
    ],
)
def test_a_body_of_another_shape_is_told_place_by_place(cast, place, body, pointer):
    told = problem(caller(cast, "can-bo-song-hong").put(place, body, If_Match='"x"'), 422)
    assert pointer in [one["pointer"] for one in told["errors"]]
    assert not [one for one in told["errors"] if one["detail"].isascii()], "said in Vietnamese"


def test_what_is_no_json_is_said(cast, place):
    assert "JSON" in problem(caller(cast, "can-bo-song-hong").put(place, "{", If_Match='"x"'), 400)["detail"]


def test_only_the_own_unit_writes_and_only_while_it_may(cast, period, place):
    secretary, program = caller(cast, "thu-ky-cum-truong"), caller(cast, "can-bo-song-hong")
    read = secretary.get(place)
    told = problem(secretary.put(place, with_cell(read, "7"), If_Match=read["ETag"]), 403)
    assert "cán bộ thi đua" in told["detail"]
    problem(caller(cast, "can-bo-bien-dong").put(place, read.json(), If_Match=read["ETag"]), 404)
    save(cast, period, "song-hong", {"I.1.a": {"actual": "5"}})
    submit(cast, period, "song-hong")
    read = program.get(place)
    assert "đã gửi" in problem(program.put(place, with_cell(read, "7"), If_Match=read["ETag"]), 409)["detail"]


def test_the_own_sheet_is_written_row_by_row(cast):
    open_round(started(cast), Hand.SELF)
    with clock.at(moment(2026, 10, 6)):
        program = caller(cast, "can-bo-song-hong")
        read = program.get(SHEET)
        assert read.json() == {"rows": {}}
        rows = {"I.1.a": {"written": {"actual": "1500"}}}
        written = program.put(SHEET, {"rows": rows}, If_Match=read["ETag"])
        assert written.json() == {"rows": {"I.1.a": {"written": {"actual": "1500"}, "reason": ""}}}
        assert program.put(SHEET, {"rows": rows}, If_Match=read["ETag"]).status_code == 200, "sent again"
        other = {"rows": {"I.1.a": {"written": {"actual": "9"}}}}
        problem(program.put(SHEET, other, If_Match=read["ETag"]), 412)
        told = problem(program.put(SHEET, {"rows": {"I.1.a": {"written": {"actual": "x"}}}}, If_Match="*"), 422)
        assert told["errors"][0]["pointer"] == "#/rows/I.1.a/actual"
        assert Claim.objects.get().written == {"actual": "1500"}
        problem(caller(cast, "can-bo-bien-dong").put(SHEET, other, If_Match=written["ETag"]), 404)
        problem(caller(cast, "thu-ky-cum-pho").put(SHEET, other, If_Match=written["ETag"]), 403)
