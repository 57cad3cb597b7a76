"""Words of the ledger."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Who acts: a person in an office, by number and name, so that the record outlives the account.

    `unit` is the name of the unit the office is held in ("" for the standing office); `person` is 0 for the program
    itself (loading a record, closing an overdue window).
    """

    person: int
    name: str
    office: str
    unit: str = ""


GENESIS = "0" * 64
"""What the first entry is chained to."""
