"""The sample year where registration begins."""

import datetime as dt

import pytest

from thidua.rulebook import actions as rulebook
from thidua.rulebook.queries import start_from
from thidua.season.actions import launch

from .year import AT


@pytest.fixture
def ruled(cast):
    """Launched, with the sample table adopted."""
    launch(here=cast.here("thuong-truc"), name="Vì cộng đồng", launched_by="Bộ Minh hoạ", at=AT)
    secretary = cast.here("thu-ky-cum-truong")
    edition = rulebook.draft(here=secretary, text=start_from("mau-minh-hoa", 2026), at=AT)
    rulebook.propose(here=secretary, edition=edition, at=AT)
    rulebook.adopt(here=cast.here("thuong-truc"), edition=edition, on=dt.date(2026, 1, 25),
                   by_document="Quy chế minh hoạ số 03", at=AT)  # fmt: skip
    return cast
