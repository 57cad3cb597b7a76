"""Gói kể gì: what an opened package says of itself, for its page and for `thidua package show`."""

from typing import Any

from thidua.exchange.packages import shapes
from thidua.exchange.packages.shapes import part
from thidua.exchange.packages.terms import Carries
from thidua.kit.sealed import Opened
from thidua.results.models import Result
from thidua.results.reading import Table, table
from thidua.results.sealing import replay


def told_back(opened: Opened) -> dict[str, Any] | None:
    """What a cluster's package tells of results and decisions, each result worked out again; None: a unit's."""
    if opened.manifest["carries"] != Carries.CLUSTER:
        return None
    results: list[tuple[shapes.Result, Table | None]] = []
    for told in part(opened, "results.json", list[shapes.Result]):
        right = replay(Result(sealed=told.sealed, digest=told.digest))
        results.append((told, table(told.sealed) if right else None))
    return {"results": results, "decisions": part(opened, "decisions.json", list[shapes.Decision])}
