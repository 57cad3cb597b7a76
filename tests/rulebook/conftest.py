"""The sample year, launched."""

import pytest

from thidua.samples.cast import moment
from thidua.season.actions import launch


@pytest.fixture
def launched(cast):
    launch(here=cast.here("thuong-truc"), name="Vì cộng đồng", launched_by="Bộ Minh hoạ", at=moment(2026, 1, 20))
    return cast
