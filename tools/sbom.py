"""`make sbom`: a list of all parts in a standard form, CycloneDX 1.6, from the versions and hashes we pin.

    .venv/bin/python tools/sbom.py > thidua.cdx.json

The same pins give the same bytes: no time and no number of chance is in it. What serves the site is required, what only
builds or tests it is not.
"""

import json
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
SERVES = ("base", "server")
"""The lists whose packages run where the site runs."""


def components(folder: Path = ROOT / "requirements") -> list[dict[str, object]]:
    """Every package that is pinned, once a version, with the hashes of the files it may come in."""
    found: dict[str, dict[str, object]] = {}
    for path in sorted(folder.glob("*.txt"), key=lambda path: (path.stem not in SERVES, path.stem)):
        for name, version, rest in PINNED.findall(path.read_text(encoding="utf-8")):
            purl = f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{version}"
            found.setdefault(purl, {
                "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
                "scope": "required" if path.stem in SERVES else "excluded",
                "hashes": [{"alg": "SHA-256", "content": one} for one in HASH.findall(rest)],
            })  # fmt: skip
    return [found[purl] for purl in sorted(found)]


def document() -> dict[str, object]:
    """The whole list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {"type": "application", "bom-ref": "thidua", "name": project["name"], "version": project["version"],
            "licenses": [{"license": {"id": "Apache-2.0"}}]}  # fmt: skip
    parts = components()
    needed = [part["bom-ref"] for part in parts if part["scope"] == "required"]
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": ours},
        "components": parts, "dependencies": [{"ref": "thidua", "dependsOn": needed}],
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(document(), sys.stdout, ensure_ascii=False, indent=1)
    print()
