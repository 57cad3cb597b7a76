"""Trying figures: points move, reasons open, nothing is kept."""

import json
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rulebook.tables import ADDRESS, SAMPLE, adopt_sample, draft
from thidua import engine
from thidua.ledger.models import Entry
from thidua.rulebook.models import EditionText
from thidua.rulebook.trial import Trial, most_units, name_of

REAL = Path(__file__).parent.parent / "engine/tables"
EDITION = engine.load(SAMPLE)


def key(code, owner="unit"):
    """The name of the first thing a criterion asks."""
    return next(asked.key for asked in engine.inputs(EDITION.criterion(code)) if asked.owner == owner)


def typed(*cells):
    """(code, unit, text)… as posted."""
    return {name_of(code, key(code), place): text for code, place, text in cells}


def real(name):
    return engine.load((REAL / f"{name}.toml").read_text(encoding="utf-8"))


def test_points_totals_and_places_follow_what_is_typed():
    trial = Trial(EDITION, 2, typed(("I.2.b", 0, "40"), ("I.2.b", 1, "12,5"), ("I.3.a", 1, "có")))
    points = trial.points()
    assert (points["I.2.b::0"], points["I.2.b::1"], points["I.3.a::0"], points["I.3.a::1"]) == ("40", "12,5", "–", "40")
    assert [(one.unit, one.total, one.rank) for one in trial.results()] == [
        ("Đơn vị A", "40", "2"), ("Đơn vị B", "52,5", "1"),
    ]  # fmt: skip
    assert (points["I.2::0"], points["I::1"]) == ("40", "52,5")
    assert trial.results()[0].missing > 30


def test_units_are_compared_with_each_other_and_with_their_targets():
    first, target = key("I.1.a"), key("I.1.a", "target")
    cells = {name_of("I.1.a", first, 0): "100", name_of("I.1.a", target, 0): "100",
             name_of("I.1.a", first, 1): "50", name_of("I.1.a", target, 1): "100"}  # fmt: skip
    points = Trial(EDITION, 2, cells).points()
    assert (points["I.1.a::0"], points["I.1.a::1"]) != ("–", "–")
    assert points["I.1.a::0"] != points["I.1.a::1"]


def test_states_stand_in_place_of_figures():
    for state, shown in (("khong-giao", "–"), ("mien", "40"), ("khong-ro", "–")):
        trial = Trial(EDITION, 1, {**typed(("I.2.b", 0, "7")), "I.2.b::0": state})
        assert trial.points()["I.2.b::0"] == shown
    assert trial.scores.units["Đơn vị A"].unknown == ("I.2.b",)
    assert Trial(EDITION, 1, {**typed(("I.2.b", 0, "7")), "I.2.b::0": "linh tinh"}).points()["I.2.b::0"] == "7"


def test_what_a_table_asks_about_the_units_themselves_is_asked():
    table = real("thcs-lehuulap-nam")
    names = [name for name, _cells in Trial(table, 1, {}).about()]
    assert names == list(engine.attributes_asked(table))
    assert names
    late = Trial(table, 1, {name_of("@", "khoi", 0): "9", name_of("@", "co_so", 0): "trường chính"})
    young = Trial(table, 1, {name_of("@", "khoi", 0): "6", name_of("@", "co_so", 0): "trường chính"})
    assert late.scores.units["Đơn vị A"].not_assigned != young.scores.units["Đơn vị A"].not_assigned
    confused = Trial(table, 1, {name_of("@", "khoi", 0): "1.2.3,4,5"})
    assert confused.results()
    assert list(confused.wrong) == [name_of("@", "khoi", 0)]


def test_bad_figures_are_told_at_their_cell_and_count_as_missing():
    trial = Trial(EDITION, 1, typed(("I.2.b", 0, "chín"), ("I.3.a", 0, "có")))
    (row,) = [row for row in trial.rows() if row.criterion.code == "I.2.b"]
    (cell,) = row.fields[0].cells
    assert (cell.text, row.fields[0].points) == ("chín", "–")
    assert "Xin ghi bằng chữ số" in cell.wrong
    assert Trial(EDITION, 1, typed(("I.2.b", 0, "41"))).rows()
    assert trial.results()[0].total == "40"


