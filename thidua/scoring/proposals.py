"""Đề xuất: the rows a later hand has changed beside what the hands before propose. Nothing here writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from thidua import engine
from thidua.kit.exact import from_thousandths
from thidua.reports.figures import cell_name
from thidua.scoring.bridge import Book, blank
from thidua.scoring.models import Remark
from thidua.scoring.queries import changed, decimal
from thidua.scoring.sheets import Kept, preview, texts_of
from thidua.scoring.terms import Column, Hand


@dataclass(frozen=True)
class Said:
    """What one hand says of a criterion, and the points of its column."""

    column: Column
    text: str
    points: Decimal | None


@dataclass(frozen=True)
class Proposal:
    """One changed row: all hands side by side, the last one's reason, and the fields that take the proposal over."""

    criterion: engine.Criterion
    said: list[Said]
    reason: str
    fields: list[tuple[str, str]]


@dataclass(frozen=True)
class Proposals:
    """The changed rows of a criterion, a section or the whole sheet; the total before and after taking them over."""

    rows: list[Proposal]
    columns: list[Column]
    before: Decimal
    after: Decimal


def under(edition: engine.Edition, group: str) -> list[engine.Criterion]:
    """The scored criteria of a group, or the criterion itself; "" is the whole table."""
    inside, found = {group}, []
    for one in edition.criteria:
        if not group or one.code in inside or one.parent in inside:
            inside.add(one.code)
            found += [one] if one.is_leaf else []
    return found


def proposals(found: Book, unit: str, hand: Hand, kept: Mapping[str, Kept], group: str = "") -> Proposals:
    """What can be taken over under a group: the hand's own rows, each beside what was proposed."""
    own = found.claims.get((unit, hand), {})
    rows = [(one, kept[one.code]) for one in under(found.edition, group) if one.code in own and one.code in kept]
    columns = [Column(one.value) for one in hand.before if found.submitted(unit, one)]
    points = {column: found.cohort(column).scores().units[unit].points for column in columns}
    now = texts_of(kept)
    then = now | {one.code: _proposed(found.edition, one.code, row) for one, row in rows}
    before, after = (preview(found, unit, hand, texts).scores().units[unit] for texts in (now, then))
    made = [
        Proposal(
            one,
            [*(Said(column, _of(row, column), decimal(points[column][one.code])) for column in columns),
             Said(Column(hand.value), "; ".join(row.texts.values()), decimal(before.points[one.code]))],
            row.reason, _fields(found.edition, one.code, row),
        )
        for one, row in rows
    ]  # fmt: skip
    return Proposals(
        made, [*columns, Column(hand.value)], from_thousandths(before.total), from_thousandths(after.total)
    )


def changed_under(found: Book, unit: str, hand: Hand) -> set[str]:
    """The criteria a later hand changed on its sheet, and every group they stand in."""
    codes = set(found.claims.get((unit, hand), {})) & found.edition.codes if hand.before else set()
    for one in reversed(found.edition.criteria):
        if one.code in codes and one.parent:
            codes.add(one.parent)
    return codes


def _proposed(edition: engine.Edition, code: str, row: Kept) -> dict[str, str]:
    """The value of the last hand before; blank when none of them wrote any."""
    return dict(row.earlier[-1][1]) if row.earlier else blank(edition, code)


def _of(row: Kept, column: Column) -> str:
    """What the hand of a column wrote; "" where it left the row as it found it."""
    return next(("; ".join(texts.values()) for hand, texts, _reason in row.earlier if hand.value == column.value), "")


def _fields(edition: engine.Edition, code: str, row: Kept) -> list[tuple[str, str]]:
    """The row as the sheet's own form posts it: the proposed value, no reason, the mark of what is shown here."""
    cells = [(cell_name(code, key), text) for key, text in _proposed(edition, code, row).items()]
    return [*cells, (f"note:{code}", ""), (f"seen:{code}", row.seen)]


def awaiting(found: Book, unit: str, said: Mapping[str, list[Remark]], group: str = "") -> list[str]:
    """The criteria under a group whose points a later hand changed and the unit has not said a word about."""
    later = changed(found, unit)
    return [one.code for one in under(found.edition, group) if one.code in later and not said.get(one.code)]
