"""Small wrong changes to a Python module, one at a time: what `tools/mutants.py` tries the tests on.

A change is named by the function it stands in and by the words "before → after", never by a line, so that the name
outlives edits elsewhere. Sentences are left alone; a comparison, a number, a sign, a condition, a default value, an
operator inside a rule's tree or inside the code that the engine writes is changed.
"""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_COMPARED: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_JOINED: dict[type, type] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}
_SAID = {
    "+": "−", "−": "+", "×": "÷", "÷": "×", "<": "≤", "≤": "<", ">": "≥", "≥": ">", "=": "≠", "≠": "=",
    "và": "hoặc", "hoặc": "và", "max": "min", "min": "max", "floor": "ceil", "ceil": "floor", "rank": "rank_low",
    "rank_low": "rank", "mean": "sum", "sum": "count", "count": "sum", "first": "max", "high": "low", "low": "high",
    "full": "remove", "total": "percent", "percent": "total", "criterion": "total", "none": "total", "zero": "wait",
    "no_grade": "demote", "demote": "no_grade", "no_rank": "no_grade", "half": "full", "unknown": "zero",
}  # fmt: skip
_WRITTEN = (
    (" < ", " <= "), (" <= ", " < "), (" > ", " >= "), (">=", ">"), ("<=", "<"), ("==", "!="), ("!=", "=="),
    (" * ", " + "), (" // ", " * "), (" - ", " + "), (" + ", " - "), ("+=", "="), ("= -", "= "), (" 1000", " 999"),
    ("if not ", "if "), ("is not None", "is None"), ("is None", "is not None"), (" and ", " or "), ("-(-", "(-"),
    ("elif", "if"), ("else:", "if True:"),
)  # fmt: skip
WRITERS = ("writing", "compiling")
"""The modules whose texts are code."""
LONGEST = 90


Change = Callable[[Any], ast.AST | None]
Path = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Mutant:
    """One wrong change: the module, the function it stands in, the line for the reader, "before → after", and which."""

    module: str
    where: str
    line: int
    change: str
    nth: int
    path: Path
    make: Change

    @property
    def key(self) -> str:
        """What names it from one run to the next."""
        return f"{self.module}|{self.where}|{self.change}|{self.nth}"

    def tree(self, source: str) -> ast.Module:
        """The module with the change made."""
        tree = ast.parse(source)
        parent, field, index = _holder(tree, self.path)
        made = self.make(_held(parent, field, index)) or ast.Pass()
        if index is None:
            setattr(parent, field, made)
        else:
            getattr(parent, field)[index] = made
        return ast.fix_missing_locations(tree)


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its text."""
    tree = ast.parse(source)
    seen: Counter[tuple[str, str]] = Counter()
    for path, node, line, changes in _places(tree, module):
        where = _where(tree, path)
        for change in changes:
            words = _words(tree, path, node, change)
            seen[where, words] += 1
            yield Mutant(module, where, line, words, seen[where, words], path, change)


def _words(tree: ast.Module, path: Path, node: ast.AST, change: Change) -> str:
    """ "before → after"; a bare number or sign is shown with what it stands in, where that is short."""
    parent, field, index = _holder(tree, path)
    if isinstance(node, ast.Constant) and isinstance(parent, ast.expr) and len(before := ast.unparse(parent)) < LONGEST:
        whole = copy.deepcopy(parent)
        made = change(_held(whole, field, index))
        if index is None:
            setattr(whole, field, made)
        else:
            getattr(whole, field)[index] = made
        return f"{_short(before)} → {_short(ast.unparse(whole))}"
    if isinstance(node, ast.If | ast.While):
        return f"if {_short(ast.unparse(node.test))} → if not {_short(ast.unparse(node.test))}"
    made = change(copy.deepcopy(node))
    return f"{_short(ast.unparse(node))} → {'∅' if made is None else _short(ast.unparse(made))}"


def _short(text: str) -> str:
    return " ".join(text.split())


def _places(tree: ast.Module, module: str) -> Iterator[tuple[Path, ast.AST, int, list[Change]]]:
    """Every node that can be changed: the way to it, its line, the changes."""

    def visit(node: ast.AST, path: Path, line: int) -> Iterator[tuple[Path, ast.AST, int, list[Change]]]:
        line = getattr(node, "lineno", line)
        changes = list(_changes(node, module))
        if changes:
            yield path, node, line, changes
        for field, value in ast.iter_fields(node):
            if _left_alone(node, field):
                continue
            for index, item in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(item, ast.AST) and not _docstring(item):
                    yield from visit(item, (*path, (field, index)), line)

    yield from visit(tree, (), 0)


def _left_alone(node: ast.AST, field: str) -> bool:
    """Types, decorators, and lengths that Python itself compares."""
    if isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias":
        return True
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return True
    return field in ("annotation", "returns", "decorator_list", "type_params", "format_spec", "bases")


def _docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _holder(tree: ast.AST, path: Path) -> tuple[ast.AST, str, int | None]:
    node = tree
    for field, index in path[:-1]:
        node = _held(node, field, index)
    return node, *path[-1]


def _held(node: ast.AST, field: str, index: int | None) -> ast.AST:
    value = getattr(node, field)
    return value if index is None else value[index]


def _where(tree: ast.Module, path: Path) -> str:
    """The outermost function a place stands in, with its classes: "Event.worth"; "" for the module itself."""
    node: ast.AST = tree
    names: list[str] = []
    for field, index in path:
        node = _held(node, field, index)
        if isinstance(node, ast.ClassDef):
            names.append(node.name)
        if isinstance(node, ast.FunctionDef):
            inside = path[path.index((field, index)) + 1 :]
            default = inside and inside[0][0] == "args"
            return "" if default else ".".join([*names, node.name])
    return ""


def _changes(node: ast.AST, module: str) -> Iterator[Change]:  # noqa: C901  # one case for each kind of change
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARED:
            yield from (_with(ops=[kind()]) for kind in _COMPARED[type(op)])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _JOINED and not (_text(left) or _text(right)):
            yield _with(op=_JOINED[type(op)]())
        case ast.BoolOp(op=op):
            yield _with(op=_JOINED[type(op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield lambda one: one.operand
        case ast.IfExp():
            yield lambda one: one.body
            yield lambda one: one.orelse
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call()) | ast.While(test=ast.Name() | ast.Attribute()):
            yield lambda one: _set(one, test=ast.UnaryOp(ast.Not(), one.test))
        case ast.comprehension(ifs=[ast.Name() | ast.Attribute() | ast.Call()]):
            yield lambda one: _set(one, ifs=[ast.UnaryOp(ast.Not(), one.ifs[0])])
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            yield _with(func=ast.Name(_CALLED[name], ast.Load()))
        case ast.Constant():
            yield from _constants(node, module)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign() | ast.Raise():
            yield lambda one: None
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]) | ast.Continue() | ast.Break():
            yield lambda one: None


def _constants(node: ast.Constant, module: str) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield _with(value=not value)
    elif isinstance(value, int):
        yield _with(value=value + 1)
        if value:
            yield _with(value=value - 1)
    elif isinstance(value, str):
        if value in _SAID:
            yield _with(value=_SAID[value])
        if module.rsplit(".", 1)[-1] in WRITERS:
            yield from (_with(value=value.replace(old, new, 1)) for old, new in _WRITTEN if old in value)


def _text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _with(**fields: object) -> Change:
    return lambda one: _set(copy.copy(one), **fields)


def _set(node: ast.AST, **fields: object) -> ast.AST:
    for name, value in fields.items():
        setattr(node, name, value)
    return node
