"""Máy tính điểm: the arithmetic of a criteria table. Texts and figures in, points and reasons out.

Standard library only: no Django, no clock, no files (but for `cli`). Read in this order:

    points       the only door for numbers            problem      what is wrong, as a value
    edition      the table, frozen                    expression   the ten primitives, as a tree
    rules/       the named rules: each unfolds into a tree, and says itself in a sentence
    language     formulas a table writes itself       shape, load  TOML to an edition and back, digest
    answers      what was typed; the five blanks      check, check_outcome, bounds   what is wrong with a table
    writing, compiling   a tree as a fast function    plan         a table compiled once
    score        the cohort's points                  rank, grades places, ties, gates, vetoes, quotas
    periods      months and quarters into a year      tracing, explain, compare   why this point, why this order
    meaning      what a table says, in sentences
    figures      a file of figures                    attributes   what a table asks about the units themselves
    cli          the command `thidua score`
"""

from thidua.engine.answers import (
    MISSING,
    NOT_ASSIGNED,
    UNKNOWN,
    WAIVED,
    Answer,
    State,
    inputs,
    read_answer,
    read_target,
)
from thidua.engine.attributes import attributes_asked, read_attribute
from thidua.engine.bounds import reach
from thidua.engine.check import check
from thidua.engine.check_outcome import check_transfers
from thidua.engine.compare import Difference, compare
from thidua.engine.edition import Criterion, Edition, Grade, Input, Period, Quota, Rounding, Rule, Source, TieBreak
from thidua.engine.explain import Peer, Why, explain
from thidua.engine.figures import Figures, read_figures, typed
from thidua.engine.grades import limits, parents_in
from thidua.engine.load import digest, dump, load
from thidua.engine.meaning import general, meaning
from thidua.engine.periods import YearScore, over_periods, year_scores
from thidua.engine.points import NumberError, Points, plain, points, round_to, show, show_number, show_percent
from thidua.engine.problem import EditionError, Problem
from thidua.engine.rank import Place, rank
from thidua.engine.rules import RULES
from thidua.engine.score import Scores, UnitScore, score

ENGINE = "3"
"""Which arithmetic a sealed result was made by; told apart in `results.sealing`, listed in docs/scoring.md.

1: a criterion whose condition nobody could decide was not assigned. 2: it is unknown, and keeps the result open.
3: a cap over a window holds on a group too, and what does not count to the total takes nothing from it.
"""

__all__ = [
    "ENGINE",
    "MISSING",
    "NOT_ASSIGNED",
    "RULES",
    "UNKNOWN",
    "WAIVED",
    "Answer",
    "Criterion",
    "Difference",
    "Edition",
    "EditionError",
    "Figures",
    "Grade",
    "Input",
    "NumberError",
    "Peer",
    "Period",
    "Place",
    "Points",
    "Problem",
    "Quota",
    "Rounding",
    "Rule",
    "Scores",
    "Source",
    "State",
    "TieBreak",
    "UnitScore",
    "Why",
    "YearScore",
    "attributes_asked",
    "check",
    "check_transfers",
    "compare",
    "digest",
    "dump",
    "explain",
    "general",
    "inputs",
    "limits",
    "load",
    "meaning",
    "over_periods",
    "parents_in",
    "plain",
    "points",
    "rank",
    "reach",
    "read_answer",
    "read_attribute",
    "read_figures",
    "read_target",
    "round_to",
    "score",
    "show",
    "show_number",
    "show_percent",
    "typed",
    "year_scores",
]
