"""Nothing grows a tail: 400 lines a file, 40 a function; no drawer for what has no name."""

import ast

import pytest

from tests.house.source import PACKAGE, ROOT, python_files, short, tracked, tree

FILE, FUNCTION = 400, 40
DRAWERS = {"utils", "helpers", "common", "services", "misc", "tools"}
OURS = ("thidua", "tests", "tools", "bench")


def test_no_file_is_longer_than_400_lines():
    written = [path for path in tracked() if path.suffix in {".py", ".html", ".css", ".js", ".md"}]
    long = {short(path): count for path in written if (count := len(path.read_text().splitlines())) > FILE}
    assert long == {}
    assert len(written) > 100


@pytest.mark.parametrize("folder", OURS)
def test_no_function_is_longer_than_40_lines(folder):
    long = [
        f"{short(path)}:{node.lineno} {node.name}: {size} lines"
        for path in python_files(folder)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := node.end_lineno - node.lineno + 1) > FUNCTION
    ]
    assert long == []


def test_there_is_no_drawer_for_what_has_no_name():
    assert [
        short(path) for path in PACKAGE.rglob("*") if path.stem in DRAWERS and "__pycache__" not in path.parts
    ] == []


def test_every_module_begins_with_what_it_is_for():
    silent = [short(path) for folder in OURS for path in python_files(folder)
              if path.stat().st_size and not ast.get_docstring(tree(path))]  # fmt: skip
    assert silent == []
    assert (ROOT / "thidua/__init__.py").stat().st_size
