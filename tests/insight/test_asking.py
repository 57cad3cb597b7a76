"""Hỏi số liệu: the numbers are those of the rows, each is told what that person may read, files say the same."""

import datetime as dt
import io
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.insight.asked import NOW, ROOT, asked, sealed
from tests.seeded import seeded
from thidua.awards.models import Award
from thidua.insight.asking.answer import answer
from thidua.insight.asking.question import read
from thidua.insight.asking.sight import sight_of
from thidua.insight.models import SavedQuestion
from thidua.kit import clock
from thidua.kit.workbook_open import opened
from thidua.ledger.models import Entry
from thidua.members.actions import found_cluster, found_unit, seat
from thidua.members.models import Cluster, ClusterYear, Lineage, Unit
from thidua.members.queries import seats_of
from thidua.members.terms import Office, Stage
from thidua.news.models import Showing
from thidua.results.fulfilment import fulfilments
from thidua.results.models import Result
from thidua.results.queries import places
from thidua.samples.cast import PROGRAM, YEAR

STANDING, SECRETARY, OFFICER = "thuong-truc", "thu-ky-cum-truong", "can-bo-bien-dong"
TOTALS = {"truong-son": 900_000, "song-hong": 800_500, "bien-dong": 700_000, "cao-nguyen": 650_000, "dong-bang": None}
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    """The sample year to its end, and the year before it with numbers of our own."""
    with clock.at(NOW):
        made = seeded(Stage.HANDED_OVER)
        sealed(made, YEAR - 1, TOTALS)
        yield made


def told(cast, username, **words):
    person = cast.person(username)
    return answer(read(words), sight_of(person, list(seats_of(person, NOW.date())), NOW), NOW)


def table(found):
    """{row: {column: as it is shown}}, the totals under ""."""
    lines = [*found.pivot.lines, found.pivot.totals]
    return {line.key: {**{key: cell.shown for key, cell in line.cells}, "": line.total.shown} for line in lines}


def test_the_points_are_those_that_were_sealed_and_the_totals_are_of_the_rows(cast):
    found = told(cast, STANDING)
    now = {row.unit: row.total for row in places(cast.year).rows}
    for line in found.pivot.lines:
        by_year = {key: cell.value for key, cell in line.cells}
        assert by_year[str(YEAR)] == Fraction(now[line.key])
        before = TOTALS[line.key]
        assert by_year[str(YEAR - 1)] == (None if before is None else Fraction(before, 1000))
        assert line.total.value == sum(value for value in by_year.values() if value is not None)
    assert found.pivot.totals.total.value == Fraction(sum(now.values())) + Fraction(3_050_500, 1000)
    text = asked(cast, STANDING).content.decode()
    assert "Điểm thống nhất theo đơn vị và năm" in text
    assert "800,5" in text


def test_what_is_missing_is_no_zero_and_is_said(cast):
    words = {"cach": "trung-binh", "tu-nam": str(YEAR - 1), "den-nam": str(YEAR - 1)}
    found = told(cast, STANDING, **words)
    assert table(found)["dong-bang"] == {str(YEAR - 1): "–", "": "–"}
    assert table(found)[""][""] == "762,63", "the average of four, not of five"
    assert "1 dòng không có số: ghi “–”, không tính là 0" in asked(cast, STANDING, **words).content.decode()


@pytest.mark.parametrize(
    ("how", "shown"),
    [("tong", "3.050,5"), ("dem", "4"), ("ty-trong", "100%"), ("tot-nhat", "900"), ("kem-nhat", "650"),
     ("trung-binh", "762,63")],
)  # fmt: skip
def test_every_way_of_counting(cast, how, shown):
    assert table(told(cast, STANDING, cach=how, **{"tu-nam": str(YEAR - 1), "den-nam": str(YEAR - 1)}))[""][""] == shown


def test_the_best_place_is_the_lowest_and_places_are_not_added(cast):
    found = told(cast, STANDING, so="hang", cach="tot-nhat", cot="khong")
    assert table(found)["truong-son"][""] == "1"
    assert read({"so": "hang", "cach": "tong"}).how.value == "trung-binh"
    assert "Hạng chỉ có ở tổng điểm" in asked(cast, STANDING, so="hang", dong="muc").content.decode()


