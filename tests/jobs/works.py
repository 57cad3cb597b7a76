"""Works for the tests: as a room would write them."""

import io

from thidua.jobs.work import Made, Run, long_work
from thidua.kit.refusal import Refused

STEPS: list[int] = []


@long_work
def count(run: Run, *, to: int, stop_at: int = -1) -> Made:
    """Counts; at `stop_at` somebody asks to stop, as the owner does on the page."""
    for n in range(to):
        if n == stop_at:
            ask_to_stop(run)
        STEPS.append(n)
        run._told = 0  # every step is told
        run.step(n, to)
    return Made(io.BytesIO(b"%PDF-1.7 counted"), "dem.pdf", "application/pdf", f"Đã đếm {to}.")


def ask_to_stop(run: Run) -> None:
    from thidua.jobs.actions import cancel  # noqa: PLC0415
    from thidua.jobs.models import Job  # noqa: PLC0415
    from thidua.kit import clock  # noqa: PLC0415
    from thidua.members.models import Person  # noqa: PLC0415

    cancel(by=Person.objects.get(pk=run.owner), job=Job.objects.latest("pk"), at=clock.now())


@long_work
def refuse(run: Run) -> Made:
    raise Refused("Chưa có giấy nào để in. Hãy chọn ít nhất một dòng.")


@long_work
def break_down(run: Run) -> Made:
    raise ValueError("a mistake of ours")


def unmarked(run: Run) -> Made:
    return Made()
