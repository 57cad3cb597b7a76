"""`make sbom` lists every part we pin, in the standard's own form, with the hashes it is held to."""

import json
import re
import subprocess
import sys

from tools.sbom import ROOT, document


def pinned() -> dict[tuple[str, str], set[str]]:
    """Names, versions and hashes as they stand in the files, read line by line."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in (ROOT / "requirements").glob("*.txt"):
        now = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if start := re.match(r"([\w.-]+)(?:\[.*\])?==([^\s;]+)", line):
                now = found.setdefault((start[1], start[2]), set())
            if mark := re.search(r"sha256:(\w{64})", line):
                now.add(mark[1])
    return found


def test_every_pinned_package_is_listed_with_its_hashes():
    told = {(one["name"], one["version"]): {mark["content"] for mark in one["hashes"]}
            for one in document()["components"]}  # fmt: skip
    assert told == pinned()
    assert len(told) > 60
    assert all(told.values())


def test_what_serves_is_told_from_what_tests():
    scopes = {one["name"].lower(): one["scope"] for one in document()["components"]}
    assert (scopes["django"], scopes["granian"]) == ("required", "required")
    assert scopes["pytest"] == "excluded"
    [whole] = document()["dependencies"]
    assert "pkg:pypi/pytest" not in " ".join(whole["dependsOn"])


def test_it_is_the_standards_form_and_the_same_every_time():
    """What CycloneDX 1.6 asks of a document and of a component; each name for a part is used once."""
    told = [subprocess.run([sys.executable, "tools/sbom.py"], cwd=ROOT, check=True, capture_output=True).stdout
            for _turn in range(2)]  # fmt: skip
    assert told[0] == told[1]
    made = json.loads(told[0])
    assert (made["bomFormat"], made["specVersion"], made["version"]) == ("CycloneDX", "1.6", 1)
    assert made["metadata"]["component"]["version"]
    names = [one["bom-ref"] for one in made["components"]]
    assert len(names) == len(set(names))
    for one in made["components"]:
        assert {"type", "name", "version", "purl"} <= set(one)
        assert re.fullmatch(r"pkg:pypi/[a-z0-9-]+@[^@\s]+", one["purl"])
