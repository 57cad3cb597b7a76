"""The writers of the ballots: calling, the tellers' acts, casting, deciding what stands level."""

from thidua.ballots.actions.calling import (
    call,
    call_council,
    call_next_round,
    name_delegates,
    nominate,
    strike,
    withdraw,
)
from thidua.ballots.actions.casting import carry, cast, enter_letter
from thidua.ballots.actions.deciding import decide_tie
from thidua.ballots.actions.tellers import count, mark_close, mark_open

__all__ = [
    "call",
    "call_council",
    "call_next_round",
    "carry",
    "cast",
    "count",
    "decide_tie",
    "enter_letter",
    "mark_close",
    "mark_open",
    "name_delegates",
    "nominate",
    "strike",
    "withdraw",
]
