"""A secret ballot that is open right now gets a blank paper for each mandate that has not voted and has none yet.

Apart from 0004: PostgreSQL neither alters nor indexes a table that the same transaction has written to.
"""

import secrets

from django.db import migrations

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def blank_papers(apps, schema_editor):
    Ballot, Paper = apps.get_model("ballots", "Ballot"), apps.get_model("ballots", "Paper")
    for ballot in Ballot.objects.filter(state="open", form="secret"):
        blank = Paper.objects.filter(ballot=ballot, choices__isnull=True).count()
        left = ballot.turnout.filter(voted=False).count() - blank
        receipts = ("-".join("".join(secrets.choice(ALPHABET) for _n in range(4)) for _g in range(3)) for _m in range(left))
        Paper.objects.bulk_create(Paper(ballot=ballot, receipt=receipt, choices=None) for receipt in receipts)


def no_blank_papers(apps, schema_editor):
    apps.get_model("ballots", "Paper").objects.filter(choices__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("ballots", "0004_who_votes_and_ties")]
    operations = [migrations.RunPython(blank_papers, no_blank_papers)]