def test_one_criterion_comes_with_what_lies_under_it_and_what_it_rests_on():
    assert [one.code for one in Trial(EDITION, 1, {}, "I.2.b").criteria] == ["I.2.b"]
    assert {one.code for one in Trial(EDITION, 1, {}, "I.2").criteria} == {"I.2", *(
        one.code for one in EDITION.children("I.2"))}  # fmt: skip


def test_why_follows_the_figures():
    trial = Trial(EDITION, 2, typed(("I.2.b", 0, "40"), ("I.2.b", 1, "12,5")))
    (first, second) = trial.why("I.2.b")
    assert first[0] == "Đơn vị A"
    assert "40" in first[1].sentence
    assert "12,5" in second[1].sentence
    assert trial.why("I")[0][1].sentence


@pytest.mark.parametrize("path", sorted(REAL.glob("*.toml")), ids=lambda path: path.stem)
def test_every_real_table_can_be_tried(path):
    table = engine.load(path.read_text(encoding="utf-8"))
    trial = Trial(table, most_units(table), {})
    assert len(trial.rows()) == len(table.criteria)
    assert all(trial.why(one.code) for one in table.criteria)
    assert trial.wrong == {}


def test_the_widest_form_stays_below_what_the_site_accepts(settings):
    for path in REAL.glob("*.toml"):
        table = engine.load(path.read_text(encoding="utf-8"))
        rows = Trial(table, most_units(table), {}).rows()
        inputs = sum(len(spot.cells) + 1 for row in rows for spot in row.fields)
        assert inputs < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS - 100
    assert most_units(EDITION) == 7


