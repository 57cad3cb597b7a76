"""Beside each figure: the period before and the same period last year, exact, over mergers; or why not."""

import datetime as dt
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.reports.year import BASE, HALF, NINE, opened, save, submit
from tests.scoring.year import TEXT
from thidua import engine
from thidua.members.actions import succeed_unit
from thidua.members.models import ClusterYear, Membership, Unit
from thidua.members.terms import Stage, Succession
from thidua.reports.comparison import change
from thidua.reports.models import Figure, Period, Report
from thidua.reports.terms import State
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.samples.cast import PROGRAM, moment

MERGED_ON = dt.date(2025, 7, 1)


@pytest.fixture
def last_year(running) -> Period:
    """The same cluster a year before, with the same table; nobody has reported yet."""
    year = ClusterYear.objects.create(cluster=running.year.cluster, year=2025, stage=Stage.ARCHIVED)
    EditionText.objects.create(year=year, text=TEXT, digest=engine.digest(engine.load(TEXT)), title="Bảng năm trước",
                               status=Status.ADOPTED, adopted_on=dt.date(2025, 2, 1),
                               effective_on=dt.date(2025, 2, 1))  # fmt: skip
    return Period.objects.create(year=year, span="half", name="6 tháng 2025", from_date=dt.date(2025, 1, 1),
                                 to_date=dt.date(2025, 6, 30), due_on=dt.date(2025, 7, 5))  # fmt: skip


def reported(period: Period, unit: Unit, figures: dict[str, str]) -> None:
    """A report of last year, sent."""
    member = Membership.objects.create(year=period.year, unit=unit)
    report = Report.objects.create(period=period, membership=member, state=State.SUBMITTED)
    for place, text in figures.items():
        code, key = place.split(":")
        Figure.objects.create(report=report, code=code, key=key, written=text)


def old_unit(name: str, kind: Succession, successor: Unit) -> Unit:
    made = Unit.objects.create(code=name, name=f"Đơn vị {name}", short_name=name, founded_on=dt.date(2000, 1, 1))
    succeed_unit(predecessor=made, successor=successor, kind=kind, on=MERGED_ON, by_document="Quyết định minh hoạ",
                 by=PROGRAM, at=moment(2025, 7, 1))  # fmt: skip
    return made


def page_of(visit, period: Period) -> str:
    return unescape(visit("can-bo-song-hong").get(f"{BASE}{period.pk}/song-hong/").content.decode())


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        ("110", "100", "+10; +10%"),
        ("2", "3", "−1; −33,33%"),
        ("0,3", "0,1", "+0,2; +200%"),
        ("5", "0", "+5"),
        ("7", "7", "không đổi"),
        ("1000000", "999999", "+1; +0%"),
    ],
)
def test_differences_are_exact(now, then, said):
    from fractions import Fraction as F  # noqa: PLC0415, N817

    assert change(F(now.replace(",", ".")), F(then.replace(",", "."))) == said


def test_the_same_period_last_year_stands_beside_with_its_difference(running, half, last_year, visit):
    reported(last_year, running.member("song-hong").unit, {"I.1.a:actual": "1.000,0", "I.3.a:met": "có"})
    save(running, half, "song-hong", {"I.1.a": {"actual": "1250"}, "I.3.a": {"met": "có"}})
    page = page_of(visit, half)
    assert 'Cùng kỳ năm trước: <span class="then">1.000,0</span> <span class="muted">(+250; +25%)</span>' in page
    assert "6 tháng 2025" in page
    assert "Kỳ trước:</span> không so được (chưa có báo cáo)" in page


def test_merged_units_are_added_up(running, half, last_year, visit):
    own = running.member("song-hong").unit
    Unit.objects.filter(pk=own.pk).update(founded_on=MERGED_ON)
    for name, files in (("Tây", "400"), ("Đông", "600,5")):
        unit = old_unit(name, Succession.MERGED, own)
        reported(last_year, unit, {"I.1.a:actual": files, "I.1.g:value": "90"})
    save(running, half, "song-hong", {"I.1.a": {"actual": "1100"}, "I.1.g": {"value": "95"}})
    page = page_of(visit, half)
    assert '<span class="then">1.000,5</span> <span class="muted">(+99,5; +9,95%)</span>' in page
    assert '<span class="then">180</span>' not in page, "percentages are not added"


def test_a_part_of_the_merged_that_has_not_reported_is_named(running, half, last_year, visit):
    own = running.member("song-hong").unit
    Unit.objects.filter(pk=own.pk).update(founded_on=MERGED_ON)
    reported(last_year, old_unit("Tây", Succession.MERGED, own), {"I.1.a:actual": "400"})
    old_unit("Đông", Succession.MERGED, own)
    save(running, half, "song-hong", {"I.1.a": {"actual": "1100"}})
    page = page_of(visit, half)
    assert "không so được (chưa có báo cáo của Đông)" in page
    assert '<span class="then">400</span>' not in page


