"""Chấm điểm: an edition and everybody's answers make everybody's points. The whole cohort at once, always."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from thidua.engine.answers import NOT_ASSIGNED, UNKNOWN, Answer, State
from thidua.engine.compiling import STOPS, Exact, NoValue, Run, fill_slots
from thidua.engine.edition import Criterion, Edition
from thidua.engine.expression import Value
from thidua.engine.plan import Group, Leaf, Stage, plan
from thidua.engine.points import SCALE, ZERO, Points, round_thousandths, round_to

Answers = Mapping[str, Mapping[str, Answer]]
Targets = Mapping[str, Mapping[str, Fraction]]
Overrides = Mapping[str, Mapping[str, Points]]
Attributes = Mapping[str, Mapping[str, Value]]

_NONE: Mapping[str, Answer] = {}
_GIVEN = State.GIVEN


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One unit's points, for every node of the table; a node without a value is None, never 0."""

    points: Mapping[str, Points | None]
    computed: Mapping[str, Points | None]
    total: Points
    exact_total: Fraction
    assigned_max: Points
    percent: Fraction | None
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    not_assigned: tuple[str, ...]
    complete: bool
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """The cohort's result. The cohort is closed: these units, and no others, were compared."""

    units: Mapping[str, UnitScore]
    attributes: Attributes


@dataclass(slots=True)
class Sheet:
    """One unit's points while they are being worked out, in thousandths, unrounded where the table says so."""

    unit: str
    answers: Mapping[str, Answer]
    targets: Mapping[str, Fraction]
    agreed: Mapping[str, Points]
    attributes: Mapping[str, Value]
    values: dict[str, Exact | None]
    gaps: dict[str, State]


def score(
    edition: Edition,
    answers: Answers,
    targets: Targets | None = None,
    overrides: Overrides | None = None,
    attributes: Attributes | None = None,
    *,
    undecided: Answer = UNKNOWN,
) -> Scores:
    """Score the whole cohort. Agreed points, where given, stand in totals; the computed ones are kept beside.

    `undecided` is the answer of a criterion whose condition nobody can decide: NOT_ASSIGNED only to work out again
    what engine 1 sealed.
    """
    sheets = open_sheets(edition, answers, targets, overrides, attributes)
    bare = open_sheets(edition, answers, targets, None, attributes) if overrides else []
    work_out(edition, sheets, undecided, bare)
    pairs = zip(sheets, bare or sheets, strict=True)
    return Scores({sheet.unit: _unit_score(edition, sheet, one.values) for sheet, one in pairs}, attributes or {})


def open_sheets(
    edition: Edition,
    answers: Answers,
    targets: Targets | None,
    overrides: Overrides | None,
    attributes: Attributes | None,
) -> list[Sheet]:
    """An empty sheet for every unit of the cohort."""
    targets, overrides, attributes = targets or {}, overrides or {}, attributes or {}
    empty: dict[str, Exact | None] = {**plan(edition).empty}
    return [
        Sheet(unit, row, targets.get(unit, {}), overrides.get(unit, {}), attributes.get(unit, {}), empty.copy(), {})
        for unit, row in answers.items()
    ]


def work_out(
    edition: Edition, sheets: Sequence[Sheet], undecided: Answer = UNKNOWN, bare: Sequence[Sheet] = ()
) -> None:  # fmt: skip
    """Fill every sheet, criterion after criterion: of the whole cohort, or of a few units where none looks at others.

    `bare` are the same units' sheets on which nothing was agreed: what does not follow from other points is the same.
    """
    for leaf in plan(edition).conditional:
        _set_aside(leaf, [*sheets, *bare], undecided)
    for stage in plan(edition).stages:
        size = FEW if stage.apart else len(sheets)
        for start in range(0, len(sheets), size or 1):
            _through(stage, sheets[start : start + size], bare[start : start + size], edition)


FEW = 64
"""So many units at once lie near one another in memory; of ten thousand, each would be fetched anew every time."""


