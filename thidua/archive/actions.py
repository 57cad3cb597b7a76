"""The writer of the room: a year taken out, and who did it."""

import datetime as dt
import hashlib

from django.db import transaction

from thidua.archive.rules import KEEPERS, why_not_take_out
from thidua.archive.writing import write_archive
from thidua.kit.refusal import require
from thidua.ledger.actions import record
from thidua.members.queries import Here


@transaction.atomic
def take_out(*, here: Here, at: dt.datetime) -> bytes:
    """The archive file of the year. The ledger keeps its SHA-256: the file given out can be known again."""
    require(why_not_take_out(here))
    made = write_archive(here.year, at)
    record(act="archive.take_out", subject=here.year, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"sha256": hashlib.sha256(made).hexdigest(), "size": str(len(made))})  # fmt: skip
    return made
