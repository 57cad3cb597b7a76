"""The sample year brought to where scoring begins, and beyond, with the sample table and the sample figures."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

from thidua import engine, rulebook
from thidua.members.models import ClusterYear, Membership
from thidua.members.terms import Stage
from thidua.rulebook.models import EditionText
from thidua.rulebook.terms import Status
from thidua.samples.cast import HEAD, Cast, moment
from thidua.scoring import actions
from thidua.scoring.sheets import Typed
from thidua.scoring.terms import Hand
from thidua.targets.models import Target
from thidua.targets.terms import Scope

EDITIONS = Path(rulebook.__file__).parent / "editions"
TEXT = (EDITIONS / "mau-minh-hoa.toml").read_text()
FIGURES = tomllib.loads((EDITIONS / "mau-minh-hoa-figures.toml").read_text(), parse_float=Decimal)
AT = moment(2026, 10, 5)
DUE = dt.date(2026, 10, 20)
DAY = AT.date()


def started(cast: Cast) -> Cast:
    """A running year with the sample table adopted and the sample targets agreed."""
    edition = engine.load(TEXT)
    EditionText.objects.create(year=cast.year, text=engine.dump(edition), digest=engine.digest(edition),
                               title=edition.title, status=Status.ADOPTED, adopted_on=dt.date(2026, 2, 1),
                               effective_on=dt.date(2026, 2, 1))  # fmt: skip
    for unit, targets in FIGURES["targets"].items():
        for code, value in targets.items():
            Target.objects.create(membership=cast.member(unit), code=code, agreed=str(value))
    for unit, codes in FIGURES["not_assigned"].items():
        for code in codes:
            Target.objects.create(membership=cast.member(unit), code=code, scope=Scope.NOT_ASSIGNED, reason="minh hoạ")
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=Stage.RUNNING)
    return cast


def here(cast: Cast, who: str):
    return cast.here(who, DAY)


def texts(layer: str, unit: str) -> dict[str, dict[str, str]]:
    """A unit's sample figures as an officer types them."""
    return {
        code: {key: engine.typed(value) for key, value in given.items() if key not in ("reason", "explanation")}
        for code, given in FIGURES[layer].get(unit, {}).items()
    }


def secretary_for(unit: str) -> str:
    return "thu-ky-cum-pho" if unit == HEAD else "thu-ky-cum-truong"


def members(cast: Cast) -> list[Membership]:
    return [cast.member(unit) for unit in FIGURES["units"]]


def open_round(cast: Cast, hand: Hand) -> None:
    actions.open_round(here=here(cast, "thu-ky-cum-truong"), hand=hand, due_on=DUE, at=AT)


def fill_self(cast: Cast, unit: str) -> None:
    """The officer's whole sheet, saved."""
    rows = [Typed(code, written) for code, written in texts("self", unit).items()]
    actions.save_sheet(
        here=here(cast, f"can-bo-{unit}"), membership=cast.member(unit), hand=Hand.SELF, rows=rows, at=AT
    )


def submit_self(cast: Cast, unit: str) -> None:
    fill_self(cast, unit)
    actions.submit_sheet(here=here(cast, f"lanh-dao-{unit}"), membership=cast.member(unit), hand=Hand.SELF, at=AT)


def self_scored(cast: Cast) -> Cast:
    """Every unit has scored itself and the round is closed."""
    open_round(started(cast), Hand.SELF)
    for unit in FIGURES["units"]:
        submit_self(cast, unit)
    actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.SELF, at=AT)
    return cast


def appraising(cast: Cast) -> Cast:
    """The appraisal is open and every appraised sheet submitted, with the sample's changes."""
    open_round(self_scored(cast), Hand.APPRAISED)
    for unit in FIGURES["units"]:
        rows = [
            Typed(code, written, FIGURES["appraised"][unit][code]["reason"])
            for code, written in texts("appraised", unit).items()
        ]
        who = here(cast, secretary_for(unit))
        actions.save_sheet(here=who, membership=cast.member(unit), hand=Hand.APPRAISED, rows=rows, at=AT)
        actions.submit_sheet(here=who, membership=cast.member(unit), hand=Hand.APPRAISED, at=AT)
    return cast


def explained(cast: Cast) -> Cast:
    """Every changed point has the unit's word."""
    for unit, changes in FIGURES["appraised"].items():
        for code in changes:
            actions.agree(here=here(cast, f"lanh-dao-{unit}"), membership=cast.member(unit), code=code, at=AT)
    return cast


def appraised(cast: Cast) -> Cast:
    """The appraisal is closed."""
    explained(appraising(cast))
    actions.close_round(here=here(cast, "thu-ky-cum-truong"), hand=Hand.APPRAISED, at=AT)
    return cast
