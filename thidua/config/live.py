"""What the stream's process serves (`thidua live`): the screens of conferences, and nothing else."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
django.setup()

from thidua.conference.views.stream import Stream  # noqa: E402  the rooms can be imported only now

application = Stream()
