"""Pages of the room: my works, one of them with its progress, stopping it, its file. Nobody else's exist."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thidua.jobs import actions
from thidua.jobs.models import Job
from thidua.jobs.queries import jobs_of
from thidua.kit import clock
from thidua.kit.answer import do, page
from thidua.kit.doors import SIGNED_IN, door
from thidua.kit.files import download


def mine(request: HttpRequest, pk: int) -> Job:
    """A work of the person who asks; a 404 for anybody else's."""
    return get_object_or_404(jobs_of(request.user.pk or 0), pk=pk)


@door(SIGNED_IN)
@never_cache
def jobs(request: HttpRequest) -> HttpResponse:
    """My works."""
    return page(request, "jobs/jobs.html", {"jobs": jobs_of(request.user.pk or 0)[:100]})


@door(SIGNED_IN)
@never_cache
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """One work; asked again by htmx, only the part that moves."""
    template = "jobs/_job.html" if getattr(request, "htmx", False) else "jobs/job.html"
    return page(request, template, {"job": mine(request, pk)})


@door(SIGNED_IN)
@require_POST
def cancelling(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it."""
    found = mine(request, pk)
    return do(request, lambda: actions.cancel(by=request.user, job=found, at=clock.now()),  # type: ignore[arg-type]
              _("Đã yêu cầu dừng."), reverse("jobs:job", args=[pk]))  # fmt: skip


@door(SIGNED_IN)
@never_cache
def result(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file that came out."""
    found = mine(request, pk)
    if not found.result:
        raise Http404
    return download(found.result, found.result_name, found.result_type)
