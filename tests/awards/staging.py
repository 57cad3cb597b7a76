"""The sample year as concluded, and short ways into the register."""

import datetime as dt

from tests.results.appraised import appraise, at_stage, voted
from thidua.awards import actions
from thidua.awards.actions import Line
from thidua.ledger.terms import Actor
from thidua.members.terms import Stage
from thidua.results import actions as results
from thidua.samples.cast import moment

DAY = dt.date(2026, 11, 25)
NOW = moment(2026, 11, 25)
FLAG = "co-bo-tinh"
KEEPER = Actor(1, "Cơ quan thường trực (minh hoạ)", "standing_office")
ACTED = "Nhiệm vụ hoàn thành vượt mức, có báo cáo (minh hoạ)"


def conclude(cast):
    appraise(cast)
    made = results.seal(here=cast.here("thu-ky-cum-truong"), at=NOW)
    results.publish(here=cast.here("thuong-truc"), result=made, at=NOW)
    at_stage(cast, Stage.CONCLUDED)
    voted(cast, "truong-son", FLAG)
    return cast


def enter(*lines, number="12/QĐ-MH", body="Bộ Minh hoạ", on=DAY, by=KEEPER, **how):
    return actions.enter_decision(by=by, at=NOW, body=body, number=number, on=on, signer="Người ký (minh hoạ)",
                                  lines=list(lines), **how)  # fmt: skip


def line(cast, unit, title=FLAG, year=2025, person="", office=""):  # noqa: PLR0917  a short way
    found = cast.member(unit).unit
    return Line(found.name, title, year, person, office, found)


def rule_all(cast, unit, title=FLAG, person=""):
    """Every condition left to a human is decided: met."""
    from thidua.awards.eligibility import check  # noqa: PLC0415

    for item in check(cast.member(unit), title, DAY, person).items:
        if item.asks:
            actions.rule(here=cast.here("thuong-truc", DAY), membership=cast.member(unit), title=title, person=person,
                         condition=item.text, passes=True, reason=ACTED, at=NOW)  # fmt: skip
