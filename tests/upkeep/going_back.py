"""A site's tables taken a step back, room by room, and forward again, with a year's rows in them.

    python -m tests.upkeep.going_back [ROOM …]      prints, as JSON, what was lost or changed on the way, by column

Run on a database of its own: it is left as it was found, but for what one step back cannot hold (`LOST`).
"""

import json
import sys

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

LOST = {
    "notices_letter": "letters to an address alone: the table before knew letters to people",
    "ballots_paper": "blank papers: made anew for whoever has not voted",
    "django_migrations": "when each step was taken",
}
DEEPER = {"ballots": 4}
"""Rooms taken further back than a step, to come past the one that writes rows."""


def held():
    """Every table's rows, by column."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.split("_")[0] in settings.ROOMS and not table.startswith("awards_words"):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  our own tables
                names = [column[0] for column in cursor.description]
                rows = cursor.fetchall()
                found[table] = {name: sorted(repr(row[at]) for row in rows) for at, name in enumerate(names)}
    return found


def changed(before, after):
    """Columns that both forms of a table have and that hold other values now."""
    return sorted(
        f"{table}.{column}"
        for table in before.keys() & after.keys() - LOST.keys()
        for column in before[table].keys() & after[table].keys()
        if before[table][column] != after[table][column]
    )


def open_a_ballot():
    """A secret ballot under way, some of the voters not yet in the booth: what an upgrade in the hall would meet."""
    from thidua.ballots.models import Ballot, Paper, Turnout  # noqa: PLC0415  after the settings

    without_councils()
    ballot = Ballot.objects.filter(per="unit").get()
    Ballot.objects.filter(pk=ballot.pk).update(state="open", form="secret")
    Turnout.objects.filter(pk=ballot.turnout.first().pk).update(voted=False)
    Paper.objects.create(ballot=ballot, receipt="TEST-TEST-TEST", choices=None)
    return ballot.turnout.filter(voted=False).count()


def without_councils():
    """The Council's votes, which tables of before cannot hold: a step back past them stops, and says so."""
    from thidua.awards.models import Dossier  # noqa: PLC0415
    from thidua.ballots.models import Ballot, Count, Nominee, Paper, TellerMark, Turnout  # noqa: PLC0415

    Dossier.objects.update(council_ballot=None)
    for kept in (Count, Nominee, Paper, TellerMark, Turnout):
        kept.objects.filter(ballot__per="council").delete()
    Ballot.objects.filter(per="council").delete()


def walk(rooms):
    ours = rooms or {config.label for config in apps.get_app_configs() if config.name.startswith("thidua.")}
    graph = MigrationExecutor(connection).loader.graph
    leaves = graph.leaf_nodes()
    back = [[step for step in graph.forwards_plan(leaf) if step[0] == leaf[0]][-DEEPER.get(leaf[0], 2):]
            for leaf in leaves if leaf[0] in ours]  # fmt: skip
    waiting, first = open_a_ballot(), held()
    executor, targets = MigrationExecutor(connection), [steps[0] for steps in back if len(steps) > 1]
    downwards = dict.fromkeys(step for step in executor.migration_plan(targets) if step[1])  # rooms drag each other
    executor.migrate(targets, plan=list(downwards))
    behind = held()
    MigrationExecutor(connection).migrate(leaves)
    last = held()
    blank = sum(choices in ("None", "'null'") for choices in last["ballots_paper"]["choices"])
    return {"back": changed(first, behind), "forward": changed(behind, last),
            "steps": sum(len(steps) > 1 for steps in back), "blank papers": [waiting, blank]}  # fmt: skip


if __name__ == "__main__":
    django.setup()
    print(json.dumps(walk(set(sys.argv[1:]))))  # noqa: T201
