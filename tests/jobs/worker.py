"""The real worker's way with what waits, inside the test's own transaction (its loop would drop the connection)."""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def work_off() -> None:
    worker = Worker(queue_names=["default"], excluded_queue_names=[], interval=0, batch=True, max_tasks=None,
                    backend_name="default", startup_delay=False, worker_id="test")  # fmt: skip
    while waiting := DBTaskResult.objects.ready().get_locked():
        waiting.claim("test")
        worker.run_task(waiting)
