"""Mở gói: every check of a package against this site, and the package as a row that is not kept yet."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.exchange.packages.models import Package
from thidua.exchange.packages.queries import period_like, site_with
from thidua.exchange.packages.shapes import Manifest, manifest_of
from thidua.exchange.packages.terms import FORM, PART, Carries
from thidua.kit.refusal import Refused
from thidua.kit.sealed import NotSealed, Opened, fingerprint, opened
from thidua.members.queries import Here
from thidua.rulebook.queries import adopted_text


@dataclass(frozen=True)
class Read:
    """A package whose signature holds, and the row it would be."""

    opened: Opened
    manifest: Manifest
    package: Package


def read(here: Here, data: bytes) -> Read:
    """Look a package over; Refused names the part that is wrong and the mend."""
    try:
        found = opened(data, FORM, PART)
        manifest = manifest_of(found)
    except NotSealed as wrong:
        raise Refused(wrong, "upload") from None
    return Read(found, manifest, _row(here, data, found, manifest))


def reopened(package: Package) -> Opened:
    """A kept package, opened and checked again; NotSealed when its file is no longer what came in."""
    with package.file.open("rb") as stored:
        data = stored.read()
    if hashlib.sha256(data).hexdigest() != package.sha256:
        raise NotSealed(_("Tệp gói đang giữ không còn như lúc nhận; hãy báo quản trị khôi phục từ bản sao lưu."))
    return opened(data, FORM, PART)


def _row(here: Here, data: bytes, found: Opened, manifest: Manifest) -> Package:
    """The row, of this year and from a trusted site that may speak for what it carries."""
    site = site_with(here.year, found.key)
    if site is None:
        raise Refused(_("Gói ký bằng khoá có dấu vân tay %(mark)s, không thuộc nơi nào đang được tin cậy. Nếu đúng là "
                        "của đơn vị, hãy thêm khoá ở mục “Nơi tin cậy” sau khi so dấu vân tay với đơn vị.")
                      % {"mark": fingerprint(found.key)}, "upload")  # fmt: skip
    if (manifest.cluster, manifest.year) != (here.year.cluster.slug, here.year.year):
        raise Refused(_("manifest.json ghi gói của cụm “%(cluster)s”, năm %(year)s; trang này là %(here)s. Hãy nhập ở "
                        "đúng năm thi đua.")
                      % {"cluster": manifest.cluster, "year": manifest.year, "here": here.year}, "upload")  # fmt: skip
    package = Package(year=here.year, site=site, carries=manifest.carries, made_at=manifest.at, sent_at=manifest.at,
                      sha256=hashlib.sha256(data).hexdigest(), size=len(data))  # fmt: skip
    if manifest.carries == Carries.CLUSTER and site.unit_id is None:
        return package
    if manifest.carries != Carries.REPORT or site.unit is None or site.unit.code != manifest.unit:
        raise Refused(_("Khoá ký gói là của %(site)s, không được gửi thay nơi khác (manifest.json ghi “%(unit)s”).")
                      % {"site": site, "unit": manifest.unit or manifest.carries}, "upload")  # fmt: skip
    return _of_a_report(here, package, manifest)


def _of_a_report(here: Here, package: Package, manifest: Manifest) -> Package:
    """The unit is a member, the period is there, the table is the one adopted here."""
    member = next((one for one in here.members if one.unit.code == manifest.unit), None)
    if member is None:
        raise Refused(_("manifest.json ghi đơn vị “%(unit)s”, không phải thành viên của năm thi đua này.")
                      % {"unit": manifest.unit}, "upload")  # fmt: skip
    asked, sent = manifest.period, manifest.sent
    period = period_like(here.year, asked.name, asked.span) if asked else None
    if asked is None or sent is None or period is None:
        raise Refused(_("Ở đây chưa có kỳ báo cáo “%(name)s” như manifest.json ghi. Hãy mở kỳ ấy ở trang Báo cáo "
                        "(cùng tên, cùng loại, cùng ngày với nơi gửi) rồi nhập lại.")
                      % {"name": asked.name if asked else "?"}, "upload")  # fmt: skip
    if (period.from_date, period.to_date) != (asked.from_date, asked.to_date):
        raise Refused(_("Kỳ “%(name)s” ở nơi gửi là %(there)s, ở đây là %(here)s. Hai nơi phải thống nhất kỳ báo cáo.")
                      % {"name": period.name, "there": f"{asked.from_date:%d/%m/%Y}–{asked.to_date:%d/%m/%Y}",
                         "here": f"{period.from_date:%d/%m/%Y}–{period.to_date:%d/%m/%Y}"}, "upload")  # fmt: skip
    table = adopted_text(here.year, here.day)
    if table is None or table.digest != manifest.edition:
        raise Refused(_("Gói lập theo bảng tiêu chí có mã băm %(there)s, ở đây bảng đang áp dụng là %(here)s. "
                        "Hãy gửi đơn vị bảng đã thông qua (gói của cụm), đơn vị nhập rồi xuất lại gói.")
                      % {"there": (manifest.edition or "?")[:12], "here": table.digest[:12] if table else "?"},
                      "upload")  # fmt: skip
    package.membership, package.period, package.sent_at = member, period, sent.at
    return package
