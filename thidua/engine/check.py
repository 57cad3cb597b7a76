"""Kiểm tra: everything wrong or doubtful in an edition, as values. Nothing is raised, nothing is changed."""

from collections import Counter
from collections.abc import Iterator

from thidua.engine.bounds import reach
from thidua.engine.check_outcome import check_outcome, misspelt_condition
from thidua.engine.edition import Criterion, Edition, Rule
from thidua.engine.expression import Cohort, PointsOf, walk
from thidua.engine.language import Names
from thidua.engine.points import Points, as_fraction, show
from thidua.engine.problem import Problem
from thidua.engine.rules.free import Transfer

_CHOICES = {
    "rank_by": ("total", "percent"),
    "waived": ("full", "remove"),
    "missing": ("wait", "zero"),
    "combine": ("sum", "mean", "weighted"),
    "absent": ("wait", "leave_out"),
    "ties": ("skip", "dense"),
}


def check(edition: Edition) -> list[Problem]:
    """All problems, in the table's order. An empty list: the edition may be adopted."""
    problems = [*_head(edition), *_codes(edition)]
    for criterion in edition.criteria:
        problems += _criterion(edition, criterion)
    return problems + check_outcome(edition)


def _head(edition: Edition) -> Iterator[Problem]:
    for name, allowed in _CHOICES.items():
        if getattr(edition, name) not in allowed:
            yield Problem("choice", name, f"Không hiểu “{getattr(edition, name)}”.", f"Xin chọn: {', '.join(allowed)}.")
    if edition.rounding.at not in ("criterion", "total", "none") or edition.rounding.places not in range(4):
        yield Problem("rounding", "rounding", "Cách làm tròn không đúng.", "Xin chọn 0 đến 3 số lẻ, tại criterion.")
    found = [one.max for one in edition.children("") if one.counts and one.max is not None]
    whole = Points(sum(found))
    if edition.total and whole != edition.total:
        what = f"Tổng điểm ghi {show(edition.total)} nhưng các mục lớn cộng lại là {show(whole)}."
        yield Problem("total", "total", what, "Xin sửa tổng điểm hoặc điểm các mục.")


def _codes(edition: Edition) -> Iterator[Problem]:
    for kind, keys in (
        ("tiêu chí", [criterion.code for criterion in edition.criteria]),
        ("văn bản căn cứ", [source.key for source in edition.sources]),
    ):
        for code, times in Counter(keys).items():
            if times > 1:
                what = f"Mã {kind} “{code}” xuất hiện {times} lần."
                yield Problem("duplicate_code", code, what, "Xin đặt mỗi mục một mã riêng.")
    for criterion in edition.criteria:
        if not criterion.code.strip() or criterion.code != criterion.code.strip():
            yield Problem("bad_code", criterion.code, "Mã tiêu chí trống hoặc thừa dấu cách.", "Xin sửa mã.")
        if criterion.parent and criterion.parent not in edition.codes:
            what = f"Không có tiêu chí cha “{criterion.parent}”."
            yield Problem("no_parent", criterion.code, what, "Xin sửa “parent” hoặc bổ sung tiêu chí đó.")


