"""Danh mục văn bản của một năm thi đua: what papers there are, of what kind, whose, made from what."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.members.models import Membership
from thidua.pack import closing, midyear, opening, scores
from thidua.pack.opening import Content
from thidua.pack.source import Source
from thidua.paperwork.terms import Kind
from thidua.reports.models import Period

Gather = Callable[[Source, Membership | None], Content | None]


@dataclass(frozen=True)
class Sort:
    """One sort of paper; `about` is its abstract, {year}, {cluster}, {unit} filled in. `of_unit`: a unit's own."""

    key: str
    name: str | Promise
    kind: Kind
    about: str
    gather: Gather
    each: bool = False
    of_unit: bool = False


SORTS = (
    Sort("plan", _("Kế hoạch hoạt động của cụm"), Kind.PLAN, "Hoạt động của {cluster} năm {year}", opening.plan),
    Sort("regulation", _("Quy chế chấm điểm, bảng tiêu chí"), Kind.REGULATION,
         "Chấm điểm, xếp hạng thi đua năm {year} của {cluster}", opening.regulation),
    Sort("registration", _("Phiếu đăng ký danh hiệu, chỉ tiêu"), Kind.SHEET,
         "Đăng ký danh hiệu, chỉ tiêu thi đua năm {year}", opening.registration, each=True, of_unit=True),
    Sort("mid", _("Báo cáo sơ kết của cụm"), Kind.REPORT, "Sơ kết phong trào thi đua năm {year} của {cluster}",
         midyear.mid_year_report),
    Sort("inspection", _("Kế hoạch chấm chéo"), Kind.PLAN, "Kiểm tra, chấm chéo thi đua năm {year}", scores.inspection),
    Sort("self", _("Phiếu tự chấm điểm"), Kind.SHEET, "Tự chấm điểm thi đua năm {year}", scores.self_score, each=True,
         of_unit=True),
    Sort("evidence", _("Danh sách minh chứng"), Kind.LIST, "Minh chứng kèm phiếu tự chấm điểm năm {year}",
         scores.evidence, each=True, of_unit=True),
    Sort("cross", _("Biên bản chấm chéo"), Kind.MINUTES, "Kiểm tra, chấm chéo thi đua năm {year} đối với {unit}",
         scores.cross_minutes, each=True),
    Sort("appraisal", _("Biên bản thẩm định, bảng tổng hợp điểm"), Kind.MINUTES,
         "Thẩm định điểm thi đua năm {year} của {cluster}", scores.appraisal),
    Sort("year", _("Báo cáo tổng kết năm của cụm"), Kind.REPORT, "Tổng kết phong trào thi đua năm {year} của {cluster}",
         closing.year_report),
    Sort("talk", _("Tham luận của đơn vị"), Kind.REPORT, "Tham luận tại hội nghị của cụm năm {year}", midyear.talk,
         each=True, of_unit=True),
    Sort("result", _("Thông báo kết quả thi đua"), Kind.NOTICE, "Kết quả thi đua năm {year} của {cluster}",
         closing.result_notice),
    Sort("nominees", _("Danh sách đề nghị khen thưởng"), Kind.LIST, "Đề nghị khen thưởng năm {year} (kèm tờ trình)",
         closing.nominees),
    Sort("achievements", _("Báo cáo thành tích của đơn vị"), Kind.REPORT, "Thành tích đề nghị khen thưởng năm {year}",
         closing.achievements, each=True, of_unit=True),
    Sort("archive", _("Mục lục hồ sơ lưu trữ"), Kind.LIST, "Hồ sơ năm thi đua {year} của {cluster} nộp lưu trữ",
         closing.archive_list),
    Sort("delivery", _("Biên bản giao nhận hồ sơ lưu trữ"), Kind.MINUTES, "Giao nhận hồ sơ năm thi đua {year}",
         closing.delivery),
)  # fmt: skip
"""In the order of the year. The pledge, the minutes of ballots and conferences, the submission and the handover are
issued by their own rooms as they happen."""


def sorts(source: Source) -> Iterator[Sort]:
    """The sorts of this year: a unit's report once for each period."""
    for sort in SORTS:
        yield sort
        if sort.key == "registration":
            for period in source.periods:
                yield Sort(
                    f"report-{period.pk}", _("Báo cáo %(period)s") % {"period": period.name}, Kind.REPORT,
                    f"Kết quả thi đua {period.name} năm {{year}}", partial(_report, period=period), each=True,
                    of_unit=True,
                )  # fmt: skip


def _report(source: Source, member: Membership | None, *, period: Period) -> Content | None:
    return scores.report(source, member, period) if member else None


@dataclass(frozen=True)
class Item:
    """One paper that the year needs: a sort, of one unit or of the cluster."""

    sort: Sort
    member: Membership | None

    @property
    def subject(self) -> str:
        """By which a paper that was made is found again."""
        return f"pack:{self.sort.key}:{self.member.pk if self.member else 0}"

    def about(self, source: Source) -> str:
        unit = self.member.unit.name if self.member else ""
        return self.sort.about.format(year=source.year, cluster=source.cluster, unit=unit)

    def content(self, source: Source) -> Content | None:
        """What the paper says; None while there is nothing to say."""
        return self.sort.gather(source, self.member)


def items(source: Source) -> list[Item]:
    """Every paper of the year."""
    return [
        Item(sort, member) for sort in sorts(source) for member in (source.members if sort.each else (None,))
    ]  # fmt: skip
