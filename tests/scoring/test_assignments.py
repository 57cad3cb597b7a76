"""Who cross-checks whom, changed on the page: a blank takes one back, saving the same is not recorded."""

import pytest

from tests.scoring.year import AT, here, open_round, self_scored, started
from thidua.kit.refusal import Refused
from thidua.ledger.models import Entry
from thidua.scoring import actions
from thidua.scoring.models import Assignment, Sheet
from thidua.scoring.queries import checkers_of
from thidua.scoring.terms import Hand

PAGE = "/cum/cum-mau/2026/cham-diem/phan-cong/"


def on_the_page(client) -> dict[str, str]:
    form = client.get(PAGE).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_blank_takes_the_assignment_back(cast, visit):
    started(cast)
    secretary = visit("thu-ky-cum-truong")
    secretary.post(PAGE + "vong/")
    fields, checked = on_the_page(secretary), cast.member("bien-dong").pk
    assert fields[f"checker_{checked}"]
    answer = secretary.post(PAGE, fields | {f"checker_{checked}": ""}, follow=True)
    assert "1 thay đổi" in answer.content.decode()
    assert checked not in checkers_of(cast.year)
    assert Assignment.objects.count() == 4
    assert Entry.objects.latest("seq").facts == {cast.member("bien-dong").unit.name: ""}


def test_saving_the_same_again_is_not_recorded(cast, visit):
    started(cast)
    secretary = visit("thu-ky-cum-truong")
    secretary.post(PAGE + "vong/")
    entries, fields = Entry.objects.count(), on_the_page(secretary)
    assert "Phân công không thay đổi" in secretary.post(PAGE, fields, follow=True).content.decode()
    secretary.post(PAGE + "vong/")
    assert Entry.objects.count() == entries


def test_an_assignment_is_not_taken_back_once_the_check_has_begun(cast):
    self_scored(cast)
    secretary, checked = here(cast, "thu-ky-cum-truong"), cast.member("bien-dong")
    actions.assign_ring(here=secretary, at=AT)
    open_round(cast, Hand.CROSS)
    Sheet.objects.create(membership=checked, hand=Hand.CROSS)
    with pytest.raises(Refused, match="đã bắt đầu"):
        actions.assign(here=secretary, pairs={checked.pk: None}, at=AT)
    assert checked.pk in checkers_of(cast.year)