def test_sections_and_criteria_are_those_of_the_sealed_table(cast):
    found = told(cast, SECRETARY, cot="muc", **{"tu-nam": str(YEAR)})
    heads = dict(places(cast.year).heads)
    assert [name.split(". ", 1)[1] for _key, name in found.pivot.columns] == list(heads.values())
    row = places(cast.year).place_of("bien-dong")
    cells = next(line for line in found.pivot.lines if line.key == "bien-dong").cells
    assert [cell.value for _key, cell in cells] == [Fraction(value) for value in row.sections]
    one = told(cast, SECRETARY, dong="tieu-chi", cot="don-vi", tim="bien dong", **{"tu-nam": str(YEAR)})
    assert [name for _key, name in one.pivot.columns] == ["Đơn vị Biển Đông (minh hoạ)"], "found without accents"


def test_sorted_by_a_column_either_way_and_the_unknown_come_last(cast):
    for down, first in (("1", "truong-son"), ("", "cao-nguyen")):
        found = told(cast, STANDING, xep=str(YEAR - 1), giam=down)
        assert found.pivot.lines[0].key == first
        assert found.pivot.lines[-1].key == "dong-bang"
    text = asked(cast, STANDING, xep=str(YEAR - 1), giam="1").content.decode()
    assert 'aria-sort="descending"' in text


def test_behind_a_cell_are_its_rows_with_the_way_to_each(cast):
    words = {"dong": "don-vi", "cot": "muc", "tu-nam": str(YEAR)}
    found = told(cast, SECRETARY, **words)
    line = found.pivot.lines[0]
    for column, cell in [*line.cells, ("", line.total)]:
        facts = found.behind(line.key, column)
        assert sum(Fraction(fact.value, 1000) for fact in facts) == cell.value
    page = asked(cast, SECRETARY, "dong/", **words, **{"o-dong": line.key, "o-cot": ""}).content.decode()
    assert f"là tổng của {len(found.behind(line.key, ''))} dòng" in page
    link = re.search(rf'href="(/cum/cum-mau/{YEAR}/bang-diem/[^"]+)">Vì sao', page)[1]
    visitor = Client()
    visitor.force_login(cast.person(SECRETARY))
    assert visitor.get(link).status_code == 200


def test_targets_are_those_of_the_page_of_what_came_of_them(cast):
    here = cast.here(SECRETARY, NOW.date())
    lines = [(one.membership.unit.code, line) for one in fulfilments(here, here.members) for line in one.lines]
    found = told(cast, SECRETARY, ve="chi-tieu", cot="muc-do", so="hoan-thanh", cach="dem", **{"tu-nam": str(YEAR)})
    met = Counter(unit for unit, line in lines if line.met)
    assert {line.key: dict(line.cells)["dat"].shown for line in found.pivot.lines} == {
        unit: str(met[unit]) for unit in {unit for unit, _line in lines}
    }
    given = told(cast, SECRETARY, ve="chi-tieu", so="duoc-giao", dong="tieu-chi", cot="don-vi", **{"tu-nam": str(YEAR)})
    for unit, line in lines:
        row = next(one for one in given.pivot.lines if one.key.startswith(f"{line.criterion.code} "))
        assert dict(row.cells)[unit].value == line.agreed
    units = {line.measure for _unit, line in lines if line.agreed is not None}
    assert given.pivot.totals.total.mixed == (len(units) > 1), "what is counted in other units is not added"


def test_awards_are_counted_as_the_register_has_them_and_listed_with_their_decisions(cast):
    found = told(cast, OFFICER, ve="khen-thuong", dong="danh-hieu", cot="nam")
    assert found.pivot.totals.total.value == Award.objects.count() > 0
    first = found.pivot.lines[0]
    assert first.total.value == Award.objects.filter(title_name=first.name).count()
    page = asked(cast, OFFICER, "dong/", ve="khen-thuong", dong="danh-hieu", **{"o-dong": first.key, "o-cot": ""})
    assert Award.objects.filter(title_name=first.name).first().decision.number in page.content.decode()
    none = told(cast, OFFICER, ve="khen-thuong", tim="khong-co-chu-nay")
    assert not none.facts
    assert "Không có dòng số liệu nào khớp" in asked(cast, OFFICER, ve="khen-thuong", tim="zzz").content.decode()


