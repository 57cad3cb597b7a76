"""Only `actions.py`, or the files of a room's `actions/`, writes.

A call is known by its shape: a model's `save()` takes no positional argument (a file's and a picture's does), a
queryset's `update()` takes keywords only (a dict's takes a mapping), `delete()` takes nothing."""

import ast
from pathlib import Path

from tests.house.source import calls, python_files, short, tree

CREATES = {"create", "acreate", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
MAY_WRITE: dict[str, str] = {
    "thidua/kit/keeping.py": "executes one SELECT, asked for every kept page",
    "thidua/upkeep/copying.py": "sets what the copying transaction sees, and reads which migrations are done",
    "thidua/upkeep/queries.py": "executes SELECT 1: does the database answer",
    "thidua/upkeep/roles.py": "gives the program's role its rights in PostgreSQL, as migrations make tables: rows stay",
    "thidua/upkeep/tables.py": "puts rows of a copy back as they were: no act, and none of them decides",
}
"""Files other than a room's actions.py that write, each with the reason."""
NOBODYS = {"sign_head": "the site signs its own ledger: nobody acts, nothing is decided"}


def is_writer(path: Path) -> bool:
    """A room's one writer: actions.py, or a file of its actions/."""
    return path.name == "actions.py" or path.parent.name == "actions"


def writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    verb, bare = call.func.attr, not call.args
    if ast.unparse(call.func.value) == "actions":
        return False  # a room's own action, asked by its view
    if verb in CREATES:
        return True
    if verb in {"delete", "save"}:
        return bare and not (verb == "save" and "commit" in {word.arg for word in call.keywords})
    if verb in {"update", "aupdate"}:
        return bare and bool(call.keywords)
    return verb in {"execute", "executemany"}


def test_only_actions_write():
    found = [
        f"{short(path)}:{call.lineno} {ast.unparse(call.func)}"
        for path in python_files()
        if not is_writer(path) and short(path) not in MAY_WRITE
        for call in calls(tree(path))
        if writes(call)
    ]
    assert found == []


def test_every_exception_is_needed():
    needed = {short(path) for path in python_files() if any(writes(call) for call in calls(tree(path)))}
    assert set(MAY_WRITE) <= needed


def test_acts_take_their_arguments_by_name_and_are_told_who_and_when():
    """An act is a function of actions.py in a transaction of its own; keyword-only, told `here` or `by`, and `at`."""
    wrong = []
    for path in python_files():
        if not is_writer(path):
            continue
        for act in tree(path).body:
            if not isinstance(act, ast.FunctionDef) or "transaction.atomic" not in map(ast.unparse, act.decorator_list):
                continue
            if act.name in NOBODYS:
                continue
            names = {argument.arg for argument in act.args.kwonlyargs}
            if act.args.args or act.args.posonlyargs or not names & {"here", "by"} or "at" not in names:
                wrong.append(f"{short(path)}:{act.lineno} {act.name}")
    assert wrong == []


def test_nothing_happens_behind_the_back_of_an_action():
    """No signals, no logic in save()."""
    found = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"):
                found.append(f"{short(path)}:{node.lineno} signals")
            if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"} and path.name == "models.py":
                found.append(f"{short(path)}:{node.lineno} {node.name}()")
    assert found == []
