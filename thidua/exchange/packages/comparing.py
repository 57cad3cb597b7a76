"""So gói với hiện có: what taking a package in would change, row by row. Nothing here writes."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from thidua.engine import Edition
from thidua.exchange.packages import shapes
from thidua.exchange.packages.models import Package
from thidua.exchange.packages.opening import read, reopened
from thidua.exchange.packages.queries import carried, last_taken, received
from thidua.exchange.packages.rules import why_not_time
from thidua.exchange.packages.shapes import part
from thidua.exchange.packages.terms import Carries, Change
from thidua.kit.clock import local
from thidua.kit.refusal import Refused, require
from thidua.kit.sealed import NotSealed, Opened
from thidua.members.queries import Here
from thidua.reports.figures import plain_lines, sentences, wrong_in
from thidua.reports.intake import looked_at
from thidua.reports.models import EvidenceLink, Report
from thidua.reports.queries import kept_figures, report_of
from thidua.reports.rules import why_not_upload, why_not_write
from thidua.reports.terms import State
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import adopted
from thidua.rulebook.rules import why_not_adopt
from thidua.rulebook.terms import Status
from thidua.scoring.bridge import blank
from thidua.scoring.models import Claim
from thidua.scoring.queries import turn
from thidua.scoring.rules import why_not_turn
from thidua.scoring.terms import Hand


@dataclass(frozen=True)
class Row:
    """One row of the preview: what it is about, what is here, what the package brings."""

    what: str
    before: str
    after: str
    change: Change
    why: str = ""


@dataclass
class Plan:
    """The whole preview. `why_not`: the package cannot be taken in now; `older`: a later one was taken in before."""

    rows: list[Row] = field(default_factory=list)
    why_not: str = ""
    older: str = ""
    figures: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    narrative: str = ""
    files: list[tuple["SimpleUploadedFile", list[str]]] = field(default_factory=list)
    sheets: list[shapes.Sheet] = field(default_factory=list)
    editions: list[shapes.Edition] = field(default_factory=list)
    sends: bool = False
    writes: bool = False

    def add(self, what: str, before: str, after: str, change: Change, why: str = "") -> None:
        self.rows.append(Row(what, before, after, change, why))

    @property
    def changes(self) -> int:
        return sum(row.change.writes for row in self.rows)


def looked_over(here: Here, data: bytes, at: dt.datetime) -> tuple[Package, Plan]:
    """A file handed in, checked whole: its package (a row that is not kept, unless it came before), what it changes."""
    if known := received(here.year, data):
        return known, planned(here, known, reopened(known))
    found = read(here, data)
    require(why_not_time(found.package, at), "upload")
    try:
        plan = planned(here, found.package, found.opened)
    except (NotSealed, Refused) as wrong:
        raise Refused(wrong, "upload") from None
    return found.package, plan


def planned(here: Here, package: Package, opened: Opened) -> Plan:
    """What taking it in would do now."""
    return _cluster(here, package, opened) if package.carries == Carries.CLUSTER else _report(here, package, opened)


def _told(before: str, after: str) -> Change:
    if before == after:
        return Change.SAME
    if not before:
        return Change.NEW
    return Change.DIFFERS if after else Change.GONE


def _report(here: Here, package: Package, opened: Opened) -> Plan:
    made, edition = Plan(), adopted(here.year, here.day)
    if edition is None or package.membership is None or package.period is None:
        raise Refused(_("Chưa có bảng tiêu chí được thông qua nên chưa nhập được báo cáo."))
    report = report_of(package.period, package.membership)
    _figures(made, edition, report, part(opened, "report.json", shapes.Report))
    _sending(made, report, package)
    _files(made, here, package, opened)
    for sheet in part(opened, "sheets.json", list[shapes.Sheet]):
        _sheet(made, edition, package, sheet)
    if made.writes:
        made.why_not = why_not_write(carried(here, package), package.membership, report)
        if report is not None and report.state == State.SUBMITTED:
            made.why_not = _("Báo cáo kỳ này ở đây đã gửi và khác gói. Hãy trả lại báo cáo (trang Báo cáo), "
                             "có lý do, rồi nhập gói này.")  # fmt: skip
        made.older = _overtaken(package, report)
    return made


def _figures(made: Plan, edition: Edition, report: Report | None, brought: shapes.Report) -> None:
    """The narrative and the figures in the table's order; a cell the package leaves blank is emptied."""
    made.figures = {code: {key: one.written for key, one in cells.items()} for code, cells in brought.figures.items()}
    made.notes = {code: {key: one.note for key, one in cells.items()} for code, cells in brought.figures.items()}
    if wrong := sentences(edition, wrong_in(edition, made.figures)):
        raise Refused(_("report.json: %(wrong)s") % {"wrong": " ".join(wrong)})
    made.narrative = plain_lines(brought.narrative)
    kept = kept_figures(report)
    before = plain_lines(report.narrative) if report else ""
    made.add(_("Thuyết minh"), before, made.narrative, _told(before, made.narrative))
    places = {(code, key) for code, cells in made.figures.items() for key in cells} | set(kept)
    order = {one.code: place for place, one in enumerate(edition.criteria)}
    for code, key in sorted(places, key=lambda one: (order.get(one[0], len(order)), one)):
        was, now = kept.get((code, key)), made.figures.get(code, {}).get(key, "")
        note, said = (was.note if was else ""), made.notes.get(code, {}).get(key, "")
        made.figures.setdefault(code, {})[key] = now
        made.notes.setdefault(code, {})[key] = said
        title = f"{code} {edition.criterion(code).title}" if code in edition.codes else code
        made.add(title, _with(was.written if was else "", note), _with(now, said),
                 _told(_with(was.written if was else "", note), _with(now, said)))  # fmt: skip
    made.writes = bool(made.changes)


