"""Who may open periods, write, submit and return reports, upload and read evidence."""

from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from thidua.engine import Edition
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.members.rules import NotYours, why_not_before, why_not_office, why_not_secretariat, why_not_since
from thidua.members.terms import Office, Stage
from thidua.reports.models import Evidence, EvidenceLink, Report
from thidua.reports.terms import State

UNIT_HANDS = (Office.UNIT_OFFICER, Office.UNIT_LEADER)
READS_ALL = (Office.STANDING_OFFICE, Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY)
MB = 1024 * 1024
also_reads: list[Callable[[Here, Membership], bool]] = []
"""Rooms above add who else may read a unit's evidence: the cross-checker assigned to it."""
also_stored: list[Callable[[Membership], Iterable[tuple[str, int]]]] = []
"""Rooms above add what else is kept of a unit in its year, each file by hash and size: talks, packages."""


def why_not_open_period(here: Here) -> str:
    """The head's secretariat, once the pledge is sealed and until the year is concluded."""
    return (
        why_not_office(here, Office.HEAD_SECRETARY)
        or why_not_since(here.year, Stage.PLEDGED)
        or why_not_before(here.year, Stage.CONCLUDED)
    )


def why_not_own(here: Here, membership: Membership, *offices: Office) -> str:
    """Only these offices of that unit."""
    if here.holds(*offices, of=membership):
        return ""
    told = {"offices": " / ".join(str(office.label).lower() for office in offices), "unit": membership.unit.name}
    return NotYours(_("Việc này do %(offices)s của %(unit)s thực hiện.") % told)


def why_not_write(here: Here, membership: Membership, report: Report | None) -> str:
    """The unit's own people, while the report is not with the secretariat."""
    if why_not := why_not_own(here, membership, *UNIT_HANDS):
        return why_not
    if report is not None and report.state == State.SUBMITTED:
        return _("Báo cáo đã gửi nên không sửa được nữa. Nếu có sai sót, đề nghị Thư ký cụm trả lại.")
    return why_not_since(here.year, Stage.RUNNING) or why_not_before(here.year, Stage.CONCLUDED)


def why_not_submit(here: Here, membership: Membership, report: Report | None) -> str:
    """The unit's leader: the officer prepares, the leader submits."""
    if why_not := why_not_own(here, membership, Office.UNIT_LEADER):
        return why_not
    if report is None:
        return _("Chưa có gì để gửi: cán bộ thi đua lập và lưu báo cáo trước.")
    if report.state == State.SUBMITTED:
        return _("Báo cáo này đã gửi rồi.")
    return why_not_before(here.year, Stage.CONCLUDED)


def why_not_return(here: Here, membership: Membership, report: Report | None) -> str:
    """The secretariat for that unit (the deputy's for the head's own), while the year is not concluded."""
    if why_not := why_not_secretariat(here, membership):
        return why_not
    if report is None or report.state != State.SUBMITTED:
        return _("Chỉ trả lại được báo cáo đã gửi.")
    return why_not_before(here.year, Stage.CONCLUDED)


def why_not_see(here: Here, membership: Membership) -> str:
    """The own unit, the secretariats, the standing office, and whom the rooms above add."""
    own = any(seat.membership_id == membership.pk for seat in here.seats)
    if own or here.holds(*READS_ALL) or any(reads(here, membership) for reads in also_reads):
        return ""
    return _("Báo cáo và minh chứng của một đơn vị chỉ mở cho đơn vị đó, thư ký cụm, người được phân công chấm chéo "
             "và cơ quan thường trực.")  # fmt: skip


def why_not_upload(here: Here, membership: Membership) -> str:
    """The unit's own people, from the running year until the appraisal is closed."""
    return (
        why_not_own(here, membership, *UNIT_HANDS)
        or why_not_since(here.year, Stage.RUNNING)
        or why_not_before(here.year, Stage.APPRAISED)
    )


def why_not_store(membership: Membership, sizes: Mapping[str, int]) -> str:
    """Room in the unit's store of the year for files of these hashes and sizes, whichever room keeps them.

    What it has already takes no more.
    """
    if not settings.UNIT_QUOTA:
        return ""
    has = dict(Evidence.objects.filter(membership=membership).values_list("sha256", "size"))
    has |= {sha256: size for others in also_stored for sha256, size in others(membership)}
    used, more = sum(has.values()), sum(size for sha256, size in sizes.items() if sha256 not in has)
    if not more or used + more <= settings.UNIT_QUOTA:
        return ""
    told = {"used": used // MB, "most": settings.UNIT_QUOTA // MB, "more": -(-more // MB)}
    return _(
        "Tệp của đơn vị trong năm (minh chứng, tham luận, gói dữ liệu) đã dùng %(used)d MB trên mức %(most)d MB; "
        "các tệp này cần thêm %(more)d MB. Hãy nén tệp, hoặc đề nghị quản trị hệ thống nâng mức."
    ) % told  # fmt: skip


def why_not_withdraw(here: Here, link: EvidenceLink) -> str:
    """Until self-scoring is closed; afterwards what a score rests on stays."""
    if link.withdrawn_at is not None:
        return _("Tệp này đã được rút trước đó.")
    return (
        why_not_own(here, link.evidence.membership, *UNIT_HANDS)
        or why_not_before(here.year, Stage.SELF_SCORED)
    )  # fmt: skip


def why_not_evident(edition: Edition, answered: Iterable[str], files: Mapping[str, int]) -> str:
    """Minh chứng bắt buộc: every answered criterion of which the table requires evidence must have a file."""
    given = set(answered)
    bare = [leaf for leaf in edition.leaves if leaf.evidence == "required" and leaf.code in given
            and not files.get(leaf.code)]  # fmt: skip
    if not bare:
        return ""
    return _("Chưa gửi được: bảng tiêu chí bắt buộc có minh chứng mà %(n)s tiêu chí đã có số liệu chưa có tệp nào: "
             "%(codes)s. Hãy tải tệp, hoặc gắn một tệp đã có.") % {
        "n": len(bare), "codes": "; ".join(f"{leaf.code} {leaf.title}" for leaf in bare),
    }  # fmt: skip
