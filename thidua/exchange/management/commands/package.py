"""`thidua package`: signed packages without a browser: `export`, `show` (and check), `import` (looks until `--yes`).

The acts are the pages'. `--as` names whose seat is used: the same rules ask it, and the record says that it was lent
here, at the server.
"""

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from thidua.exchange.packages import actions, shapes
from thidua.exchange.packages.comparing import looked_over
from thidua.exchange.packages.models import TrustedSite
from thidua.exchange.packages.queries import AtTerminal
from thidua.exchange.packages.rules import why_not_keep
from thidua.exchange.packages.shapes import Manifest, manifest_of, part
from thidua.exchange.packages.telling import told_back
from thidua.exchange.packages.terms import FORM, PART, Carries
from thidua.kit import clock
from thidua.kit.refusal import Refused, require
from thidua.kit.sealed import NotSealed, Opened, fingerprint, opened
from thidua.members import queries as members
from thidua.members.models import Person
from thidua.members.terms import Office
from thidua.reports.queries import periods_of
from thidua.reports.rules import UNIT_HANDS

SHORT = 200
"""How much of a text is shown on a line."""


class Command(BaseCommand):
    help = "Gói dữ liệu có ký giữa hai nơi không nối mạng: export xuất, show xem và soát chữ ký, import nhập"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="xuất ra tệp: báo cáo của đơn vị (--period), hoặc gói của cụm")
        show = verbs.add_parser("show", help="nội dung của một tệp gói, chữ ký; không ghi gì")
        take = verbs.add_parser("import", help="xem trước từng chỗ thay đổi; --yes để ghi")
        for verb in (export, take):
            verb.add_argument("cluster", help="mã cụm, như trong địa chỉ trang")
            verb.add_argument("year", type=int)
            verb.add_argument("--as", dest="username", required=True, help="tên đăng nhập của người giữ chức trách")
        for verb in (export, show, take):
            verb.add_argument("file", type=Path)
        export.add_argument("--period", default="", help="tên kỳ báo cáo; không có thì xuất gói của cụm")
        take.add_argument("--yes", action="store_true", help="ghi; không có thì chỉ xem trước")
        take.add_argument("--older", action="store_true", help="vẫn nhập gói cũ hơn gói đã nhập")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"export": export, "show": show, "import": take}[options["verb"]](options)
        except (Refused, NotSealed, OSError) as wrong:
            raise CommandError(str(wrong)) from None


def standing(options: dict[str, Any]) -> AtTerminal:
    """The seat that is lent: of an account that may sign in, in this year."""
    person = Person.objects.filter(username__iexact=options["username"], is_active=True).first()
    found = members.here(person, options["cluster"], options["year"], clock.today()) if person else None
    if found is None:
        raise CommandError(f"“{options['username']}” không giữ chức trách nào trong năm {options['year']} của cụm "
                           f"“{options['cluster']}”.")  # fmt: skip
    return AtTerminal(found.year, found.person, found.day, found.seats)


def export(options: dict[str, Any]) -> None:
    """A unit's report that was sent, or what the cluster gives back, as a file."""
    place, file = standing(options), options["file"]
    if not options["period"]:
        made = actions.give_cluster(here=place, at=clock.now())
    else:
        own, names = place.own(*UNIT_HANDS), {one.name: one for one in periods_of(place.year)}
        if own is None:
            raise CommandError(f"“{options['username']}” không giữ chức trách của đơn vị nào trong năm này.")
        if options["period"] not in names:
            raise CommandError(
                f"Không có kỳ báo cáo “{options['period']}”. Đang có: {', '.join(names) or 'không kỳ nào'}."
            )
        made = actions.give_report(here=place, membership=own, period=names[options["period"]], at=clock.now())
    file.write_bytes(made)
    print(f"Đã xuất {file} ({len(made)} byte), SHA-256 {hashlib.sha256(made).hexdigest()}")


def show(options: dict[str, Any]) -> None:
    """What a file holds, and whether it is as it was signed; nothing is asked of a year, nothing written."""
    data = read(options["file"])
    found = opened(data, FORM, PART)
    manifest = manifest_of(found)
    for line in (*heading(found, manifest), f"SHA-256 của tệp: {hashlib.sha256(data).hexdigest()}", *content(found)):
        print(line)


