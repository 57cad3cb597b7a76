"""Tờ trình đề nghị khen thưởng, made from the nominations; the shape is the one paperwork prints."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from thidua.kit.viet import number
from thidua.members.models import ClusterYear, Membership
from thidua.results.models import Result
from thidua.results.queries import Asked, Vote
from thidua.results.reading import Table, table


@override("vi")  # a paper is Vietnamese, whoever issues it
def content(
    *, year: ClusterYear, head: Membership, result: Result, asked: Sequence[Asked], votes: Sequence[Vote]
) -> dict[str, object]:
    """The submission as plain JSON."""
    ranking = table(result.sealed)
    found = {(vote.membership.pk, vote.award): vote for vote in reversed(votes)}
    rows = [_row(n, one, ranking, found.get((one.row.membership_id, one.row.award))) for n, one in enumerate(asked, 1)]
    grounds = [
        _("Căn cứ bảng tiêu chí “%(title)s” đã được thông qua.") % {"title": ranking.title},
        _("Căn cứ kết quả thi đua năm %(year)s đã chốt và công bố (bản %(version)s, mã băm SHA-256 %(digest)s).")
        % {"year": year.year, "version": result.version, "digest": result.digest},
    ]
    if found:
        grounds.append(_("Căn cứ kết quả bỏ phiếu của các đơn vị thành viên."))
    grounds += [
        _("Ngoại lệ về tỷ lệ xếp loại được chấp nhận: %(unit)s, %(why)s.") % {"unit": unit, "why": why}
        for unit, why in ranking.exceptions
    ]
    request = _("%(head)s, Cụm trưởng, thay mặt %(cluster)s đề nghị %(organiser)s khen thưởng năm %(year)s:") % {
        "head": head.unit.name, "cluster": year.cluster.name, "organiser": year.cluster.organiser, "year": year.year,
    }  # fmt: skip
    return {
        "sections": [
            {"heading": "", "paragraphs": grounds},
            {"heading": _("Danh sách đề nghị"), "paragraphs": [request], "table": {"head": _heads(), "rows": rows}},
        ],
        "recipients": [year.cluster.organiser, _("Các đơn vị thành viên"), _("Lưu hồ sơ cụm")],
        "signatures": [{"authority": _("CỤM TRƯỞNG: %(unit)s") % {"unit": head.unit.name}, "name": ""}],
    }


def _heads() -> list[str]:
    return [_("TT"), _("Đơn vị"), _("Danh hiệu, hình thức"), _("Xếp hạng"), _("Kết quả bỏ phiếu"), _("Ghi chú")]


def _row(n: int, one: Asked, ranking: Table, vote: Vote | None) -> list[str]:
    place = ranking.place_of(one.row.membership.unit.code)
    return [
        str(n),
        one.row.membership.unit.name,
        one.title,
        str(place.rank) if place and place.rank else "–",
        said(vote) if vote else _("không bỏ phiếu"),
        one.row.note,
    ]


def said(vote: Vote) -> str:
    """5/5 phiếu (100%)"""
    tally = vote.tally
    return _("%(votes)s/%(members)s phiếu (%(percent)s%%)") % {
        "votes": tally.in_favour, "members": tally.members, "percent": number(tally.percent),
    }  # fmt: skip
