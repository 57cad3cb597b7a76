"""What there is to look after, and how it stands."""

import datetime as dt
import shutil
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.jobs.queries import overdue, silent
from thidua.kit import watch
from thidua.kit.clock import local
from thidua.kit.signer import ask
from thidua.kit.viet import day_in_words
from thidua.ledger.queries import heads, last
from thidua.notices.queries import in_trouble, put_off, waiting

PATTERN = "thidua-*.tar"
A_DAY = 24 * 60 * 60
SCARCE = 1024**3
"""Less free space than this, in bytes, is said to be little."""


@dataclass(frozen=True)
class Part:
    """How one part of the site stands: `good`, or what to do about it."""

    name: str | Promise
    state: str | Promise
    good: bool
    mend: str | Promise = ""
    view: str = ""
    """The page that shows more, by name."""


def copies(folder: Path) -> list[Path]:
    """The copies in a folder, newest first."""
    found = [path for path in folder.glob(PATTERN) if not path.name.endswith(".keys.tar")] if folder.exists() else []
    return sorted(found, key=lambda path: path.name, reverse=True)


def age_of_last_copy(at: dt.datetime) -> int | None:
    """Seconds since the newest copy; None when there is none."""
    found = copies(settings.BACKUPS)
    return int(at.timestamp()) - int(found[0].stat().st_mtime) if found else None


def free_bytes() -> int:
    """Free space where the site keeps its own."""
    return shutil.disk_usage(settings.HOME).free


def why_not_ready() -> str:
    """Empty when requests can be answered: the database answers and has the form this program needs."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
    except Exception as problem:  # every driver has its own ways to fail
        return type(problem).__name__
    return "migrations" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""


def parts(at: dt.datetime) -> list[Part]:
    """Everything an administrator should look at, in the order of how much it hurts when it fails."""
    told = [_line(ask()) for ask in watch.lines]
    return [_copy(at), *_disks(), _database(), _ledger(at), *_signer(), _work(at), _queue(at), *_mail(at), *told,
            *_certificate(at)]  # fmt: skip


def _copy(at: dt.datetime) -> Part:
    age, name = age_of_last_copy(at), _("Bản sao lưu")
    if age is None:
        return Part(name, _("chưa có bản nào"), False, _("Chạy “thidua backup”, và đặt lịch chạy mỗi đêm."))
    hours = age // 3600
    return Part(
        name, _("%(hours)s giờ trước") % {"hours": hours}, age < 2 * A_DAY, _("Xem lịch chạy “thidua nightly”.")
    )


def _disks() -> list[Part]:
    """Where the site keeps its own, and where its copies go when that is another disk."""
    copies_go = next(one for one in (settings.BACKUPS, *settings.BACKUPS.parents) if one.exists())
    found = [_disk(_("Ổ đĩa"), settings.HOME)]
    if copies_go.stat().st_dev != settings.HOME.stat().st_dev:
        found.append(_disk(_("Ổ đĩa của bản sao lưu"), copies_go))
    return found


def _disk(name: str | Promise, where: Path) -> Part:
    free = shutil.disk_usage(where).free
    state = _("còn trống %(gb)s GB") % {"gb": free // 1024**3}
    return Part(name, state, free > SCARCE, _("Xoá bản sao lưu cũ hoặc thêm chỗ."))


def _database() -> Part:
    why_not = why_not_ready()
    state = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connection.vendor, connection.vendor)
    return Part(_("Cơ sở dữ liệu"), state, not why_not, _("Chạy “thidua migrate” rồi khởi động lại."))


def _ledger(at: dt.datetime) -> Part:
    final, head = last(), heads().first()
    state = _("%(count)s dòng") % {"count": final.seq if final else 0}
    if head is None:
        return Part(_("Sổ cái"), state, False, _("Chưa ngày nào được ký: chạy “thidua nightly” mỗi đêm."))
    signed = _("%(state)s, ký lần cuối %(day)s") % {"state": state, "day": day_in_words(head.day)}
    return Part(_("Sổ cái"), signed, (at - head.at).total_seconds() < 2 * A_DAY, _("Xem lịch chạy “thidua nightly”."))


def _signer() -> list[Part]:
    """Whether the process that holds the signing key answers, where there is one."""
    if not settings.SIGNER:
        return []
    try:
        ask(settings.SIGNER, b"")
    except (OSError, ValueError) as problem:
        return [Part(_("Tiến trình giữ khoá ký"), type(problem).__name__, False, _("Xem “thidua sign” có chạy không."))]
    return [Part(_("Tiến trình giữ khoá ký"), _("đang trả lời"), True)]


def _work(at: dt.datetime) -> Part:
    """Background work: somebody must be taking it, and living to its end."""
    late, dead = overdue(at - dt.timedelta(minutes=30)).count(), silent(at).count()
    state = _("%(count)s việc đợi quá nửa giờ, %(dead)s việc đứt giữa chừng") % {"count": late, "dead": dead}
    return Part(_("Việc chạy nền"), state, not late and not dead, _("Xem “thidua work” có chạy không."))


def _queue(at: dt.datetime) -> Part:
    late = len(waiting(at - dt.timedelta(minutes=30)))
    return Part(_("Thư chờ gửi"), _("%(count)s thư quá nửa giờ") % {"count": late}, not late,
                _("Xem lịch chạy “thidua send_reminders”."))  # fmt: skip


def _mail(at: dt.datetime) -> list[Part]:
    """Whether the mail server takes letters (a letter it did not take is not late: it waits longer each time)."""
    if not settings.MAIL_SERVER:
        return [Part(_("Máy chủ thư"), _("không dùng"), True)]
    again, trouble = put_off().count(), in_trouble(at).count()
    return [
        Part(_("Máy chủ thư"), _("%(count)s thư chưa nhận, đang đợi gửi lại") % {"count": again}, not again,
             _("Xem máy chủ thư có chạy không, THIDUA_MAIL_SERVER có đúng không.")),
        Part(_("Thư không đến"), str(trouble), not trouble, _("Xem tại trang Thư lỗi.")),
    ]  # fmt: skip


def _line(line: watch.Line) -> Part:
    """What other programs were to take."""
    state = _("%(waiting)s tin chờ gửi, %(failing)s tin không được nhận") % {
        "waiting": line.waiting, "failing": line.failing
    }  # fmt: skip
    if line.oldest:
        when = date_format(local(line.oldest), "H:i d/m/Y")
        state = _("%(state)s; cũ nhất từ %(when)s") % {"state": state, "when": when}
    return Part(line.name, state, not line.failing, _("Xem địa chỉ nào không nhận."), line.view)


def _certificate(at: dt.datetime) -> list[Part]:
    """How long the certificate of the site's own address still holds; nothing to say for a site without HTTPS."""
    where = urlsplit(settings.SITE_URL)
    if where.scheme != "https" or not where.hostname:
        return []
    name = _("Chứng thư HTTPS")
    try:
        with (
            socket.create_connection((where.hostname, where.port or 443), timeout=3) as line,
            ssl.create_default_context().wrap_socket(line, server_hostname=where.hostname) as safe,
        ):
            until = ssl.cert_time_to_seconds(str(safe.getpeercert()["notAfter"]))  # type: ignore[index]
    except OSError as problem:
        return [Part(name, _("không hỏi được (%(why)s)") % {"why": type(problem).__name__}, False,
                     _("Kiểm tra máy chủ phía trước và THIDUA_SITE_URL."))]  # fmt: skip
    days = int((until - at.timestamp()) // A_DAY)
    return [Part(name, _("còn %(days)s ngày") % {"days": days}, days > 14, _("Gia hạn chứng thư."))]
