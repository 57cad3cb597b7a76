"""A dossier is sent only where the allotment of its title leaves room, with or without a place on the list."""

import pytest

from tests.awards.staging import DAY, NOW, conclude
from tests.awards.test_dossiers import move
from thidua.awards.models import Dossier
from thidua.awards.terms import State
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.results import actions as results
from thidua.results.allotting import actions as allotting

SECRETARY, TITLE = "thu-ky-cum-truong", "giay-khen-tap-the"


@pytest.fixture
def year(cast):
    with clock.at(NOW):
        yield conclude(cast)


def dossier(year, unit):
    """As made once its conditions were met, which is another test's matter."""
    return Dossier.objects.create(year=year.year, membership=year.member(unit), title=TITLE,
                                  asked=TITLE, made_at=NOW)  # fmt: skip


def propose(year, unit):
    return results.propose(here=year.here(SECRETARY, DAY), membership=year.member(unit), award=TITLE, at=NOW,
                           note="Căn cứ")  # fmt: skip


def test_none_is_sent_beside_the_list_while_it_is_open_and_none_above_the_number_after(year, visit):
    office = year.here("thuong-truc", DAY)
    first, second, third = (dossier(year, unit) for unit in ("truong-son", "song-hong", "bien-dong"))
    allotting.allot(here=office, award=TITLE, percent=59, document="Công văn 1", at=NOW)
    with pytest.raises(Refused, match="danh sách đề nghị ở trang"):
        move(year, first, "send", SECRETARY)
    proposed = propose(year, "truong-son")
    page = visit(SECRETARY).get(f"/cum/cum-mau/2026/khen-thuong/{first.pk}/").content.decode()
    assert "đã đề nghị 1/2 (59% × 5 đơn vị, làm tròn xuống: Công văn 1)" in page
    move(year, first, "send", SECRETARY)
    assert first.nomination == proposed, "made after the dossier, it is its own all the same"
    with pytest.raises(Refused, match="rút hồ sơ trước"):
        results.withdraw(here=year.here(SECRETARY, DAY), nomination=proposed, at=NOW)
    results.submit(here=year.here(SECRETARY, DAY), at=NOW)
    move(year, second, "send", SECRETARY)
    with pytest.raises(Refused, match=r"nhiều nhất 2 \(59% × 5 đơn vị, làm tròn xuống: Công văn 1\), đã chọn 2"):
        move(year, third, "send", SECRETARY)
    allotting.let_past(here=year.here("thuong-truc", DAY), award=TITLE, membership=year.member("bien-dong"),
                       document="Công văn 2", reason="Lũ", at=NOW)  # fmt: skip
    move(year, third, "send", SECRETARY)
    assert third.state == State.STANDING


def test_where_nobody_gave_a_number_and_for_a_person_nothing_is_counted(year):
    made = dossier(year, "bien-dong")
    move(year, made, "send", SECRETARY)
    assert made.state == State.STANDING
