"""Figures carried forward: into blank cells only, marked until somebody says they still hold, not sent before."""

import pytest

from tests.reports.year import BASE, NINE, held, opened, save, submit
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.reports.models import Figure, Period, Report
from thidua.reports.terms import State


@pytest.fixture
def nine(running, half) -> Period:
    save(running, half, "song-hong", {"I.1.a": {"actual": "700"}, "I.1.b": {"actual": "40"}, "I.3.a": {"met": "có"}})
    submit(running, half, "song-hong")
    return opened(running, NINE)


def address(period: Period) -> str:
    return f"{BASE}{period.pk}/song-hong/"


def figures(period: Period) -> dict[str, tuple[str, bool]]:
    return {one.code: (one.written, one.carried) for one in Figure.objects.filter(report__period=period)}


def test_blank_cells_take_the_former_figures_and_typed_ones_stay(running, nine, visit):
    client = visit("can-bo-song-hong")
    save(running, nine, "song-hong", {"I.1.a": {"actual": "900"}})
    assert "Mang số kỳ trước sang" in client.get(address(nine)).content.decode()
    client.post(address(nine) + "mang-sang/")
    assert figures(nine) == {"I.1.a": ("900", False), "I.1.b": ("40", True), "I.3.a": ("có", True)}
    page = client.get(address(nine)).content.decode()
    assert "2 số mang từ kỳ trước sang đang chờ xác nhận" in page
    again = client.post(address(nine) + "mang-sang/", follow=True).content.decode()
    assert "Không có số nào để mang sang" in again
    assert Entry.objects.filter(act="reports.carry").count() == 1


def test_what_nobody_confirmed_is_not_sent(running, nine, visit):
    client = visit("can-bo-song-hong")
    client.post(address(nine) + "mang-sang/")
    with pytest.raises(Refused, match=r"chưa ai xác nhận: I\.1\.a, I\.1\.b, I\.3\.a"):
        submit(running, nine, "song-hong")
    shown = held(client, address(nine))
    client.post(address(nine), shown | {"sure:I.1.a:actual": "1", "I.1.b:actual": "55"})
    assert figures(nine) == {"I.1.a": ("700", False), "I.1.b": ("55", False), "I.3.a": ("có", True)}
    with pytest.raises(Refused, match=r"xác nhận: I\.3\.a\."):
        submit(running, nine, "song-hong")
    client.post(address(nine) + "xac-nhan/")
    submit(running, nine, "song-hong")
    assert Report.objects.get(period=nine).state == State.SUBMITTED
    assert Entry.objects.get(act="reports.confirm").facts == {"I.3.a:met": "có"}


def test_there_is_nothing_to_carry_into_the_first_period(running, half, visit):
    client = visit("can-bo-song-hong")
    assert "Mang số kỳ trước sang" not in client.get(address(half)).content.decode()
    told = client.post(address(half) + "mang-sang/", follow=True).content.decode()
    assert "Không có số nào để mang sang: chưa có báo cáo." in told
    assert not Report.objects.exists()


def test_only_the_unit_carries_and_confirms(running, nine, visit):
    for step in ("mang-sang/", "xac-nhan/"):
        assert visit("can-bo-bien-dong").post(address(nine) + step).status_code == 404
        told = visit("thu-ky-cum-truong").post(address(nine) + step, follow=True).content.decode()
        assert "Việc này do" in told
    assert figures(nine) == {}
