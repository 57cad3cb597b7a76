"""Long work: queued with its row, done by the worker, told, stopped, fetched by its owner alone, swept."""

import datetime as dt
import signal

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tests.jobs import works
from tests.jobs.worker import work_off
from thidua.jobs.actions import cancel, start, sweep
from thidua.jobs.models import Job
from thidua.jobs.terms import AT_ONCE, State
from thidua.jobs.worker import run
from thidua.kit import clock
from thidua.kit.refusal import Refused
from thidua.samples.cast import moment

NOW = moment(2026, 3, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    works.STEPS.clear()


def begin(cast, work=works.count, who="thu-ky-cum-truong", **given):
    return start(by=cast.person(who), work=work, given=given, title="Đếm thử", at=NOW)


def state(job):
    job.refresh_from_db()
    return job.state


def test_the_worker_does_it_and_only_its_owner_fetches_it(cast, visit):
    job = begin(cast, to=3)
    assert state(job) == State.QUEUED
    assert "Đang đợi" in visit("thu-ky-cum-truong").get(f"/viec-chay/{job.pk}/").content.decode()
    work_off()
    assert state(job) == State.DONE
    assert (job.done, job.total) == (2, 3)
    owner = visit("thu-ky-cum-truong")
    page = owner.get(f"/viec-chay/{job.pk}/").content.decode()
    assert "Đã đếm 3." in page
    assert "hx-get" not in page
    fetched = owner.get(f"/viec-chay/{job.pk}/tep/")
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 counted"
    assert 'filename="dem.pdf"' in fetched["Content-Disposition"]
    for rest in ("", "tep/"):
        assert visit("thuong-truc").get(f"/viec-chay/{job.pk}/{rest}").status_code == 404
    assert visit("thuong-truc").post(f"/viec-chay/{job.pk}/dung/").status_code == 404
    assert "Đếm thử" in owner.get("/viec-chay/").content.decode()
    assert "Đếm thử" not in visit("quan-tri").get("/viec-chay/").content.decode()


def test_a_fragment_is_asked_again_while_it_runs(cast, visit):
    job = begin(cast, to=1)
    part = visit("thu-ky-cum-truong").get(f"/viec-chay/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert 'hx-trigger="every 1s"' in part


def test_what_waits_is_stopped_at_once_and_what_runs_at_its_next_step(cast):
    waiting = begin(cast, to=3)
    cancel(by=cast.person("thu-ky-cum-truong"), job=waiting, at=NOW)
    running = begin(cast, to=9, stop_at=4)
    work_off()
    assert state(waiting) == State.CANCELLED
    assert state(running) == State.CANCELLED
    assert works.STEPS == [0, 1, 2, 3, 4]
    assert not running.result
    with pytest.raises(Refused, match="đã kết thúc"):
        cancel(by=cast.person("thu-ky-cum-truong"), job=running, at=NOW)


def test_a_refusal_is_said_and_a_mistake_of_ours_is_not_shown_raw(cast):
    polite, broken = begin(cast, works.refuse), begin(cast, works.break_down)
    work_off()
    assert state(polite) == state(broken) == State.FAILED
    assert polite.error == "Chưa có giấy nào để in. Hãy chọn ít nhất một dòng."
    assert f"số việc {broken.pk}" in broken.error
    assert "ValueError" not in broken.error


def test_only_marked_functions_run_and_a_person_has_only_so_many(cast):
    with pytest.raises(TypeError):
        begin(cast, works.unmarked)
    sneaked = Job.objects.create(owner=1, work="tests.jobs.works.unmarked", title="x", made_at=NOW)
    run.func(sneaked.pk)
    assert state(sneaked) == State.FAILED
    for _one in range(AT_ONCE):
        begin(cast, to=1)
    with pytest.raises(Refused, match=f"{AT_ONCE} việc"):
        begin(cast, to=1)
    assert DBTaskResult.objects.count() == AT_ONCE
    begin(cast, who="thu-ky-cum-pho", to=1)


def test_what_died_is_told_and_what_is_old_goes_with_its_file(cast):
    job = begin(cast, to=1)
    work_off()
    state(job)
    kept = job.result.name
    dead = Job.objects.create(owner=1, work="x", title="x", made_at=NOW, state=State.RUNNING, beat_at=clock.now())
    assert sweep(at=clock.now()) == 0
    assert sweep(at=clock.now() + dt.timedelta(minutes=16)) == 1
    assert state(dead) == State.FAILED
    assert "ngắt giữa chừng" in dead.error
    assert default_storage.exists(kept)
    sweep(at=clock.now() + dt.timedelta(days=8))
    assert not Job.objects.exists()
    assert not default_storage.exists(kept)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the loop drops the connection of the test's transaction")
def test_the_command_works_off_what_waits_and_ends(cast):
    job = begin(cast, to=1)
    kept = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    try:
        call_command("work", once=True)
    finally:
        for one, handler in kept.items():
            signal.signal(one, handler)
    assert state(job) == State.DONE
