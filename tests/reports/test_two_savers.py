"""Two people at one report: what one wrote is never lost to the other's save, and saving nothing is nothing."""

import pytest

from tests.reports.year import BASE, held, save, submit
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.reports.models import Figure, Report


@pytest.fixture
def written(running, half):
    save(running, half, "song-hong", {"I.1.a": {"actual": "10"}, "I.1.b": {"actual": "20"}}, "Sáu tháng.")
    return half


def address(period) -> str:
    return f"{BASE}{period.pk}/song-hong/"


def figure(code: str) -> str:
    found = Figure.objects.filter(code=code).first()
    return found.written if found else ""


def test_the_second_saver_sees_what_the_first_wrote_and_then_chooses(written, visit):
    officer, leader, at = visit("can-bo-song-hong"), visit("lanh-dao-song-hong"), address(written)
    first, second = held(officer, at), held(leader, at)
    assert officer.post(at, first | {"I.1.a:actual": "11"}).status_code == 302
    answer = leader.post(at, second | {"I.1.a:actual": "12"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "người khác vừa sửa I.1.a" in page
    assert "<strong>11</strong>" in page
    assert 'value="12"' in page
    assert figure("I.1.a") == "11"
    mine = second | {"I.1.a:actual": "12", "seen:I.1.a:actual": "11"}
    assert f'name="seen:I.1.a:actual" value="{mine["seen:I.1.a:actual"]}"' in page
    assert leader.post(at, mine).status_code == 302
    assert figure("I.1.a") == "12"


def test_who_did_not_touch_a_cell_does_not_take_it_back(written, visit):
    officer, leader, at = visit("can-bo-song-hong"), visit("lanh-dao-song-hong"), address(written)
    first, second = held(officer, at), held(leader, at)
    officer.post(at, first | {"I.1.a:actual": "11"})
    assert leader.post(at, second | {"I.1.b:actual": "22"}).status_code == 302
    assert (figure("I.1.a"), figure("I.1.b")) == ("11", "22")


def test_the_same_figure_typed_twice_is_no_dispute(written, visit):
    officer, leader, at = visit("can-bo-song-hong"), visit("lanh-dao-song-hong"), address(written)
    first, second = held(officer, at), held(leader, at)
    officer.post(at, first | {"I.1.a:actual": "11"})
    assert leader.post(at, second | {"I.1.a:actual": "11"}).status_code == 302


def test_a_figure_taken_away_meanwhile_is_told_too(written, visit):
    officer, leader, at = visit("can-bo-song-hong"), visit("lanh-dao-song-hong"), address(written)
    first, second = held(officer, at), held(leader, at)
    officer.post(at, first | {"I.1.a:actual": ""})
    answer = leader.post(at, second | {"I.1.a:actual": "12"})
    assert answer.status_code == 422
    assert "người khác vừa xoá số này" in answer.content.decode()
    assert figure("I.1.a") == ""


def test_two_narratives_stand_side_by_side_until_one_is_chosen(written, visit):
    officer, leader, at = visit("can-bo-song-hong"), visit("lanh-dao-song-hong"), address(written)
    first, second = held(officer, at), held(leader, at)
    officer.post(at, first | {"narrative": "Sáu tháng.\r\nĐã xong một việc."})
    answer = leader.post(at, second | {"narrative": "Sáu tháng, viết lại."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "phần thuyết minh" in page
    assert "Đã xong một việc." in page
    assert "Sáu tháng, viết lại." in page
    assert Report.objects.get().narrative == "Sáu tháng.\nĐã xong một việc."


def test_a_mistake_elsewhere_does_not_hide_what_the_other_wrote(written, visit):
    officer, leader, at = visit("can-bo-song-hong"), visit("lanh-dao-song-hong"), address(written)
    first, second = held(officer, at), held(leader, at)
    officer.post(at, first | {"I.1.a:actual": "11"})
    refused = leader.post(at, second | {"I.1.a:actual": "12", "I.1.b:actual": "nhiều"}).content.decode()
    assert 'name="seen:I.1.a:actual" value="10"' in refused
    mended = second | {"I.1.a:actual": "12", "I.1.b:actual": "20"}
    assert leader.post(at, mended).status_code == 422
    assert figure("I.1.a") == "11"


def test_saving_what_is_already_saved_leaves_no_trace(written, visit):
    client, at = visit("can-bo-song-hong"), address(written)
    before = Entry.objects.count()
    shown = held(client, at)
    assert client.post(at, shown).status_code == 302
    assert client.post(at, {"narrative": "Sáu tháng.\r\n", "I.1.a:actual": "10"}).status_code == 302
    assert Entry.objects.count() == before


def test_what_was_sent_meanwhile_is_not_written_over(running, written, visit):
    client, at = visit("can-bo-song-hong"), address(written)
    shown = held(client, at)
    submit(running, written, "song-hong")
    answer = client.post(at, shown | {"I.1.a:actual": "99"})
    assert answer.status_code == 422
    assert "Báo cáo đã gửi" in answer.content.decode()
    assert 'value="99"' in answer.content.decode()
    with pytest.raises(Refused, match="đã gửi"):
        save(running, written, "song-hong", {"I.1.a": {"actual": "99"}})
    assert figure("I.1.a") == "10"
