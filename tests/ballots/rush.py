"""Run by test_rush.py in a process and a database of its own: one leader votes from eight threads at the same moment.

The ledger refuses deletes, so a database that several threads committed to cannot be rolled back: it is thrown away.
"""

import json
import sys
import threading

from django.core.management import call_command
from django.db import connection

from tests.ballots.test_ballots import LEADERS, YES, call, opened, vote
from thidua.ballots.models import Ballot, Paper, Turnout
from thidua.kit.refusal import Refused
from thidua.members.models import ClusterYear
from thidua.members.terms import Stage
from thidua.samples.cast import Cast, assemble

THREADS = 8


def rush(cast: Cast, ballot: Ballot, leaders: list[str]) -> list[str]:
    """All these leaders vote at once; what each was told."""
    together, said = threading.Barrier(len(leaders)), []

    def one(leader: str) -> None:
        together.wait()
        try:
            vote(cast, leader, ballot, YES)
            said.append("voted")
        except Refused as refused:
            said.append(str(refused))
        except Exception as broken:
            said.append(f"broken: {broken!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[leader]) for leader in leaders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def main() -> None:
    call_command("migrate", verbosity=0)
    cast = assemble()
    ClusterYear.objects.update(stage=Stage.APPRAISED)
    ballot = opened(cast, call(cast, units=("bien-dong",)))
    same, others = rush(cast, ballot, [LEADERS[0]] * THREADS), rush(cast, ballot, LEADERS[1:])
    receipts = set(Paper.objects.exclude(choices__isnull=True).values_list("receipt", flat=True))
    told = {"same": same, "others": others, "papers": Paper.objects.exclude(choices__isnull=True).count(),
            "receipts": len(receipts),
            "voted": Turnout.objects.filter(voted=True).count()}  # fmt: skip
    sys.stdout.write(json.dumps(told))
