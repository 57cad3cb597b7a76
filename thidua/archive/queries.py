"""Everything that belongs to one cluster year, found by following the tables' own links downwards from the year."""

from typing import Any

from django.db import models

from thidua.members.models import ClusterYear, Person

ROOMS_LEFT_OUT = {"accounts", "notices", "account", "mfa", "sessions", "auth", "ledger", "exchange"}
"""Signing in, letters and keys of other programs are not the year's; the ledger leaves in a form of its own."""
SECRET = {"password", "code", "code_hash", "token", "secret"}
"""Columns of keys to doors: never in a file that travels."""


def rows_of(year: ClusterYear) -> dict[type[models.Model], list[Any]]:
    """The year's rows by table, and the clusters, units and people (by number and name) they speak of."""
    found: dict[type[models.Model], set[Any]] = {ClusterYear: {year.pk}}
    waiting: list[type[models.Model]] = [ClusterYear]
    while waiting:
        above = waiting.pop(0)
        for model, column in _hanging_on(above):
            fresh = set(model._base_manager.filter(**{f"{column}__in": found[above]}).values_list("pk", flat=True))
            fresh -= found.get(model, set())
            if fresh:
                found.setdefault(model, set()).update(fresh)
                waiting.append(model)
    rows = {model: list(model._base_manager.filter(pk__in=keys).order_by("pk")) for model, keys in found.items()}
    return rows | _spoken_of(rows)


def _hanging_on(above: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    return [
        (relation.related_model, relation.field.name) for relation in above._meta.related_objects
        if relation.related_model._meta.app_label not in ROOMS_LEFT_OUT and relation.related_model is not above
    ]  # fmt: skip


def _spoken_of(rows: dict[type[models.Model], list[Any]]) -> dict[type[models.Model], list[Any]]:
    """The rows above that the year's rows point at, one step: a unit, a person, the cluster, its movement."""
    wanted: dict[Any, set[Any]] = {}
    for model, kept in rows.items():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model not in rows:
                wanted.setdefault(field.related_model, set()).update(
                    value for row in kept if (value := getattr(row, field.attname)) is not None
                )
    return {model: list(model._base_manager.filter(pk__in=keys).order_by("pk")) for model, keys in wanted.items()}


def columns_of(model: type[models.Model]) -> list[Any]:
    """What of a row leaves: of a person the number and the name alone."""
    if model is Person:
        return [field for field in model._meta.concrete_fields if field.name in {"id", "name"}]
    return [field for field in model._meta.concrete_fields if field.name not in SECRET]


def files_of(rows: dict[type[models.Model], list[Any]]) -> list[str]:
    """The names in the store of every file these rows hold."""
    names = set()
    for model, kept in rows.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                names |= {getattr(row, field.attname).name for row in kept if getattr(row, field.attname)}
    return sorted(names)
