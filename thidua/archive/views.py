"""The page of a year's archive file, and the file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from thidua.archive import actions
from thidua.archive.rules import KEEPERS, why_not_take_out
from thidua.kit import clock, signing
from thidua.kit.answer import page
from thidua.kit.files import attached
from thidua.kit.refusal import Refused
from thidua.ledger.queries import history
from thidua.members.doors import in_year
from thidua.members.queries import Here


@in_year(*KEEPERS)
def archive(request: HttpRequest, here: Here) -> HttpResponse:
    """What the file holds, how it is checked, who has taken one."""
    taken = [entry for entry in history(here.year) if entry.act == "archive.take_out"]
    context = {"why_not": why_not_take_out(here), "key": signing.public_key(), "taken": taken}
    return page(request, "archive/archive.html", context)


@in_year(*KEEPERS)
@require_POST
def archive_file(request: HttpRequest, here: Here) -> HttpResponse:
    """The file, made now."""
    if why_not := why_not_take_out(here):
        raise Refused(why_not)
    made = actions.take_out(here=here, at=clock.now())
    return attached(made, f"ho-so-luu-{here.year.cluster.slug}-{here.year.year}.zip", "application/zip")
