"""The writer of the works: start, run, tell how far, cancel, sweep. None is an act of the record, so none is in it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from thidua.jobs.models import Job
from thidua.jobs.queries import old, silent
from thidua.jobs.rules import why_not_cancel, why_not_start
from thidua.jobs.terms import State
from thidua.jobs.work import Made, is_long_work
from thidua.kit.files import random_name
from thidua.kit.refusal import require

WORKER = "thidua.jobs.worker.run"
"""By name: the worker calls these actions."""


@transaction.atomic
def start(
    *, by: AbstractBaseUser, work: Callable[..., Made], given: Mapping[str, Any], title: str, at: dt.datetime,
    back: str = "",
) -> Job:  # fmt: skip
    """Hand a work to the background: the row and its place in the queue, both or neither."""
    if not is_long_work(work):
        raise TypeError(f"{work} is not marked long_work")
    require(why_not_start(by.pk))
    job = Job.objects.create(owner=by.pk, work=f"{work.__module__}.{work.__qualname__}", given=dict(given),
                             title=title[:300], back=back[:300], made_at=at)  # fmt: skip
    import_string(WORKER).enqueue(job.pk)
    return job


def claim(*, pk: int, at: dt.datetime) -> Job | None:
    """Take a work out of the queue for this worker; None when it was stopped, or taken, before."""
    if not Job.objects.filter(pk=pk, state=State.QUEUED).update(state=State.RUNNING, beat_at=at):
        return None
    return Job.objects.get(pk=pk)


def tell(*, pk: int, done: int, total: int, at: dt.datetime) -> bool:
    """Write how far it is; False when the work is to stop."""
    alive = Job.objects.filter(pk=pk, state=State.RUNNING, cancel_asked=False)
    return bool(alive.update(done=done, total=total, beat_at=at))


def finish(*, job: Job, made: Made, at: dt.datetime) -> None:
    """Keep what came out."""
    told: dict[str, Any] = {"said": made.said}
    if made.file is not None:
        kept = default_storage.save(random_name("jobs", made.name.rpartition(".")[2]), File(made.file))
        told |= {"result": kept, "result_name": made.name, "result_type": made.media_type}
    if not end(pk=job.pk, state=State.DONE, at=at, **told) and "result" in told:
        default_storage.delete(told["result"])  # swept meanwhile: nobody waits for it


def end(*, pk: int, state: State, at: dt.datetime, **told: Any) -> bool:
    """Close a running work; False when it was closed before."""
    return bool(Job.objects.filter(pk=pk, state=State.RUNNING).update(state=state, ended_at=at, **told))


@transaction.atomic
def cancel(*, by: AbstractBaseUser, job: Job, at: dt.datetime) -> None:
    """Stop a work: one that waits at once, one that runs at its next step."""
    mine = Job.objects.filter(pk=job.pk, owner=by.pk)
    if mine.filter(state=State.QUEUED).update(state=State.CANCELLED, cancel_asked=True, ended_at=at):
        return
    if not mine.filter(state=State.RUNNING).update(cancel_asked=True):
        job.refresh_from_db()
        require(why_not_cancel(job))


def sweep(*, at: dt.datetime) -> int:
    """End what died with its worker; take away what nobody fetched in time, file and row. How many of both."""
    dead = silent(at).update(
        state=State.FAILED, ended_at=at,
        error=_("Việc này bị ngắt giữa chừng (máy chủ khởi động lại). Hãy làm lại từ đầu."),
    )  # fmt: skip
    gone = list(old(at)[:1000])
    for job in gone:
        if job.result:
            default_storage.delete(job.result.name or "")
        Job.objects.filter(pk=job.pk).delete()
    return dead + len(gone)
