"""One clock. Only kit/clock.py asks the machine for the time; only the edge of the house asks the clock."""

import ast

from tests.house.source import calls, python_files, short, tree

ASKS = {"now", "utcnow", "today", "localdate", "localtime", "time_ns"}
TURNS = {"localdate", "localtime"}
"""With an argument these only turn a time into Việt Nam's."""
CLOCKS = {"thidua/kit/clock.py", "thidua/kit/signer.py"}
"""The second is a process of its own without Django: it must not believe the program what day it is."""
EDGE = {
    "views.py", "public_views.py", "doors.py", "context.py", "middleware.py", "pace.py", "feeds.py", "signin.py",
    "joined.py", "worker.py",
}  # fmt: skip
"""What stands between a request (or the queue) and the house; a room's `views/` and commands as well."""


def asks() -> list[tuple[str, str, ast.AST]]:
    """(file, what is asked, node) for every mention of a clock, called or only passed on."""
    turned = {id(call.func) for path in python_files() for call in calls(tree(path)) if call.args}
    return [
        (short(path), ast.unparse(node), node)
        for path in python_files()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr in ASKS and not (id(node) in turned and node.attr in TURNS))
        or (isinstance(node, ast.ImportFrom) and any(name.name in ASKS for name in node.names))
        or (isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"})
    ]  # fmt: skip


def test_only_the_clock_asks_the_machine():
    found = [f"{file}:{getattr(node, 'lineno', '')} {what}" for file, what, node in asks()
             if file not in CLOCKS and what not in {"clock.now", "clock.today"}]  # fmt: skip
    assert found == []


def test_only_the_edge_asks_the_clock():
    found = [f"{file}:{getattr(node, 'lineno', '')} {what}" for file, what, node in asks()
             if what in {"clock.now", "clock.today"}
             and file.rsplit("/", 1)[1] not in EDGE and not {"views", "commands"} & set(file.split("/"))]  # fmt: skip
    assert found == []


def test_the_clock_is_asked_at_all():
    assert any(what == "clock.now" for _file, what, _node in asks()), "this test no longer sees what it looks for"
