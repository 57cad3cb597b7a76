"""A year sealed by the sample, and more years made of its sealed text with other numbers; asked by anyone."""

import json

from django.core.cache import caches
from django.test import Client

from thidua.members.models import ClusterYear, Membership
from thidua.results.models import Result
from thidua.results.sealing import canonical, digest_of
from thidua.samples.cast import YEAR, moment

NOW = moment(YEAR + 1, 2, 1, 9)
ROOT = "/hoi-so-lieu/"


def asked(cast, username, path="", **words):
    """The page as somebody gets it."""
    caches["pages"].clear()
    visitor = Client()
    visitor.force_login(cast.person(username))
    return visitor.get(ROOT + path, words)


def sealed(cast, year, totals, *, cluster=None, units=None, published=True):
    """Another year of the cluster with these totals, in thousandths; None is a unit nothing is known of.

    `units` puts other units in the places of the sample's, in order.
    """
    content = json.loads(Result.objects.filter(year=cast.year).latest("version").sealed)
    held = ClusterYear.objects.create(cluster=cluster or cast.year.cluster, year=year, stage="archived")
    out = content["came_out"]
    for place, (name, total) in enumerate(totals.items()):
        row = next(row for row in out["places"] if row["unit"] == name)
        row["rank"] = None if total is None else place + 1
        out["scores"][name] |= {"total": total, "percent": None if total is None else f"{total}/1000000"}
    for order, member in enumerate(cast.here("thuong-truc").members):
        unit = (units or {}).get(member.unit.code, member.unit)
        Membership.objects.create(year=held, unit=unit, order=order)
        renamed(content, member.unit.code, unit)
    text = canonical(content)
    Result.objects.create(year=held, sealed=text, digest=digest_of(text), sealed_at=NOW, sealed_by="Thư ký (minh hoạ)",
                          published_at=NOW if published else None)  # fmt: skip
    return held


def renamed(content, code, unit):
    """In a sealed content, one unit under the code and name of another."""
    for row in [*content["came_out"]["places"], *content["given"]["cohort"]]:
        if row["unit"] == code:
            row["unit"] = unit.code
            if "name" in row:
                row["name"] = unit.name
    scores = content["came_out"]["scores"]
    if unit.code != code:
        scores[unit.code] = scores.pop(code)
