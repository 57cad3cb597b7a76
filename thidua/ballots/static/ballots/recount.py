"""Đếm lại một cuộc bỏ phiếu từ hồ sơ đã công bố: python3 recount.py cuoc-bo-phieu.json

Stands alone: Python's standard library, nothing of the site that made the file. Exits with 1 when anything differs.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Data = dict[str, Any]
FIGURE = {"opinion": "{} / {}", "choose": "{} / {}", "score": "tổng điểm {}", "order": "tổng thứ bậc {}"}


def needed(members: int, percent: int) -> int:
    """The fewest votes that reach a share of all members, absent ones too."""
    return -(-members * percent // 100)


def told(data: Data) -> dict[str, Counter[str]]:
    """What was said of each nominee, how often: from the papers, or from the tellers' figures."""
    said: dict[str, Counter[str]] = {one["key"]: Counter() for one in data["nominees"]}
    if data["counts"]:
        for key, figures in data["counts"][0]["figures"].items():
            said[key].update(figures)
    for paper in data["papers"]:
        for key, word in paper["choices"].items():
            said[key][word] += 1
    return said


def merits(data: Data, said: dict[str, Counter[str]]) -> dict[str, int]:
    """The number nominees are compared by; more is better."""
    method = data["ballot"]["method"]
    if method in {"score", "order"}:
        sums = {key: sum(int(word) * times for word, times in words.items()) for key, words in said.items()}
        return {key: -total if method == "order" else total for key, total in sums.items()}
    return {key: words["yes"] + words["chosen"] for key, words in said.items()}


def decide(data: Data, said: dict[str, Counter[str]]) -> tuple[set[str], set[str]]:
    """Who has passed and who is level across the last place."""
    rule, members = data["ballot"], len(data["roll"])
    took_part = data["counts"][0]["returned"] if data["counts"] else len(data["papers"])
    if took_part < needed(members, rule["quorum_percent"]):
        return set(), set()
    merit = merits(data, said)
    reached = [key for key in merit if said[key]]
    if rule["method"] not in {"score", "order"}:
        reached = [key for key in reached if merit[key] >= needed(members, rule["threshold_percent"])]
    if not rule["seats"] or len(reached) <= rule["seats"]:
        return set(reached), set()
    ordered = sorted((merit[key] for key in reached), reverse=True)
    last, after = ordered[rule["seats"] - 1], ordered[rule["seats"]]
    level = {key for key in reached if merit[key] == last} if last == after else set()
    passed = {key for key in reached if merit[key] >= last} - level
    if data["decided"]:
        return passed | {str(key) for key in data["decided"]}, set()
    return passed, level


def sealed(data: Data) -> str:
    """The digest that the ledger and the minutes carry."""
    papers = sorted([one["receipt"], one["choices"], one["mandate"]] for one in data["papers"])
    counts = sorted(
        [one["teller"], one["given_out"], one["returned"], one["invalid"], one["figures"]] for one in data["counts"]
    )
    text = json.dumps(papers + counts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def problems(data: Data) -> Iterator[str]:
    """Everything that does not come out as published."""
    said = told(data)
    passed, level = decide(data, said)
    voted = sum(one["voted"] for one in data["roll"])
    if not data["counts"] and voted != len(data["papers"]):
        yield f"{voted} đơn vị đã bỏ phiếu nhưng có {len(data['papers'])} lá phiếu"
    if len({one["receipt"] for one in data["papers"]}) != len(data["papers"]):
        yield "có hai lá phiếu cùng mã"
    if sealed(data) != data["seal"]:
        yield "mã băm tính lại khác mã băm đã công bố"
    for one in data["result"]:
        if (one["key"] in passed, one["key"] in level) != (one["passed"], one["tied"]):
            yield f"kết quả của đơn vị mang số {one['key']} tính lại khác kết quả đã công bố"


def main(path: str) -> int:
    """Say what the papers come to, and whether it is what was published."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    said, merit = told(data), merits(data, told(data))
    passed, level = decide(data, said)
    lines, members = [data["ballot"]["title"]], len(data["roll"])
    for one in data["nominees"]:
        end = "đạt" if one["key"] in passed else "bằng phiếu" if one["key"] in level else "không đạt"
        figure = FIGURE[data["ballot"]["method"]].format(abs(merit[one["key"]]), members)
        lines.append(f"  {one['unit']}: {figure}, {end}")
    found = list(problems(data))
    lines += [f"  mã băm: {sealed(data)}", *(f"  SAI: {one}" for one in found)]
    sys.stdout.write("\n".join(lines if found else [*lines, "  Khớp với kết quả đã công bố."]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
