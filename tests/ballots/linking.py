"""Run by test_secrecy.py in a process and a database of its own: given everything the database keeps, who cast what?

Thirty ballots of five voters, each with an answer nobody else gave. The one who looks knows the order in which they
voted (a witness at the door) and reads every row with its place: row number or ctid, transaction, key, receipt, and in
SQLite the bytes of the file. Every way of putting voters and papers in an order and laying the one beside the other is
tried. By chance one voter a ballot is found, whatever their number. A careless ballot box is looked into as well, to
see that looking works.
"""

import json
import random
import sys
import uuid
from collections import Counter
from collections.abc import Callable
from itertools import product
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.apart import assembled_apart
from tests.ballots.test_ballots import LEADERS, call, closed, opened, vote
from thidua.ballots.actions.casting import sweep
from thidua.ballots.models import Ballot, Paper, Turnout
from thidua.ballots.terms import Method
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.samples.cast import UNITS, Cast

BALLOTS = 30
CODES = [code for code, _name, _short in UNITS]
POSTGRES = connection.vendor == "postgresql"
PLACES = ("ctid::text", "xmin::text::bigint", "cmin::text::bigint") if POSTGRES else ("rowid",)
Row = dict[str, object]


def rows(table: type[Paper] | type[Turnout], ballot: Ballot, *columns: str) -> list[Row]:
    """Every row of the ballot, in the order the database gives them, with the places it keeps."""
    names = ["seen", *(f"place{n}" for n in range(len(PLACES))), *columns]
    asked = ", ".join((*PLACES, *columns))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked} FROM {table._meta.db_table} WHERE ballot_id = %s", [ballot.pk])  # noqa: S608
        found = [dict(zip(names, (n, *row), strict=True)) for n, row in enumerate(cursor.fetchall())]
    if POSTGRES:
        for row in found:
            row["place0"] = tuple(int(part) for part in str(row["place0"]).strip("()").split(","))
    return found


def in_the_file(papers: list[Row]) -> None:
    """Where in the bytes of the file each receipt lies first, last."""
    if POSTGRES:
        return
    sweep()
    kept = Path(settings.DATABASES["default"]["NAME"]).read_bytes()
    for paper in papers:
        paper["first"] = kept.find(str(paper["receipt"]).encode())
        paper["last"] = kept.rfind(str(paper["receipt"]).encode())


def looked_into(ballot: Ballot, order: list[str], said: dict[str, int], hits: Counter[str]) -> None:
    """Add up how many voters each way of looking finds in one ballot."""
    first = str(ballot.nominees.get().pk)
    papers = [row for row in rows(Paper, ballot, "id", "receipt", "choices") if row["choices"] is not None]
    for paper in papers:
        given = paper["choices"]
        paper["answer"] = int((json.loads(given) if isinstance(given, str) else given)[first])
    in_the_file(papers)
    unit_of = dict(Turnout.objects.filter(ballot=ballot).values_list("pk", "membership__unit__code"))
    voters = rows(Turnout, ballot, "id")
    for voter in voters:
        voter["unit"] = unit_of[voter["id"]]
        voter["moment"] = order.index(str(voter["unit"]))
    paper_keys = [key for key in papers[0] if key not in {"choices", "answer"}]
    voter_keys = [key for key in voters[0] if key != "unit"]
    for by, on in product(paper_keys, voter_keys):
        laid, people = sorted(papers, key=_by(by)), sorted(voters, key=_by(on))
        hits[f"{by} beside {on}"] += sum(
            said[str(v["unit"])] == p["answer"] for v, p in zip(people, laid, strict=False)
        )
    if POSTGRES:
        hits["same transaction"] += sum(_only(papers, voter, said) for voter in voters)


def _by(key: str) -> Callable[[Row], object]:
    return lambda row: row[key]


def _only(papers: list[Row], voter: Row, said: dict[str, int]) -> bool:
    """Whether one paper alone bears the voter's transaction, and is the voter's."""
    same = [paper for paper in papers if paper["place1"] == voter["place1"]]
    return len(same) == 1 and same[0]["answer"] == said[str(voter["unit"])]


def voted(cast: Cast, number: int, chance: random.Random) -> tuple[Ballot, list[str], dict[str, int]]:
    """One ballot in which everybody votes, each with another score, in an order of its own."""
    ballot = opened(cast, call(cast, units=("bien-dong",), title=f"Cuộc {number}", method=Method.SCORE, seats=1))
    order, scores = chance.sample(CODES, len(CODES)), chance.sample(range(11), len(CODES))
    said = dict(zip(order, scores, strict=True))
    for code in order:
        vote(cast, LEADERS[CODES.index(code)], ballot, str(said[code]))
    return ballot, order, said


def carelessly(cast: Cast, number: int, chance: random.Random) -> tuple[Ballot, list[str], dict[str, int]]:
    """As a box without care would: a row is written for each paper as it comes."""
    ballot = call(cast, units=("bien-dong",), title=f"Bất cẩn {number}", method=Method.SCORE, seats=1)
    order = chance.sample(CODES, len(CODES))
    said = dict(zip(order, chance.sample(range(11), len(CODES)), strict=True))
    nominee = str(ballot.nominees.get().pk)
    for code in CODES:
        Turnout.objects.create(ballot=ballot, membership=cast.member(code))
    for code in order:
        Turnout.objects.filter(ballot=ballot, membership__unit__code=code).update(voted=True)
        Paper.objects.create(ballot=ballot, receipt=uuid.uuid4().hex[:20], choices={nominee: str(said[code])})
    return ballot, order, said


def main() -> None:
    cast = assembled_apart()
    ClusterYear.objects.update(stage=Stage.APPRAISED)
    chance = random.Random(20261120)  # noqa: S311  the voters' answers, not the box's own chance
    told: dict[str, Counter[str]] = {"open": Counter(), "closed": Counter(), "careless": Counter()}
    for number in range(BALLOTS):
        ballot, order, said = voted(cast, number, chance)
        looked_into(ballot, order, said, told["open"])
        closed(cast, ballot)
        looked_into(ballot, order, said, told["closed"])
        looked_into(*carelessly(cast, number, chance), told["careless"])
    sys.stdout.write(json.dumps(told))