def _through(stage: Stage, sheets: Sequence[Sheet], bare: Sequence[Sheet], edition: Edition) -> None:
    settled = [sheet for sheet in sheets if sheet.agreed]
    for node in stage.nodes:
        code = node.criterion.code
        _fill(node, sheets, edition)
        if isinstance(node, Group) or node.program.refers:
            _fill(node, bare, edition)
        else:
            for sheet, other in zip(sheets, bare, strict=False):
                other.values[code] = sheet.values[code]
        for sheet in settled:
            _agree(sheet, code)


def _fill(node: Leaf | Group, sheets: Sequence[Sheet], edition: Edition) -> None:
    if isinstance(node, Group):
        for sheet in sheets:
            sheet.values[node.criterion.code] = _sum(node, sheet.values)
    elif node.program.plain:
        _fill_plain(node, sheets, edition)
    else:
        _fill_compared(node, sheets, edition)


def _agree(sheet: Sheet, code: str) -> None:
    """What was agreed stands, whatever was computed or left out."""
    if code in sheet.agreed:
        sheet.values[code] = sheet.agreed[code]
        sheet.gaps.pop(code, None)


def _set_aside(leaf: Leaf, sheets: Sequence[Sheet], undecided: Answer) -> None:
    """What does not apply to a unit is not assigned to it, whatever was typed; what nobody can tell is undecided."""
    for sheet in sheets:
        known = {"@" + name: value for name, value in sheet.attributes.items()}
        told = [_told(condition, known) for condition in leaf.conditions]
        if False in told:
            sheet.answers = {**sheet.answers, leaf.criterion.code: NOT_ASSIGNED}
        elif None in told and sheet.answers.get(leaf.criterion.code) != NOT_ASSIGNED:
            sheet.answers = {**sheet.answers, leaf.criterion.code: undecided}


def _told(condition: Run, known: Mapping[str, Value]) -> bool | None:
    """Whether a condition on the unit holds; None while the unit's own facts are not told."""
    try:
        return bool(condition(known))
    except STOPS:
        return None


def _fill_plain(leaf: Leaf, sheets: Sequence[Sheet], edition: Edition) -> None:
    """The short way, for a rule that looks at nothing but the answer."""
    code, run, unanswered = leaf.criterion.code, leaf.program.run, leaf.unanswered
    for sheet in sheets:
        answer = sheet.answers.get(code, unanswered)
        if answer.state is _GIVEN:
            try:
                sheet.values[code] = run(answer.values)
            except STOPS as stop:
                _leave_out(leaf.criterion, sheet, stop)
        else:
            _without_value(leaf.criterion, sheet, answer.state, edition)


def _fill_compared(leaf: Leaf, sheets: Sequence[Sheet], edition: Edition) -> None:
    """For a rule that looks at the cohort, at a target, at the unit or at other criteria."""
    code, run = leaf.criterion.code, leaf.program.run
    given = []
    for sheet in sheets:
        answer = sheet.answers.get(code, leaf.unanswered)
        if answer.state is _GIVEN:
            given.append((sheet, figures(leaf, sheet, answer)))
        else:
            _without_value(leaf.criterion, sheet, answer.state, edition)
    fill_slots(leaf.program, [env for _, env in given])
    for sheet, env in given:
        try:
            sheet.values[code] = run(env)
        except STOPS as stop:
            _leave_out(leaf.criterion, sheet, stop)


def figures(leaf: Leaf, sheet: Sheet, answer: Answer) -> dict[str, Value]:
    """Everything a rule may ask about one unit: typed values, target, attributes, other criteria's points."""
    env: dict[str, Value] = dict(answer.values)
    for name, value in sheet.attributes.items():
        env["@" + name] = value
    if leaf.wants_target and leaf.criterion.code in sheet.targets:
        target = sheet.targets[leaf.criterion.code]
        env["target"] = target.numerator if target.denominator == 1 else target
    for refer in leaf.program.refers:
        env["=" + refer] = sheet.values.get(refer)
    return env


