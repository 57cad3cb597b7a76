"""Sao lưu, khôi phục: every row, every file, the ledger; on either database."""

import io
import json
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from tests.browser import ROOT, environment
from tests.seeded import seeded
from thidua.kit.refusal import Refused
from thidua.ledger.actions import sign_head
from thidua.members.models import Unit
from thidua.members.terms import Stage
from thidua.samples.cast import YEAR, moment
from thidua.upkeep.restoring import Copy, differences


@pytest.fixture
def year(db):
    made = seeded(Stage.HANDED_OVER)
    sign_head(at=moment(YEAR, 12, 30, 23))
    return made


@pytest.fixture
def copy(year, tmp_path):
    call_command("backup", to=str(tmp_path / "copies"))
    [made] = (tmp_path / "copies").glob("*.tar")
    return made


def restored(copy: Path, home: Path) -> Path:
    """The copy put back into an empty site of its own, by the command, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "thidua", "restore", str(copy)], cwd=ROOT, capture_output=True,
                          text=True, env=environment(home), check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "sổ cái nguyên vẹn" in done.stdout
    return home


def test_a_copy_restores_to_the_same_rows_and_files(copy, empty_site):
    home = restored(copy, empty_site)
    with sqlite3.connect(home / "thidua.sqlite3") as there, connection.cursor() as here:
        for table in ("ledger_entry", "scoring_claim", "ballots_paper", "members_person", "ledger_dayhead"):
            here.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            [(kept,)] = there.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608
            assert kept == here.fetchone()[0] > 0, table
        found = there.execute("SELECT count(*) FROM awards_words WHERE awards_words MATCH 'truong'").fetchone()[0]
    assert found, "the search of the register finds what was restored"
    assert list((home / "files" / "evidence").glob("*.pdf"))


def test_the_keys_are_not_in_the_copy(copy):
    with tarfile.open(copy) as packed:
        names = packed.getnames()
        held = b"".join(packed.extractfile(name).read() for name in names if not name.endswith(".gz"))
    assert not [name for name in names if "key" in name]
    assert b"signing-key" not in held


@pytest.mark.once
def test_a_new_years_copy_is_tried_out_from_nothing(db, tmp_path):
    """`--check`: a place of its own without a table, every row and file looked over, nothing left of it."""
    seeded(Stage.CONSTITUTED)
    call_command("backup", to=str(tmp_path))
    [made] = tmp_path.glob("*.tar")
    call_command("restore", str(made), check=True)


@pytest.mark.once
def test_a_scored_years_copy_restores(db, empty_site, tmp_path):
    seeded(Stage.APPRAISED)
    call_command("backup", to=str(tmp_path))
    [made] = tmp_path.glob("*.tar")
    restored(made, empty_site)


@pytest.mark.once
def test_a_sealed_copy_opens_with_its_passphrase_alone(year, tmp_path, monkeypatch):
    monkeypatch.setenv("THIDUA_BACKUP_PASSPHRASE", "một câu dài để mã hoá")
    call_command("backup", to=str(tmp_path))
    [made] = tmp_path.glob("*.tar")
    assert "Đơn vị".encode() not in made.read_bytes()
    assert Copy(made, "một câu dài để mã hoá").manifest["tables"]["members.unit"][0] == 5
    with pytest.raises(Refused, match="sai mật khẩu"):
        Copy(made, "câu khác")
    with pytest.raises(Refused, match="THIDUA_BACKUP_PASSPHRASE"):
        Copy(made, "")


@pytest.mark.once
@pytest.mark.parametrize("part", ["files/", "tables/ledger.entry/"])
def test_a_copy_altered_by_a_byte_is_named_before_anything_is_restored(copy, tmp_path, part):
    with tarfile.open(copy) as old, tarfile.open(tmp_path / "bent.tar", "w") as new:
        for info in old:
            data = old.extractfile(info).read()
            if info.name.startswith(part):
                data = data[:-20] + bytes([data[-20] ^ 1]) + data[-19:]
            new.addfile(info, io.BytesIO(data))
    with pytest.raises(CommandError, match=r"chưa khôi phục gì:\n\S+ \S+ khác lúc sao lưu"):
        call_command("restore", str(tmp_path / "bent.tar"), check=True)
    with pytest.raises(CommandError, match="chưa khôi phục gì"):
        call_command("restore", str(tmp_path / "bent.tar"))


def test_what_came_out_otherwise_than_the_copy_says_is_named(copy):
    """The look over at the end of a restore: a row, a file."""
    opened = Copy(copy, "")
    assert differences(opened) == []
    Unit.objects.filter(code="song-hong").update(name="Khác")
    gone = next(iter(opened.manifest["files"]))
    default_storage.delete(gone)
    assert [one.split(":")[0] for one in differences(opened)] == ["bảng members.unit", f"thiếu tệp {gone}"]


def test_a_site_with_data_is_not_overwritten(copy):
    with pytest.raises(CommandError, match="Chỉ khôi phục vào nơi trống"):
        call_command("restore", str(copy))


def test_what_is_no_copy_is_refused_by_name(tmp_path):
    other = tmp_path / "anh.tar"
    other.write_bytes(b"\xff\xd8 a picture")
    with pytest.raises(CommandError, match=r"anh\.tar không phải bản sao lưu"):
        call_command("restore", str(other))


def test_only_the_newest_copies_are_kept(cast, tmp_path):
    for day in range(1, 5):
        (tmp_path / f"thidua-2026010{day}-000000.tar").write_bytes(b"old")
    call_command("backup", to=str(tmp_path), keep=3)
    assert len(list(tmp_path.glob("thidua-*.tar"))) == 3
    assert not (tmp_path / "thidua-20260101-000000.tar").exists()


def test_people_go_on_writing_while_a_copy_is_made(copy):
    """The copy names its moment, and holds the ledger up to it, whole."""
    with tarfile.open(copy) as packed:
        manifest = json.loads(packed.extractfile("manifest.json").read())
    assert manifest["tables"]["ledger.entry"][0] > 100
    assert manifest["engine"] == connection.vendor