def _criterion(edition: Edition, criterion: Criterion) -> Iterator[Problem]:
    children = edition.children(criterion.code)
    if criterion.rule is None and not children:
        yield Problem("no_rule", criterion.code, "Tiêu chí chưa có cách tính.", "Xin ghi cách tính, hoặc tiêu chí con.")
    if criterion.rule is not None and children:
        yield Problem("rule_on_group", criterion.code, "Nhóm có tiêu chí con mà lại có cách tính.", "Xin bỏ bớt.")
    if criterion.max is not None and criterion.max < 0:
        yield Problem("negative_max", criterion.code, "Điểm tối đa là số âm.", "Xin sửa “max”.")
    if criterion.evidence not in ("required", "optional", "none"):
        yield Problem("choice", criterion.code, f"Không hiểu “{criterion.evidence}”.", "Chọn required, optional, none.")
    if criterion.waived not in ("", "full", "remove"):
        yield Problem("choice", criterion.code, f"Không hiểu “{criterion.waived}”.", "Xin chọn full hoặc remove.")
    if strange := sorted({*criterion.periods} - {period.code for period in edition.periods}):
        what = f"Không có kỳ “{strange[0]}” trong bảng."
        yield Problem("unknown_period", criterion.code, what, "Xin sửa “periods”, hoặc khai báo kỳ đó.")
    if not edition.periods and (criterion.window_cap is not None or criterion.window_floor is not None):
        what = "Ghi mức cho khoảng dài mà bảng không chia kỳ."
        yield Problem("window", criterion.code, what, "Xin khai báo các kỳ, hoặc dùng “cap”, “floor”.")
    yield from _children_sum(criterion, children)
    yield from _cites(edition, criterion)
    if criterion.applies:
        yield from misspelt_condition(criterion.applies, criterion.code, Names())
    if criterion.rule is not None:
        yield from criterion.rule.faults(criterion)
        yield from _rule_in_table(edition, criterion, criterion.rule)


def _rule_in_table(edition: Edition, criterion: Criterion, rule: Rule) -> Iterator[Problem]:
    """What only shows when the rule stands in its table: references, and a bonus nothing gives."""
    nodes = walk(rule.unfold(criterion))
    if edition.periods and any(isinstance(node, Cohort) for node in nodes):
        what = "Tiêu chí so với cả cụm mà chấm theo kỳ: kỳ chưa khoá thì điểm còn thay đổi."
        yield Problem("cohort_in_period", criterion.code, what, "Xin chỉ công bố khi mọi đơn vị đã đủ số liệu của kỳ.")
    refers = {node.code for node in nodes if isinstance(node, PointsOf)}
    for code in sorted(refers - edition.codes):
        what = f"Cách tính dẫn tiêu chí “{code}” không có trong bảng."
        yield Problem("unknown_reference", criterion.code, what, "Xin sửa mã được dẫn.")
    if isinstance(rule, Transfer) and rule.table == edition.name:
        what = "Bảng lấy kết quả của chính nó."
        mend = f"Lấy của năm trước thì ghi tên bảng kèm năm, như “{edition.name}-{edition.year - 1}”."
        yield Problem("transfer_cycle", criterion.code, what, mend)
    most = reach(criterion)[1]
    if criterion.bonus and most is not None and most < as_fraction(Points((criterion.max or 0) + criterion.bonus)):
        what = f"Ghi điểm thưởng {show(criterion.bonus)} nhưng không quy định khi nào được thưởng."
        yield Problem("bonus_without_rule", criterion.code, what, "Xin bổ sung mục cộng điểm hoặc bỏ điểm thưởng.")


def _children_sum(criterion: Criterion, children: tuple[Criterion, ...]) -> Iterator[Problem]:
    counted = [child.max for child in children if child.counts and child.max is not None]
    if counted and criterion.max is not None and sum(counted) != criterion.max:
        what = f"Điểm tối đa ghi {show(criterion.max)} nhưng các tiêu chí con cộng lại là {show(Points(sum(counted)))}."
        yield Problem("children_sum", criterion.code, what, "Xin sửa điểm tối đa của nhóm hoặc của tiêu chí con.")


def _cites(edition: Edition, criterion: Criterion) -> Iterator[Problem]:
    if criterion.is_leaf and not criterion.cites:
        yield Problem("no_cite", criterion.code, "Tiêu chí chưa dẫn văn bản căn cứ.", "Xin ghi “cites”.")
    for cite in criterion.cites:
        if edition.locus(cite)[0] is None:
            key = cite.partition(" ")[0]
            what = f"Dẫn văn bản “{key}” chưa khai báo."
            yield Problem("unknown_source", criterion.code, what, "Xin khai báo văn bản ở mục source.")
