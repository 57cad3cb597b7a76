"""The site as served late in the sample year, whatever the machine's clock says: browser tests do not age.

From the moment it starts, its time goes on as the machine's does.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from thidua.config.wsgi import application as site
from thidua.kit import clock
from thidua.samples.cast import YEAR, moment

STARTED = dt.datetime.now(dt.UTC)
THEN = moment(YEAR, 11, 25, 9)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    with clock.at(THEN + (dt.datetime.now(dt.UTC) - STARTED)):
        return site(environ, start_response)
