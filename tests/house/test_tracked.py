"""What is kept in git: nothing of one machine, nothing unfinished, nobody's secret."""

import re

from tests.house.source import short, tracked

REGISTRIES = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"), ("crates", "io"),
    ("rubygems", "org"), ("golang", "org"), ("unpkg", "com"), ("jsdelivr", "net"), ("docker", "io"), ("ghcr", "io"),
)]  # fmt: skip
MACHINE = re.compile(r"(?<![\w.:/\-}])/(?:" + "|".join(("work", "tmp", "root", "home", "Users")) + r")/\w")
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" + "XX", "NotImplemented" + "Error")) + r")\b")
BINARY = {".woff2", ".ttf", ".png", ".jpg", ".webp", ".ico", ".mo", ".pdf", ".docx", ".xlsx"}
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")


def lines():
    for path in tracked():
        if path.suffix not in BINARY:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield f"{short(path)}:{number}", line


def test_no_host_of_a_package_registry():
    assert [where for where, line in lines() if any(host in line for host in REGISTRIES)] == []


def test_no_path_of_one_machine():
    assert [f"{where} {line.strip()[:80]}" for where, line in lines() if MACHINE.search(line)] == []


def test_nothing_unfinished():
    assert [f"{where} {line.strip()[:80]}" for where, line in lines() if UNFINISHED.search(line)] == []


def test_no_private_key():
    assert [where for where, line in lines() if SECRET.search(line)] == []


def test_nothing_of_a_site_is_tracked():
    """No database, no uploaded file, no secret of a site, no environment."""
    kept = [short(path) for path in tracked()]
    assert "thidua/__init__.py" in kept
    assert [
        name for name in kept if name.startswith(("var/", ".venv/")) or name.endswith((".sqlite3", ".pyc", ".env"))
    ] == []
