"""Nội dung tin: what happened, by identifiers and links alone. Who wants to know more reads it with a token."""

import json

from django.conf import settings

from thidua.exchange.api.terms import ROOT
from thidua.exchange.hooks.terms import Event
from thidua.ledger.models import Entry
from thidua.members.models import ClusterYear
from thidua.reports.models import Report


def body_of(event: Event, entry: Entry, year: ClusterYear) -> str:
    """The message about one act, as JSON."""
    where = f"{settings.SITE_URL}{ROOT}years/{year.cluster.slug}/{year.year}"
    data: dict[str, object] = {"cluster": year.cluster.slug, "year": year.year}
    if event == Event.STAGE:
        data |= {"from": entry.facts["from"], "stage": entry.facts["to"], "url": where}
    elif event == Event.RESULT:
        version = entry.facts["version"]
        data |= {"version": version, "digest": entry.facts["digest"], "url": f"{where}/results/{version}"}
    elif event == Event.PAPER:
        data |= {"paper": int(entry.subject_id), "url": f"{where}/papers/{entry.subject_id}"}
    else:
        report = Report.objects.select_related("membership__unit").get(pk=entry.subject_id)
        unit = report.membership.unit.code
        data |= {"period": report.period_id, "unit": unit, "url": f"{where}/reports/{report.period_id}/{unit}/figures"}
    told = {"type": event.value, "timestamp": entry.at.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
