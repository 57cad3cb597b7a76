"""Các cách tính: the closed vocabulary of named rules, by the name a table uses."""

from typing import Any

from thidua.engine.rules.amounts import Escalating, Linear, WeightedMean
from thidua.engine.rules.basic import Given, YesNo
from thidua.engine.rules.choices import Allowance, Levels, Lookup, Parts
from thidua.engine.rules.cohort import LeaderRelative, RankPoints
from thidua.engine.rules.events import PerEvent, Standard
from thidua.engine.rules.free import Formula, Shared, Transfer, Veto
from thidua.engine.rules.measured import Bands, Deadline

_ALL: tuple[Any, ...] = (
    *(Given, YesNo, Levels, Parts, Allowance),
    *(PerEvent, Standard, Escalating, Shared),
    *(Bands, Deadline, Linear, Lookup, WeightedMean),
    *(LeaderRelative, RankPoints, Transfer, Veto, Formula),
)
RULES: dict[str, Any] = {rule.kind: rule for rule in _ALL}
