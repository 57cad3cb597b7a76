"""Taking a dossier along: one PDF or one zip, made in the background."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards import actions
from thidua.awards.gathering import PDF, ZIP
from thidua.awards.views.year import dossier_of, to
from thidua.jobs.models import Job
from thidua.kit import clock
from thidua.kit.answer import do
from thidua.members.doors import in_year
from thidua.members.queries import Here


@in_year()
@require_POST
def gathering(request: HttpRequest, here: Here, pk: int, how: str) -> HttpResponse:
    """Gather; the page of the work tells when it is done."""
    if how not in {PDF, ZIP}:
        raise Http404
    found, made = dossier_of(here, pk), list[Job]()
    back = to(here, "awards:dossier", pk)

    def act() -> None:
        made.append(actions.gather(here=here, by=request.user, dossier=found, how=how, back=back, at=clock.now()))  # type: ignore[arg-type]

    return do(request, act, _("Đang gom hồ sơ. Trang này tự báo khi xong."),
              lambda: reverse("jobs:job", args=[made[0].pk]) if made else back)  # fmt: skip