def take(options: dict[str, Any]) -> None:
    """What taking a file in would change; with `--yes` it is taken in, whole or not at all."""
    place, data, at = standing(options), read(options["file"]), clock.now()
    require(why_not_keep(place))
    package, plan = looked_over(place, data, at)
    print(f"Chữ ký đúng, của nơi tin cậy: {package.site}.")
    for row in plan.rows:
        why = f" ({row.why})" if row.why else ""
        print(f"{row.change.label}: {row.what}: {short(row.before) or '–'} → {short(row.after) or '–'}{why}")
    older = plan.older if plan.changes and not options["older"] else ""
    if why_not := plan.why_not or (older and f"{older} Vẫn muốn nhập thì thêm --older."):
        raise CommandError(why_not)
    if not options["yes"]:
        print(f"Nhập gói sẽ thay đổi {plan.changes} chỗ; chưa có gì được ghi. Thêm --yes để nhập.")
        return
    kept = actions.receive(here=place, data=data, at=at)
    changed = actions.take(here=place, package=kept, at=at, older=options["older"])
    print(f"Đã nhập: {changed} chỗ thay đổi." if changed else "Gói này đã nhập trước đó; không có gì thay đổi.")


def read(file: Path) -> bytes:
    """The bytes of a file that is not larger than a package may be."""
    if file.stat().st_size > settings.PACKAGE_LIMIT:
        raise CommandError(f"{file} vượt mức {settings.PACKAGE_LIMIT // 2**20} MB (THIDUA_PACKAGE_MB).")
    return file.read_bytes()


def heading(found: Opened, told: Manifest) -> Iterator[str]:
    """What it is, who made it when, whose key signed it."""
    kind = Carries(told.carries).label if told.carries in Carries.values else told.carries
    yield f"{kind}: {found.manifest.get('name', '')}"
    yield f"Cụm {told.cluster}, năm {told.year}; lập lúc {moment(told.at)}, {hand(told.by)}"
    if told.sent:
        yield f"Báo cáo gửi lúc {moment(told.sent.at)}, {hand(told.sent)}"
    known = TrustedSite.objects.filter(cluster__slug=told.cluster, key=found.key, revoked_at=None).first()
    whose = f"nơi tin cậy: {known}" if known and known.is_trusted else "CHƯA thuộc nơi nào trang này tin cậy"
    yield f"Chữ ký đúng, mọi phần nguyên vẹn; khoá có dấu vân tay {fingerprint(found.key)}, {whose}"


def content(found: Opened) -> Iterator[str]:
    """Part by part, a line for each thing that is in it."""
    if back := told_back(found):
        for one in part(found, "editions.json", list[shapes.Edition]):
            yield (f"Bảng tiêu chí {one.digest[:12]}: thông qua {one.adopted_on:%d/%m/%Y}, áp dụng từ "
                   f"{one.effective_on:%d/%m/%Y}, {one.by_document}")  # fmt: skip
        for result, ranking in back["results"]:
            yield f"Kết quả, bản {result.version}, {'tính lại ra đúng' if ranking else 'TÍNH LẠI KHÔNG RA ĐÚNG'}"
            yield from (f"  {row.rank or '–'}. {row.name}: {row.total}" for row in (ranking.rows if ranking else ()))
        for one in back["decisions"]:
            yield f"Quyết định số {one.number}, ngày {one.on:%d/%m/%Y}, {one.body}"
            yield from (f"  {line.title}: {', '.join(filter(None, (line.person, line.unit)))}" for line in one.awards)
        return
    report = part(found, "report.json", shapes.Report)
    yield f"Thuyết minh: {short(report.narrative) or '–'}"
    for code, cells in report.figures.items():
        for key, cell in cells.items():
            yield f"{code} {key}: {cell.written}" + (f" ({short(cell.note)})" if cell.note else "")
    for file in part(found, "evidence.json", list[shapes.File]):
        yield f"Minh chứng: {file.name} → {', '.join(code or 'cả báo cáo' for code in file.codes)}"
    for sheet in part(found, "sheets.json", list[shapes.Sheet]):
        yield f"Phiếu tự chấm {sheet.period or 'cả năm'}: {len(sheet.rows)} dòng, gửi lúc {moment(sheet.sent_at)}"


def short(text: str) -> str:
    """On one line."""
    return " ".join(text.split())[:SHORT]


def moment(at: Any) -> str:
    return f"{clock.local(at):%H:%M %d/%m/%Y}"


def hand(who: shapes.Hand) -> str:
    office = Office(who.office).label if who.office in Office.values else who.office
    return ", ".join(filter(None, (str(office), who.unit)))
