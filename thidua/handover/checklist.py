"""Danh mục bàn giao: what the year itself says is open or kept, counted from its rows and never typed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.ballots.models import Ballot
from thidua.ballots.terms import State as BallotState
from thidua.conference.models import Conference, Recommendation
from thidua.conference.terms import State as ConferenceState
from thidua.handover.models import Handover
from thidua.members.models import ClusterYear
from thidua.paperwork.models import Document
from thidua.paperwork.terms import Status
from thidua.reports.models import Evidence
from thidua.results.models import Nomination
from thidua.results.queries import latest
from thidua.scoring.models import Round


@dataclass(frozen=True)
class Line:
    """One line of the list; `clear` when nothing is left to do about it; `where` is the page to look at."""

    text: str
    clear: bool
    where: str = ""


def computed(year: ClusterYear) -> list[Line]:
    """The lines the year writes itself: what is still open first, then what is kept."""
    lines = [*_sealed(year), *_open_work(year), *_kept(year)]
    return sorted(lines, key=lambda line: line.clear)


def shown(handover: Handover) -> list[Line]:
    """The computed lines as they stand; after signing over, as they stood then."""
    if handover.signed_over_at is None:
        return computed(handover.year)
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
        (_("Kiến nghị chưa thực hiện xong"), "conference:conferences",
         Recommendation.objects.filter(conference__year=year, done_at__isnull=True).count()),
        (_("Hội nghị chưa bế mạc"), "conference:conferences",
         Conference.objects.filter(year=year).exclude(state=ConferenceState.CLOSED).count()),
        (_("Vòng chấm chưa khoá"), "scoring:scoring",
         Round.objects.filter(year=year, closed_at__isnull=True).count()),
        (_("Cuộc bỏ phiếu chưa kiểm phiếu"), "ballots:ballots",
         Ballot.objects.filter(year=year).exclude(state=BallotState.CLOSED).count()),
        (_("Đề nghị khen thưởng đang chờ quyết định"), "results:awards",
         Nomination.objects.filter(year=year, submitted_at__isnull=False, decision__isnull=True).count()),
        (_("Văn bản còn là dự thảo"), "paperwork:papers",
         Document.objects.filter(year=year, status=Status.DRAFT).count()),
    )  # fmt: skip
    return [
        Line(f"{what}: {count}" if count else _("%(what)s: không còn") % {"what": what}, not count, where)
        for what, where, count in counted
    ]


def _kept(year: ClusterYear) -> list[Line]:
    papers = Document.objects.filter(year=year, status=Status.ISSUED).count()
    files = Evidence.objects.filter(membership__year=year, withdrawn_at__isnull=True).count()
    return [
        Line(_("Văn bản đã ban hành: %(count)s") % {"count": papers}, True, "paperwork:papers"),
        Line(_("Minh chứng đang lưu: %(count)s tệp") % {"count": files}, True, "reports:reports"),
    ]
