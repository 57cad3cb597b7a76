"""Who may trust a site, give a package out, take one in; "" means yes."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.exchange.packages.models import Package, TrustedSite
from thidua.exchange.packages.queries import sites_of
from thidua.exchange.packages.terms import AHEAD, KEEPERS
from thidua.kit import signing
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import why_not_office
from thidua.reports.models import Report
from thidua.reports.rules import UNIT_HANDS, why_not_own
from thidua.reports.terms import State


def why_not_keep(here: Here) -> str:
    """The head's secretariat and the standing office."""
    return why_not_office(here, *KEEPERS)


def why_not_trust(here: Here, key: str) -> str:
    """A key of 64 hexadecimal digits, not this site's own, not in the list already."""
    if why_not := why_not_keep(here):
        return why_not
    if len(key) != 64 or set(key) - set("0123456789abcdef"):
        return _("Khoá công khai gồm đúng 64 ký tự 0–9, a–f. Hãy chép lại từ trang “Gói dữ liệu” của nơi gửi.")
    if key == signing.public_key():
        return _("Đây là khoá của chính trang này; hãy chép khoá từ trang “Gói dữ liệu” của nơi gửi.")
    if sites_of(here.year).filter(key=key, revoked_at=None).exists():
        return _("Khoá này đã có trong danh sách.")
    return ""


def why_not_confirm(here: Here, site: TrustedSite) -> str:
    """Once, while it is not revoked."""
    if why_not := why_not_keep(here):
        return why_not
    if site.revoked_at:
        return _("Nơi này đã thôi tin cậy; muốn tin lại thì thêm lại từ đầu.")
    return _("Nơi này đã được xác nhận.") if site.confirmed_at else ""


def why_not_give_report(here: Here, membership: Membership, report: Report | None) -> str:
    """The unit's own people, what the leader has sent: the sending is the act that counts, the package carries it."""
    if why_not := why_not_own(here, membership, *UNIT_HANDS):
        return why_not
    if report is None or report.state != State.SUBMITTED:
        return _("Lãnh đạo đơn vị gửi báo cáo trước, rồi mới xuất gói: gói mang theo việc gửi ấy.")
    return ""


def why_not_time(package: Package, at: dt.datetime) -> str:
    """What was sent tomorrow was not sent."""
    if package.sent_at <= at + AHEAD and package.made_at <= at + AHEAD:
        return ""
    return _("manifest.json ghi gói lập lúc %(made)s, báo cáo gửi lúc %(sent)s, sau giờ hiện tại: đồng hồ nơi gửi chạy "
             "sai. Hãy chỉnh đồng hồ, gửi lại báo cáo rồi xuất lại gói.") % {
        "made": f"{package.made_at:%d/%m/%Y %H:%M}", "sent": f"{package.sent_at:%d/%m/%Y %H:%M}",
    }  # fmt: skip


def why_not_discard(here: Here, package: Package) -> str:
    """Only what was not taken in: what was is part of the record."""
    if why_not := why_not_keep(here):
        return why_not
    return _("Gói này đã nhập nên được giữ lại để đối chiếu.") if package.taken_at else ""