def test_before_publication_a_unit_reads_its_own_row_and_no_place(cast):
    held = sealed(cast, YEAR - 2, TOTALS, published=False)
    mine = held.memberships.get(unit__code="bien-dong")
    person = cast.person(OFFICER)
    seat(by=PROGRAM, person=person, office=Office.UNIT_OFFICER, year=held, membership=mine, since=NOW.date(), at=NOW)
    words = {"tu-nam": str(YEAR - 2), "den-nam": str(YEAR - 2)}
    assert table(told(cast, OFFICER, **words)) == {"bien-dong": {str(YEAR - 2): "700", "": "700"}, "": {
        str(YEAR - 2): "700", "": "700"}}  # fmt: skip
    ClusterYear.objects.filter(pk=held.pk).update(stage=Stage.CROSS_CHECKED)
    assert table(told(cast, OFFICER, so="hang", **words))["bien-dong"][""] == "–"
    assert len(told(cast, STANDING, **words).facts) == 5
    assert told(cast, "can-bo-song-hong", **words).facts == [], "no seat there and nothing published"


def test_outsiders_read_what_the_public_reads_and_no_criterion(cast):
    other = found_cluster(slug="cum-khac", organiser="Cơ quan minh hoạ", family="", number="9",
                          name="Cụm khác (minh hoạ)", by=PROGRAM, at=NOW, illustrative=True)  # fmt: skip
    held = sealed(cast, YEAR - 3, TOTALS, cluster=other)
    words = {"cum": "cum-khac"}
    assert told(cast, OFFICER, **words).facts == []
    assert told(cast, "quan-tri", **words).facts == []
    Showing.objects.create(kind="board", key="cum-khac-x", year=held, data={"title": "Bảng", "version": 1}, since=NOW,
                           first=NOW, by_name="x")  # fmt: skip
    assert len(told(cast, OFFICER, **words).facts) == 5
    deep = told(cast, OFFICER, dong="tieu-chi", **words)
    assert (deep.facts, deep.gathered.names["tieu-chi"]) == ([], {})
    assert told(cast, OFFICER, ve="chi-tieu", **words).facts == []
    assert "Vì sao" not in asked(cast, OFFICER, "dong/", **words).content.decode()


def test_merged_units_are_followed_as_the_trends_do(cast):
    old = found_unit(
        code="bac-nam-cu", name="Đơn vị Bắc Nam cũ (minh hoạ)", short_name="Bắc Nam cũ", by=PROGRAM, at=NOW
    )
    now = Unit.objects.get(code="bien-dong")
    sealed(cast, YEAR - 4, TOTALS, units={"bien-dong": old})
    Lineage.objects.create(predecessor=old, successor=now, kind="renamed", on=dt.date(YEAR - 3, 7, 1), by_document="QĐ")
    year = str(YEAR - 4)
    assert table(told(cast, STANDING))["bien-dong"][year] == "700"
    assert table(told(cast, STANDING, ten="luc-ay"))["bac-nam-cu"][year] == "700"
    also = Unit.objects.get(code="cao-nguyen")
    Lineage.objects.create(predecessor=also, successor=now, kind="merged", on=dt.date(YEAR - 3, 7, 1), by_document="QĐ")
    assert table(told(cast, STANDING))["bien-dong"][year] == "–"
    text = asked(cast, STANDING).content.decode()
    assert f"{year}: Đơn vị Biển Đông (minh hoạ) khi ấy là 2 đơn vị" in text


def test_the_workbook_adds_up_and_says_what_each_column_is(cast):
    Unit.objects.filter(code="bien-dong").update(name='=HYPERLINK("x")')
    found = asked(cast, STANDING, "tep/bang.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(found.content))
    sheet = book["Số liệu"]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=5)}
    assert rows['=HYPERLINK("x")'][0].data_type == "s"
    assert sheet["A1"].value == "Điểm thống nhất theo đơn vị và năm"
    assert sheet["B4"].value == str(YEAR - 1)
    assert isinstance(rows["Đơn vị Trường Sơn (minh hoạ)"][1].value, int | float)
    assert rows["Đơn vị Đồng Bằng (minh hoạ)"][1].value is None, "missing is empty, not zero"
    assert rows["Tất cả"][1].value == "=SUM(B5:B9)"
    kept = opened(found.content)[0]
    assert kept.values[9, 1] == Decimal("3050.5")
    told_of = [[cell.value for cell in row] for row in book["Giải thích cột"].iter_rows()]
    assert told_of[0] == ["Cột", "Ý nghĩa", "Đơn vị tính", "Nguồn", "Lấy lúc"]
    assert [row[0] for row in told_of[1:5]] == ["Đơn vị", str(YEAR - 1), str(YEAR), "Tất cả"]
    assert all(row[3] and row[4] == f"09:00 01/02/{YEAR + 1}" for row in told_of[1:5])


