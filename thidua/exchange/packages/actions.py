"""The writer of the packages: sites trusted and no longer, packages given out, received, taken in.

What a package brings is written by the rooms' own actions, by the hands of the site it comes from (`queries.Carried`):
they ask the same rules as the pages, and each entry names the package.
"""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from thidua.exchange.packages.comparing import Plan, looked_over, planned
from thidua.exchange.packages.giving import cluster_package, report_package
from thidua.exchange.packages.models import Package, TrustedSite
from thidua.exchange.packages.opening import reopened
from thidua.exchange.packages.queries import Carried, carried, received
from thidua.exchange.packages.rules import (
    why_not_confirm,
    why_not_discard,
    why_not_give_report,
    why_not_keep,
    why_not_trust,
)
from thidua.exchange.packages.shapes import Edition
from thidua.exchange.packages.terms import KEEPERS
from thidua.kit.files import random_name
from thidua.kit.refusal import Refused, require
from thidua.kit.sealed import NotSealed
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.models import Membership, Unit
from thidua.members.queries import Here
from thidua.reports import actions as reports
from thidua.reports.models import Period
from thidua.reports.queries import report_of
from thidua.reports.rules import UNIT_HANDS, why_not_store
from thidua.rulebook import actions as rulebook
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.scoring import actions as scoring
from thidua.scoring.bridge import blank
from thidua.scoring.hands import needed
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand


@transaction.atomic
def propose_site(*, here: Here, unit: Unit | None, key: str, at: dt.datetime) -> TrustedSite:
    """The first step: a key, and whose it is said to be. Nothing is taken from it yet."""
    take_turn()
    require(why_not_trust(here, key), "key")
    by = here.actor(*KEEPERS)
    try:
        with transaction.atomic():
            made = TrustedSite.objects.create(cluster=here.year.cluster, unit=unit, key=key, added_by=by.name,
                                              added_at=at)  # fmt: skip
    except IntegrityError:
        raise Refused(_("Khoá này đã có trong danh sách."), "key") from None
    record(act="package.propose_site", subject=made, by=by, at=at, year_id=here.year.pk, facts={"key": key})
    return made


@transaction.atomic
def confirm_site(*, here: Here, site: TrustedSite, at: dt.datetime) -> None:
    """The second step: the fingerprint has been compared with the other side."""
    require(why_not_confirm(here, site))
    by = here.actor(*KEEPERS)
    waiting = TrustedSite.objects.filter(pk=site.pk, confirmed_at=None, revoked_at=None)
    if not waiting.update(confirmed_at=at, confirmed_by=by.name):
        raise Refused(_("Nơi này vừa được người khác xác nhận hoặc thôi tin cậy."))
    record(act="package.confirm_site", subject=site, by=by, at=at, year_id=here.year.pk,
           facts={"fingerprint": site.fingerprint})  # fmt: skip


@transaction.atomic
def revoke_site(*, here: Here, site: TrustedSite, at: dt.datetime) -> None:
    """Nothing is taken from it any more; what was taken stays."""
    require(why_not_keep(here))
    by = here.actor(*KEEPERS)
    if not TrustedSite.objects.filter(pk=site.pk, revoked_at=None).update(revoked_at=at, revoked_by=by.name):
        raise Refused(_("Nơi này đã thôi tin cậy trước đó."))
    record(act="package.revoke_site", subject=site, by=by, at=at, year_id=here.year.pk,
           facts={"fingerprint": site.fingerprint})  # fmt: skip


@transaction.atomic
def give_report(*, here: Here, membership: Membership, period: Period, at: dt.datetime) -> bytes:
    """A unit's report as a package; the ledger keeps its hash."""
    report = report_of(period, membership)
    require(why_not_give_report(here, membership, report))
    by = here.actor(*UNIT_HANDS, of=membership)
    return _given(here, report or period, report_package(membership, period, by, at), by, at)


@transaction.atomic
def give_cluster(*, here: Here, at: dt.datetime) -> bytes:
    """The cluster's tables, results and decisions as a package; the ledger keeps its hash."""
    require(why_not_keep(here))
    by = here.actor(*KEEPERS)
    return _given(here, here.year, cluster_package(here.year, by, at), by, at)


def _given(here: Here, subject: Model, made: bytes, by: Actor, at: dt.datetime) -> bytes:
    """On record: what was given out, by its hash."""
    record(act="package.give", subject=subject, by=by, at=at, year_id=here.year.pk,
           facts={"sha256": hashlib.sha256(made).hexdigest(), "size": str(len(made))})  # fmt: skip
    return made


def receive(*, here: Here, data: bytes, at: dt.datetime) -> Package:
    """Check a package and keep its file to be looked at, once; nothing of it is written into the year."""
    require(why_not_keep(here))
    if known := received(here.year, data):
        return known
    package, _plan = looked_over(here, data, at)
    return _keep(here=here, package=package, data=data, at=at)