def _without_value(criterion: Criterion, sheet: Sheet, state: State, edition: Edition) -> None:
    if state is State.WAIVED:
        if (criterion.waived or edition.waived) == "full" and criterion.max is not None:
            sheet.values[criterion.code] = criterion.max
            return
        state = State.NOT_ASSIGNED
    if state is State.MISSING and edition.missing == "zero":
        sheet.values[criterion.code] = ZERO
        return
    sheet.values[criterion.code] = None
    sheet.gaps[criterion.code] = state


def _leave_out(criterion: Criterion, sheet: Sheet, stop: Exception) -> None:
    out = isinstance(stop, NoValue) and stop.not_assigned
    sheet.values[criterion.code] = None
    sheet.gaps[criterion.code] = State.NOT_ASSIGNED if out else State.UNKNOWN


def _sum(group: Group, values: Mapping[str, Exact | None]) -> Exact | None:
    known = [value for code in group.children if (value := values[code]) is not None]
    if not known:
        return None
    return limited(sum(known), group.criterion.floor, group.criterion.cap)


def limited(value: Exact, floor: Points | None, cap: Points | None) -> Exact:
    """A sum within the ceiling and the floor its table declares."""
    if cap is not None and value > cap:
        return cap
    return floor if floor is not None and value < floor else value


def _unit_score(edition: Edition, sheet: Sheet, computed: Mapping[str, Exact | None]) -> UnitScore:
    whole = _total(edition, sheet)
    assigned = assigned_max(edition, sheet.gaps)
    missing, unknown, out = _gaps(edition, sheet)
    places = edition.rounding.places if edition.rounding.at == "total" else 3
    total = round_thousandths(whole, places)
    exact = Fraction(whole if edition.rounding.at == "none" else total, SCALE)
    points = _rounded(sheet.values, edition)
    return UnitScore(
        points=points,
        computed=points if computed is sheet.values else _rounded(computed, edition),
        total=total,
        exact_total=exact,
        assigned_max=assigned,
        percent=share_of(edition, exact, assigned),
        missing=missing,
        unknown=unknown,
        not_assigned=out,
        complete=not missing and not unknown,
        vetoes=tuple(code for code in plan(edition).vetoes if _happened(sheet, code)),
    )


def share_of(edition: Edition, exact: Fraction, assigned: Points | Fraction) -> Fraction | None:
    """The share of what was assigned, rounded only where the table ranks by the rounded figure."""
    if assigned <= 0:
        return None
    share = exact * SCALE / assigned
    if edition.percent_places is None:
        return share
    return Fraction(round_to(share * 100, edition.percent_places), SCALE * 100)


def _happened(sheet: Sheet, code: str) -> bool:
    answer = sheet.answers.get(code)
    return answer is not None and bool(answer.values.get("happened"))


def _gaps(edition: Edition, sheet: Sheet) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The codes missing, unknown and not assigned."""
    if not sheet.gaps:
        return (), (), ()
    gaps = [(code, gap) for code in plan(edition).empty if (gap := sheet.gaps.get(code))]
    missing, unknown, out = (
        tuple(code for code, gap in gaps if gap is state)
        for state in (State.MISSING, State.UNKNOWN, State.NOT_ASSIGNED)
    )
    return missing, unknown, out


def assigned_max(edition: Edition, gaps: Mapping[str, State]) -> Points:
    """What the unit could reach: the table's total, less what it was not assigned."""
    if not gaps:
        return edition.total
    out = [edition.criterion(code) for code, gap in gaps.items() if gap is State.NOT_ASSIGNED]
    return Points(edition.total - sum((one.max or ZERO) for one in out if one.counts))


def _total(edition: Edition, sheet: Sheet) -> Exact:
    if "" in sheet.agreed:
        return sheet.agreed[""]
    parts = [value for code in plan(edition).sections if (value := sheet.values[code]) is not None]
    return limited(sum(parts), edition.floor, edition.cap)


def _rounded(values: Mapping[str, Exact | None], edition: Edition) -> Mapping[str, Points | None]:
    """Points to show. Where the table rounds each criterion they are whole thousandths already."""
    if edition.rounding.at == "criterion":
        return values  # type: ignore[return-value]  # every value was rounded to Points when it was made
    return {code: None if value is None else round_thousandths(value, 3) for code, value in values.items()}
