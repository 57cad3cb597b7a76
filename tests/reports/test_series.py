"""A year's periods opened at once: days and due days worked out, mended, ticked; none twice, all or none."""

import datetime as dt

import pytest

from tests.reports.year import BASE, HALF, held, opened
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.reports.models import Period
from thidua.samples.cast import moment

SERIES = BASE + "mo-loat/"


def names() -> list[str]:
    return list(Period.objects.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("series", "first", "last"),
    [
        ("months", ("Tháng 1 năm 2026", "2026-01-31", "2026-02-03"), ("Tháng 12 năm 2026", "2026-12-31", "2027-01-03")),
        ("quarters", ("Quý I năm 2026", "2026-03-31", "2026-04-03"), ("Quý IV năm 2026", "2026-12-31", "2027-01-03")),
        ("reviews", ("6 tháng đầu năm 2026", "2026-06-30", "2026-07-03"), ("Cả năm 2026", "2026-12-31", "2027-01-03")),
    ],
)
def test_a_series_is_worked_out_and_opened_with_one_click(running, visit, series, first, last):
    client, address = visit("thu-ky-cum-truong"), f"{SERIES}?series={series}&days=3"
    assert client.post(address, held(client, address)).status_code == 302
    found = [
        (one.name, one.to_date.isoformat(), one.due_on.isoformat()) for one in Period.objects.order_by("to_date", "pk")
    ]
    assert (found[0], found[-1]) == (first, last)
    assert len(found) == {"months": 12, "quarters": 4, "reviews": 3}[series]
    assert Entry.objects.filter(act="reports.open_period").count() == len(found)


def test_what_is_not_ticked_is_not_opened_and_what_was_mended_stays(running, visit):
    client, address = visit("thu-ky-cum-truong"), f"{SERIES}?series=quarters&days=5"
    shown = held(client, address)
    del shown["open_0"]
    client.post(address, shown | {"name_1": "Quý hai", "due_on_1": "2026-07-20"})
    assert names() == ["Quý hai", "Quý III năm 2026", "Quý IV năm 2026"]
    assert Period.objects.get(name="Quý hai").due_on == dt.date(2026, 7, 20)
    nothing = {name: value for name, value in held(client, address).items() if not name.startswith("open")}
    answer = client.post(address, nothing)
    assert answer.status_code == 422
    assert "Chưa chọn kỳ nào" in answer.content.decode()


@pytest.mark.parametrize(
    ("mended", "said"),
    [
        ({"to_date_0": "2026-04-15"}, "Trùng ngày với kỳ “Quý I năm 2026” (01/01/2026 – 15/04/2026), cùng loại kỳ."),
        ({"name_3": "Quý I năm 2026"}, "Đã có kỳ báo cáo “Quý I năm 2026”"),
        ({"from_date_2": "2026-01-01", "to_date_2": "2026-06-30"}, "Kỳ “6 tháng” đã gồm đúng những ngày này"),
        ({"due_on_2": "2026-05-01"}, "Hạn gửi không thể trước khi kỳ báo cáo bắt đầu."),
        ({"due_on_1": "0026-05-01"}, "Hãy xem lại năm"),
    ],
)
def test_periods_that_cover_days_twice_are_refused_at_their_row_and_none_is_opened(running, half, visit, mended, said):
    client, address = visit("thu-ky-cum-truong"), f"{SERIES}?series=quarters&days=5"
    answer = client.post(address, held(client, address) | mended)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert all(f'value="{value}"' in answer.content.decode() for value in mended.values())
    assert names() == [half.name]


def test_the_same_series_twice_is_refused(running, visit):
    client, address = visit("thu-ky-cum-truong"), f"{SERIES}?series=months&days=5"
    shown = held(client, address)
    client.post(address, shown)
    again = client.post(address, shown)
    assert again.status_code == 422
    assert "Đã có kỳ báo cáo “Tháng 1 năm 2026”" in again.content.decode()
    assert len(names()) == 12


def test_lengths_may_lie_over_each_other(running):
    opened(running, HALF)
    opened(running, HALF | {"span": "quarter", "name": "Quý I", "to_date": dt.date(2026, 3, 31)})
    assert len(names()) == 2


def test_a_series_sets_the_year_running_and_is_the_secretarys(running, visit):
    ClusterYear.objects.filter(pk=running.year.pk).update(stage=Stage.PLEDGED)
    client = visit("thu-ky-cum-truong")
    client.post(SERIES, held(client, SERIES))
    running.year.refresh_from_db()
    assert running.year.at == Stage.RUNNING
    assert visit("can-bo-song-hong").get(SERIES).status_code == 404
    assert client.get(SERIES + "?series=months&days=nhiều").status_code == 422


def test_a_period_that_has_not_begun_is_not_asked_for(running, visit):
    secretary = visit("thu-ky-cum-truong")
    secretary.post(SERIES, held(secretary, SERIES))
    with clock.at(moment(2026, 3, 5)):
        page = visit("can-bo-song-hong").get("/viec-cua-toi/").content.decode()
    assert "Tháng 3 năm 2026" in page
    assert "Tháng 4 năm 2026" not in page
