"""Nghĩa của bảng: every rule of a table as sentences an officer reads, the criterion's and the table's own."""

from collections.abc import Iterator

from thidua.engine.edition import Criterion, Edition, Grade, Quota
from thidua.engine.language import spoken
from thidua.engine.points import Points, show, show_number

_WAIVED = {"full": "được miễn thì tính đủ điểm", "remove": "được miễn thì bớt khỏi thang điểm"}
_MISSING = {
    "wait": "Chưa có số liệu thì chưa có điểm, kết quả là tạm tính.",
    "zero": "Chưa có số liệu thì tính 0 điểm.",
}
_COMBINE = {
    "sum": "Điểm cả năm là tổng điểm các kỳ.",
    "mean": "Điểm cả năm là trung bình cộng điểm các kỳ.",
    "weighted": "Điểm cả năm là trung bình có hệ số của các kỳ.",
}
_ABSENT = {
    "wait": "Đơn vị không có phiếu trong một kỳ thì chưa có điểm cả năm.",
    "leave_out": "Kỳ đơn vị không có phiếu được bỏ ra, tính trên các kỳ còn lại.",
}
_TIES = {"skip": "Vẫn bằng thì đồng hạng, hạng sau bỏ cách (1-2-2-4).",
         "dense": "Vẫn bằng thì đồng hạng, hạng sau liền kề (1-2-2-3)."}  # fmt: skip
_ROUNDS = {"down": "bỏ phần lẻ", "half_up": "làm tròn nửa lên", "up": "phần lẻ lấy tròn lên"}
_FIGURES = {"total": "tổng điểm", "percent": "tỷ lệ điểm", "not_assigned": "điểm của phần không được giao"}


def meaning(edition: Edition, criterion: Criterion) -> str:
    """What a criterion means: its rule, or how a group is added up, and everything the table says about it besides."""
    first = criterion.rule.says(criterion) if criterion.rule else _group(criterion)
    return " ".join(filter(None, [first, *_besides(edition, criterion)]))


def _group(criterion: Criterion) -> str:
    ends = _ends(criterion.cap, criterion.floor)
    return f"Cộng các tiêu chí bên dưới{ends}." if ends else ""


def _ends(cap: Points | None, floor: Points | None) -> str:
    most = "" if cap is None else f", tối đa {show(cap)} điểm"
    return most if floor is None else f"{most}, thấp nhất {show(floor)} điểm"


def _besides(edition: Edition, criterion: Criterion) -> Iterator[str]:
    if criterion.applies:
        yield f"Chỉ áp dụng khi {spoken(criterion.applies)}; không thì coi như không được giao."
    if criterion.periods:
        titles = {period.code: period.title for period in edition.periods}
        yield f"Chỉ chấm ở: {', '.join(titles.get(code, code) for code in criterion.periods)}."
    if criterion.window_cap is not None or criterion.window_floor is not None:
        windows = ", ".join(dict.fromkeys(period.window for period in edition.periods if period.window)) or "cả năm"
        yield f"Cộng dồn trong từng khoảng ({windows}){_ends(criterion.window_cap, criterion.window_floor)}."
    if not criterion.counts:
        yield "Không cộng vào tổng."
    if criterion.waived in _WAIVED and criterion.waived != edition.waived:
        yield f"{_WAIVED[criterion.waived].capitalize()}."
    if criterion.scorer:
        yield f"Người chấm: {criterion.scorer}."
    if not criterion.self_scored:
        yield "Đơn vị không tự chấm."


def general(edition: Edition) -> list[tuple[str, list[str]]]:
    """What holds for the whole table: a heading and its sentences."""
    parts = [
        ("Tính điểm", list(_scoring(edition))),
        ("Các kỳ", list(_periods(edition))),
        ("Xếp hạng", list(_ranking(edition))),
        ("Xếp loại", [_grade(edition, grade) for grade in edition.grades] + list(_ungraded(edition))),
        ("Tỷ lệ khống chế", [_quota(quota) for quota in edition.quotas]),
    ]
    return [(heading, sentences) for heading, sentences in parts if sentences]


def _scoring(edition: Edition) -> Iterator[str]:
    places = edition.rounding.places
    yield {
        "criterion": f"Điểm từng tiêu chí làm tròn {places} chữ số thập phân, nửa lên.",
        "total": f"Chỉ tổng điểm được làm tròn, {places} chữ số thập phân, nửa lên.",
        "none": "Không làm tròn trước khi xếp hạng.",
    }.get(edition.rounding.at, "")
    if ends := _ends(edition.cap, edition.floor):
        yield f"Tổng điểm{ends.removeprefix(',')}."
    yield _MISSING.get(edition.missing, "")
    yield f"{_WAIVED.get(edition.waived, '').capitalize()}, trừ tiêu chí ghi khác."


def _periods(edition: Edition) -> Iterator[str]:
    if not edition.periods:
        return
    weighted = edition.combine == "weighted"
    told = [f"{one.title}{f' hệ số {show_number(one.weight)}' if weighted else ''}" for one in edition.periods]
    yield f"Chấm theo kỳ: {', '.join(told)}."
    yield _COMBINE.get(edition.combine, "")
    yield _ABSENT.get(edition.absent, "")


def _ranking(edition: Edition) -> Iterator[str]:
    by = "tổng điểm" if edition.rank_by == "total" else "tỷ lệ trên thang điểm được giao"
    rounded = "" if edition.percent_places is None else f", tỷ lệ làm tròn {edition.percent_places} chữ số thập phân"
    group = f", riêng trong từng nhóm theo {edition.rank_within}" if edition.rank_within else ""
    yield f"Xếp theo {by}{rounded}{group}."
    if edition.tie_breaks:
        told = "; ".join(_broken(edition, one.name, one.of) for one in edition.tie_breaks)
        yield f"Bằng nhau thì xét lần lượt: {told}."
    yield _TIES.get(edition.ties, "")


def _broken(edition: Edition, name: str, of: str) -> str:
    about = _FIGURES.get(of) or (edition.criterion(of).title if of in edition.codes else of)
    return name if about.lower() in name.lower() or of in name else f"{name} ({about})"


def _grade(edition: Edition, grade: Grade) -> str:
    unit = " điểm" if edition.rank_by == "total" else "%"
    terms = [] if grade.at_least is None else [f"từ {show_number(grade.at_least)}{unit} trở lên"]
    if grade.when:
        terms.append(grade.says or f"khi {spoken(grade.when)}")
    return f"{grade.name}: {', '.join(terms) or 'các đơn vị còn lại'}."


def _ungraded(edition: Edition) -> Iterator[str]:
    if edition.grades and (edition.grades[-1].at_least is not None or edition.grades[-1].when):
        yield f"Không đạt mức nào: {edition.ungraded}."


def _quota(quota: Quota) -> str:
    base = f"số được xếp {quota.of} trở lên" if quota.of else "số đơn vị được xếp loại"
    share = f"{show_number(quota.share * 100)}%"
    share = show_number(quota.share) if "/" in share else share
    most = "" if quota.most is None else f", không quá {quota.most} đơn vị"
    when = f" khi tập thể được xếp {quota.parent}" if quota.parent else ""
    return f"{quota.grade} trở lên: nhiều nhất {share} {base}{when}, {_ROUNDS.get(quota.rounds, quota.rounds)}{most}."
