"""The writer of the reports' room: periods, reports, figures, evidence."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.kit.clock import day_of
from thidua.kit.files import Sniffed, random_name, sniff
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.members.actions import enter_stage
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import secretariat_for
from thidua.members.terms import Office, Stage
from thidua.reports.figures import Written, sentences, wrong_in
from thidua.reports.models import Evidence, Figure, Period, Report
from thidua.reports.queries import figures_of, report_of
from thidua.reports.rules import (
    why_not_open_period,
    why_not_return,
    why_not_see,
    why_not_submit,
    why_not_upload,
    why_not_withdraw,
    why_not_write,
)
from thidua.reports.terms import Span, State
from thidua.rulebook.queries import adopted

UNIT_HANDS = (Office.UNIT_OFFICER, Office.UNIT_LEADER)


@transaction.atomic
def open_period(
    *, here: Here, span: str, name: str, from_date: dt.date, to_date: dt.date, due_on: dt.date, at: dt.datetime
) -> Period:
    """Open a period for every unit; the first one sets the year running."""
    require(why_not_open_period(here))
    years = range(here.year.year - 1, here.year.year + 2)
    if from_date.year not in years or to_date.year not in years or due_on.year not in years:
        raise Refused(_("Hãy xem lại năm của các ngày: kỳ báo cáo này thuộc năm thi đua %(year)s.")
                      % {"year": here.year.year}, "from_date")  # fmt: skip
    if to_date < from_date:
        raise Refused(_("Ngày kết thúc kỳ phải từ ngày bắt đầu trở đi."), "to_date")
    if due_on < from_date:
        raise Refused(_("Hạn gửi không thể trước khi kỳ báo cáo bắt đầu."), "due_on")
    try:
        with transaction.atomic():
            made = Period.objects.create(
                year=here.year, span=Span(span), name=name, from_date=from_date, to_date=to_date, due_on=due_on
            )
    except IntegrityError:
        raise Refused(_("Đã có kỳ báo cáo “%(name)s”; hãy đặt tên khác.") % {"name": name}, "name") from None
    by = here.actor(Office.HEAD_SECRETARY)
    record(act="reports.open_period", subject=made, by=by, at=at, year_id=here.year.pk,
           facts={"from": from_date.isoformat(), "to": to_date.isoformat(), "due": due_on.isoformat()})  # fmt: skip
    if here.year.at == Stage.PLEDGED:
        enter_stage(year=here.year, to=Stage.RUNNING, by=by, at=at)
    return made


@transaction.atomic
def save_report(
    *, here: Here, period: Period, membership: Membership, narrative: str, figures: Written, at: dt.datetime
) -> Report:
    """Keep the narrative and the figures as written. Cells not given stay as they are; blank ones are emptied."""
    require(why_not_write(here, membership, report_of(period, membership)))
    edition = adopted(here.year, here.day)
    if edition is None and figures:
        raise Refused(_("Chưa có bảng tiêu chí được thông qua nên chưa nhập số liệu được."))
    if edition is not None and (wrong := sentences(edition, wrong_in(edition, figures))):
        raise Refused(" ".join(wrong))
    report, _made = Report.objects.get_or_create(period=period, membership=membership)
    if not Report.objects.filter(pk=report.pk).exclude(state=State.SUBMITTED).update(narrative=narrative):
        raise Refused(_("Báo cáo vừa được gửi ở nơi khác; hãy tải lại trang."))
    changed = _keep_figures(report, figures)
    record(act="reports.save", subject=report, by=here.actor(*UNIT_HANDS, of=membership), at=at, year_id=here.year.pk,
           facts={"figures": changed, "narrative_length": len(narrative)})  # fmt: skip
    return report


def _keep_figures(report: Report, figures: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    """Write what differs from what is kept; answer before and after of each changed cell."""
    kept = figures_of(report)
    changed: dict[str, object] = {}
    rows, emptied = [], set()
    for code, texts in figures.items():
        for key, text in texts.items():
            before = kept.get(code, {}).get(key, "")
            if text == before:
                continue
            changed[f"{code}:{key}"] = {"before": before, "after": text}
            if text:
                rows.append(Figure(report=report, code=code, key=key, written=text))
            else:
                emptied.add((code, key))
    Figure.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["report", "code", "key"], update_fields=["written"]
    )
    blank = [figure.pk for figure in Figure.objects.filter(report=report) if (figure.code, figure.key) in emptied]
    Figure.objects.filter(pk__in=blank).delete()
    return changed


@transaction.atomic
def submit_report(*, here: Here, period: Period, membership: Membership, at: dt.datetime) -> Report:
    """Send the report. Lateness counts in whole days in Việt Nam, to the first sending: nobody is late twice."""
    report = report_of(period, membership)
    require(why_not_submit(here, membership, report))
    assert report is not None  # noqa: S101  the rule just said so
    if not report.narrative.strip() and not Figure.objects.filter(report=report).exists():
        raise Refused(_("Báo cáo còn trống: hãy nhập thuyết minh hoặc số liệu rồi lưu trước khi gửi."))
    late = max((day_of(at) - period.due_on).days, 0) if report.days_late is None else report.days_late
    unsent = Report.objects.filter(pk=report.pk).exclude(state=State.SUBMITTED)
    if not unsent.update(state=State.SUBMITTED, submitted_at=at, days_late=late, returned_because=""):
        raise Refused(_("Báo cáo này đã gửi rồi."))
    record(act="reports.submit", subject=report, by=here.actor(Office.UNIT_LEADER, of=membership), at=at,
           year_id=here.year.pk, facts={"days_late": str(late), "due": period.due_on.isoformat()})  # fmt: skip
    report.refresh_from_db()
    return report


@transaction.atomic
def return_report(*, here: Here, period: Period, membership: Membership, reason: str, at: dt.datetime) -> None:
    """Give a submitted report back to the unit, with a reason."""
    report = report_of(period, membership)
    require(why_not_return(here, membership, report))
    if not reason.strip():
        raise Refused(_("Hãy ghi lý do trả lại để đơn vị biết phải sửa gì."), "reason")
    sent = Report.objects.filter(pk=report.pk, state=State.SUBMITTED)  # type: ignore[union-attr]  # the rule said so
    if not sent.update(state=State.RETURNED, returned_because=reason):
        raise Refused(_("Báo cáo vừa được trả lại trước đó."))
    office = secretariat_for(here, membership)
    by = here.actor(Office(office.office) if office else Office.HEAD_SECRETARY)
    record(act="reports.return", subject=report, by=by, at=at, year_id=here.year.pk, reason=reason)  # type: ignore[arg-type]


@transaction.atomic
def add_evidence(
    *, here: Here, membership: Membership, code: str, uploads: Sequence["UploadedFile[Any]"], at: dt.datetime,
    period: Period | None = None,
) -> list[Evidence]:  # fmt: skip
    """Keep files as evidence of a criterion ("" = of the report as a whole). One bad file, and none is kept."""
    require(why_not_upload(here, membership))
    edition = adopted(here.year, here.day)
    if code and (edition is None or code not in edition.codes or not edition.criterion(code).is_leaf):
        raise Refused(_("Bảng tiêu chí không có tiêu chí chấm điểm “%(code)s”.") % {"code": code}, "code")
    report = report_of(period, membership) if period else None
    sniffed = [(upload, sniff(upload)) for upload in uploads]
    stored: list[str] = []
    try:
        return [
            _keep_file(
                here,
                Evidence(membership=membership, report=report, code=code),
                upload=upload,
                seen=seen,
                stored=stored,
                at=at,
            )
            for upload, seen in sniffed
        ]
    except Exception:
        for name in stored:  # the rows go with the transaction; the bytes have to be taken away
            default_storage.delete(name)
        raise


def _keep_file(
    here: Here, row: Evidence, *, upload: "UploadedFile[Any]", seen: Sniffed, stored: list[str], at: dt.datetime
) -> Evidence:
    by = here.actor(*UNIT_HANDS, of=row.membership)
    name = default_storage.save(random_name("evidence", seen.extension), upload)
    stored.append(name)
    row.name, row.file, row.media_type = (upload.name or "")[:200], name, seen.media_type
    row.size, row.sha256, row.uploaded_by, row.uploaded_at = seen.size, seen.sha256, by.name, at
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            _("Tệp “%(name)s” đã có ở tiêu chí này (nội dung giống hệt một tệp đã tải lên); không cần tải lại.")
            % {"name": upload.name},
            "uploads",
        ) from None
    record(act="reports.add_evidence", subject=row, by=by, at=at, year_id=here.year.pk,
           facts={"unit": row.membership.unit.name, "criterion": row.code, "size": str(seen.size),
                  "sha256": seen.sha256})  # fmt: skip
    return row


@transaction.atomic
def withdraw_evidence(*, here: Here, evidence: Evidence, at: dt.datetime) -> None:
    """Mark a file as withdrawn; it is not deleted, and no longer counts as evidence."""
    require(why_not_withdraw(here, evidence))
    if not Evidence.objects.filter(pk=evidence.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise Refused(_("Tệp này đã được rút trước đó."))
    record(act="reports.withdraw_evidence", subject=evidence, by=here.actor(*UNIT_HANDS, of=evidence.membership),
           at=at, year_id=here.year.pk, facts={"criterion": evidence.code, "sha256": evidence.sha256})  # fmt: skip


@transaction.atomic
def read_evidence(*, here: Here, evidence: Evidence, at: dt.datetime) -> Evidence:
    """Hand out a file to someone who may read it; each reading is in the ledger."""
    require(why_not_see(here, evidence.membership))
    record(act="reports.read_evidence", subject=evidence, by=here.actor(), at=at, year_id=here.year.pk,
           facts={"unit": evidence.membership.unit.name, "criterion": evidence.code})  # fmt: skip
    return evidence
