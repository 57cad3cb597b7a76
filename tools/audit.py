"""`make audit`: is a fault published for any package we pin? Asks the open database of vulnerabilities (OSV), once.

    .venv/bin/python tools/audit.py         exit code 0: none is known; 1: some are; 3: nobody answered

What is sent: names and versions from `requirements/*.txt`, nothing of this machine. `AUDIT_URL` names another service
that answers alike, for a network that reaches no other.
"""

import json
import os
import re
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVICE = "https://api.osv.dev/v1/querybatch"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
PATIENCE = 30
SOUND, FAULTY, UNANSWERED = 0, 1, 3


def pinned(folder: Path = ROOT / "requirements") -> dict[tuple[str, str], str]:
    """Every name and version that is pinned, with the list that pins it first."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("*.txt")):
        for name, version in PINNED.findall(path.read_text(encoding="utf-8")):
            found.setdefault((name.lower(), version), path.stem)
    return found


def asked(packages: list[tuple[str, str]], service: str) -> list[list[str]]:
    """The numbers of the faults known of each package, in the order of the packages."""
    queries = [{"package": {"ecosystem": "PyPI", "name": name}, "version": version} for name, version in packages]
    body = json.dumps({"queries": queries}).encode()
    request = urllib.request.Request(service, body, {"Content-Type": "application/json"})  # noqa: S310  named by us
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
        results = json.load(answer)["results"]
    if len(results) != len(packages):
        raise ValueError(f"{len(results)} answers to {len(packages)} questions")
    return [[one["id"] for one in result.get("vulns", ())] for result in results]


def main() -> int:
    packages = pinned()
    service = os.environ.get("AUDIT_URL", SERVICE)
    try:
        answers = asked(list(packages), service)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print(f"CHƯA SOÁT ĐƯỢC {len(packages)} gói: không hỏi được {service} ({problem}).")
        return UNANSWERED
    faults = [(package, ids) for package, ids in zip(packages, answers, strict=True) if ids]
    for (name, version), ids in faults:
        print(f"{name} {version} ({packages[name, version]}.txt): {', '.join(ids)}")
    print(f"Đã soát {len(packages)} gói: {len(faults)} gói có lỗi đã công bố.")
    return FAULTY if faults else SOUND


if __name__ == "__main__":
    sys.exit(main())