@transaction.atomic
def _keep(*, here: Here, package: Package, data: bytes, at: dt.datetime) -> Package:
    take_turn()
    if package.membership:
        require(why_not_store(package.membership, {package.sha256: package.size}), "upload")
    by = here.actor(*KEEPERS)
    package.received_by, package.received_at = by.name, at
    name = default_storage.save(random_name("packages", "zip"), ContentFile(data))
    package.file.name = name
    try:
        package.save(force_insert=True)
        record(act="package.receive", subject=package, by=by, at=at, year_id=here.year.pk,
               facts={"sha256": package.sha256, "site": str(package.site)})  # fmt: skip
    except BaseException:
        default_storage.delete(name)
        raise
    return package


@transaction.atomic
def discard(*, here: Here, package: Package, at: dt.datetime) -> None:
    """Let a package go that was only looked at."""
    require(why_not_discard(here, package))
    kept = str(package.file.name)
    record(act="package.discard", subject=package, by=here.actor(*KEEPERS), at=at, year_id=here.year.pk,
           facts={"sha256": package.sha256})  # fmt: skip
    if not Package.objects.filter(pk=package.pk, taken_at=None).delete()[0]:
        raise Refused(_("Gói này vừa được nhập."))
    transaction.on_commit(lambda: default_storage.delete(kept))


@transaction.atomic
def take(*, here: Here, package: Package, at: dt.datetime, older: bool = False) -> int:
    """Take a package in, whole or not at all. How many rows changed; 0 when all of it was here already."""
    take_turn()
    package.refresh_from_db()
    require(why_not_keep(here))
    if not package.site.is_trusted:
        raise Refused(_("%(site)s không còn là nơi tin cậy nên gói không nhập được.") % {"site": package.site})
    try:
        plan = planned(here, package, reopened(package))
    except NotSealed as wrong:
        raise Refused(wrong) from None
    if package.taken_at and not plan.changes:
        return 0
    require(plan.why_not)
    if plan.older and not older:
        raise Refused(plan.older, "older")
    files: list[str] = []
    try:
        _write(carried(here, package), package, plan, files, at)
    except BaseException:
        for name in files:
            default_storage.delete(name)
        raise
    by = here.actor(*KEEPERS)
    Package.objects.filter(pk=package.pk).update(taken_at=at, taken_by=by.name)
    record(act="package.take", subject=package, by=by, at=at, year_id=here.year.pk,
           facts={"sha256": package.sha256, "site": str(package.site), "key": package.site.key,
                  "sent": package.sent_at.isoformat(), "changed": str(plan.changes),
                  "older": str(bool(plan.older))})  # fmt: skip
    return plan.changes


def _write(hands: Carried, package: Package, plan: Plan, files: list[str], at: dt.datetime) -> None:
    """By the rooms' own actions. `files`: what came into the store, to be taken out again if the rest is refused."""
    for one in plan.editions:
        _adopt(hands, one, at)
    member, period = package.membership, package.period
    if member is None or period is None:
        return
    if plan.writes:
        reports.save_report(here=hands, period=period, membership=member, narrative=plan.narrative,
                            figures=plan.figures, notes=plan.notes, at=at,
                            sure=[(code, key) for code, cells in plan.figures.items() for key in cells])  # fmt: skip
    for upload, codes in plan.files:
        for got in reports.add_evidence(here=hands, membership=member, codes=codes, uploads=[upload], at=at):
            files += [] if got.known else [str(got.evidence.file.name)]
    if plan.sends:
        reports.submit_report(here=hands, period=period, membership=member, at=at, sent_at=package.sent_at)
    for sheet in plan.sheets:
        edition = needed(hands, sheet.period, of=member.unit.code).edition
        rows = [Typed(code, blank(edition, code) | row.written, row.reason) for code, row in sheet.rows.items()
                if code in edition.codes]  # fmt: skip
        scoring.save_sheet(here=hands, membership=member, hand=Hand.SELF, rows=rows, at=at, period=sheet.period)
        scoring.submit_sheet(here=hands, membership=member, hand=Hand.SELF, at=at, period=sheet.period,
                             sent_at=sheet.sent_at)  # fmt: skip


def _adopt(hands: Carried, one: Edition, at: dt.datetime) -> None:
    """A table of the cluster becomes the adopted one here, as the cluster adopted it."""
    kept = EditionText.objects.filter(year=hands.year, digest=one.digest).first()
    kept = kept or rulebook.draft(here=hands, text=one.text, at=at)
    if kept.digest != one.digest:
        raise Refused(_("editions.json: bảng tiêu chí không có mã băm %(hash)s như gói ghi.") % {"hash": one.digest})
    if kept.status == Status.DRAFT:
        rulebook.propose(here=hands, edition=kept, at=at)
        kept.refresh_from_db()
    rulebook.adopt(here=hands, edition=kept, on=one.adopted_on, effective_on=one.effective_on,
                   by_document=one.by_document, at=at, reason=one.by_document)  # fmt: skip
