"""Trả lời: a question with the facts it leaves, its table, its sentence, and what else could be asked of these."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from thidua.insight.asking import register, registered, results
from thidua.insight.asking.facts import Fact, Gathered
from thidua.insight.asking.pivot import Pivot, pivot
from thidua.insight.asking.question import Question, sentence
from thidua.insight.asking.sight import Sight
from thidua.insight.asking.terms import AWARDS, RESULTS
from thidua.kit import clock


@dataclass(frozen=True)
class Answer:
    """What a person is told at a moment."""

    asked: Question
    sight: Sight
    at: dt.datetime
    gathered: Gathered
    facts: list[Fact]

    @cached_property
    def pivot(self) -> Pivot:
        return pivot(self.asked, self.facts, self.gathered.names)

    @property
    def sentence(self) -> str:
        return sentence(self.asked, self.gathered.names)

    def name(self, dimension: str, key: str) -> str:
        return self.gathered.names.get(dimension, {}).get(key, key)

    def behind(self, row: str, column: str) -> list[Fact]:
        """The facts behind a cell; "" is everything."""
        asked = ((self.asked.rows, row), (self.asked.columns, column))
        wanted = [(self.asked.subject.at(dimension), key) for dimension, key in asked if dimension and key]
        return [fact for fact in self.facts if all(fact.keys[at] == key for at, key in wanted)]

    def said(self, fact: Fact, key: str) -> str:
        """What a fact says in one dimension, by its name; "" where it says nothing."""
        text = fact.keys[self.asked.subject.at(key)]
        return self.name(key, text) if text else ""


def answer(asked: Question, sight: Sight, at: dt.datetime) -> Answer:
    """A fixed number of statements, whatever the number of units, years and awards."""
    if asked.why_not:
        gathered = Gathered(asked, sight)
    elif asked.subject is RESULTS:
        gathered = results.gather(asked, sight)
    elif asked.subject is AWARDS:
        gathered = register.gather(asked, sight)
    else:
        gathered = registered.gather(asked, sight, clock.day_of(at))
    return Answer(asked, sight, at, gathered, gathered.kept())
