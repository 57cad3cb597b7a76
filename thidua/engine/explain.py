"""Vì sao: where a point comes from, in a sentence with numbers. Made only when asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from thidua.engine.answers import Answer, State, inputs
from thidua.engine.compiling import STOPS, NoValue, fill_slots
from thidua.engine.edition import Criterion, Edition, Input
from thidua.engine.expression import Named, Num, Value, walk
from thidua.engine.plan import Group, Leaf, plan
from thidua.engine.points import SCALE, ZERO, Points, as_fraction, round_thousandths, show, show_number, show_percent
from thidua.engine.score import (
    Answers,
    Attributes,
    Overrides,
    Sheet,
    Targets,
    assigned_max,
    figures,
    open_sheets,
    work_out,
)
from thidua.engine.tracing import SUM, Trace, bracketed, shown


@dataclass(frozen=True, slots=True)
class Peer:
    """What another unit of the cohort was compared with."""

    unit: str
    label: str
    value: Fraction | None
    text: str


@dataclass(frozen=True, slots=True)
class Why:
    """One point explained: the sentence, the steps before it, and everything it rests on."""

    points: Points | None
    sentence: str
    steps: tuple[str, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    peers: tuple[Peer, ...] = ()
    cap: str = ""
    rounding: str = ""
    cites: tuple[str, ...] = ()


def explain(
    edition: Edition,
    answers: Answers,
    targets: Targets | None,
    unit: str,
    code: str,
    *,
    overrides: Overrides | None = None,
    attributes: Attributes | None = None,
) -> Why:
    """Why this unit has these points for this criterion; under code "" its total. KeyError for what is not there."""
    sheets = open_sheets(edition, answers, targets, overrides, attributes)
    own = {sheet.unit: sheet for sheet in sheets}[unit]
    node = {one.criterion.code: one for one in plan(edition).nodes}[code] if code else None
    if isinstance(node, Leaf):
        if node.program.refers or node.conditions:
            work_out(edition, sheets)
        why = _leaf(edition, node, sheets, own)
    else:
        work_out(edition, sheets)
        why = _sum(edition, node, own)
    return _agreed(why, own.agreed[code]) if code in own.agreed else why


def _agreed(why: Why, points: Points) -> Why:
    sentence = f"Điểm thống nhất: {show(points)} điểm. Theo cách tính của bảng: {why.sentence}"
    return Why(points, sentence, why.steps, why.inputs, why.peers, why.cap, why.rounding, why.cites)


def _leaf(edition: Edition, leaf: Leaf, sheets: list[Sheet], own: Sheet) -> Why:
    criterion = leaf.criterion
    cites = full_cites(edition, criterion)
    answer = own.answers.get(criterion.code, leaf.unanswered)
    if answer.state is not State.GIVEN:
        return _without_answer(edition, criterion, answer.state, cites)
    every = [(sheet, sheet.answers.get(criterion.code, leaf.unanswered)) for sheet in sheets]
    given = [sheet for sheet, one in every if one.state is State.GIVEN]
    envs = [figures(leaf, sheet, one) for sheet, one in every if one.state is State.GIVEN]
    columns = fill_slots(leaf.program, envs)
    env = next(env for sheet, env in zip(given, envs, strict=True) if sheet is own)
    trace = Trace(env, leaf.program.slots)
    typed = _typed(criterion, answer, env)
    try:
        seen = trace.see(leaf.formula)
    except STOPS as stop:
        return Why(None, _no_value(criterion, stop), tuple(trace.steps), typed, (), trace.cap, "", cites)
    points, rounding = _rounded(edition, seen.value)
    sentence = _sentence(seen.text, seen.value, points, rounding, _loci(edition, criterion))
    steps = tuple(dict.fromkeys(trace.steps))
    return Why(points, sentence, steps, typed, _peers(leaf, given, columns, own), trace.cap, rounding, cites)


def _sentence(text: str, value: Fraction, points: Points, rounding: str, loci: str) -> str:
    exact = show_number(value)
    made = exact if text in (exact, "½") else f"{text} = {exact}"
    if rounding:
        made = f"{made}, {rounding} thành {show(points)}"
    return f"{made} điểm{loci}"


def _rounded(edition: Edition, value: Fraction) -> tuple[Points, str]:
    """The point as the table writes it, and the words for the rounding if there was any."""
    places = edition.rounding.places if edition.rounding.at == "criterion" else 3
    points = round_thousandths(value * SCALE, places)
    return points, "" if as_fraction(points) == value else f"làm tròn {places} chữ số thập phân"


def _without_answer(edition: Edition, criterion: Criterion, state: State, cites: tuple[str, ...]) -> Why:
    worth = f"{show(criterion.max)} điểm" if criterion.max is not None else "tiêu chí này"
    out = f"{worth} không tính vào thang điểm của đơn vị"
    match state:
        case State.NOT_ASSIGNED:
            return Why(None, f"Không được giao: {out}.", cites=cites)
        case State.WAIVED if (criterion.waived or edition.waived) == "full" and criterion.max is not None:
            return Why(criterion.max, f"Được miễn: tính đủ {worth}.", cites=cites)
        case State.WAIVED:
            return Why(None, f"Được miễn: {out}.", cites=cites)
        case State.UNKNOWN:
            return Why(None, "Không xác định được: chưa có điểm, không phải 0 điểm.", cites=cites)
        case _ if edition.missing == "zero":
            return Why(ZERO, "Chưa có số liệu: bảng quy định tính 0 điểm.", cites=cites)
        case _:
            return Why(None, "Chưa có số liệu: chưa có điểm, không phải 0 điểm.", cites=cites)


def _no_value(criterion: Criterion, stop: Exception) -> str:
    if not isinstance(stop, NoValue):
        return "Số liệu chưa đủ hoặc không đúng loại. Chưa có điểm, không phải 0 điểm."
    if stop.not_assigned:
        worth = "" if criterion.max is None else f" {show(criterion.max)} điểm không tính vào thang điểm của đơn vị."
        return f"{stop.reason}{worth}"
    return f"{stop.reason} Chưa có điểm, không phải 0 điểm."


def _typed(criterion: Criterion, answer: Answer, env: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
    """What was typed, with its labels, the assigned target among it."""
    return tuple((item.label, _as_typed(item, env[item.key])) for item in inputs(criterion) if item.key in env)


def _as_typed(item: Input, value: Value) -> str:
    if value is None:
        return "không nộp" if item.kind == "date" else "không có"
    if item.kind == "yes_no":
        return "có" if value else "không"
    if item.kind == "date":
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    exact = Fraction(cast(Any, value))
    text = show_number(exact / SCALE if item.kind == "points" else exact)
    return text + item.unit if item.unit == "%" else f"{text} {item.unit}".strip()


def _peers(leaf: Leaf, sheets: list[Sheet], columns: list[list[Any]], own: Sheet) -> tuple[Peer, ...]:
    """The other units' numbers that the cohort's maximum, mean or order was made of."""
    labels = {id(node.of): node for node in walk(leaf.formula) if isinstance(node, Named)}
    found = []
    for slot, column in zip(leaf.program.slots, columns, strict=True):
        if slot.node.how == "ties":
            continue  # the same figures as the place they belong to
        named = next((node for node in labels.values() if node.of == slot.node.of), None)
        label = named.label if named else _COHORT.get(slot.node.how, "Số để xếp hạng")
        percent = named is not None and named.percent
        for sheet, value in zip(sheets, column, strict=True):
            if sheet is not own and value is not None:
                exact = Fraction(value)
                found.append(Peer(sheet.unit, label, exact, _nearly(exact, percent=percent)))
    return tuple(found)


def _nearly(value: Fraction, *, percent: bool) -> str:
    """Another unit's number, for comparing only: where its decimals never end, two of them will do."""
    exact = shown(value, percent=percent)
    if "/" not in exact:
        return exact
    return f"≈ {show_percent(value) if percent else show(round_thousandths(value * SCALE, 2))}"


