"""The sample year as the rooms below leave it when the appraisal has closed: the shipped sample table and figures."""

import datetime as dt
import tomllib

from thidua.ballots.models import Ballot, Nominee, Paper, Turnout
from thidua.ballots.terms import Choice, Form, State
from thidua.engine import digest
from thidua.engine.figures import typed
from thidua.members.models import ClusterYear
from thidua.members.queries import members_of
from thidua.members.terms import Stage
from thidua.rulebook.models import EditionText
from thidua.rulebook.queries import SHIPPED, edition_of, start_from
from thidua.rulebook.terms import Status
from thidua.samples.cast import moment
from thidua.scoring.models import Claim, Sheet
from thidua.scoring.terms import Hand
from thidua.targets.models import Target
from thidua.targets.terms import Scope

NAME = "mau-minh-hoa"
SAID = ("reason", "explanation")


def appraise(cast):
    """Adopted table, targets, submitted sheets of both hands."""
    text = start_from(NAME, cast.year.year)
    EditionText.objects.create(year=cast.year, text=text, digest=digest(edition_of(text)), title=edition_of(text).title,
                               status=Status.ADOPTED, by_document="Quy chế minh hoạ",
                               effective_on=dt.date(2026, 2, 1))  # fmt: skip
    figures = tomllib.loads((SHIPPED / f"{NAME}-figures.toml").read_text(encoding="utf-8"))
    members = {member.unit.code: member for member in members_of(cast.year)}
    for unit, targets in figures["targets"].items():
        for code, value in targets.items():
            Target.objects.create(membership=members[unit], code=code, agreed=typed(value))
    for unit, codes in figures["not_assigned"].items():
        for code in codes:
            Target.objects.create(
                membership=members[unit], code=code, scope=Scope.NOT_ASSIGNED, reason="Không có nhiệm vụ"
            )
    for hand in (Hand.SELF, Hand.APPRAISED):
        for unit, member in members.items():
            _sheet(member, hand, figures[hand.value].get(unit, {}))
    at_stage(cast, Stage.APPRAISED)
    return cast


def _sheet(member, hand, rows):
    sheet = Sheet.objects.create(membership=member, hand=hand, submitted_at=moment(2026, 10, 20), submitted_by="Mẫu")
    Claim.objects.bulk_create(
        Claim(sheet=sheet, code=code, written={k: typed(v) for k, v in told.items() if k not in SAID},
              reason=told.get("reason", ""), by_name="Mẫu", at=moment(2026, 10, 20))
        for code, told in rows.items()
    )  # fmt: skip


def at_stage(cast, stage):
    ClusterYear.objects.filter(pk=cast.year.pk).update(stage=stage)


def voted(cast, unit, award, yes=5):
    """A closed open vote on one nominee, `yes` of five in favour."""
    ballot = Ballot.objects.create(year=cast.year, title=f"Suy tôn {unit}", form=Form.OPEN, state=State.CLOSED)
    nominee = Nominee.objects.create(ballot=ballot, membership=cast.member(unit), award=award)
    for n, member in enumerate(members_of(cast.year)):
        Turnout.objects.create(ballot=ballot, membership=member, voted=True)
        choice = Choice.YES if n < yes else Choice.NO
        Paper.objects.create(ballot=ballot, receipt=f"{ballot.pk}-{n}", mandate=member,
                             choices={str(nominee.pk): choice.value})  # fmt: skip
    return ballot
