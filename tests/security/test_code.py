"""What a table says is worked out, never run."""

from fractions import Fraction

from thidua.engine.compiling import compiled, predicate
from thidua.engine.expression import Bin, Choice, Has, In, PointsOf, Text

HOSTILE = "x'] or __import__('os').abort() or env['\"\"\"\n\\"


def test_names_and_texts_of_a_table_are_no_code():
    """Every text of an expression is one that would end the process if it were run."""
    env = {HOSTILE: 1, "=" + HOSTILE: 2}
    summed = Bin("+", In(HOSTILE), PointsOf(HOSTILE))
    assert compiled(summed, plain=True, refers=(), places=None).run(env) == 1002
    assert predicate(Bin("=", Text(HOSTILE), Text(HOSTILE)))({})
    assert predicate(Has(HOSTILE))(env)
    chosen = Choice(HOSTILE, ((HOSTILE, Fraction(3)),))
    assert compiled(chosen, plain=True, refers=(), places=None).run({HOSTILE: HOSTILE}) == 3000
