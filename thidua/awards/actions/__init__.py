"""The writer of the register, the dossiers, the fund and the layouts, file by file."""

from thidua.awards.actions.chain import WAYS, answer, ask, assign, give_opinion, move, open_dossier, rule
from thidua.awards.actions.council import call_again, call_council, council, lower, take_count
from thidua.awards.actions.gathering import gather
from thidua.awards.actions.money import enter_money, pay
from thidua.awards.actions.printing import make_layout, place_lines
from thidua.awards.actions.register import Line, decide, enter_decision, hold, import_rows, release

__all__ = [
    "WAYS", "Line", "answer", "ask", "assign", "call_again", "call_council", "council", "decide", "enter_decision",
    "enter_money", "gather", "give_opinion", "hold", "import_rows", "lower", "make_layout", "move", "open_dossier",
    "pay", "place_lines", "release", "rule", "take_count",
]  # fmt: skip
