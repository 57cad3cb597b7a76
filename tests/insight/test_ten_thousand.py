"""Mười nghìn lần: worked out in the background, kept with seed and figures, told stale when these change, stopped."""

import pytest
from django.core.cache import caches
from django.test import Client

from tests.jobs.worker import work_off
from tests.seeded import seeded
from thidua.insight import simulating, stability
from thidua.insight.models import Simulation
from thidua.insight.terms import Varied
from thidua.jobs.actions import cancel
from thidua.jobs.models import Job
from thidua.kit import clock
from thidua.ledger.models import Entry
from thidua.members.terms import Stage
from thidua.samples import demo
from thidua.samples.cast import YEAR
from thidua.scoring.bridge import book
from thidua.scoring.models import Settlement

PAGE = f"/cum/cum-mau/{YEAR}/phan-tich/do-vung/"
SECRETARY, OFFICER = "thu-ky-cum-truong", "can-bo-song-hong"
NOW = demo.moment(YEAR, 11, 20, 9)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db, monkeypatch):
    monkeypatch.setattr(simulating, "MANY", 600)
    with clock.at(NOW):
        yield seeded(Stage.APPRAISED)


def visitor(cast, username):
    caches["pages"].clear()
    client = Client()
    client.force_login(cast.person(username))
    return client


def begin(cast, username=SECRETARY):
    return visitor(cast, username).post(f"{PAGE}tinh/", {"thay-doi": "both"})


def page(cast):
    return visitor(cast, SECRETARY).get(PAGE).content.decode()


def test_it_is_done_in_the_background_and_kept_with_its_seed_and_figures(cast):
    assert "Tính 10.000 lần" in page(cast) or "Tính 10000 lần" in page(cast)
    answer = begin(cast)
    job = Job.objects.get()
    assert answer["Location"] == f"/viec-chay/{job.pk}/"
    work_off()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == ("done", 600, 600)
    kept = Simulation.objects.get()
    field = simulating.field_in(book(cast.year, NOW.date()))
    again = stability.simulate(field, 600, Varied.BOTH)
    assert kept.places == [[one.unit, one.place_now, list(one.places)] for one in again.held], "the same seed, the same"
    assert (kept.seed, kept.inputs) == (stability.SEED, stability.inputs_of(field))
    shown = page(cast)
    assert "Bảng điểm được tính lại 600 lần" in shown
    assert kept.inputs[:16] in shown
    assert Entry.objects.filter(act="insight.keep_simulation").get().facts["inputs"] == kept.inputs


def test_it_is_told_when_the_figures_have_changed_since(cast):
    begin(cast)
    work_off()
    member = cast.member("bien-dong")
    Settlement.objects.update_or_create(membership=member, code="I.1.a", period="",
                                        defaults={"points": 1, "reason": "x", "by_name": "x", "at": NOW})  # fmt: skip
    shown = page(cast)
    assert "Số liệu đã thay đổi từ lần tính 600 lần" in shown
    assert "Bảng điểm được tính lại 2000 lần" in shown or "2.000 lần" in shown
    begin(cast)
    work_off()
    assert Simulation.objects.count() == 1
    assert "Số liệu đã thay đổi" not in page(cast)


def test_stopped_nothing_is_kept(cast, monkeypatch):
    begin(cast)
    job = Job.objects.get()
    field_in = simulating.field_in

    def asked_to_stop(found):
        cancel(by=cast.person(SECRETARY), job=job, at=NOW)
        return field_in(found)

    monkeypatch.setattr(simulating, "field_in", asked_to_stop)
    work_off()
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert not Simulation.objects.exists()


def test_it_is_not_for_the_units_compared(cast):
    begin(cast, OFFICER)
    assert not Job.objects.exists()
