"""Run by test_at_once.py in a process and a database of its own: several clerks and leaders act at the same moment."""

import datetime as dt
import json
import sys
from collections.abc import Callable

from tests.apart import assembled_apart, at_once
from tests.handover.days import on_each_day
from thidua.handover import actions, queries
from thidua.members.models import ClusterYear
from thidua.members.queries import members_of
from thidua.members.terms import Stage
from thidua.samples.cast import Cast, moment

DAY, NOW = dt.date(2026, 11, 20), moment(2026, 11, 20, 11)
CLERKS = ("thu-ky-cum-truong", "thu-ky-hoi-nghi")


def announcing(cast: Cast, clerk: str, head: str, deputy: str) -> Callable[[], object]:
    units = [member.unit for member in members_of(cast.year)]
    by_code, here = {unit.code: unit for unit in units}, cast.here(clerk, DAY)
    told = actions.Succession(units, by_code[head], by_code[deputy], dt.date(2027, 1, 1))
    return lambda: actions.announce(here=here, announced_on=DAY, succession=told, at=NOW)


def main() -> None:
    cast = assembled_apart()
    ClusterYear.objects.update(stage=Stage.NOMINATED)
    pairs = (("bien-dong", "cao-nguyen"), ("truong-son", "bien-dong"), ("dong-bang", "song-hong"))
    told = []
    for _round in range(4):
        acts = [announcing(cast, clerk, *pair) for clerk in CLERKS for pair in pairs]
        said = at_once(acts)
        told.append({"announce": said, "wrong": len(on_each_day(cast.year.cluster))})
        found = queries.of_year(cast.year)
        assert found is not None
        clerk, leader = cast.here(CLERKS[0], DAY), cast.here("lanh-dao-song-hong", DAY)

        def withdraw(here=clerk, handover=found) -> None:  # type: ignore[no-untyped-def]
            actions.withdraw(here=here, handover=handover, reason="Nhầm", at=NOW)

        def sign(here=leader, handover=found) -> None:  # type: ignore[no-untyped-def]
            actions.sign_over(here=here, handover=handover, at=NOW)

        said = at_once([withdraw, sign, withdraw, sign, withdraw])
        told.append({"withdraw": said, "wrong": len(on_each_day(cast.year.cluster)),
                     "left": queries.of_year(cast.year) is not None})  # fmt: skip
    sys.stdout.write(json.dumps(told))
