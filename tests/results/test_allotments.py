"""How many may be put forward: rounded down, refused above, one let past by a document and a reason."""

import pytest

from tests.awards.staging import DAY, FLAG, NOW, conclude
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.results import actions
from thidua.results.allotting import actions as allotting
from thidua.results.allotting.queries import left_for
from thidua.results.models import Allotment, Extra, Nomination

AT = "/cum/cum-mau/2026/ket-qua/khen-thuong/"


@pytest.fixture
def year(cast):
    with clock.at(NOW):
        yield conclude(cast)


def propose(year, unit):
    actions.propose(here=year.here("thu-ky-cum-truong", DAY), membership=year.member(unit), award=FLAG, at=NOW,
                    note="Căn cứ")  # fmt: skip


def let_past(year, reason):
    allotting.let_past(here=year.here("thuong-truc", DAY), award=FLAG, membership=year.member("song-hong"), at=NOW,
                       document="CV 2", reason=reason)  # fmt: skip


@pytest.mark.parametrize(("given", "most"), [({"percent": 39}, 1), ({"percent": 40}, 2), ({"percent": 19}, 0),
                                             ({"number": 3}, 3)])  # fmt: skip
def test_a_share_of_five_units_is_rounded_down(year, given, most):
    allotting.allot(here=year.here("thuong-truc", DAY), award=FLAG, document="Công văn 1", at=NOW, **given)
    assert left_for(year.year, FLAG).most == most


def test_above_the_number_only_who_was_let_past(year):
    office = year.here("thuong-truc", DAY)
    allotting.allot(here=office, award=FLAG, percent=39, document="Công văn 1", at=NOW)
    propose(year, "truong-son")
    with pytest.raises(Refused, match=r"nhiều nhất 1 \(39% × 5 đơn vị, làm tròn xuống: Công văn 1\), đã chọn 1"):
        propose(year, "song-hong")
    with pytest.raises(Refused, match="văn bản cho phép và lý do"):
        let_past(year, " ")
    let_past(year, "Lũ")
    assert Entry.objects.latest("seq").act == "results.let_past"
    propose(year, "song-hong")
    with pytest.raises(Refused, match="đã chọn 1"):
        propose(year, "bien-dong")
    assert Nomination.objects.count() == 2
    with pytest.raises(Refused, match="chức trách"):
        allotting.allot(here=year.here("thu-ky-cum-truong", DAY), award=FLAG, number=9, document="x", at=NOW)


def test_the_pages_say_how_many_are_left_and_keep_what_was_typed(year, visit):
    office, secretary = visit("thuong-truc"), visit("thu-ky-cum-truong")
    assert "Chưa giao chỉ tiêu" in office.get(AT + "chi-tieu/").content.decode()
    both = office.post(AT + "chi-tieu/", {"award": FLAG, "number": "1", "percent": "5", "document": "Công văn 9"})
    assert both.status_code == 422
    assert "Công văn 9" in both.content.decode()
    office.post(AT + "chi-tieu/", {"award": FLAG, "number": "1", "percent": "", "document": "Công văn 9"})
    assert Allotment.objects.get().number == 1
    propose(year, "truong-son")
    page = secretary.get(AT + "de-nghi/").content.decode()
    assert "1/1" in page
    assert "số được giao: Công văn 9" in page
    refused = secretary.post(AT + "de-nghi/", {"membership": year.member("song-hong").pk, "award": FLAG, "note": "Vì"})
    assert refused.status_code == 422
    assert "đã chọn 1" in refused.content.decode()
    let = {"award": FLAG, "membership": year.member("song-hong").pk, "document": "CV 2", "reason": "Lũ lớn"}
    office.post(AT + "chi-tieu/ngoai-le/", let)
    assert Extra.objects.get().reason == "Lũ lớn"
    assert "Lũ lớn" in secretary.get(AT).content.decode()
    assert secretary.get(AT + "chi-tieu/").status_code in {403, 404}