def _with(text: str, note: str) -> str:
    return f"{text} ({note})" if note else text


def _sending(made: Plan, report: Report | None, package: Package) -> None:
    """What the leader did at the other site: sent it, at that time."""
    after = _("Đã gửi lúc %(at)s") % {"at": _moment(package.sent_at)}
    if report is not None and report.state == State.SUBMITTED and report.submitted_at and not made.writes:
        made.add(_("Lãnh đạo đơn vị gửi báo cáo"), _("Đã gửi lúc %(at)s") % {"at": _moment(report.submitted_at)},
                 after, Change.SAME)  # fmt: skip
        return
    made.add(_("Lãnh đạo đơn vị gửi báo cáo"), report.get_state_display() if report else "", after,
             Change.DIFFERS if report else Change.NEW)  # fmt: skip
    made.sends = made.writes = True


def _moment(at: dt.datetime) -> str:
    return f"{local(at):%H:%M %d/%m/%Y}"


def _overtaken(package: Package, report: Report | None) -> str:
    """Why this is not the latest: a later sending was taken in, or this very sending was given back since."""
    last = last_taken(package)
    if last is None or last.sent_at < package.sent_at:
        return ""
    if last.sent_at > package.sent_at:
        return _("Đã nhập một gói mới hơn: báo cáo gửi lúc %(last)s, gói này mang lần gửi lúc %(this)s.") % {
            "last": _moment(last.sent_at), "this": _moment(package.sent_at)}  # fmt: skip
    if report is not None and report.state == State.RETURNED:
        return _("Chính lần gửi này đã nhập rồi và sau đó báo cáo bị trả lại. Đơn vị cần sửa, lãnh đạo gửi lại, "
                 "rồi xuất gói mới.")  # fmt: skip
    return ""


def _files(made: Plan, here: Here, package: Package, opened: Opened) -> None:
    """Files by their content: new, linked to more criteria, the same; what is only here stays."""
    listed = part(opened, "evidence.json", list[shapes.File])
    links = EvidenceLink.objects.filter(evidence__membership=package.membership, withdrawn_at=None)
    serves: dict[str, dict[str, Any]] = {}
    for link in links.select_related("evidence"):
        kept = serves.setdefault(link.evidence.sha256, {"name": link.evidence.name, "codes": []})
        kept["codes"].append(link.code)
    assert package.membership is not None  # noqa: S101  a report's package
    shut = why_not_upload(carried(here, package), package.membership)
    for one in listed:
        was = serves.pop(one.sha256, {"codes": []})
        fresh = [code for code in dict.fromkeys(one.codes) if code not in was["codes"]]
        what, after = _("Minh chứng: %(name)s") % {"name": one.name}, _codes(one.codes)
        if not fresh:
            made.add(what, _codes(was["codes"]), after, Change.SAME)
        elif shut:
            made.add(what, _codes(was["codes"]), after, Change.LEFT, shut)
        else:
            made.files.append((_upload(opened, one), fresh))
            made.add(what, _codes(was["codes"]), after, Change.DIFFERS if was["codes"] else Change.NEW)
    for kept in serves.values():
        made.add(_("Minh chứng: %(name)s") % {"name": kept["name"]}, _codes(kept["codes"]), "", Change.HERE)


