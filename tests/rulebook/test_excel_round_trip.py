"""The table as a workbook, there and back: nothing is lost, and it looks and works like an official table."""

import datetime as dt
import io
import types
from dataclasses import MISSING, fields, is_dataclass
from fractions import Fraction
from typing import Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.rulebook.excel import GENERAL, RULES, TABLE, TABLES, Edited, edition, parts, workbook
from thidua.engine import RULES as NAMED
from thidua.engine import Criterion, Edition, Points, digest, dump, load
from thidua.engine.shape import hints
from thidua.rulebook import workbook_words as words
from thidua.rulebook.workbook_columns import GENERAL_COLUMNS, RULE_COLUMNS, every_section, rule_sections
from thidua.rulebook.workbook_lines import item_of
from thidua.rulebook.workbook_read import read
from thidua.rulebook.workbook_write import FACE, write


@pytest.mark.parametrize("name", TABLES)
def test_every_table_returns_whole(name):
    found = read(workbook(name))
    assert (found.problems, found.notes, found.conversions) == ((), (), ())
    assert load(found.text) == edition(name)
    assert digest(found.edition) == digest(edition(name))


@pytest.mark.parametrize("name", ["mau-minh-hoa", "tnmt-tiengiang-2022", "thcs-lehuulap-tuan", "dieu6"])
def test_a_table_saved_by_another_program_returns_whole(name):
    with Edited(workbook(name)) as book:
        pass
    assert book.data != workbook(name)
    assert read(book.data).text == dump(edition(name))


def test_the_same_edition_is_the_same_workbook():
    assert write(edition()) == workbook()


# Any table the engine can hold, made from the types of its parts.

TEXT = st.text(st.sampled_from("aáăđêưỹ XYZ019.,;:/=+-()<>\"'“”%_@\n"), max_size=12).filter(
    lambda text: text == "" or text.strip()
)
SCALARS = {
    str: TEXT | st.sampled_from(["(trống)", "((trống))", "_x0041_", "total", "12,5", "có", "1/3"]),
    bool: st.booleans(),
    int: st.integers(-9999, 9999),
    Points: st.integers(-(10**9), 10**9).map(Points),
    Fraction: st.fractions(-1000, 1000, max_denominator=97) | st.decimals(-999, 999, places=3).map(Fraction),
    dt.date: st.dates(dt.date(1890, 1, 1), dt.date(2199, 12, 31)),
}


def of(kind):
    if get_origin(kind) in (types.UnionType, Union):
        return of(get_args(kind)[0])
    if get_origin(kind) is tuple:
        inside = get_args(kind)[0]
        each = TEXT.filter(lambda text: text and "\n" not in text) if inside is str else of(inside)
        return st.lists(each, max_size=3).map(tuple)
    return thing(kind) if is_dataclass(kind) else SCALARS[kind]


def thing(cls, **given):
    wanted = {one.name: of(hints(cls)[one.name]) for one in fields(cls) if one.name not in given}
    usual = {
        one.name: st.just(one.default) | wanted[one.name]
        for one in fields(cls)
        if one.name in wanted and one.default is not MISSING
    }
    return st.builds(cls, **{**wanted, **usual, **given})


CODES = st.sampled_from(["I", "I.1", "1.10", "Mục a", "=A", "II.1.b"])


def criterion(code):
    parent = st.just("")
    return thing(Criterion, code=st.just(code), parent=parent, rule=st.sampled_from(sorted(NAMED)).flatmap(
        lambda kind: thing(NAMED[kind])))  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_table_returns_whole(data):
    codes = data.draw(st.lists(CODES, unique=True, max_size=3))
    criteria = tuple(data.draw(criterion(code)) for code in codes)
    whole = data.draw(thing(Edition, criteria=st.just(criteria)))
    found = read(write(load(dump(whole))))
    assert found.problems == ()
    assert found.text == dump(whole)


