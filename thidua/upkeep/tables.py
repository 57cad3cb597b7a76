"""Every table as lines of JSON, and back: the same on SQLite and PostgreSQL, so a copy of one restores into the other.

Rows are written as Django serializes their fields (exact numbers as text, moments in UTC), in the order of their keys;
a table's digest is SHA-256 over its lines, so two databases hold the same when their digests are the same.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.core.serializers.python import Serializer
from django.db import connection, models

BATCH = 500
LEFT_OUT = {
    "sessions.session", "contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions",
}  # fmt: skip
"""Sessions end with a restore; what kinds and permissions there are, each database makes for itself."""


class Encoder(DjangoJSONEncoder):
    """Moments to the microsecond: Django's own cuts them, and a ledger entry would no longer be what was hashed."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


def tables() -> list[type[models.Model]]:
    """Every table with rows of its own, those without foreign keys to others first."""
    found = [model for model in apps.get_models(include_auto_created=True)
             if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT]  # fmt: skip
    return _by_dependence(sorted(found, key=lambda model: model._meta.label_lower))


def _by_dependence(waiting: list[type[models.Model]]) -> list[type[models.Model]]:
    placed: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if not (_needed(model) & set(waiting)) - {model}]
        placed += ready or waiting  # a circle is placed as it is: constraints are asked at the end of the restore
        waiting = [model for model in waiting if model not in placed]
    return placed


def _needed(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.local_fields if field.is_relation}  # type: ignore[misc]


def lines(model: type[models.Model]) -> Iterator[str]:
    """Each row as one line of JSON: its key and its fields."""
    columns = [field.name for field in model._meta.concrete_fields]
    for row in model._base_manager.order_by("pk").iterator(chunk_size=2000):
        [kept] = Serializer().serialize([row], fields=columns)
        yield json.dumps({"pk": kept["pk"], **kept["fields"]}, cls=Encoder, ensure_ascii=False,
                         sort_keys=True)  # fmt: skip


def digest(written: Iterable[str]) -> tuple[int, str]:
    """How many lines, and SHA-256 over them."""
    count, hashed = 0, hashlib.sha256()
    for line in written:
        hashed.update(line.encode() + b"\n")
        count += 1
    return count, hashed.hexdigest()


def digests() -> dict[str, tuple[int, str]]:
    """Rows and digest of every table of this database."""
    return {model._meta.label_lower: digest(lines(model)) for model in tables()}


def load(model: type[models.Model], written: Iterable[str]) -> int:
    """Put rows back exactly as they were written; nothing is computed, no default filled in. How many."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    rows, count = iter(written), 0
    while batch := [_row(model, fields, json.loads(line)) for line in islice(rows, BATCH)]:
        # What `bulk_create` calls; raw: a moment of last change is kept, not made anew.
        model._base_manager.all()._insert(batch, fields=fields, using="default", raw=True)  # type: ignore[attr-defined]
        count += len(batch)
    return count


def _row(model: type[models.Model], fields: list[Any], kept: dict[str, object]) -> models.Model:
    values = {}
    for field in fields:
        value = kept["pk"] if field.primary_key else kept[field.name]
        values[field.attname] = (field.target_field if field.is_relation else field).to_python(value)
    return model(**values)


def numbers_go_on() -> None:
    """PostgreSQL's sequences, after rows came with their numbers."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
