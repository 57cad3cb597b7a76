"""What anyone holding a paper may check: that its table is the one that was published, unchanged since."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thidua.kit.doors import PUBLIC, door
from thidua.results import queries, reading
from thidua.results.terms import Shows, Standing


@door(PUBLIC)
def check(request: HttpRequest, digest: str) -> HttpResponse:
    """By the digest on the paper: whose result, published when, unchanged or not; the table as far as it is shown."""
    found = queries.check(digest.lower()) if re.fullmatch("[0-9a-fA-F]{64}", digest) else None
    shows = Shows(found.result.shows) if found else Shows.NOTHING
    table = reading.table(found.result.sealed) if found and found.unchanged and shows != Shows.NOTHING else None
    context = {"found": found, "result": found.result if found else None, "table": table, "shows": shows,
               "shown": {"table": table, "standing": Standing.OFFICIAL},
               "digest": digest[:64]}  # fmt: skip
    return render(request, "results/check.html", context, status=200 if found else 404)
