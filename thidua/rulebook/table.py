"""Bảng tiêu chí trên giấy: an edition as the rows of an official table, and searching in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thidua.engine import Criterion, Edition, Points, meaning, show
from thidua.kit.viet import fold

EVIDENCE: dict[str, str | Promise] = {"required": _("Bắt buộc"), "optional": _("Nếu có"), "none": "–"}


@dataclass(frozen=True)
class Row:
    """One criterion as it is printed. `depth` counts from the section's own children."""

    criterion: Criterion
    number: str
    points: str
    how: str
    evidence: str | Promise
    cites: tuple[str, ...]
    depth: int


@dataclass(frozen=True)
class Section:
    """A top-level criterion with everything under it."""

    row: Row
    rows: tuple[Row, ...]


def sections(edition: Edition, search: str = "") -> list[Section]:
    """The table, section by section; with a search, only what is found and the groups above it."""
    wanted = fold(search).split()
    kept = _kept(edition, wanted) if wanted else edition.codes
    return [
        Section(_row(edition, top, 0), tuple(_below(edition, top, kept, 1)))
        for top in edition.children("")
        if top.code in kept
    ]


def _below(edition: Edition, parent: Criterion, kept: frozenset[str], depth: int) -> Iterator[Row]:
    if parent.is_leaf and depth == 1:
        yield _row(edition, parent, depth)
    for child in edition.children(parent.code):
        if child.code in kept:
            yield _row(edition, child, depth)
            yield from _below(edition, child, kept, depth + 1)


def _kept(edition: Edition, wanted: list[str]) -> frozenset[str]:
    """What matches and every group above it; of a group that matches itself, all below."""
    found: set[str] = set()
    under: set[str] = set()
    for criterion in edition.criteria:
        if criterion.parent in under or _matches(edition, criterion, wanted):
            under.add(criterion.code)
    for lowest in under:
        code = lowest
        while code and code not in found:
            found.add(code)
            code = edition.criterion(code).parent
    return frozenset(found)


def _matches(edition: Edition, criterion: Criterion, wanted: list[str]) -> bool:
    told = (criterion.code, criterion.title, criterion.note, meaning(edition, criterion))
    text = fold(" ".join((*told, *cited_in(edition, criterion))))
    return all(word in text for word in wanted)


def _row(edition: Edition, criterion: Criterion, depth: int) -> Row:
    return Row(
        criterion=criterion,
        number=criterion.label or criterion.code.rpartition(".")[2],
        points=_points(criterion.max),
        how=meaning(edition, criterion),
        evidence=EVIDENCE.get(criterion.evidence, criterion.evidence) if criterion.is_leaf else "",
        cites=cited_in(edition, criterion),
        depth=min(depth, 5),
    )


def _points(value: Points | None) -> str:
    return "–" if value is None else show(value)


def cited_in(edition: Edition, criterion: Criterion) -> tuple[str, ...]:
    """A criterion's citations in full: the place, then the document."""
    spelt = []
    for cite in criterion.cites:
        source, place = edition.locus(cite)
        name = source.text if source else cite
        spelt.append(f"{place}, {name}" if place else name)
    return tuple(spelt)
