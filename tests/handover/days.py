"""On which days a cluster has not exactly one head and one deputy."""

import datetime as dt

from thidua.members.models import Cluster, LeadTerm
from thidua.members.terms import Lead


def on_each_day(
    cluster: Cluster, first: dt.date = dt.date(2026, 6, 1), last: dt.date = dt.date(2027, 6, 1)
) -> list[tuple[dt.date, str]]:
    """The days of a year around the handover that have none, or two; looked at wherever a term begins or ends."""
    terms = list(LeadTerm.objects.filter(year__cluster=cluster).values_list("role", "since", "until"))
    edges = {first, last} | {
        day + dt.timedelta(n) for _role, since, until in terms for day in (since, until or since) for n in (-1, 0, 1)
    }
    return [
        (day, role)
        for day in sorted(edge for edge in edges if first <= edge <= last)
        for role in Lead.values
        if sum(r == role and since <= day and (until is None or day <= until) for r, since, until in terms) != 1
    ]