def test_a_unit_that_took_another_in_counts_both(running, half, last_year, visit):
    own = running.member("song-hong").unit
    Unit.objects.filter(pk=own.pk).update(founded_on=dt.date(1990, 1, 1))
    reported(last_year, own, {"I.1.a:actual": "700"})
    reported(last_year, old_unit("Tây", Succession.MERGED, own), {"I.1.a:actual": "300"})
    save(running, half, "song-hong", {"I.1.a": {"actual": "1000"}})
    assert '<span class="then">1.000</span> <span class="muted">(không đổi)</span>' in page_of(visit, half)


def test_a_renamed_unit_is_the_same_and_a_split_one_cannot_be_compared(running, half, last_year, visit):
    own = running.member("song-hong").unit
    Unit.objects.filter(pk=own.pk).update(founded_on=MERGED_ON)
    reported(last_year, old_unit("Cũ", Succession.RENAMED, own), {"I.1.a:actual": "500"})
    save(running, half, "song-hong", {"I.1.a": {"actual": "600"}})
    assert '<span class="then">500</span> <span class="muted">(+100; +20%)</span>' in page_of(visit, half)
    old_unit("Lớn", Succession.SPLIT, own)
    page = page_of(visit, half)
    assert "không so được (đơn vị tách ra từ Lớn)" in page
    assert '<span class="then">500</span>' not in page


def test_a_criterion_that_moved_is_found_by_its_name_and_a_new_one_is_not_compared(running, half, last_year, visit):
    text = TEXT.replace('title = "Số hồ sơ, vụ việc chuyên môn được giải quyết"', 'title = "Việc khác"')
    assert text != TEXT
    EditionText.objects.filter(year=last_year.year).update(text=text)
    reported(last_year, running.member("song-hong").unit, {"I.1.a:actual": "500", "I.1.b:actual": "80"})
    save(running, half, "song-hong", {"I.1.a": {"actual": "600"}, "I.1.b": {"actual": "100"}})
    page = page_of(visit, half)
    assert '<span class="then">500</span>' not in page
    assert '<span class="then">80</span> <span class="muted">(+20; +25%)</span>' in page


def test_periods_of_one_length_are_compared_with_one_another(running, visit):
    quarters = [
        opened(running, HALF | {"span": "quarter", "name": f"Quý {n}", "from_date": dt.date(2026, first, 1),
                                "to_date": dt.date(2026, last, day), "due_on": dt.date(2026, last, day)})
        for n, first, last, day in ((1, 1, 3, 31), (2, 4, 6, 30))
    ]  # fmt: skip
    half = opened(running, HALF)
    for period, files in ((quarters[0], "100"), (half, "250")):
        save(running, period, "song-hong", {"I.1.a": {"actual": files}})
        submit(running, period, "song-hong")
    save(running, quarters[1], "song-hong", {"I.1.a": {"actual": "150"}})
    assert 'Kỳ trước: <span class="then">100</span> <span class="muted">(+50; +50%)</span>' in page_of(
        visit, quarters[1]
    )


def test_january_is_compared_with_december(running, last_year, visit):
    december = Period.objects.create(year=last_year.year, span="month", name="Tháng 12", from_date=dt.date(2025, 12, 1),
                                     to_date=dt.date(2025, 12, 31), due_on=dt.date(2025, 12, 31))  # fmt: skip
    reported(december, running.member("song-hong").unit, {"I.1.a:actual": "90"})
    january = opened(running, HALF | {"span": "month", "name": "Tháng 1", "to_date": dt.date(2026, 1, 31)})
    save(running, january, "song-hong", {"I.1.a": {"actual": "99"}})
    page = page_of(visit, january)
    assert 'Kỳ trước: <span class="then">90</span> <span class="muted">(+9; +10%)</span>' in page
    assert "Cùng kỳ năm trước:</span> không so được (chưa có báo cáo)" in page


def test_comparing_asks_the_database_no_more_for_more_figures(running, half, last_year, visit):
    reported(last_year, running.member("song-hong").unit, {"I.1.a:actual": "500"})
    save(running, half, "song-hong", {"I.1.a": {"actual": "600"}})
    client, address = visit("can-bo-song-hong"), f"{BASE}{half.pk}/song-hong/"
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    report = Report.objects.get(period=last_year)
    for code in ("I.1.b", "I.1.c", "I.1.d", "I.1.e"):
        Figure.objects.create(report=report, code=code, key="actual", written="7")
        save(running, half, "song-hong", {code: {"actual": "9"}})
    with CaptureQueriesContext(connection) as more:
        client.get(address)
    assert len(more) == len(few)


def test_the_nine_months_hold_the_half_year(running, half, visit):
    save(running, half, "song-hong", {"I.1.a": {"actual": "700"}})
    submit(running, half, "song-hong")
    nine = opened(running, NINE)
    save(running, nine, "song-hong", {"I.1.a": {"actual": "1050"}})
    assert '<span class="then">700</span> <span class="muted">(+350; +50%)</span>' in page_of(visit, nine)
