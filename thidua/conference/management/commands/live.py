"""`thidua live`: the stream of the screens, a light process beside the site; without it they ask by themselves."""

import argparse
import os
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces

from thidua.kit.listening import LISTEN, secured

LISTENERS = 4096


class Command(BaseCommand):
    help = "Phục vụ luồng trực tiếp của màn hình hội nghị"
    requires_system_checks: list[str] = []  # the site makes them

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default=LISTEN)
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument("--with-parent", action="store_true", help="dừng khi tiến trình gọi nó dừng")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["with_parent"]:
            threading.Thread(target=stop_with, args=(os.getppid(),), daemon=True).start()
        Granian(
            "thidua.config.live:application", address=options["host"], port=options["port"], interface=Interfaces.ASGI,
            workers=options["workers"], backlog=LISTENERS, backpressure=LISTENERS, websockets=False, log_enabled=False,
            workers_kill_timeout=2, **secured(),
        ).serve()  # fmt: skip


def stop_with(parent: int) -> None:
    """Whoever started this process is gone: so is it."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
