"""The writer of the simulations kept."""

import datetime as dt

from django.db import transaction

from thidua.insight.models import Simulation
from thidua.insight.rules import JUDGES, why_not_judge_hands
from thidua.insight.stability import SEED, Field, Stability, inputs_of
from thidua.kit.refusal import require
from thidua.ledger.actions import record, take_turn
from thidua.members.queries import Here


@transaction.atomic
def keep_simulation(*, here: Here, field: Field, made: Stability, at: dt.datetime) -> Simulation:
    """Keep how often each place was held, with the seed and the hash of the figures: who has both gets the same."""
    take_turn()
    require(why_not_judge_hands(here))
    by = here.actor(*JUDGES)
    places = [[one.unit, one.place_now, list(one.places)] for one in made.held]
    told = {"cases": made.cases, "seed": SEED, "inputs": inputs_of(field), "places": places, "made_at": at,
            "by_name": by.name}  # fmt: skip
    kept, _new = Simulation.objects.update_or_create(year=here.year, varied=made.varied, defaults=told)
    record(act="insight.keep_simulation", subject=kept, by=by, at=at, year_id=here.year.pk,
           facts={"varied": made.varied.value, "cases": made.cases, "seed": SEED, "inputs": kept.inputs})  # fmt: skip
    return kept
