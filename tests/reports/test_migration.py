"""Evidence of the days when a file served one criterion: nothing is lost on the way here, nor on the way back."""

import sqlite3

import pytest

from tests.browser import make_home, python

COLUMNS = ("id", "code", "name", "file", "media_type", "size", "sha256", "uploaded_by", "uploaded_at", "withdrawn_at",
           "membership_id")  # fmt: skip
OLD = ((1, "I.1.a", "aa", None), (2, "I.1.b", "aa", None), (3, "I.1.a", "bb", "2026-03-09"),
       (4, "I.1.c", "aa", "2026-03-09"))  # fmt: skip
FILES = "SELECT id, name, sha256 FROM reports_evidence ORDER BY id"
LINKS = "SELECT evidence_id, code, withdrawn_at IS NULL FROM reports_evidencelink ORDER BY evidence_id, code"
ROWS = "SELECT code, sha256, file, withdrawn_at IS NULL FROM reports_evidence ORDER BY sha256, code"


@pytest.mark.browser
def test_files_of_one_content_become_one_file_with_links_and_back(tmp_path):
    """Runs beside the browser tests, as they do: on a site of its own, for a test cannot take a migration back."""

    def migrated(*to: str) -> None:
        python(tmp_path, "-m", "thidua", "migrate", "-v0", *to)

    def asked(text: str, *values: object) -> list[tuple]:
        with sqlite3.connect(tmp_path / "thidua.sqlite3") as database:
            return database.execute(text, values).fetchall()

    def linked() -> None:
        assert asked(FILES) == [(1, "tep-1.pdf", "aa"), (3, "tep-3.pdf", "bb")]
        assert asked(LINKS) == [(1, "I.1.a", 1), (1, "I.1.b", 1), (1, "I.1.c", 0), (3, "I.1.a", 0)]

    make_home(tmp_path)
    migrated("reports", "0003")
    member = asked("SELECT min(id) FROM members_membership")[0][0]
    for pk, code, sha, gone in OLD:
        row = (pk, code, f"tep-{pk}.pdf", f"evidence/{sha}.pdf", "application/pdf", 9, sha, "Cán bộ",
               f"2026-03-0{pk}", gone, member)  # fmt: skip
        asked(f"INSERT INTO reports_evidence ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(row))})", *row)  # noqa: S608
    migrated("reports")
    linked()
    migrated("reports", "0003")
    assert asked(ROWS) == [("I.1.a", "aa", "evidence/aa.pdf", 1), ("I.1.b", "aa", "evidence/aa.pdf", 1),
                           ("I.1.c", "aa", "evidence/aa.pdf", 0), ("I.1.a", "bb", "evidence/bb.pdf", 0)]  # fmt: skip
    migrated("reports")
    linked()
