"""Reading the division of the appraisal: whose a criterion is, and how far each body is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thidua import engine
from thidua.members.models import ClusterYear, Membership
from thidua.scoring.models import Department, DepartmentDone
from thidua.scoring.queries import departments_of


def owners(departments: Iterable[Department], edition: engine.Edition) -> dict[str, list[Department]]:
    """The bodies of each scored criterion: those given it, or a group it lies under. Whose nobody is, is left out."""
    found: dict[str, list[Department]] = {}
    for one in departments:
        inside = set(one.codes)
        for criterion in edition.criteria:
            if criterion.code in inside or criterion.parent in inside:
                inside.add(criterion.code)
                if criterion.is_leaf:
                    found.setdefault(criterion.code, []).append(one)
    return found


@dataclass(frozen=True)
class Progress:
    """One body: how many criteria are its own, and which units it has finished."""

    department: Department
    criteria: int
    done: list[tuple[Membership, DepartmentDone | None]]

    @property
    def finished(self) -> int:
        return sum(one is not None for _member, one in self.done)


def progress(
    year: ClusterYear, edition: engine.Edition | None, members: Sequence[Membership], period: str = ""
) -> list[Progress]:  # fmt: skip
    """Every body of the year; a fixed number of queries."""
    departments = departments_of(year.pk)
    marks = {(one.department_id, one.membership_id): one
             for one in DepartmentDone.objects.filter(department__year=year, period=period)}  # fmt: skip
    whose = owners(departments, edition) if edition else {}
    return [
        Progress(one, sum(one in bodies for bodies in whose.values()),
                 [(member, marks.get((one.pk, member.pk))) for member in members])
        for one in departments
    ]  # fmt: skip


def unfinished(
    departments: Sequence[Department], edition: engine.Edition, membership: Membership, period: str
) -> list[Department]:  # fmt: skip
    """The bodies with a part in the table that have not finished a unit."""
    parts = {one.pk for bodies in owners(departments, edition).values() for one in bodies}
    done = set(DepartmentDone.objects.filter(membership=membership, period=period).values_list("department", flat=True))
    return [one for one in departments if one.pk in parts and one.pk not in done]