def test_the_csv_is_safe_and_documented_beside(cast):
    Unit.objects.filter(code="bien-dong").update(name="@SUM(1)")
    data = asked(cast, STANDING, "tep/bang.csv").content
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[0] == f"Đơn vị;{YEAR - 1};{YEAR};Tất cả"
    assert any(line.startswith("'@SUM(1);700;") for line in lines)
    assert lines[-1].startswith("Tất cả;3050,5;")
    assert "Nguồn" in asked(cast, STANDING, "giai-thich/bang.csv").content.decode("utf-8-sig")
    behind = asked(cast, STANDING, "tep/dong.csv", **{"o-dong": "bien-dong", "o-cot": str(YEAR - 1)})
    assert "700" in behind.content.decode("utf-8-sig").splitlines()[1]


def test_a_question_is_kept_shown_to_the_cluster_renamed_and_removed(cast):
    mine, other = Client(), Client()
    mine.force_login(cast.person(SECRETARY))
    other.force_login(cast.person(OFFICER))
    cluster = cast.year.cluster_id
    address = f"{ROOT}luu/?ve=ket-qua&dong=don-vi&cot=muc&so=ty-le"
    assert mine.post(address, {"name": "Từng mục", "cluster": cluster}).status_code == 302
    assert mine.post(address, {"name": "Từng mục", "cluster": ""}).status_code == 422
    assert mine.post(address, {"name": "Riêng tôi", "cluster": ""}).status_code == 302
    assert mine.post(address, {"name": "Cụm lạ", "cluster": "99"}).status_code == 422
    seen = other.get(f"{ROOT}da-luu/").content.decode()
    assert "Từng mục" in seen
    assert "Riêng tôi" not in seen
    kept = SavedQuestion.objects.get(name="Từng mục")
    assert other.get(f"{ROOT}?{kept.asked}").status_code == 200
    assert other.post(f"{ROOT}da-luu/{kept.pk}/xoa/").status_code == 404
    assert mine.post(f"{ROOT}da-luu/{kept.pk}/", {"name": "Riêng tôi"}).status_code == 422
    assert mine.post(f"{ROOT}da-luu/{kept.pk}/", {"name": "Tỷ lệ từng mục"}).status_code == 302
    assert "Xoá câu hỏi này?" in mine.get(f"{ROOT}da-luu/{kept.pk}/xoa/").content.decode()
    assert mine.post(f"{ROOT}da-luu/{kept.pk}/xoa/").status_code == 302
    assert not SavedQuestion.objects.filter(pk=kept.pk).exists()
    acts = list(Entry.objects.filter(act__startswith="insight.").values_list("act", flat=True))
    assert [act.split(".")[1] for act in acts] == [
        "keep_question",
        "keep_question",
        "rename_question",
        "remove_question",
    ]


@pytest.mark.parametrize("words", [{"ve": "x"}, {"dong": "ve"}, {"so": "a\0"}, {"tim": "a\0b"}, {"tim": "x" * 300}])
def test_a_word_nobody_knows_is_refused_not_guessed(cast, words):
    assert asked(cast, STANDING, **words).status_code == 400


def test_a_question_without_an_answer_says_why(cast):
    assert "Dòng và cột đang là một" in asked(cast, STANDING, dong="cum", cot="cum").content.decode()
    assert "Không có dòng số liệu nào" in asked(cast, STANDING, **{"don-vi": "khong-co"}).content.decode()
    assert asked(cast, STANDING, "dong/", dong="cum", cot="cum").status_code == 404


def test_ten_years_of_many_clusters_cost_no_more_statements(cast):
    def statements():
        asked(cast, STANDING)  # a sealed text is read once in a process
        with CaptureQueriesContext(connection) as asked_for:
            assert asked(cast, STANDING).status_code == 200
        return len(asked_for)

    before = statements()
    for number in range(3):
        cluster = Cluster.objects.create(slug=f"c{number}", organiser="x", number=str(number), name=f"Cụm {number}")
        for year in range(2016, 2020):
            sealed(cast, year, TOTALS, cluster=cluster)
    assert statements() <= before
    assert len(told(cast, STANDING).facts) == 70
    assert Result.objects.count() >= 14


def test_the_table_is_drawn_and_its_title_is_the_finding(cast):
    drawn = asked(cast, STANDING, "bieu-do.svg", cot="khong")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "Đứng đầu:" in drawn.content.decode()
    assert asked(cast, STANDING, "bieu-do.svg", dong="tieu-chi", cot="don-vi").status_code == 404
