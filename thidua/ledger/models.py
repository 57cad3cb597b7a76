"""Sổ cái and its signed heads; the database itself refuses to change or delete a row (triggers, see the migrations)."""

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import models


class Entry(models.Model):
    """Một dòng sổ cái: who, when, which act, on what, with which facts, why.

    `seq` runs 1, 2, 3 … without gaps. The actor is kept by number and name, without a foreign key: deleting an account
    deletes no record. `hash` is SHA-256 over the canonical text of the row and `previous`, the hash before it.
    """

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.PositiveBigIntegerField()
    actor_name = models.CharField(max_length=200)
    actor_office = models.CharField(max_length=60)
    actor_unit = models.CharField(max_length=200, blank=True)
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    subject_name = models.CharField(max_length=300)
    year_id = models.PositiveBigIntegerField(null=True, db_index=True)
    facts = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.seq}. {self.act} {self.subject_name}"

    def canonical(self) -> str:
        """The text that is hashed: every recorded column, in a fixed order, times in UTC."""
        kept: dict[str, Any] = {
            "seq": self.seq, "at": self.at.astimezone(dt.UTC).isoformat(),
            "actor": [self.actor_id, self.actor_name, self.actor_office, self.actor_unit],
            "act": self.act, "subject": [self.subject_kind, self.subject_id, self.subject_name],
            "year": self.year_id, "facts": self.facts, "reason": self.reason, "previous": self.previous,
        }  # fmt: skip
        return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def computed_hash(self) -> str:
        return hashlib.sha256(self.canonical().encode()).hexdigest()


class DayHead(models.Model):
    """Đầu sổ cái của một ngày: the last entry at the moment of signing, with the site's signature. One a day.

    Printed on papers and published, it holds the whole past fast: whoever rewrites an entry under it, even with the
    database's own password, would have to change what others already have on paper.
    """

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.seq} {self.hash[:12]}"

    def text(self) -> bytes:
        """What is signed."""
        return f"thidua-ledger-head/1\n{self.day.isoformat()}\n{self.seq}\n{self.hash}\n".encode()