@pytest.mark.parametrize("kind", sorted(NAMED))
def test_every_rule_has_words_that_differ(kind):
    sections = rule_sections()[NAMED[kind].name]
    assert len(set(sections)) == len(sections)
    for cls in [NAMED[kind], *filter(None, (item_of(hints(NAMED[kind])[one.name]) for one in fields(NAMED[kind])))]:
        columns = [words.column(cls, one.name) for one in fields(cls)] if cls is not NAMED[kind] else []
        assert len(set(columns)) == len(columns)


def test_the_words_of_the_whole_table_differ():
    for found in (every_section(Edition), GENERAL_COLUMNS, RULE_COLUMNS, tuple(words.CRITERION.values())):
        assert len(set(found)) == len(found)


# What an officer sees.


@pytest.fixture(scope="module")
def seen():
    return load_workbook(io.BytesIO(workbook()))


def test_it_reads_as_the_official_table(seen):
    sheet = seen[TABLE]
    assert sheet["A1"].value == edition().title.upper()
    assert "Tổng điểm: 1.000 điểm" in sheet["A2"].value
    assert tuple(cell.value for cell in sheet[5])[:6] == FACE
    first = [cell.value for cell in sheet[8]]
    leaf = edition().criterion("I.1.a")
    assert first[:6] == ["a", leaf.title, 50, leaf.rule.says(leaf), "Bắt buộc",
                         "Điều 6 khoản 1, Quy chế chấm điểm thi đua của cụm mẫu (văn bản minh hoạ)"]  # fmt: skip
    foot = [row[0].value for row in sheet.iter_rows(min_row=6 + len(edition().criteria)) if row[0].value]
    assert foot[0] == "Bảng có 41 tiêu chí chấm điểm."
    assert "ngày 15 tháng 01 năm 2026" in foot[1]
    assert digest(edition()) in foot[-1]


def test_numbers_are_numbers_and_days_are_days(seen):
    points = [row[2].value for row in seen[TABLE].iter_rows(min_row=6, max_row=5 + len(edition().criteria))]
    assert sum(points[place] or 0 for place, one in enumerate(edition().criteria) if one.is_leaf) == 1000
    with Edited() as book:
        assert book.cell(GENERAL, "Văn bản căn cứ", "Ngày").value == dt.datetime(2026, 1, 15)  # noqa: DTZ001  a day
        assert book.cell(RULES, "I.1.g", "Điểm", "Khoảng").value == 50


def test_it_is_ready_to_print(seen):
    sheet = seen[TABLE]
    assert sheet.print_area == "'Bảng tiêu chí'!$A$1:$F$66"
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$5:$5", "C6")
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_only_words_that_follow_from_others_are_locked(seen):
    sheet = seen[TABLE]
    locked = {sheet.cell(5, cell.column).value for cell in sheet[8] if cell.protection.locked}
    assert locked == {"TT", "Cách tính", "Căn cứ"}
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.insertRows  # False: allowed


def test_names_of_rules_are_chosen_from_a_list(seen):
    rules = seen[words.GUIDE]["A3:A21"]
    assert [row[0].value for row in rules] == [rule.name for rule in NAMED.values()]
    lists = {str(one.sqref): one.formula1 for one in seen[TABLE].data_validations.dataValidation if one.type == "list"}
    assert lists["H6:H62"] == "'Hướng dẫn'!$A$3:$A$21"
    assert '"Bắt buộc,Nếu có,Không cần"' in lists.values()
    assert {one.type for one in seen[TABLE].data_validations.dataValidation} == {"list", "custom"}


def test_text_is_never_a_formula():
    evil = load(TABLES["mau-minh-hoa"].read_text().replace("Chất lượng tham mưu", "=1+1"))
    assert all(b"<f>" not in part for name, part in parts(write(evil)).items() if "worksheets" in name)
    assert read(write(evil)).edition == evil
