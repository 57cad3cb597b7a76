"""Reading the questions kept."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from thidua.insight.models import SavedQuestion


def questions(person: int, clusters: Collection[int]) -> QuerySet[SavedQuestion]:
    """One's own, and those shown to the clusters one sits in."""
    found = SavedQuestion.objects.filter(Q(person=person) | Q(cluster__in=clusters))
    return found.select_related("person", "cluster").order_by("name", "pk")