_COHORT = {
    "max": "Số lớn nhất trong cụm",
    "min": "Số nhỏ nhất trong cụm",
    "mean": "Bình quân của cụm",
    "sum": "Tổng của cụm",
    "count": "Số đơn vị",
}


def _sum(edition: Edition, node: Group | None, own: Sheet) -> Why:
    """A group's points, or the total's: the sum of what is under it, within its limits."""
    group = node.criterion if node else None
    codes = node.children if node else plan(edition).sections
    known = [value for code in codes if (value := own.values[code]) is not None]
    cites = full_cites(edition, group) if group else ()
    if not known:
        return Why(None, "Chưa có điểm nào ở các mục bên dưới.", cites=cites)
    floor, cap = (group.floor, group.cap) if group else (edition.floor, edition.cap)
    trace = Trace({}, ())
    terms = [trace.see(Num(Fraction(value) / SCALE)) for value in known]
    text = " + ".join(bracketed(term, SUM + 1 if term.value < 0 else SUM) for term in terms)
    raw = Fraction(sum(known)) / SCALE
    value, limit = raw, ""
    if cap is not None and raw > as_fraction(cap):
        value, limit = as_fraction(cap), f"tối đa {show(cap)} nên lấy {show(cap)}"
    elif floor is not None and raw < as_fraction(floor):
        value, limit = as_fraction(floor), f"thấp nhất là {show(floor)} nên lấy {show(floor)}"
    places = edition.rounding.places if group is None and edition.rounding.at == "total" else 3
    points = round_thousandths(value * SCALE, places)
    rounding = "" if as_fraction(points) == value else f"làm tròn {places} chữ số thập phân"
    loci = _loci(edition, group) if group else ""
    sentence = _sentence(text, raw, points, rounding, loci)
    if limit:
        made = f"{limit}, {rounding} thành {show(points)}" if rounding else limit
        sentence = f"{text} = {show_number(raw)}; {made} điểm{loci}"
    left = tuple(f"{edition.criterion(code).title}: chưa có điểm" for code in codes if own.values[code] is None)
    if group is None and edition.rank_by == "percent":
        left += _share(edition, own, points)
    return Why(points, sentence, left, (), (), limit, rounding, cites)


def _share(edition: Edition, own: Sheet, total: Points) -> tuple[str, ...]:
    """The total as a share of what the unit was assigned."""
    assigned = assigned_max(edition, own.gaps)
    if assigned <= 0:
        return ()
    ratio = show_percent(Fraction(total, assigned))
    return (f"Tỷ lệ so với thang điểm được giao: {show(total)}/{show(assigned)} ≈ {ratio}",)


def full_cites(edition: Edition, criterion: Criterion) -> tuple[str, ...]:
    """The citations in full: the place, then the document."""
    return tuple(
        ", ".join(part for part in (place, source.text if source else "") if part) or cite
        for cite in criterion.cites
        for source, place in [edition.locus(cite)]
    )


def _loci(edition: Edition, criterion: Criterion) -> str:
    places = [edition.locus(cite)[1] for cite in criterion.cites]
    known = "; ".join(place for place in places if place)
    return f" ({known})" if known else ""
