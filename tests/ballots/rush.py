"""Run by test_rush.py in a process and a database of its own: one leader votes from eight threads at one moment."""

import json
import sys
from functools import partial

from tests.apart import assembled_apart, at_once
from tests.ballots.test_ballots import LEADERS, YES, call, opened, vote
from thidua.ballots.models import Ballot, Paper, Turnout
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.samples.cast import Cast

THREADS = 8


def rush(cast: Cast, ballot: Ballot, leaders: list[str]) -> list[str]:
    """All these leaders vote at once; what each was told."""
    return at_once([partial(vote, cast, leader, ballot, YES) for leader in leaders])


def main() -> None:
    cast = assembled_apart()
    ClusterYear.objects.update(stage=Stage.APPRAISED)
    ballot = opened(cast, call(cast, units=("bien-dong",)))
    same, others = rush(cast, ballot, [LEADERS[0]] * THREADS), rush(cast, ballot, LEADERS[1:])
    receipts = set(Paper.objects.exclude(choices__isnull=True).values_list("receipt", flat=True))
    told = {"same": same, "others": others, "papers": Paper.objects.exclude(choices__isnull=True).count(),
            "receipts": len(receipts),
            "voted": Turnout.objects.filter(voted=True).count()}  # fmt: skip
    sys.stdout.write(json.dumps(told))
