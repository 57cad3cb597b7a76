"""What the worker does with one work: an edge of the program, as a view is, so it asks the clock."""

import logging

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks import task

from thidua.jobs import actions
from thidua.jobs.terms import State
from thidua.jobs.work import Cancelled, Run, is_long_work
from thidua.kit import clock
from thidua.kit.refusal import Refused

logger = logging.getLogger(__name__)


@task()
def run(pk: int) -> None:
    """Do one work: claimed once, told at its end whatever happens."""
    job = actions.claim(pk=pk, at=clock.now())
    if job is None:
        return
    state, error = State.FAILED, ""

    def tell(done: int, total: int) -> bool:
        return actions.tell(pk=pk, done=done, total=total, at=clock.now())

    try:
        work = import_string(job.work)
        if not is_long_work(work):
            raise TypeError(f"{job.work} is not marked long_work")
        actions.finish(job=job, made=work(Run(job.owner, tell, clock.now), **job.given), at=clock.now())
        return
    except Cancelled:
        state = State.CANCELLED
    except Refused as refused:
        error = str(refused)
    except Exception:
        logger.exception("the work %s (%s) broke", pk, job.work)
        error = _("Việc này gặp lỗi và đã dừng. Hãy thử lại; nếu vẫn lỗi, báo quản trị hệ thống kèm số việc %(n)s.") % {
            "n": pk
        }
    actions.end(pk=pk, state=state, at=clock.now(), error=error)
