"""Danh mục bàn giao: what the year itself says is open or kept, counted from its rows and never typed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.ballots.queries import of_cluster
from thidua.ballots.terms import State as BallotState
from thidua.conference.following.queries import open_in
from thidua.conference.models import Conference
from thidua.conference.terms import State as ConferenceState
from thidua.handover.models import Handover
from thidua.members.models import ClusterYear, Seat
from thidua.members.terms import Office
from thidua.paperwork.models import Document
from thidua.paperwork.terms import Status
from thidua.reports.queries import kept_files
from thidua.results.models import Nomination
from thidua.results.queries import latest
from thidua.scoring.models import Round

OF_THE_LEADS = (Office.HEAD_SECRETARY, Office.DEPUTY_SECRETARY, Office.CONFERENCE_SECRETARY)


@dataclass(frozen=True)
class Line:
    """One line of the list; `clear` when nothing is left to do about it; `where` is the page to look at."""

    text: str
    clear: bool
    where: str = ""


def computed(year: ClusterYear, handover: Handover | None = None) -> list[Line]:
    """The lines the year writes itself: what is still open first, then what is kept."""
    lines = [*_sealed(year), *_open_work(year), *_common(year, handover), *_kept(year)]
    return sorted(lines, key=lambda line: line.clear)


def shown(handover: Handover) -> list[Line]:
    """The computed lines as they stand; after signing over, as they stood then."""
    if not handover.items.filter(computed=True).exists():
        return computed(handover.year, handover)
    return [Line(item.text, item.handed_over) for item in handover.items.filter(computed=True)]


def _sealed(year: ClusterYear) -> list[Line]:
    """Where the result stands; nothing about it in a year that was not scored here."""
    result = latest(year)
    if result is None:
        scored = Round.objects.filter(year=year).exists()
        return [Line(_("Kết quả thi đua: chưa chốt"), False, "results:results")] if scored else []
    if result.published_at is None:
        return [Line(_("Kết quả thi đua: đã chốt, chưa công bố"), False, "results:results")]
    said = _("Kết quả thi đua đã chốt và công bố: bản %(version)s, mã băm %(digest)s…")
    return [Line(said % {"version": result.version, "digest": result.digest[:12]}, True, "results:results")]


def _open_work(year: ClusterYear) -> list[Line]:
    """Each kind of work that could be left open, with how many are."""
    counted = (
        (_("Kiến nghị chưa thực hiện xong"), "conference:following", open_in(year).count()),
        (_("Hội nghị chưa bế mạc"), "conference:conferences",
         Conference.objects.filter(year=year).exclude(state=ConferenceState.CLOSED).count()),
        (_("Vòng chấm chưa khoá"), "scoring:scoring",
         Round.objects.filter(year=year, closed_at__isnull=True).count()),
        (_("Cuộc bỏ phiếu chưa kiểm phiếu"), "ballots:ballots",
         of_cluster(year).exclude(state=BallotState.CLOSED).count()),
        (_("Đề nghị khen thưởng đang chờ quyết định"), "results:awards",
         Nomination.objects.filter(year=year, submitted_at__isnull=False, decision__isnull=True).count()),
        (_("Văn bản còn là dự thảo"), "paperwork:papers",
         Document.objects.filter(year=year, status=Status.DRAFT).count()),
        (_("Văn bản đã ban hành chưa có số"), "paperwork:papers",
         Document.objects.filter(year=year, status=Status.ISSUED, number=None).count()),
    )  # fmt: skip
    return [
        Line(f"{what}: {count}" if count else _("%(what)s: không còn") % {"what": what}, not count, where)
        for what, where, count in counted
    ]


def _common(year: ClusterYear, handover: Handover | None) -> list[Line]:
    """What belongs to the cluster: its fund, as the list says, and the accounts that act in the leads' offices."""
    items = list(handover.items.filter(computed=False)) if handover else []
    fund = [item for item in items if "quỹ" in item.text.casefold()]
    told = [item.text for item in fund if item.handed_over]
    seats = Seat.objects.filter(year=year, office__in=OF_THE_LEADS, until=None).count()
    return [
        Line(_("Quỹ của cụm: %(said)s") % {"said": "; ".join(told)}, True) if told and len(told) == len(fund)
        else Line(_("Quỹ của cụm: chưa ghi đã bàn giao. Hãy thêm một mục có chữ “quỹ” (số tiền, hoặc “không có quỹ”) "
                    "rồi đánh dấu"), False),
        Line(_("Tài khoản giữ chức trách của Cụm trưởng, Cụm phó: %(count)s; hết việc ở năm này khi lưu trữ")
             % {"count": seats}, True, "members:people"),
        *(_next_offices(handover) if handover else []),
    ]  # fmt: skip


def _next_offices(handover: Handover) -> list[Line]:
    """The keys of the next year: an office of its leads that nobody holds is a door nobody can open."""
    said: dict[str, object] = {"year": handover.next_year.year}
    held = set(Seat.objects.filter(year=handover.next_year, office__in=OF_THE_LEADS, until=None)
               .values_list("office", flat=True))  # fmt: skip
    if missing := [str(office.label) for office in OF_THE_LEADS if office not in held]:
        said["offices"] = "; ".join(missing)
        return [Line(_("Chức trách năm %(year)s chưa có người giữ: %(offices)s") % said, False)]
    return [Line(_("Chức trách của Cụm trưởng, Cụm phó năm %(year)s: đã có người giữ") % said, True)]


def _kept(year: ClusterYear) -> list[Line]:
    papers = Document.objects.filter(year=year, status=Status.ISSUED).count()
    files = kept_files(year)
    return [
        Line(_("Văn bản đã ban hành: %(count)s") % {"count": papers}, True, "paperwork:papers"),
        Line(_("Minh chứng đang lưu: %(count)s tệp") % {"count": files}, True, "reports:reports"),
    ]
