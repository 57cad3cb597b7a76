"""Xuất gói: what a package holds, read from the rooms. Nothing here writes a row."""

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from thidua.awards.models import Award, AwardDecision
from thidua.exchange.packages.terms import FORM, Carries
from thidua.kit.refusal import Refused
from thidua.kit.sealed import sealed
from thidua.ledger.queries import told_head
from thidua.ledger.terms import Actor
from thidua.members.models import ClusterYear, Membership
from thidua.members.terms import Office
from thidua.reports.models import EvidenceLink, Period
from thidua.reports.queries import kept_figures, report_of
from thidua.results.models import Result
from thidua.results.queries import nominations
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import adopted_text
from thidua.rulebook.terms import Status
from thidua.scoring.models import Claim, Sheet
from thidua.scoring.terms import Hand

Parts = dict[str, bytes]


def report_package(membership: Membership, period: Period, by: Actor, at: dt.datetime) -> bytes:
    """A unit's report that was sent: figures, narrative, files with what they serve, the sheets it has sent."""
    report, year = report_of(period, membership), membership.year
    if report is None or report.submitted_at is None:
        raise Refused(_("Báo cáo này chưa gửi nên chưa xuất được."))
    edition = adopted_text(year, at.date())
    figures: dict[str, dict[str, Any]] = {}
    for (code, key), one in sorted(kept_figures(report).items()):
        figures.setdefault(code, {})[key] = {"written": one.written, "note": one.note}
    parts = {
        "report.json": _text({"narrative": report.narrative, "figures": figures}),
        "sheets.json": _text(_sheets(membership)), **_evidence(membership),
    }  # fmt: skip
    unit = membership.unit
    told = _head(Carries.REPORT, year, by, at) | {
        "unit": unit.code, "name": f"{unit.name}, {period.name}, {year}",
        "edition": edition.digest if edition else None,
        "period": {"name": period.name, "span": period.span, "from_date": period.from_date.isoformat(),
                   "to_date": period.to_date.isoformat()},
        "sent": {"office": Office.UNIT_LEADER.value, "unit": unit.name, "at": report.submitted_at.isoformat()},
    }  # fmt: skip
    return _package(told, parts)


def _evidence(membership: Membership) -> Parts:
    """Every file that serves something, once, and which criteria it serves."""
    serves: dict[str, dict[str, Any]] = {}
    parts: Parts = {}
    links = EvidenceLink.objects.filter(evidence__membership=membership, withdrawn_at=None)
    for link in links.select_related("evidence").order_by("evidence__uploaded_at", "evidence", "code"):
        one = link.evidence
        kept = serves.setdefault(one.sha256, {"sha256": one.sha256, "name": one.name, "codes": []})
        kept["codes"].append(link.code)
        if f"evidence/{one.sha256}" not in parts:
            with one.file.open("rb") as stored:
                parts[f"evidence/{one.sha256}"] = stored.read()
    return {"evidence.json": _text(list(serves.values())), **parts}


def _sheets(membership: Membership) -> list[dict[str, Any]]:
    sent = Sheet.objects.filter(membership=membership, hand=Hand.SELF, submitted_at__isnull=False).order_by("period")
    return [
        {"period": sheet.period, "sent_at": sheet.submitted_at.isoformat() if sheet.submitted_at else "",
         "rows": {claim.code: {"written": claim.written, "reason": claim.reason}
                  for claim in Claim.objects.filter(sheet=sheet).order_by("code")}}
        for sheet in sent
    ]  # fmt: skip


def cluster_package(year: ClusterYear, by: Actor, at: dt.datetime) -> bytes:
    """What a cluster gives back: adopted tables, published results, the register's decisions about its units."""
    decisions, files = _decisions(year)
    parts = {"editions.json": _text(_editions(year)), "results.json": _text(_results(year)),
             "decisions.json": _text(decisions), **files}  # fmt: skip
    return _package(_head(Carries.CLUSTER, year, by, at) | {"name": str(year)}, parts)


def _editions(year: ClusterYear) -> list[dict[str, Any]]:
    found = EditionText.objects.filter(year=year, status=Status.ADOPTED).order_by("effective_on")
    return [{"text": one.text, "digest": one.digest, "adopted_on": one.adopted_on, "effective_on": one.effective_on,
             "by_document": one.by_document} for one in found]  # fmt: skip


def _results(year: ClusterYear) -> list[dict[str, Any]]:
    found = Result.objects.filter(year=year, published_at__isnull=False).order_by("version")
    return [{"version": one.version, "sealed": one.sealed, "digest": one.digest, "sealed_at": one.sealed_at,
             "published_at": one.published_at} for one in found]  # fmt: skip


def _decisions(year: ClusterYear) -> tuple[list[dict[str, Any]], Parts]:
    units = [member.unit_id for member in year.memberships.all()]
    awards = Award.objects.filter(unit__in=units, year=year.year).select_related("decision").order_by("decision", "pk")
    told: dict[int, dict[str, Any]] = {}
    files: Parts = {}
    for one in awards:
        made = one.decision
        kept = told.setdefault(made.pk, {"body": made.body, "number": made.number, "on": made.on,
                                         "sha256": made.sha256, "awards": []})  # fmt: skip
        kept["awards"].append({"unit": one.unit_name, "person": one.person, "title": one.title_name, "year": one.year})
        files |= _file_of(made)
    return [*told.values(), *_answered(year, {one["number"] for one in told.values()})], files


def _answered(year: ClusterYear, told: set[str]) -> list[dict[str, Any]]:
    """Decisions on the year's own nominations that are not in the register."""
    found: dict[str, dict[str, Any]] = {}
    for asked in nominations(year):
        one = asked.decision
        if one is None or not one.granted or one.number in told:
            continue
        kept = found.setdefault(one.number, {"body": one.signer, "number": one.number, "on": one.on, "sha256": "",
                                             "awards": []})  # fmt: skip
        kept["awards"].append({"unit": asked.row.membership.unit.name, "person": "", "title": asked.title,
                               "year": year.year})  # fmt: skip
    return list(found.values())


def _file_of(decision: AwardDecision) -> Parts:
    if not decision.file:
        return {}
    with decision.file.open("rb") as stored:
        return {f"decisions/{decision.sha256}": stored.read()}


def _head(carries: Carries, year: ClusterYear, by: Actor, at: dt.datetime) -> dict[str, Any]:
    """What every manifest says."""
    return {
        "format": FORM, "carries": carries.value, "cluster": year.cluster.slug, "year": year.year, "at": at.isoformat(),
        "by": {"office": by.office, "unit": by.unit, "at": at.isoformat()}, "ledger": told_head(),
    }  # fmt: skip


def _package(told: dict[str, Any], parts: Parts) -> bytes:
    made = sealed(told, parts)
    size = max(len(made), sum(map(len, parts.values())))
    if size > settings.PACKAGE_LIMIT:
        raise Refused(_("Gói nặng %(size)s MB, vượt mức %(limit)s MB. Hãy rút bớt minh chứng, hoặc nhờ quản trị nâng "
                        "mức ở cả hai nơi (THIDUA_PACKAGE_MB).")
                      % {"size": size // 2**20, "limit": settings.PACKAGE_LIMIT // 2**20})  # fmt: skip
    return made


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=_plain).encode()


def _plain(value: Any) -> str:
    return str(value.isoformat())
