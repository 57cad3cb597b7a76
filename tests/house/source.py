"""The project's own source, read for the house tests."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGE = ROOT / "thidua"
SKIPPED = {".git", ".venv", "var", "static", "screenshots", "__pycache__", "node_modules"}


@cache
def python_files(folder: str = "thidua") -> tuple[Path, ...]:
    """Python files of a folder of the project, migrations apart: Django writes those."""
    return tuple(sorted(path for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def short(path: Path) -> str:
    """thidua/season/actions.py"""
    return path.relative_to(ROOT).as_posix()


def room(path: Path) -> str:
    """The room a file of the package stands in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def templates() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("templates/**/*.html")))


@cache
def tracked() -> tuple[Path, ...]:
    """The files that are in git, or would be; all files when the project stands without its git folder."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, text=True, check=False)  # fmt: skip
    if listed.returncode:
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and not SKIPPED & set(path.parts))
    return tuple(path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file())


def docstrings(module: ast.Module) -> set[ast.AST]:
    """The nodes of the docstrings of a module, its classes and functions, and of the string after an assignment."""
    found: set[ast.AST] = set()
    for node in ast.walk(module):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                found.add(statement.value)
    return found


def calls(module: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module) if isinstance(node, ast.Call))
