"""When work may be handed to the background, and stopped."""

from django.utils.translation import gettext as _

from thidua.jobs.models import Job
from thidua.jobs.queries import unfinished
from thidua.jobs.terms import AT_ONCE


def why_not_start(person: int) -> str:
    """A person has only so many unfinished works."""
    if unfinished(person) < AT_ONCE:
        return ""
    return _("Bạn đang có %(n)s việc chạy nền chưa xong. Hãy đợi, hoặc dừng bớt ở trang Việc chạy nền.") % {
        "n": AT_ONCE
    }


def why_not_cancel(job: Job) -> str:
    """Only what is not over can be stopped."""
    return "" if job.is_open else _("Việc này đã kết thúc.")
