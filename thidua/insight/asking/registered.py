"""Chỉ tiêu thành dòng số liệu: what each unit registered, was given and achieved, read for all years at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from thidua import engine
from thidua.insight.asking.facts import Fact, Gathered, criterion_key
from thidua.insight.asking.question import Question
from thidua.insight.asking.sight import Sight, Standing
from thidua.results.fulfilment import ACHIEVED, Line
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import edition_of, in_force
from thidua.rulebook.terms import Status
from thidua.scoring.bridge import closed_rounds, reading, year_day
from thidua.scoring.models import Claim
from thidua.scoring.terms import Hand
from thidua.targets.models import Target
from thidua.targets.queries import OWNER
from thidua.targets.terms import Scope

Targets = Mapping[tuple[int, str], Target]
Claims = Mapping[tuple[int, str], Mapping[str, str]]


def gather(asked: Question, sight: Sight, day: dt.date) -> Gathered:
    """Every criterion with a target of every unit whose points the person may read. Six statements."""
    found = Gathered(asked, sight)
    years = {pk: one for pk, one in found.years.items() if one.seated}
    tables = _tables(list(years), day)
    targets: Targets = {(one.membership_id, one.code): one for one in Target.objects.filter(membership__year__in=years)}
    codes = {leaf.code for edition in tables.values() for leaf in _with_targets(edition)}
    written = _written(years, codes)
    for pk, standing in years.items():
        if pk in tables:
            _facts(found, standing, tables[pk], targets, written)
    found.name_common()
    found.names["muc-do"] = {key: str(name) for key, name in asked.subject.states}
    if asked.state:
        found.facts = [fact for fact in found.facts if fact.keys[4] == asked.state]
    return found


def _tables(years: list[int], day: dt.date) -> dict[int, engine.Edition]:
    """The table each year is scored by."""
    texts: dict[int, list[EditionText]] = defaultdict(list)
    for row in EditionText.objects.filter(year__in=years, status=Status.ADOPTED):
        texts[row.year_id].append(row)
    closed = closed_rounds(years)
    found = {}
    for year, rows in texts.items():
        if now := in_force(rows, year_day(rows, closed.get(year, {}), day)):
            found[year] = edition_of(now.text)
    return found


def _with_targets(edition: engine.Edition) -> list[engine.Criterion]:
    return [leaf for leaf in edition.leaves if any(one.owner == OWNER for one in engine.inputs(leaf))]


def _written(years: Mapping[int, Standing], codes: set[str]) -> Claims:
    """What the last hand that has sent its sheet wrote, by membership and criterion."""
    rows = Claim.objects.filter(
        sheet__membership__year__in=years, sheet__submitted_at__isnull=False, sheet__period="", code__in=codes
    ).values_list("sheet__membership", "sheet__hand", "code", "written")
    order = {hand.value: place for place, hand in enumerate(Hand)}
    return {(member, code): texts for member, _hand, code, texts in sorted(rows, key=lambda row: order[row[1]])}


def _facts(
    found: Gathered, standing: Standing, edition: engine.Edition, targets: Targets, written: Claims
) -> None:  # fmt: skip
    year, measure = standing.year, found.asked.measure
    criteria = [(leaf, _unit_of(leaf)) for leaf in _with_targets(edition)]
    for leaf, _unit in criteria:
        found.names["tieu-chi"][criterion_key(leaf.code, leaf.title)] = f"{leaf.label or leaf.code}. {leaf.title}"
    for member in found.sight.by_year[year.pk]:
        if not standing.sees(member.pk):
            continue
        unit = found.units.of(member.unit_id, year.year)
        found.names["don-vi"][unit.code] = unit.name
        for leaf, counted in criteria:
            place = member.pk, leaf.code
            line = _line(edition, (leaf, counted), targets.get(place), written.get(place))
            keys = (unit.code, str(year.year), year.cluster.slug, criterion_key(leaf.code, leaf.title), _reached(line))
            at = (year.pk, member.unit.code, leaf.code)
            found.facts.append(Fact(keys, _value(line, measure.key), "" if measure.ratio else counted, 1, at))


def _unit_of(leaf: engine.Criterion) -> str:
    return next((one.unit for one in engine.inputs(leaf) if one.key == ACHIEVED), "")


def _line(
    edition: engine.Edition, asked: tuple[engine.Criterion, str], target: Target | None, texts: Mapping[str, str] | None
) -> Line:  # fmt: skip
    """As the page of what was registered and what came of it has it."""
    (leaf, counted), target = asked, target or Target()
    value = reading(edition, leaf.code, texts).values.get(ACHIEVED) if texts else None
    achieved = Fraction(value) if isinstance(value, int | Fraction) else None
    return Line(
        leaf, counted, Scope(target.scope), _number(leaf, target.proposed), _number(leaf, target.agreed), achieved
    )


def _number(leaf: engine.Criterion, text: str) -> Fraction | None:
    read = engine.read_target(leaf, text) if text else None
    return read if isinstance(read, Fraction) else None


def _reached(line: Line) -> str:
    if line.scope != Scope.ASSIGNED:
        return "khong-giao"
    if line.share is None:
        return "chua-biet"
    return "dat" if line.met else "chua-dat"


def _value(line: Line, measure: str) -> Fraction | None:
    if line.scope != Scope.ASSIGNED:
        return None
    return {"dang-ky": line.proposed, "duoc-giao": line.agreed, "dat": line.achieved, "hoan-thanh": line.share}[measure]
