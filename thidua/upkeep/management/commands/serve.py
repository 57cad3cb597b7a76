"""`thidua serve`: the web server; its workers are copies of one process that has read everything already.

Each worker reading the program for itself takes seconds of a processor and some hundred MiB. Copied, a worker begins in
milliseconds, also the one that takes a dead one's place in the middle of a vote, and what was read is in memory once.
"""

import argparse
import gc
import os
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from thidua.kit.listening import LISTEN, secured

THREADS = 4


class Command(BaseCommand):
    help = "Phục vụ trang web"
    requires_system_checks: list[str] = []  # `thidua check` makes them

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("application", nargs="?", default="thidua.config.wsgi:application")
        parser.add_argument("--host", default=LISTEN)
        parser.add_argument("--port", type=int, default=os.environ.get("THIDUA_PORT", "8000"))
        parser.add_argument("--workers", type=int, default=os.environ.get("THIDUA_WORKERS", "2"))
        parser.add_argument("--log-level", default="warning", choices=[level.value for level in LogLevels])

    def handle(self, *args: Any, **options: Any) -> None:
        read_all(options["application"], pages=options["workers"] > 1)
        connections.close_all()  # a worker opens its own
        gc.collect()
        gc.freeze()  # what is never collected is never written to, and stays shared
        Granian(
            options["application"], address=options["host"], port=options["port"], interface=Interfaces.WSGI,
            workers=options["workers"], blocking_threads=THREADS, websockets=False, respawn_failed_workers=True,
            respawn_interval=1, log_level=LogLevels(options["log_level"]), working_dir=settings.ROOT,
            **secured(),
        ).serve()  # fmt: skip


def read_all(application: str, *, pages: bool) -> None:
    """The program, its addresses, its language and, when more than one worker will use them, its pages."""
    import_module(application.partition(":")[0])
    with translation.override(settings.LANGUAGE_CODE):
        reverse("account_login")  # every address, by its name: each language has its own
        translation.gettext("Đăng nhập")
    if pages:
        for room in apps.get_app_configs():
            if room.name.startswith("thidua."):
                for page in sorted((settings.ROOT / room.name.replace(".", "/") / "templates").rglob("*.html")):
                    get_template(str(page).partition("/templates/")[2])
