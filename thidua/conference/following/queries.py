"""Reading the recommendations: of a year, and those it took over from the years before."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from thidua.conference.following.terms import SETTLED
from thidua.conference.models import Recommendation
from thidua.members.models import ClusterYear


def reaching(year: ClusterYear) -> QuerySet[Recommendation]:
    """What a year answers for: its own, and what was still open of the cluster's former years."""
    former = Q(conference__year__cluster=year.cluster_id, conference__year__year__lt=year.year)
    found = Recommendation.objects.filter(Q(conference__year=year) | (former & ~Q(state__in=SETTLED)))
    return found.select_related("conference__year", "unit")


def inherited(year: ClusterYear) -> QuerySet[Recommendation]:
    """“Kiến nghị từ hội nghị trước”: of the former years, still open."""
    return reaching(year).exclude(conference__year=year)


def open_in(year: ClusterYear) -> QuerySet[Recommendation]:
    """What is not settled of all a year answers for."""
    return reaching(year).exclude(state__in=SETTLED)


def open_of_units(years: Iterable[ClusterYear], units: Iterable[int]) -> QuerySet[Recommendation]:
    """What these units are to carry out, in whatever conference of the clusters of these years; see `reaches`."""
    clusters = {one.cluster_id for one in years}
    found = Recommendation.objects.filter(unit__in=units, conference__year__cluster__in=clusters)
    return found.exclude(state__in=SETTLED).select_related("conference__year")


def reaches(one: Recommendation, year: ClusterYear) -> bool:
    """Whether an open recommendation is of this year, or of a former one of its cluster."""
    of = one.conference.year
    return of.pk == year.pk or (of.cluster_id == year.cluster_id and of.year < year.year)
