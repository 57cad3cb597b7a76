"""Luân phiên: whom the cluster's own rule proposes to lead next, and why, in sentences. People announce."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from thidua.ballots.models import Ballot
from thidua.ballots.queries import elections, outcome, weighed
from thidua.ballots.terms import ELECTED, Method, State
from thidua.handover.models import Refusal, RotationRule
from thidua.handover.queries import outgoing
from thidua.handover.terms import Rotation
from thidua.kit.viet import day_in_words
from thidua.members.models import ClusterYear, Membership
from thidua.members.queries import members_of
from thidua.members.terms import Lead


@dataclass(frozen=True)
class Proposal:
    """Who is proposed for what, by which rule, and the sentences that say why."""

    rule: RotationRule | None
    leads: dict[Lead, Membership] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    votes: tuple["Vote", ...] = ()


@dataclass(frozen=True)
class Vote:
    """How the election to a post stands: its ballot (None: none is called yet), the sentence, who came out of it.

    `calling` fills in the form that calls the ballot; the share it takes is the cluster's own, and typed there.
    """

    role: Lead
    said: str
    ballot: Ballot | None = None
    elected: Membership | None = None
    calling: str = ""


def rule_of(year: ClusterYear) -> RotationRule | None:
    """The cluster's rule for who leads after this year."""
    return RotationRule.objects.filter(cluster=year.cluster_id, since__year__lte=year.year).first()


def refused(year: ClusterYear) -> dict[int, Refusal]:
    """Who may not be proposed: units refused emulation in the year that ends or the one before it, by unit."""
    rows = Refusal.objects.filter(
        year__cluster=year.cluster_id, year__year__in=(year.year - 1, year.year)
    ).select_related("year", "unit")
    return {row.unit_id: row for row in rows}


def proposal(year: ClusterYear) -> Proposal:
    """What the rule in force proposes for the year after this one."""
    rule = rule_of(year)
    if rule is None:
        return Proposal(None, why=(_("Cụm chưa ghi quy tắc luân phiên."),))
    cited = _("Căn cứ: %(basis)s, áp dụng từ %(day)s.") % {"basis": rule.basis, "day": day_in_words(rule.since)}
    if rule.method == Rotation.ELECTION:
        votes = election(year, rule)
        leads = {vote.role: vote.elected for vote in votes if vote.elected}
        why = _("Theo quy tắc của cụm, các đơn vị bầu Cụm trưởng, Cụm phó tại hội nghị.")
        return Proposal(rule, leads, (why, cited), votes)
    if rule.method == Rotation.DECISION:
        return Proposal(rule, why=(_("Theo quy tắc của cụm, cấp có thẩm quyền chỉ định Cụm trưởng, Cụm phó."), cited))
    return _in_turn(year, rule, cited)


def election(year: ClusterYear, rule: RotationRule) -> tuple[Vote, ...]:
    """Each post with what its newest ballot came to."""
    called, barred = elections(year), refused(year)
    return tuple(_vote(year, rule, role, called.get(role), barred) for role in Lead)


def _vote(
    year: ClusterYear, rule: RotationRule, role: Lead, ballot: Ballot | None, barred: Mapping[int, Refusal]
) -> Vote:  # fmt: skip
    told = {"role": role.label, "year": year.year + 1}
    if ballot is None:
        title = f"Bầu {ELECTED[role].removesuffix('sau')}{year.year + 1}"  # the ballot's own words, not the screen's
        units = [member.pk for member in members_of(year) if member.unit_id not in barred]
        asked = {"award": role.value, "title": title, "method": Method.CHOOSE.value, "most": 1, "seats": 1,
                 "basis": rule.basis, "units": units}  # fmt: skip
        return Vote(role, _("Chưa có cuộc bỏ phiếu bầu %(role)s năm %(year)s.") % told,
                    calling=urlencode(asked, doseq=True))  # fmt: skip
    told["title"] = ballot.title
    if ballot.state != State.CLOSED:
        return Vote(role, _("Cuộc bỏ phiếu “%(title)s” chưa kiểm phiếu xong.") % told, ballot)
    won = [one for one in outcome(ballot).tallies if one.passed and one.nominee.award == role]
    if len(won) != 1:
        return Vote(role, _("Cuộc bỏ phiếu “%(title)s” chưa chọn được một đơn vị làm %(role)s năm %(year)s.") % told,
                    ballot)  # fmt: skip
    unit = told["unit"] = won[0].nominee.membership.unit.name
    if row := barred.get(won[0].nominee.membership.unit_id):
        return Vote(role, _barred(row, unit), ballot)
    told |= {"n": won[0].in_favour, "all": won[0].members}
    said = _("%(unit)s được bầu làm %(role)s năm %(year)s, cuộc bỏ phiếu “%(title)s”.") if weighed(ballot) else _(
        "%(unit)s được bầu làm %(role)s năm %(year)s với %(n)s/%(all)s phiếu, cuộc bỏ phiếu “%(title)s”.")  # fmt: skip
    return Vote(role, said % told, ballot, won[0].nominee.membership)


def _barred(row: Refusal, unit: str) -> str:
    return _("%(unit)s không được đề nghị: bị từ chối xét thi đua năm %(year)s, theo %(document)s.") % {
        "unit": unit, "year": row.year.year, "document": row.by_document,
    }  # fmt: skip


def _in_turn(year: ClusterYear, rule: RotationRule, cited: str) -> Proposal:
    """The next two units after the present head in the order of the cluster, but none that was refused emulation."""
    members, head, barred = list(members_of(year)), outgoing(year).get(Lead.HEAD), refused(year)
    places = [member.pk for member in members]
    start = places.index(head.pk) + 1 if head and head.pk in places else 0
    round_ = members[start:] + members[: max(start - 1, 0)]
    standing = [member for member in round_ if member.unit_id not in barred]
    leads = dict(zip(Lead, standing, strict=False))
    why = [
        _("Theo thứ tự xoay vòng: sau %(head)s đến lượt %(unit)s (%(role)s năm %(year)s).") % {
            "head": head.unit.name if head else "–", "unit": member.unit.name, "role": role.label,
            "year": year.year + 1,
        } for role, member in leads.items()
    ]  # fmt: skip
    why += [_barred(row, row.unit.name) for member in round_ if (row := barred.get(member.unit_id))]
    return Proposal(rule, leads, (*why, cited))
