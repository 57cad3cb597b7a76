"""Ai giao, ai xác nhận: what a point rests on that no hand typed into its sheet, each with who said it and when."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from thidua import engine
from thidua.ledger.models import Entry
from thidua.ledger.queries import kind_of
from thidua.members.models import Membership
from thidua.scoring.bridge import Book
from thidua.targets.models import Registration, Target
from thidua.targets.queries import OWNER
from thidua.targets.terms import Scope

ACTS, APPROVED = ("targets.agree", "targets.amend", "targets.describe"), "targets.approve"


@dataclass(frozen=True)
class Ground:
    """A target, that the criterion is not the unit's, a fact about the unit; `by` "" where no entry tells."""

    label: str
    text: str
    by: str = ""
    at: dt.datetime | None = None


def grounds(found: Book, member: Membership, criterion: engine.Criterion) -> list[Ground]:
    """What was said of this unit by others for this criterion. One statement at most."""
    unit, asked = member.unit.code, _asked(found.edition, criterion)
    target = found.targets.get(unit, {}).get(criterion.code)
    told = _target(criterion, target)
    if not (asked or told):
        return []
    said = _entries(member)
    rows = [(key, _("Thông tin đơn vị: %(key)s") % {"key": key}, found.traits.get(unit, {}).get(key) or _("chưa ghi"))
            for key in asked]  # fmt: skip
    rows += [(criterion.code, *told)] if told else []
    return [_ground(label, text, next((one for one in said if key in _codes(one)), None)) for key, label, text in rows]


def _asked(edition: engine.Edition, criterion: engine.Criterion) -> tuple[str, ...]:
    """The facts about the unit that the criterion, or a group it lies in, hangs on."""
    line = [criterion]
    while line[-1].parent in edition.codes:
        line.append(edition.criterion(line[-1].parent))
    return engine.attributes_asked(replace(edition, criteria=tuple(line), grades=(), rank_within=""))


def _target(criterion: engine.Criterion, target: Target | None) -> tuple[str, str] | None:
    if target is None:
        return None
    if target.scope != Scope.ASSIGNED:
        return str(Scope(target.scope).label), target.reason
    takes = any(item.owner == OWNER for item in engine.inputs(criterion))
    return (_("Chỉ tiêu được giao"), target.agreed) if takes and target.agreed else None


def _entries(member: Membership) -> list[Entry]:
    """What was said of the unit's targets and of the unit, the newest first; at last the approval that took over what
    was proposed."""
    registered = Registration.objects.filter(membership=member).values(number=Cast("pk", CharField()))
    approved = Q(subject_kind=kind_of(Registration), subject_id__in=registered, act=APPROVED)
    told = Entry.objects.filter(Q(subject_kind=kind_of(member), subject_id=str(member.pk), act__in=ACTS) | approved)
    return sorted(told.order_by("-seq"), key=lambda entry: entry.act == APPROVED)


def _codes(entry: Entry) -> dict[str, object]:
    told: dict[str, object] = entry.facts["agreed"] if entry.act == APPROVED else entry.facts
    return told


def _ground(label: str, text: str, entry: Entry | None) -> Ground:
    return Ground(label, text, entry.actor_name, entry.at) if entry else Ground(label, text)