def _codes(codes: list[str]) -> str:
    return ", ".join(code or _("cả báo cáo") for code in codes)


def _upload(opened: Opened, one: shapes.File) -> SimpleUploadedFile:
    """A file of the package as if it were handed in here: of a kind we take, and as our own intake would keep it."""
    name = f"evidence/{one.sha256}"
    if name not in opened.parts:
        raise Refused(_("evidence.json ghi tệp “%(name)s” nhưng gói thiếu phần %(part)s. Hãy xin nơi gửi xuất lại gói.")
                      % {"name": one.name, "part": name})  # fmt: skip
    upload = SimpleUploadedFile(one.name, opened.parts[name])
    if looked_at(upload).seen.sha256 != one.sha256:
        raise Refused(_("Phần %(part)s (“%(name)s”) không đúng như evidence.json ghi, hoặc ảnh còn toạ độ nơi chụp. "
                        "Hãy xin nơi gửi xuất lại gói.") % {"name": one.name, "part": name})  # fmt: skip
    upload.seek(0)
    return upload


def _sheet(made: Plan, edition: Edition, package: Package, sheet: shapes.Sheet) -> None:
    """A self-score sheet, while its round is open here and nothing was sent here."""
    assert package.membership is not None  # noqa: S101  a report's package
    at_turn = turn(package.membership, Hand.SELF, sheet.period)
    claims = {one.code: one for one in Claim.objects.filter(sheet=at_turn.sheet)} if at_turn.sheet else {}
    what = _("Phiếu tự chấm %(period)s") % {"period": sheet.period} if sheet.period else _("Phiếu tự chấm cả năm")
    known = {code: row for code, row in sheet.rows.items() if code in edition.codes}
    kept = {code: (claim.written, claim.reason) for code, claim in claims.items()}
    fresh = [code for code, row in known.items()
             if kept.get(code) != (blank(edition, code) | row.written, row.reason)]  # fmt: skip
    before = _("%(n)s dòng") % {"n": len(claims)} if claims else ""
    after = _("%(n)s dòng, gửi lúc %(at)s") % {"n": len(sheet.rows), "at": _moment(sheet.sent_at)}
    if not fresh and at_turn.submitted:
        made.add(what, before, after, Change.SAME)
    elif why_not := why_not_turn(at_turn):
        made.add(what, before, after, Change.LEFT, why_not)
    else:
        made.sheets.append(sheet)
        made.add(what, before, after, Change.DIFFERS if claims else Change.NEW, ", ".join(fresh[:8]))


def _cluster(here: Here, package: Package, opened: Opened) -> Plan:
    """Tables that become adopted here; results and decisions that are kept as received, beside what is computed."""
    made, through = Plan(), carried(here, package)
    for one in part(opened, "editions.json", list[shapes.Edition]):
        kept = EditionText.objects.filter(year=here.year, digest=one.digest).first()
        what, after = _("Bảng tiêu chí %(digest)s") % {"digest": one.digest[:12]}, one.by_document
        if kept and kept.status in (Status.ADOPTED, Status.SUPERSEDED):
            made.add(what, kept.get_status_display(), after, Change.SAME)
        elif why_not := why_not_adopt(through, EditionText(year=here.year, status=Status.PROPOSED)):
            made.add(what, kept.get_status_display() if kept else "", after, Change.LEFT, why_not)
        else:
            made.editions.append(one)
            made.add(what, kept.get_status_display() if kept else "", after, Change.DIFFERS if kept else Change.NEW)
    kept_already = Change.SAME if package.taken_at else Change.NEW
    for result in part(opened, "results.json", list[shapes.Result]):
        made.add(_("Kết quả, bản %(n)s") % {"n": result.version}, "", _("mã băm %(digest)s")
                 % {"digest": result.digest[:12]}, kept_already)  # fmt: skip
    for decision in part(opened, "decisions.json", list[shapes.Decision]):
        made.add(_("Quyết định số %(number)s") % {"number": decision.number}, "",
                 _("%(n)s mục khen thưởng") % {"n": len(decision.awards)}, kept_already)  # fmt: skip
    last = last_taken(package)
    if made.changes and last and last.sent_at > package.sent_at:
        made.older = _("Đã nhập một gói mới hơn, lập lúc %(last)s; gói này lập lúc %(this)s.") % {
            "last": _moment(last.made_at), "this": _moment(package.made_at)}  # fmt: skip
    return made
