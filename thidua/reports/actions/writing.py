"""Writing a report: saved, submitted by the leader, given back."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kit.clock import day_of
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record, take_turn
from thidua.ledger.terms import Actor
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import secretariat_for
from thidua.members.terms import Office
from thidua.reports.comparison import Place, before
from thidua.reports.figures import Shown, Written, mark, plain_lines, sentences, touched, wrong_in
from thidua.reports.models import Figure, Period, Report
from thidua.reports.queries import evidence_counts, kept_figures, report_of
from thidua.reports.rules import UNIT_HANDS, why_not_evident, why_not_return, why_not_submit, why_not_write
from thidua.reports.terms import State
from thidua.rulebook.queries import adopted
from thidua.season.queries import days_late, due_of
from thidua.season.terms import Phase


class Overtaken(Refused):
    """Somebody else wrote these cells, or the narrative, since the page was shown; nothing was saved."""

    def __init__(self, figures: Mapping[Place, Figure] | None = None, narrative: Report | None = None) -> None:
        self.figures, self.narrative = figures or {}, narrative
        rows = [*([_("phần thuyết minh")] if narrative else []), *dict.fromkeys(code for code, _key in self.figures)]
        super().__init__(
            _("Chưa lưu: người khác vừa sửa %(rows)s. Cả hai bản được ghi ở từng chỗ; hãy chọn bản đúng rồi lưu lại.")
            % {"rows": ", ".join(rows)}
        )


@transaction.atomic
def save_report(
    *, here: Here, period: Period, membership: Membership, narrative: str, figures: Written, at: dt.datetime,
    notes: Written | None = None, sure: Collection[Place] = (), shown: Shown | None = None,
) -> Report:  # fmt: skip
    """Keep the narrative, the figures as written and the notes on them; `sure` confirms figures carried forward.

    Cells not given stay as they are; blank ones are emptied. What equals `shown` (the page it was typed on) was not
    touched and is left alone; what somebody else wrote since is not overwritten: Overtaken. A save that changes nothing
    leaves no trace.
    """
    shown = shown or Shown()
    require(why_not_write(here, membership, report_of(period, membership)))
    edition = adopted(here.year, here.day)
    if edition is None and figures:
        raise Refused(_("Chưa có bảng tiêu chí được thông qua nên chưa nhập số liệu được."))
    if edition is not None and (wrong := sentences(edition, wrong_in(edition, figures))):
        raise Refused(" ".join(wrong))
    take_turn()
    report, made = Report.objects.get_or_create(period=period, membership=membership)
    if report.state == State.SUBMITTED:
        raise Refused(_("Báo cáo vừa được gửi ở nơi khác; hãy tải lại trang."))
    typed = Touched(touched(figures, shown.figures), touched(notes or {}, shown.notes), frozenset(sure))
    text = None if shown.narrative == mark(narrative) else plain_lines(narrative)
    by, kept = here.actor(*UNIT_HANDS, of=membership), kept_figures(report)
    passed, other = _overtaken(kept, typed, shown), _other_narrative(report, text, shown)
    if passed or other:
        raise Overtaken(passed, other)
    said = _keep_narrative(report, text, by)
    changed = _keep_figures(report, kept, typed, by)
    if made or said or changed:
        record(act="reports.save", subject=report, by=by, at=at, year_id=here.year.pk,
               facts={"figures": changed, "narrative_length": len(report.narrative)})  # fmt: skip
    return report


@dataclass(frozen=True)
class Touched:
    """What a save brings: figures and notes that differ from what was shown, figures confirmed."""

    figures: Mapping[Place, str]
    notes: Mapping[Place, str]
    sure: frozenset[Place]

    @property
    def places(self) -> list[Place]:
        return list(dict.fromkeys([*self.figures, *self.notes, *sorted(self.sure)]))


def _overtaken(kept: Mapping[Place, Figure], typed: Touched, shown: Shown) -> dict[Place, Figure]:
    """What somebody else wrote since it was shown, unless both wrote the same."""
    passed = {}
    for (code, key), text in typed.figures.items():
        now, was = kept.get((code, key)) or Figure(code=code, key=key), shown.figures.get(code, {}).get(key)
        if was is not None and now.written not in {was, text}:
            passed[code, key] = now
    for (code, key), text in typed.notes.items():
        now, was = kept.get((code, key)) or Figure(code=code, key=key), shown.notes.get(code, {}).get(key)
        if was is not None and now.note not in {was, text}:
            passed[code, key] = now
    return passed


def _other_narrative(report: Report, text: str | None, shown: Shown) -> Report | None:
    """The report, when somebody else wrote another narrative since it was shown."""
    if text is None or shown.narrative is None:
        return None
    now = mark(report.narrative)
    return report if now not in {shown.narrative, mark(text)} else None


def _keep_narrative(report: Report, text: str | None, by: Actor) -> bool:
    """Write the narrative when it differs; whether it did."""
    if text is None or text == plain_lines(report.narrative):
        return False
    report.narrative, report.narrative_by = text, by.name
    report.save(update_fields=["narrative", "narrative_by"])
    return True


def _keep_figures(report: Report, kept: Mapping[Place, Figure], typed: Touched, by: Actor) -> dict[str, object]:
    """Write what differs from what is kept; answer before and after of each changed cell."""
    changed: dict[str, object] = {}
    rows, emptied = [], []
    for place in typed.places:
        was = kept.get(place) or Figure(code=place[0], key=place[1])
        now = Figure(report=report, code=place[0], key=place[1], written=typed.figures.get(place, was.written),
                     note=typed.notes.get(place, was.note), by_name=by.name)  # fmt: skip
        now.carried = was.carried and now.written == was.written and place not in typed.sure
        if (not now.written and not was.pk) or _same(was, now):
            continue
        changed[":".join(place)] = _told(was, now)
        if now.written:
            rows.append(now)
        else:
            emptied.append(was.pk)
    Figure.objects.bulk_create(rows, update_conflicts=True, unique_fields=["report", "code", "key"],
                               update_fields=["written", "by_name", "carried", "note"])  # fmt: skip
    Figure.objects.filter(pk__in=emptied).delete()
    return changed


def _same(was: Figure, now: Figure) -> bool:
    return (was.written, was.note, was.carried) == (now.written, now.note, now.carried)


def _told(was: Figure, now: Figure) -> dict[str, object]:
    """One changed cell, for the ledger."""
    told: dict[str, object] = {"before": was.written, "after": now.written}
    if now.note != was.note:
        told["note"] = now.note
    if was.carried and now.written == was.written and not now.carried:
        told["confirmed"] = "1"
    return told


@transaction.atomic
def carry_figures(*, here: Here, period: Period, membership: Membership, at: dt.datetime) -> int:
    """Take over the figures of the period before into the cells still blank, to be confirmed. Answers how many."""
    require(why_not_write(here, membership, report_of(period, membership)))
    edition = adopted(here.year, here.day)
    if edition is None:
        raise Refused(_("Chưa có bảng tiêu chí được thông qua nên chưa nhập số liệu được."))
    take_turn()
    report, _made = Report.objects.get_or_create(period=period, membership=membership)
    if report.state == State.SUBMITTED:
        raise Refused(_("Báo cáo vừa được gửi ở nơi khác; hãy tải lại trang."))
    former, kept = before(period, membership, edition), kept_figures(report)
    by = here.actor(*UNIT_HANDS, of=membership)
    rows = [Figure(report=report, code=code, key=key, written=text, by_name=by.name, carried=True)
            for (code, key), text in former.texts.items() if (code, key) not in kept]  # fmt: skip
    if not rows:
        raise Refused(_("Không có số nào để mang sang: %(why)s.")
                      % {"why": former.why_not or _("ô nào kỳ trước có số thì kỳ này cũng đã có")})  # fmt: skip
    Figure.objects.bulk_create(rows)
    record(act="reports.carry", subject=report, by=by, at=at, year_id=here.year.pk,
           facts={"from": former.title, "figures": {f"{one.code}:{one.key}": one.written for one in rows}})  # fmt: skip
    return len(rows)


@transaction.atomic
def confirm_figures(*, here: Here, period: Period, membership: Membership, at: dt.datetime) -> None:
    """Say that every figure carried forward still holds."""
    take_turn()
    report = report_of(period, membership)
    require(why_not_write(here, membership, report))
    carried = [one for one in kept_figures(report).values() if one.carried]
    if report is None or not carried:
        raise Refused(_("Không còn số mang sang nào chờ xác nhận."))
    Figure.objects.filter(pk__in=[one.pk for one in carried]).update(carried=False)
    record(act="reports.confirm", subject=report, by=here.actor(*UNIT_HANDS, of=membership), at=at,
           year_id=here.year.pk, facts={f"{one.code}:{one.key}": one.written for one in carried})  # fmt: skip


@transaction.atomic
def submit_report(
    *, here: Here, period: Period, membership: Membership, at: dt.datetime, sent_at: dt.datetime | None = None
) -> Report:  # fmt: skip
    """Send the report. Lateness counts in whole days in Việt Nam, to the first sending: nobody is late twice.

    `sent_at`: when the leader sent it, where that was at another site; now, if not given.
    """
    take_turn()
    report = report_of(period, membership)
    require(why_not_submit(here, membership, report))
    assert report is not None  # noqa: S101  the rule just said so
    if not report.narrative.strip() and not Figure.objects.filter(report=report).exists():
        raise Refused(_("Báo cáo còn trống: hãy nhập thuyết minh hoặc số liệu rồi lưu trước khi gửi."))
    if carried := Figure.objects.filter(report=report, carried=True).order_by("pk").values_list("code", flat=True):
        raise Refused(_("Còn số mang từ kỳ trước sang mà chưa ai xác nhận: %(codes)s. Hãy sửa hoặc xác nhận rồi gửi.")
                      % {"codes": ", ".join(dict.fromkeys(carried))})  # fmt: skip
    if edition := adopted(here.year, here.day):
        answered = {code for code, _key in kept_figures(report)}
        require(why_not_evident(edition, answered, evidence_counts(membership)))
    due_on = due_of(membership, Phase.REPORT, period.due_on, period.name)
    sent = sent_at or at
    late = days_late(day_of(sent), due_on) if report.days_late is None else report.days_late
    unsent = Report.objects.filter(pk=report.pk).exclude(state=State.SUBMITTED)
    if not unsent.update(state=State.SUBMITTED, submitted_at=sent, days_late=late, returned_because=""):
        raise Refused(_("Báo cáo này đã gửi rồi."))
    record(act="reports.submit", subject=report, by=here.actor(Office.UNIT_LEADER, of=membership), at=at,
           year_id=here.year.pk,
           facts={"days_late": str(late), "due": due_on.isoformat(), "sent": sent.isoformat()})  # fmt: skip
    report.refresh_from_db()
    return report


@transaction.atomic
def return_report(*, here: Here, period: Period, membership: Membership, reason: str, at: dt.datetime) -> None:
    """Give a submitted report back to the unit, with a reason."""
    take_turn()
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
