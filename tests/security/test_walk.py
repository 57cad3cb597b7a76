"""Every address × everyone in front of it: what opens is what was decided, nothing else is written, nothing leaks."""

import io
import json
import logging

import pytest
from django.conf import settings
from django.test import override_settings

from tests.house.addresses import ADDRESSES
from tests.journeys.bad_posts import undone
from tests.security.decisions import DECIDED, HELD_BY_NONE, WRITES
from tests.security.marks import READERS, UNHEARD, plant
from tests.security.staging import INSIDERS, NOW, OFFICES, OUTSIDERS, VISITORS, build
from tests.security.walking import UNWALKED, Walk, walk
from thidua.kit import clock
from thidua.kit.doors import PUBLIC, SIGNED_IN
from thidua.kit.reference import AsJson
from thidua.notices.models import Letter
from thidua.timeline.reminding import queue_letters
from thidua.upkeep.metrics import exposition

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def said():
    """What was logged during the walk."""
    return io.StringIO()


@pytest.fixture(scope="module")
def found(django_db_setup, django_db_blocker, said, tmp_path_factory) -> Walk:
    """The walk, once for all the tests; its site goes with it."""
    handler = logging.StreamHandler(said)
    handler.setFormatter(AsJson())
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path_factory.mktemp("files"))}}  # fmt: skip
    own_files = override_settings(STORAGES={**settings.STORAGES, "default": kept})
    with django_db_blocker.unblock(), own_files, undone():
        years = build()
        marks = plant(years)
        with clock.at(NOW):
            made = walk(years, marks)
            made.told = told_elsewhere()
    logger.removeHandler(handler)
    return made


def told_elsewhere() -> dict[str, str]:
    """The letters of today's reminders, and what Prometheus is shown."""
    queue_letters(NOW.date(), NOW)
    letters = Letter.objects.exclude(subject__startswith="zqleak")
    return {"letters": "\n".join(f"{one.text} {one.html} {one.calendar}" for one in letters),
            "figures": exposition(NOW).decode()}  # fmt: skip


def test_every_address_answers_each_office_as_decided(found):
    wrong = [
        f"{name}: {person or 'a stranger'} {found.kinds[name, person]}, decided {letter}"
        for name, row in DECIDED.items() if name in {one.name for one in ADDRESSES}
        for person, letter in zip(VISITORS, row, strict=True) if found.kinds[name, person] != letter
    ]  # fmt: skip
    assert wrong == []


def test_every_address_has_a_decision_and_every_decision_an_address():
    names = {one.name for one in ADDRESSES} - set(UNWALKED)
    assert names - set(DECIDED) == set(), "decide who opens these, in tests/security/decisions.py"
    assert set(DECIDED) - names == set(), "no such address any more"
    shut = {name for name, row in DECIDED.items() if set(row) <= {"-", "s"}}
    assert shut == set(HELD_BY_NONE), "what opens to nobody needs its reason"


def test_no_decision_opens_a_door_to_offices_it_does_not_name():
    """Only people of the offices a door names come in; the head's secretary of another cluster by such a door alone.

    405 and 401 let nobody in: they say only that it is a button, or for programs.
    """
    opened = [
        f"{address.name}: {person}" for address in ADDRESSES if address.offices
        for person, letter in zip(VISITORS, DECIDED[address.name], strict=True)
        if letter not in "-sbt" and OFFICES.get(person) not in address.offices
    ]  # fmt: skip
    assert opened == []


def test_a_button_is_not_there_for_whom_its_door_is_shut(found):
    """Opened, it is a 404 or the sign-in; 405 would tell a stranger that the year, and in it the button, is there."""
    doors = {one.name: one for one in ADDRESSES}
    told = [
        f"{name}: {person or 'a stranger'}" for (name, person), kind in found.kinds.items()
        if kind == "b" and person in OUTSIDERS and doors[name].opens_to not in (PUBLIC, *[SIGNED_IN] * bool(person))
        and (doors[name].in_year or OFFICES.get(person) not in doors[name].offices)
    ]  # fmt: skip
    assert told == []
    assert sum(kind == "b" for kind in found.kinds.values()) > 1000, "there are buttons"


def test_nothing_breaks_for_anyone(found):
    assert found.faults == []


def test_a_bare_post_by_somebody_it_is_shut_to_writes_nothing(found):
    """Where nothing opens (a button only, refused, not found), only those who press the button write."""
    wrote = {(name, person) for name, person in found.wrote}
    assert wrote == {(name, person) for name, people in WRITES.items() for person in people}


def test_headers_leave_nothing_open(found):
    """On every page and file of the walk: policy, nosniff, no framing, no inline, cookies closed, nothing kept."""
    assert sorted(set(found.weak)) == []


@pytest.mark.parametrize("mark", READERS)
def test_what_is_planted_is_read_by_those_it_is_for_and_by_nobody_else(found, mark):
    """In pages, exports, feeds, search, and packages unpacked."""
    readers = {person for _name, person in found.heard[mark]}
    assert readers <= READERS[mark], sorted(found.heard[mark])
    assert not readers & set(OUTSIDERS)


def test_the_marks_are_really_there(found):
    """The test above would pass on words planted where nobody looks."""
    heard = {mark for mark, places in found.heard.items() if places}
    assert heard == {mark for mark, people in READERS.items() if people} - UNHEARD
    assert len(heard) > 10


def test_logs_mail_and_figures_say_nothing_of_what_was_planted(found, said):
    logged = [json.loads(line) for line in said.getvalue().splitlines()]
    assert logged, "refused posts are logged"
    everything = said.getvalue() + json.dumps(found.told)
    assert "zqleak" not in everything
    assert all("/cum/" not in line["said"] for line in logged)


def test_the_walk_saw_the_house(found):
    opened = {
        person: sum(kind == "o" for (_name, who), kind in found.kinds.items() if who == person) for person in VISITORS
    }
    assert all(opened[person] > 100 for person in INSIDERS)
    assert opened[""] < 45
