"""Photographs from phones straight into the album: several at once under one caption."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thidua.conference.snapshots.actions import add_photographs
from thidua.conference.snapshots.forms import SnapshotsForm
from thidua.conference.views.places import address, conference_or_404
from thidua.kit import clock
from thidua.kit.answer import attempt, page
from thidua.members.doors import in_year
from thidua.members.queries import Here
from thidua.news.queries import album
from thidua.news.rules import why_not_photograph


@in_year()
def snapshots(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Take, say what it shows, send; below, what is there already."""
    found = conference_or_404(here, pk)
    form = SnapshotsForm(request.POST, request.FILES) if request.method == "POST" else SnapshotsForm()

    def act() -> None:
        add_photographs(here=here, at=clock.now(), **form.cleaned_data)

    if attempt(request, form, act, _("Đã thêm ảnh vào album.")):
        return redirect(address(here, "snapshots", pk))
    pictures = [picture for picture in album(here.year) if picture.file][::-1][:12]
    context = {"conference": found, "why_not": why_not_photograph(here), "pictures": pictures}
    return page(request, "conference/snapshots.html", context, form)
