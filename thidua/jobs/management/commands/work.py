"""Chạy các việc nền (`thidua work`): the worker beside the server; several may run, on several machines."""

import logging
import os
import signal
import threading
import time
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from thidua.jobs.actions import sweep
from thidua.kit import clock

PAUSE, TIDY_EVERY = 1, 3600
"""Seconds between two looks at an empty queue, and between two sweeps."""


class Command(BaseCommand):
    help = "Làm các việc chạy nền: in hàng loạt, gộp hồ sơ…; dừng bằng Ctrl-C, việc đang làm được làm nốt"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="làm hết việc đang đợi rồi thôi")
        parser.add_argument("--beside", action="store_true", help="dừng khi chương trình đã gọi lệnh này kết thúc")

    def handle(self, *args: Any, once: bool = False, beside: bool = False, **options: Any) -> None:
        logging.getLogger("django_tasks").setLevel(logging.WARNING)
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        worker = Worker(queue_names=["default"], excluded_queue_names=[], interval=0, batch=True, max_tasks=None,
                        backend_name="default", startup_delay=False, worker_id=get_random_string(32))  # fmt: skip
        worker.configure_signals()
        if beside:
            stop_with(os.getppid())
        looked = 0
        while worker.running:
            if looked % (TIDY_EVERY // PAUSE) == 0:
                tidy()
            looked += 1
            worker.run()
            if once:
                return
            time.sleep(PAUSE)


def tidy() -> None:
    """Our rows and files, then the queue's own finished rows."""
    sweep(at=clock.now())
    call_command("prune_db_task_results", min_age_days=14, verbosity=0)


def stop_with(parent: int) -> None:
    """End this worker, politely, once its parent is gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PAUSE)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
