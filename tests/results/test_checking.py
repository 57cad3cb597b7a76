"""Who holds a paper checks it: this table, this hash, unchanged since; outsiders see what was chosen."""

import pytest
from django.db import connection
from django.test import Client

from tests.results.appraised import appraise, at_stage
from thidua.members.terms import Stage
from thidua.results import actions
from thidua.results.models import Result
from thidua.results.terms import Shows
from thidua.samples.cast import moment

NOW = moment(2026, 11, 25)


@pytest.fixture
def sealed(cast):
    appraise(cast)
    return actions.seal(here=cast.here("thu-ky-cum-truong"), at=NOW)


def publish(cast, sealed, **how):
    actions.publish(here=cast.here("thuong-truc"), result=sealed, at=NOW, **how)


def checked(result):
    return Client().get(f"/doi-chieu/{result.digest}/")


def text(answer):
    return answer.content.decode()


def test_a_sealed_result_is_nothing_to_outsiders_until_it_is_published(cast, sealed):
    assert checked(sealed).status_code == 404
    publish(cast, sealed)
    page = text(checked(sealed))
    assert "không thay đổi một ký tự nào" in page
    assert "Trường Sơn" not in page


@pytest.mark.parametrize(
    ("shows", "seen", "unseen"),
    [(Shows.PLACES, ["Trường Sơn"], ["956"]), (Shows.TOTALS, ["Trường Sơn", "956"], ["1.</abbr>"]),
     (Shows.EVERYTHING, ["Trường Sơn", "956", "<abbr"], [])],
)  # fmt: skip
def test_outsiders_see_what_was_chosen(cast, sealed, shows, seen, unseen):
    publish(cast, sealed, shows=shows, name="Kết quả công bố tại hội nghị")
    page = text(checked(sealed))
    assert "Kết quả công bố tại hội nghị" in page
    assert [one for one in seen if one not in page] == []
    assert [one for one in unseen if one in page.replace(sealed.digest, "")] == []


def test_a_changed_text_is_told_and_a_correction_leads_on(cast, sealed):
    publish(cast, sealed, shows=Shows.PLACES)
    at_stage(cast, Stage.APPRAISED)
    newer = Result.objects.create(year=cast.year, version=2, sealed=sealed.sealed + " ", digest="ab" * 32,
                                  sealed_at=NOW,
                                  sealed_by="x", published_at=NOW)  # fmt: skip
    assert "bản đính chính số 2" in text(checked(sealed))
    assert "không còn khớp" in text(checked(newer))
    with connection.cursor() as cursor:  # an administrator of the database changes text and digest alike
        cursor.execute("UPDATE results_result SET digest = %s WHERE version = 1", ["cd" * 32])
    sealed.refresh_from_db()
    page = text(checked(sealed))
    assert "không còn khớp" in page
    assert "Trường Sơn" not in page


def test_the_publisher_names_it_and_chooses_on_the_page(cast, sealed, visit):
    at = f"/cum/cum-mau/{cast.year.year}/ket-qua/"
    typed = {"name": "Bản hội nghị", "shows": "places"}
    refused = visit("thuong-truc").post(f"{at}ban/1/cong-bo/", typed)
    assert refused.status_code == 422
    assert "Bản hội nghị" in text(refused)
    visit("thuong-truc").post(f"{at}ban/1/cong-bo/", {**typed, "sure": "on"})
    sealed.refresh_from_db()
    assert (sealed.name, sealed.shows) == ("Bản hội nghị", "places")
    page = text(visit("can-bo-dong-bang").get(at))
    assert "Bản hội nghị" in page
    assert f"/doi-chieu/{sealed.digest}/" in page
    assert "Quét để đối chiếu" in page


@pytest.mark.django_db
@pytest.mark.parametrize("digest", ["x", "a" * 64, "A1" * 40, "0" * 63 + "g"])
def test_a_code_of_nothing_is_said_so(digest):
    answer = Client().get(f"/doi-chieu/{digest}/")
    assert answer.status_code == 404
    assert "Không có kết quả nào đã công bố mang mã này" in text(answer)
