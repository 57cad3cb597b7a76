"""Documents that cannot lie: what they list is what there is."""

import ast
import re

from django.core.management import get_commands

from tests.house.source import PACKAGE, ROOT, calls, python_files, tree
from thidua.members.terms import Office, Stage
from thidua.samples.cast import PASSWORD
from thidua.timeline.steps import STEPS

DOCS = ROOT / "docs"
OPERATIONS = (DOCS / "operations.md").read_text()
README = (ROOT / "README.md").read_text()


def environment_variables() -> set[str]:
    """Every name the program asks the environment for."""
    found = set()
    for folder in ("thidua", "tools"):
        for path in python_files(folder):
            for call in calls(tree(path)):
                asked = ast.unparse(call.func) in {"os.environ.get", "os.getenv"} or ast.unparse(call.func) == "number"
                if asked and call.args and isinstance(call.args[0], ast.Constant):
                    found.add(str(call.args[0].value))
    return {name for name in found if name.isupper()}


def test_every_setting_is_documented():
    asked = environment_variables()
    assert {"DATABASE_URL", "THIDUA_HOME", "THIDUA_SECRET_KEY", "THIDUA_PORT"} <= asked
    ours = {name for name in asked if name.startswith(("THIDUA_", "DATABASE_"))}
    assert {name for name in ours if f"`{name}`" not in OPERATIONS} == set()


def test_no_setting_is_documented_that_is_none():
    told = set(re.findall(r"`(THIDUA_[A-Z_]+|DATABASE_[A-Z_]+)`", OPERATIONS))
    assert told - environment_variables() == set()


def test_every_command_is_documented():
    own = {name for name, app in get_commands().items() if app.startswith("thidua.")}
    assert "start" in own
    assert {name for name in own | {"score"} if f"thidua {name}" not in OPERATIONS} == set()


def test_every_make_target_is_documented():
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.M)
    told = README + (ROOT / "CONTRIBUTING.md").read_text() + OPERATIONS
    assert len(targets) > 5
    assert [target for target in targets if f"make {target}" not in told] == []


def test_every_step_of_the_year_is_in_its_document():
    text = (DOCS / "the-year.md").read_text()
    rows = re.findall(r"^\| \d+ \| ([^|]+?) \| `(\w+)` \|", text, re.M)
    assert rows == [(str(stage.label), stage.value) for stage in Stage]
    for step in STEPS:
        for words in (step.act, step.needs, step.freezes, step.papers, step.usual):
            assert f"| {words} " in text, f"{step.stage}: {words}"


def test_every_room_has_its_place_in_the_documents():
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    architecture = (DOCS / "architecture.md").read_text()
    assert {room for room in rooms if f"`{room}" not in architecture} == set()
    assert {room for room in rooms if room not in (PACKAGE / "__init__.py").read_text()} == set()


def test_every_office_is_in_the_year():
    text = (DOCS / "the-year.md").read_text()
    assert [office.label for office in Office if str(office.label) not in text] == []


def test_the_readme_is_short_and_tells_the_sample_password():
    assert len(README.splitlines()) <= 120
    assert PASSWORD in README
    assert "make run" in README
    assert "make test" in README


def test_links_between_documents_lead_somewhere():
    broken = []
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text()):
            if not target.startswith(("http:", "https:", "mailto:")) and not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")
    assert broken == []


def test_every_rule_of_contributing_names_a_test_that_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)`", (ROOT / "CONTRIBUTING.md").read_text())
    assert len(named) > 8
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_decisions_are_numbered_without_gaps():
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 9
