"""Tiền thưởng theo luật: the multiple on the day of the decision, times the base salary of that day; whole đồng."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from thidua.awards.models import Award
from thidua.kit.viet import number
from thidua.rulebook.catalogue import catalogue, title_named


@dataclass(frozen=True)
class Due:
    """So much, and how it comes to that."""

    amount: int
    told: str


def due(award: Award) -> Due | None:
    """What the law gives for an award; None where the catalogue has no multiple for it on that day.

    A person's share for a form given to persons differs from the collective's: it is in the catalogue or it is none.
    """
    title, day = title_named(award.title), award.decision.on
    multiple = title.money_on(day) if title else None
    salary = catalogue().salary_on(day)
    if multiple is None or salary is None:
        return None
    amount = multiple.times * salary.amount
    if amount.denominator != 1:
        return None
    told = _("%(times)s lần mức lương cơ sở %(salary)s đồng (%(article)s)") % {
        "times": multiple.said,
        "salary": number(salary.amount), "article": multiple.article,
    }  # fmt: skip
    return Due(int(amount), told)
