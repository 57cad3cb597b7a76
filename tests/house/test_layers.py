"""The year flows one way: imports, and foreign keys with them, point down only."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.source import ROOT

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
FLOORS = [floor.split(" | ") for floor in CONTRACTS[0]["layers"]]
"""Top floor first; rooms on one floor do not know each other."""
OURS = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("thidua.")]


def floor(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def test_the_import_contracts_hold():
    checked = subprocess.run([Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT,
                             capture_output=True, text=True, check=False)  # fmt: skip
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    own = model._meta.app_label
    for relation in model._meta.get_fields():
        if not (relation.many_to_one or relation.one_to_one or relation.many_to_many) or relation.auto_created:
            continue
        assert relation.related_model is not None, f"{relation} is a generic relation"
        other = relation.related_model._meta.app_label
        assert other == own or floor(other) > floor(own), f"{model._meta.label}.{relation.name} points up to {other}"


def test_every_room_with_tables_is_on_a_floor():
    assert {model._meta.app_label for model in OURS} <= {room for rooms in FLOORS for room in rooms}
