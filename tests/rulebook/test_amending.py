"""A table that amends another holds from a day on; the pages say which is, will be and was in force."""

import datetime as dt

import pytest

from tests.rulebook.tables import ADDRESS, AMENDED, DAY, SAMPLE, adopt, adopt_sample, draft, propose
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import adopted_text
from thidua.rulebook.standing import standings, turns
from thidua.rulebook.terms import Status
from thidua.samples.cast import moment

JULY = dt.date(2026, 7, 1)
FORM = {"on": "01/03/2026", "by_document": "Văn bản minh hoạ số 07", "reason": "bỏ tiêu chí trùng"}


def amended(cast, since=JULY):
    """The sample table, and an amendment that waits for its day."""
    first = adopt_sample(cast)
    return first, adopt(cast, propose(cast, AMENDED), reason="sửa", effective_on=since)


def words(cast, day):
    return {pk: (str(one.word), one.says) for pk, one in
            standings(EditionText.objects.filter(year=cast.year), day).items()}  # fmt: skip


def test_an_amendment_waits_for_its_day_and_the_words_follow_the_calendar(launched):
    first, second = amended(launched)
    assert words(launched, dt.date(2026, 3, 1)) == {
        first.pk: ("Đang áp dụng", "áp dụng từ ngày 25/01/2026 đến hết ngày 30/06/2026"),
        second.pk: ("Chờ áp dụng", "áp dụng từ ngày 01/07/2026"),
    }
    assert words(launched, JULY) == {
        first.pk: ("Đã áp dụng", "áp dụng đến hết ngày 30/06/2026"),
        second.pk: ("Đang áp dụng", "áp dụng từ ngày 01/07/2026"),
    }
    assert adopted_text(launched.year, dt.date(2026, 6, 30)) == first
    assert adopted_text(launched.year, JULY) == second


def test_before_its_own_first_day_the_first_table_already_holds(launched):
    first = adopt_sample(launched)
    assert words(launched, dt.date(2026, 1, 2))[first.pk][0] == "Đang áp dụng"


def test_everybody_sees_what_waits(launched, visit):
    first, second = amended(launched)
    page = visit("can-bo-bien-dong").get(ADDRESS).content.decode()
    assert "đã được thông qua, áp dụng từ ngày 01/07/2026" in page
    assert f"{ADDRESS}{second.pk}/" in page
    other = visit("can-bo-bien-dong").get(f"{ADDRESS}{second.pk}/").content.decode()
    assert "Hôm nay áp dụng bảng" in other
    assert f"{ADDRESS}{first.pk}/" in other
    with clock.at(moment(2026, 7, 2)):
        assert visit("can-bo-bien-dong").get(ADDRESS).context["found"] == second


@pytest.mark.parametrize("day", [dt.date(2025, 12, 31), dt.date(2026, 1, 24), dt.date(2027, 1, 1)])
def test_a_day_outside_the_year_or_before_the_table_in_force_is_refused_with_the_days_that_may_be(launched, day):
    first = adopt_sample(launched)
    second = propose(launched, AMENDED)
    with pytest.raises(Refused, match="từ 25/01/2026 đến 31/12/2026") as refused:
        adopt(launched, second, reason="sửa", effective_on=day)
    assert refused.value.field == "effective_on"
    assert adopted_text(launched.year, launched.day) == first


def test_an_amendment_from_the_first_day_replaces_for_good(launched):
    first, second = amended(launched, since=DAY)
    assert words(launched, DAY)[first.pk] == ("Đã thay thế", "không còn áp dụng cho ngày nào, giữ lại để đối chiếu")
    assert adopted_text(launched.year, dt.date(2026, 1, 1)) == second


def test_an_amendment_takes_the_place_of_one_that_still_waits_for_a_later_day(launched):
    first, second = amended(launched)
    third = adopt(launched, propose(launched, SAMPLE.replace("năm 2026", "năm 2026, bản ba", 1)), reason="sửa lại",
                  effective_on=dt.date(2026, 6, 1))  # fmt: skip
    second.refresh_from_db()
    assert second.status == Status.SUPERSEDED
    assert adopted_text(launched.year, dt.date(2026, 5, 31)) == first
    assert adopted_text(launched.year, dt.date(2026, 12, 31)) == third


def test_the_form_asks_for_the_day_only_when_it_amends_and_keeps_what_was_typed(launched, visit):
    office, first = visit("thuong-truc"), propose(launched)
    assert "Áp dụng từ ngày" not in office.get(f"{ADDRESS}{first.pk}/thong-qua/").content.decode()
    adopt(launched, first)
    second = propose(launched, AMENDED)
    address = f"{ADDRESS}{second.pk}/thong-qua/"
    asked = office.get(address).content.decode()
    assert "Từ 25/01/2026 đến 31/12/2026" in asked
    assert 'value="2026-03-01"' in asked
    for typed, said in (("01/07/0026", "Hãy xem lại năm"), ("01/07/2027", "hãy chọn từ 25/01/2026")):
        refused = office.post(address, {**FORM, "effective_on": typed})
        assert refused.status_code == 422
        assert said in refused.content.decode()
        assert "Văn bản minh hoạ số 07" in refused.content.decode()
    assert office.post(address, {**FORM, "effective_on": "01/07/2026"}).status_code == 302
    second.refresh_from_db()
    assert (second.status, second.effective_on) == (Status.ADOPTED, JULY)


def test_the_page_says_whose_turn_it_is(launched):
    drafted = draft(launched)
    mine = [turn.who for turn in turns(launched.here("thu-ky-cum-truong"), drafted) if turn.mine]
    assert mine == ["Thư ký Cụm trưởng"]
    proposed = propose(launched, AMENDED)
    (standing, *_rest) = turns(launched.here("thuong-truc"), proposed)
    assert (standing.who, standing.what, standing.mine) == (
        "Cơ quan thường trực", "thông qua, hoặc đưa về dự thảo", True,
    )  # fmt: skip
    ClusterYear.objects.filter(pk=launched.year.pk).update(stage=Stage.APPRAISED)
    assert "đợt tính lại" in turns(launched.here("thuong-truc"), proposed)[0].what
    ClusterYear.objects.filter(pk=launched.year.pk).update(stage=Stage.HANDED_OVER)
    assert turns(launched.here("thuong-truc"), proposed) == []
