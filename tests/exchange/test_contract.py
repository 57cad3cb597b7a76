"""The API asked nonsense from its own description: no 5xx, and every answer as the description says.

A few calls in the suite; THIDUA_API_EXAMPLES=100 asks many.
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.exchange.callers import caller
from tests.reports.year import HALF, opened, save
from tests.scoring.year import open_round, started
from thidua.config.wsgi import application
from thidua.exchange.api import doors
from thidua.results.models import Result
from thidua.samples.cast import moment
from thidua.scoring.terms import Hand

EXAMPLES = int(os.environ.get("THIDUA_API_EXAMPLES", "2"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
          response_headers_conformance]  # fmt: skip
QUIET = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
                 phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip


def ready(cast) -> tuple[dict[str, str], dict[str, object]]:
    """A year with something of everything; who asks; and what there is, without which every call would be a 404."""
    open_round(started(cast), Hand.SELF)
    period = opened(cast, HALF)
    save(cast, period, "song-hong", {"I.1.a": {"actual": "5"}})
    Result.objects.create(year=cast.year, sealed="{}", digest="0" * 64, sealed_at=moment(2026, 3, 1), sealed_by="x")
    there = {"cluster": "cum-mau", "year": 2026, "unit": "song-hong", "code": "I.1.a", "number": 9,
             "period": period.pk}  # fmt: skip
    return {"Authorization": f"Bearer {caller(cast, 'can-bo-song-hong').code}"}, there


@pytest.mark.usefixtures("one_connection")
def test_nonsense_is_answered_as_described(cast, monkeypatch):
    monkeypatch.setattr(doors, "CALLS", 10**9)
    headers, there = ready(cast)
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()
        for mode in GenerationMode:

            @QUIET
            @given(case=operation.as_strategy(generation_mode=mode), known=st.booleans())
            def ask(case, known):
                nonlocal asked
                if known and isinstance(case.path_parameters, dict):
                    case.path_parameters |= {name: there[name] for name in case.path_parameters if name in there}
                case.call_and_validate(headers=headers, checks=CHECKS)
                asked += 1

            ask()
    assert asked >= 18 * EXAMPLES
