"""Hồ sơ lưu: a closed year in one file, which a separate checker verifies without this program."""

import json
import random
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from tests.seeded import seeded
from thidua.kit import clock, signing
from thidua.ledger.models import Entry
from thidua.members.terms import Stage
from thidua.samples.cast import YEAR, moment

CHECKER = Path(__file__).parent.parent.parent / "tools" / "check_archive.py"
PAGE = f"/cum/cum-mau/{YEAR}/ho-so-luu/"
SECRETARY = "thu-ky-cum-truong"


@pytest.fixture
def handed_over(db):
    return seeded(Stage.HANDED_OVER)


@pytest.fixture
def taken(handed_over, tmp_path):
    """The file as the standing office downloads it."""
    with clock.at(moment(YEAR, 12, 30)):
        answer = signed_in(handed_over, "thuong-truc").post(PAGE + "tai-ve/")
    assert answer.status_code == 200
    kept = tmp_path / "ho-so.zip"
    kept.write_bytes(answer.content)
    return kept


def signed_in(cast, username):
    visitor = Client()
    visitor.force_login(cast.person(username))
    return visitor


def checked(file: Path, *more: str) -> tuple[int, str]:
    """The checker, copied away from the program and run in isolation."""
    alone = shutil.copy(CHECKER, file.parent / "check_archive.py")
    done = subprocess.run([sys.executable, "-I", str(alone), str(file), *more], capture_output=True, text=True,
                          cwd=file.parent, check=False)  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def repacked(file: Path, change) -> Path:
    """The archive with one part's bytes changed by `change(name, data)`."""
    made = file.with_name("khac.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made


def test_the_file_holds_the_year_and_the_checker_finds_it_whole(taken):
    code, said = checked(taken, "--key", signing.public_key())
    assert (code, "Nguyên vẹn" in said, "khoá đã biết" in said) == (0, True, True), said
    with zipfile.ZipFile(taken) as packed:
        names = packed.namelist()
        people = [json.loads(line) for line in packed.read("data/members.person.jsonl").decode().splitlines()]
        results = packed.read("data/results.result.jsonl").decode()
    assert {"data/scoring.claim.jsonl", "data/ballots.paper.jsonl", "data/conference.delegate.jsonl"} <= set(names)
    assert any(name.startswith("files/evidence/") for name in names)
    assert all(set(person) == {"id", "name"} for person in people), "no password, no address leaves"
    assert "Đơn vị Trường Sơn" in results


def test_any_part_altered_by_one_byte_is_named(taken):
    chance = random.Random(8)  # noqa: S311
    with zipfile.ZipFile(taken) as packed:
        names = [name for name in packed.namelist() if packed.getinfo(name).file_size]
    for name in chance.sample(names, 8):
        place = chance.random()

        def bend(one, data, name=name, place=place):
            at = int(place * len(data))
            return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if one == name else data

        code, said = checked(repacked(taken, bend))
        assert code, f"{name} altered and not found: {said}"


def test_a_file_signed_by_another_is_not_taken_for_ours(taken):
    code, said = checked(taken, "--key", "00" * 32)
    assert (code, "chữ ký không đúng" in said) == (1, True)


def test_what_is_no_archive_is_said_to_be_none(tmp_path):
    other = tmp_path / "khac.zip"
    other.write_bytes(b"PK nothing")
    assert checked(other)[0] == 2


def test_who_took_it_is_in_the_ledger_and_on_the_page(handed_over, taken):
    entry = Entry.objects.get(act="archive.take_out")
    assert entry.actor_office == "standing_office"
    with clock.at(moment(YEAR, 12, 30)):
        assert entry.facts["sha256"] in signed_in(handed_over, "thuong-truc").get(PAGE).content.decode()


def test_before_the_handover_there_is_none_and_others_have_no_door(cast, visit):
    assert visit("thuong-truc").post(PAGE + "tai-ve/").status_code == 409
    assert visit("can-bo-song-hong").get(PAGE).status_code == 404
    assert visit(SECRETARY).get(PAGE).status_code == 200
