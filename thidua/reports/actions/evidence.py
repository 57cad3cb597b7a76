"""Evidence: kept once, linked to what it serves, withdrawn, handed out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.reports.intake import Taken, looked_at, stored
from thidua.reports.models import Evidence, EvidenceLink
from thidua.reports.rules import UNIT_HANDS, why_not_see, why_not_store, why_not_upload, why_not_withdraw
from thidua.rulebook.queries import adopted


@dataclass(frozen=True)
class Received:
    """A file added under `name`; `known` when its content had been handed in before, so that it was only linked."""

    name: str
    evidence: Evidence
    known: bool = False


def add_evidence(
    *, here: Here, membership: Membership, codes: Sequence[str], uploads: Sequence["UploadedFile[Any]"], at: dt.datetime
) -> list[Received]:
    """Keep files as evidence of criteria ("" = of the reports as a whole). One bad file, and none is kept.

    A content the unit has handed in before is not stored again: the file that is there serves these criteria too.
    """
    require(why_not_upload(here, membership))
    _require_criteria(here, codes)
    with stored([looked_at(upload) for upload in uploads]) as (taken, needed), transaction.atomic():
        take_turn()
        require(why_not_store(membership, {one.seen.sha256: one.seen.size for one in taken}), "uploads")
        return [_keep_file(here, membership, one, codes, needed=needed, at=at) for one in taken]


def _require_criteria(here: Here, codes: Sequence[str]) -> None:
    """The codes are criteria of the adopted table, and there is at least one."""
    edition = adopted(here.year, here.day)
    for code in codes:
        if code and (edition is None or code not in edition.codes or not edition.criterion(code).is_leaf):
            raise Refused(_("Bảng tiêu chí không có tiêu chí chấm điểm “%(code)s”.") % {"code": code}, "codes")
    if not codes:
        raise Refused(_("Hãy chọn ít nhất một tiêu chí mà tệp này chứng minh."), "codes")


def _keep_file(
    here: Here, membership: Membership, taken: Taken, codes: Sequence[str], *, needed: set[str], at: dt.datetime
) -> Received:
    by = here.actor(*UNIT_HANDS, of=membership)
    kept = Evidence.objects.filter(membership=membership, sha256=taken.seen.sha256).first()
    known = kept is not None
    if kept is None:
        kept = Evidence.objects.create(
            membership=membership, name=taken.name, file=taken.stored, media_type=taken.seen.media_type,
            size=taken.seen.size, sha256=taken.seen.sha256, place_removed=taken.place_removed, signed=taken.signed,
            uploaded_by=by.name, uploaded_at=at,
        )  # fmt: skip
        needed.add(taken.stored)
    if not _link(kept, codes, by.name, at):
        raise Refused(
            _("Tệp “%(name)s” đã có ở tiêu chí này (nội dung giống hệt tệp “%(kept)s” đã tải lên); không cần tải lại.")
            % {"name": taken.name, "kept": kept.name},
            "uploads",
        )
    record(act="reports.link_evidence" if known else "reports.add_evidence", subject=kept, by=by, at=at,
           year_id=here.year.pk, facts={"unit": membership.unit.name, "criteria": list(codes),
                                        "size": str(kept.size), "sha256": kept.sha256})  # fmt: skip
    return Received(taken.name, kept, known)


def _link(evidence: Evidence, codes: Sequence[str], by_name: str, at: dt.datetime) -> list[str]:
    """Link a file to the criteria it does not serve yet; which they were."""
    serves = set(EvidenceLink.objects.filter(evidence=evidence, withdrawn_at=None).values_list("code", flat=True))
    fresh = [code for code in dict.fromkeys(codes) if code not in serves]
    EvidenceLink.objects.bulk_create(
        EvidenceLink(evidence=evidence, code=code, by_name=by_name, at=at) for code in fresh
    )
    return fresh


@transaction.atomic
def link_evidence(*, here: Here, evidence: Evidence, codes: Sequence[str], at: dt.datetime) -> None:
    """Let a file that is there serve further criteria."""
    require(why_not_upload(here, evidence.membership))
    _require_criteria(here, codes)
    take_turn()
    by = here.actor(*UNIT_HANDS, of=evidence.membership)
    if not (fresh := _link(evidence, codes, by.name, at)):
        raise Refused(_("Tệp này đã gắn với những tiêu chí ấy rồi."), "codes")
    record(act="reports.link_evidence", subject=evidence, by=by, at=at, year_id=here.year.pk,
           facts={"unit": evidence.membership.unit.name, "criteria": fresh, "sha256": evidence.sha256})  # fmt: skip


@transaction.atomic
def withdraw_evidence(*, here: Here, link: EvidenceLink, at: dt.datetime) -> None:
    """Take a file back from one criterion; it is not deleted, and no longer counts there."""
    require(why_not_withdraw(here, link))
    if not EvidenceLink.objects.filter(pk=link.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise Refused(_("Tệp này đã được rút trước đó."))
    by = here.actor(*UNIT_HANDS, of=link.evidence.membership)
    record(act="reports.withdraw_evidence", subject=link.evidence, by=by, at=at, year_id=here.year.pk,
           facts={"criterion": link.code, "sha256": link.evidence.sha256})  # fmt: skip


@transaction.atomic
def read_evidence(*, here: Here, evidence: Evidence, at: dt.datetime) -> Evidence:
    """Hand out a file to someone who may read it; each reading is in the ledger."""
    require(why_not_see(here, evidence.membership))
    record(act="reports.read_evidence", subject=evidence, by=here.actor(), at=at, year_id=here.year.pk,
           facts={"unit": evidence.membership.unit.name})  # fmt: skip
    return evidence