class Buttons(HTMLParser):
    """The buttons and the named inputs of a page, as a screen reader would meet them."""

    def __init__(self, page):
        super().__init__()
        self.buttons, self.names = [], {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "button":
            self.buttons.append(told)
        if tag == "input":
            self.names[told.get("name")] = told.get("value")


def test_without_javascript_a_button_tries_and_a_reason_opens(launched, visit):
    edition = adopt_sample(launched)
    visitor, address = visit("can-bo-bien-dong"), f"{ADDRESS}{edition.pk}/thu/"
    assert "Không có gì được lưu" in visitor.get(address).content.decode()
    entries = Entry.objects.count()
    cells = typed(("I.2.b", 0, "12,5"))
    answer = visitor.post(address, {**cells, "don-vi": "2", "vi-sao": "I.2.b"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert next(iter(cells.items())) in Buttons(page).names.items()
    assert '<tr class="reasons">' in page
    assert "12,5 điểm" in page
    assert "Đơn vị C" not in page
    assert (Entry.objects.count(), EditionText.objects.get().text) == (entries, SAMPLE)


def test_a_bad_figure_answers_422_and_survives(launched, visit):
    edition = adopt_sample(launched)
    cells = typed(("I.2.b", 0, "chín"), ("I.3.a", 1, "có"))
    answer = visit("can-bo-bien-dong").post(f"{ADDRESS}{edition.pk}/thu/", cells)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="chín"' in page
    assert "Đơn vị A, I.2.b:" in page


def test_how_many_units_there_may_be(launched, visit):
    edition = adopt_sample(launched)
    visitor, address = visit("can-bo-bien-dong"), f"{ADDRESS}{edition.pk}/thu/"
    for asked, made in (("7", 7), ("1", 1), ("99", 7), ("0", 3), ("-1", 3), ("x", 3), ("²", 3), ("", 3)):
        assert visitor.post(address, {"don-vi": asked}).context["trial"].count == made
    assert visitor.get(address).context["trial"].count == 3


def test_one_criterion_by_its_link(launched, visit):
    edition = adopt_sample(launched)
    visitor, address = visit("can-bo-bien-dong"), f"{ADDRESS}{edition.pk}/thu/"
    page = visitor.get(address + "?tieu-chi=I.2.b").content.decode()
    assert "Thử số liệu tiêu chí I.2.b" in page
    assert "I.2.a." not in page
    assert "Xếp hạng" not in page
    assert visitor.get(address + "?tieu-chi=IX").status_code == 404
    assert f"{address}?tieu-chi=I.2.b" in visitor.get(f"{ADDRESS}{edition.pk}/").content.decode()


def test_typing_is_answered_with_points_places_errors_and_open_reasons(launched, visit):
    edition = adopt_sample(launched)
    visitor, address = visit("can-bo-bien-dong"), f"{ADDRESS}{edition.pk}/thu/diem/"
    cells = typed(("I.2.b", 0, "40"), ("I.2.b", 1, "chín"))
    made = json.loads(visitor.post(address, {**cells, "vi-sao": ["I.2.b", "khong-co"]}).content)
    assert made["points"]["I.2.b::0"] == "40"
    assert made["results"][0][:1] == ["40"]
    assert list(made["wrong"]) == [name_of("I.2.b", key("I.2.b"), 1)]
    assert list(made["why"]) == ["I.2.b"]
    assert visitor.get(address).status_code == 405


def test_quotas_are_tried_under_the_grade_of_the_collective_above(launched, visit):
    text = (REAL / "e29-ty-le.toml").read_text(encoding="utf-8").replace("share = 0.2", "share = 0.5")
    address = f"{ADDRESS}{draft(launched, text.replace('year = 2025', 'year = 2026')).pk}/thu/"
    posted = {"don-vi": "5"} | {name_of("1", "points", place): str(99 - place) for place in range(5)}
    client = visit("thu-ky-cum-truong")
    assert 'name="tap-the"' in client.get(address).content.decode()
    for above, grades in (("", "1 1 1 3 3"), ("1", "1 2 2 3 3"), ("2", "2 2 2 3 3"), ("lạ", "1 1 1 3 3")):
        made = client.post(f"{address}diem/", {**posted, "tap-the": above}).json()
        assert " ".join(row[3] for row in made["results"]) == grades
    kept = client.post(address, {**posted, "tap-the": "2"}).content.decode()
    assert "<option selected>2</option>" in kept
    assert 'name="tap-the"' not in client.get(f"{address}?tieu-chi=1").content.decode()
    assert 'name="tap-the"' not in client.get(f"{ADDRESS}{draft(launched).pk}/thu/").content.decode()


def test_a_draft_is_tried_too_unless_it_goes_in_circles(launched, visit):
    faulty = draft(launched, SAMPLE.replace("total = 1000", "total = 999"))
    secretary = visit("thu-ky-cum-truong")
    assert "Tính thử" in secretary.get(f"{ADDRESS}{faulty.pk}/thu/").content.decode()
    circle = draft(launched, SAMPLE + '\n[[criterion]]\ncode = "X"\ntitle = "Vòng"\nparent = "X"\n')
    page = secretary.get(f"{ADDRESS}{circle.pk}/thu/").content.decode()
    assert "lấy điểm của nhau thành vòng" in page
    assert secretary.post(f"{ADDRESS}{circle.pk}/thu/diem/").status_code == 404


def test_the_longest_real_table_is_answered_quickly_and_in_a_fixed_number_of_queries(launched, visit):
    table = (REAL / "cand-quangtri-2025.toml").read_text(encoding="utf-8")
    long, short = draft(launched, table), draft(launched)
    secretary = visit("thu-ky-cum-truong")

    def cost(edition):
        secretary.post(f"{ADDRESS}{edition.pk}/thu/diem/", {"don-vi": "3"})
        begun = perf_counter()
        with CaptureQueriesContext(connection) as queries:
            secretary.post(f"{ADDRESS}{edition.pk}/thu/diem/", {"don-vi": "3"})
        return len(queries), perf_counter() - begun

    (queries, seconds), (fewer, _seconds) = cost(long), cost(short)
    assert queries == fewer
    assert seconds < 1.5, "typing waits for this answer"
