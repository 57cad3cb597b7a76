"""The stream as it runs beside `tests.travelled`: on the same clock, late in the sample year."""

import datetime as dt
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
django.setup()

from tests.travelled import STARTED, THEN  # noqa: E402  the rooms can be imported only now
from thidua.conference.views.stream import Stream  # noqa: E402


def now() -> dt.datetime:
    """The site's own time."""
    return THEN + (dt.datetime.now(dt.UTC) - STARTED)


application = Stream(now=now)
