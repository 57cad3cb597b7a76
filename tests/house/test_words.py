"""The kit has no word of the domain in it, and the glossary's words are the code's words."""

import ast
import re

from tests.house.source import PACKAGE, ROOT, docstrings, python_files, short, tree

ENGLISH = (
    "cluster movement pledge criterion criteria ballot conference handover delegation delegate nomination nominee "
    "recommendation appraisal scoring season membership commendation emulation"
)
VIETNAMESE = (
    "cụm, khối thi đua, phong trào, giao ước, tiêu chí, bỏ phiếu, hội nghị, bàn giao, đoàn đại biểu, khen thưởng"
)
WORDS = [*ENGLISH.split(), *VIETNAMESE.split(", ")]
NEEDED = {
    ("thidua/kit/templates/kit/base.html", "cluster"): "names the cluster year a page stands in",
    ("thidua/kit/templates/kit/base.html", "cụm"): "says when that cluster is a sample",
    ("thidua/kit/templates/kit/year.html", "cluster"): "the frame of every page of a cluster year",
    ("thidua/kit/viet.py", "hội nghị"): "an example of a Vietnamese text",
}
SHOWS_EXAMPLES = {"living.py", "living.html"}
"""The page of the design language shows parts of pages with words of the year."""
KIT = sorted([*(PACKAGE / "kit").rglob("*.py"), *(PACKAGE / "kit").rglob("*.html"), *(PACKAGE / "kit").rglob("*.js")])


def domain_words(text: str) -> list[str]:
    plain = re.sub(r"[_\W]+", " ", text.lower())
    return [word for word in WORDS if re.search(rf"\b{word}s?\b", plain)]


def test_the_kit_has_no_domain_word():
    found = {(short(path), word) for path in KIT if path.name not in SHOWS_EXAMPLES
             for word in domain_words(path.read_text())}  # fmt: skip
    assert found - set(NEEDED) == set()
    assert set(NEEDED) - found == set(), "an exception nobody needs"


def test_identifiers_are_english():
    found = [
        f"{short(path)}:{node.lineno} {name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if (name := getattr(node, "id", "") or getattr(node, "name", "") or getattr(node, "attr", "") or "")
        and isinstance(name, str)
        and not name.isascii()
    ]
    assert found == []


# The glossary: | Vietnamese | `code` | note |


def glossary() -> list[tuple[str, list[str]]]:
    """(Vietnamese term, its names in code)."""
    rows = [
        line.split("|")[1:-1] for line in (ROOT / "docs/glossary.md").read_text().splitlines() if line.startswith("|")
    ]
    return [(row[0].strip(), re.findall(r"`([^`]+)`", row[1])) for row in rows[2:]]


def names_in_code() -> set[str]:
    """Rooms and modules, classes, functions, members of enums and fields of models."""
    found = {path.stem for path in python_files()} | {path.parent.name for path in python_files()}
    for path in python_files():
        found |= {node.targets[0].id for node in tree(path).body
                  if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}  # fmt: skip
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            if isinstance(node, ast.ClassDef):
                for inside in node.body:
                    for target in getattr(inside, "targets", [getattr(inside, "target", None)]):
                        if isinstance(target, ast.Name):
                            found |= {f"{node.name}.{target.id}"}
    return found


def test_every_word_of_the_glossary_is_a_word_of_the_code():
    known = names_in_code()
    assert [f"{term}: {name}" for term, names in glossary() for name in names if name not in known] == []
    assert all(names for _term, names in glossary()), "a term without its name in code"
    assert len(glossary()) > 30


def test_every_table_is_in_the_glossary():
    from django.apps import apps  # noqa: PLC0415

    tables = {model.__name__ for model in apps.get_models() if model.__module__.startswith("thidua.")}
    told = {name.split(".")[0] for _term, names in glossary() for name in names}
    assert tables - told == set()


def test_every_table_says_its_vietnamese_name_first():
    """`Phong trào thi đua: …`: the docstring of a model or an enum of terms begins with the word on the screen."""
    letters = re.compile(r"[À-ỹ]")
    plain = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path in python_files()
        if path.name == "models.py"
        for node in tree(path).body
        if isinstance(node, ast.ClassDef)
        and not node.name.endswith("Manager")
        and not letters.search((ast.get_docstring(node) or "").splitlines()[0] if ast.get_docstring(node) else "")
    ]
    assert plain == []


def test_docstrings_are_found():
    assert docstrings(tree(PACKAGE / "__init__.py")), "the helper the other tests lean on"
