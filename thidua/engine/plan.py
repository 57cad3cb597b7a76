"""Trình tự tính: an edition compiled once: each leaf's program, in an order that respects references."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from thidua.engine.answers import MISSING, Answer
from thidua.engine.compiling import Program, Run, compiled, predicate
from thidua.engine.edition import Criterion, Edition
from thidua.engine.expression import Expr, PointsOf, walk
from thidua.engine.language import FormulaError, Names, parse
from thidua.engine.rules.cohort import TARGET
from thidua.engine.rules.free import Veto


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scored criterion, ready to run."""

    criterion: Criterion
    formula: Expr
    program: Program
    wants_target: bool
    unanswered: Answer
    conditions: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A summed criterion: the codes it sums, once each is known."""

    criterion: Criterion
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """Nodes that follow one another; `apart` when no unit's points there look at another unit."""

    nodes: tuple[Leaf | Group, ...]
    apart: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, in order: leaves and groups mixed, every one after what it refers to.

    `stages` are the same nodes, what looks at the answer alone first. `empty` is a sheet before anything is known.
    """

    nodes: tuple[Leaf | Group, ...]
    stages: tuple[Stage, ...]
    empty: dict[str, None]
    sections: tuple[str, ...]
    conditional: tuple[Leaf, ...]
    vetoes: tuple[str, ...]


class CycleError(ValueError):
    """Criteria refer to each other in a circle."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes
        super().__init__(" → ".join(codes))


@lru_cache(maxsize=128)
def plan(edition: Edition) -> Plan:
    """Compile an edition. The same edition is compiled once."""
    leaves = {leaf.criterion.code: leaf for leaf in _leaves(edition)}
    nodes = []
    for code in _ordered(edition, leaves):
        criterion = edition.criterion(code)
        children = tuple(child.code for child in edition.children(code) if child.counts)
        nodes.append(leaves[code] if code in leaves else Group(criterion, children))
    return Plan(
        tuple(nodes),
        tuple(_stages(nodes)),
        dict.fromkeys(node.criterion.code for node in nodes),
        tuple(one.code for one in edition.children("") if one.counts),
        tuple(leaf for leaf in leaves.values() if leaf.conditions),
        tuple(code for code, leaf in leaves.items() if isinstance(leaf.criterion.rule, Veto)),
    )


def _stages(nodes: list[Leaf | Group]) -> Iterator[Stage]:
    plain = [node for node in nodes if isinstance(node, Leaf) and node.program.plain]
    if plain:
        yield Stage(tuple(plain), apart=True)
    rest = [node for node in nodes if not (isinstance(node, Leaf) and node.program.plain)]
    for apart, few in groupby(rest, key=lambda node: isinstance(node, Group) or not node.program.slots):
        yield Stage(tuple(few), apart=apart)


def _leaves(edition: Edition) -> Iterator[Leaf]:
    places = edition.rounding.places if edition.rounding.at == "criterion" else None
    for criterion in edition.leaves:
        if criterion.rule is None:
            continue
        formula = criterion.rule.unfold(criterion)
        nodes = walk(formula)
        refers = tuple(node.code for node in nodes if isinstance(node, PointsOf))
        keys = {getattr(node, "key", "") for node in nodes}
        outside = refers or TARGET in keys or any(key.startswith("@") for key in keys)
        program = compiled(formula, plain=not outside, refers=refers, places=places)
        unanswered = MISSING if criterion.rule.inputs(criterion) else Answer()
        conditions = tuple(map(_condition, _applies(edition, criterion)))
        yield Leaf(criterion, formula, program, TARGET in keys, unanswered, conditions)


def _applies(edition: Edition, criterion: Criterion) -> Iterator[str]:
    """The conditions on the unit, the criterion's own and those of the groups it lies in."""
    seen = set()
    while criterion.code not in seen:
        seen.add(criterion.code)
        if criterion.applies:
            yield criterion.applies
        if criterion.parent not in edition.codes:
            return
        criterion = edition.criterion(criterion.parent)


def _condition(text: str) -> Run:
    try:
        return predicate(parse(text, Names()))
    except FormulaError:
        return lambda env: True


def _ordered(edition: Edition, leaves: dict[str, Leaf]) -> list[str]:
    """Every code after the codes it needs: a group after its children, a reference after what it names."""
    done: dict[str, bool] = {}
    order: list[str] = []
    for criterion in edition.criteria:
        _visit(criterion.code, edition, leaves, done, order)
    return order


def _visit(root: str, edition: Edition, leaves: dict[str, Leaf], done: dict[str, bool], order: list[str]) -> None:
    """Depth first without recursion, so that no table is too deep."""
    stack = [(root, iter(_needs(root, edition, leaves)))] if root not in done else []
    done.setdefault(root, False)
    while stack:
        code, needs = stack[-1]
        needed = next(needs, None)
        if needed is None:
            stack.pop()
            if not done[code]:
                order.append(code)
            done[code] = True
        elif needed not in done:
            done[needed] = False
            stack.append((needed, iter(_needs(needed, edition, leaves))))
        elif not done[needed]:
            circle = [one for one, _ in stack]
            raise CycleError((*circle[circle.index(needed) :], needed))


def _needs(code: str, edition: Edition, leaves: dict[str, Leaf]) -> tuple[str, ...]:
    below = tuple(child.code for child in edition.children(code))
    if code not in leaves:
        return below
    known = edition.codes
    return tuple(one for one in leaves[code].program.refers if one in known)
