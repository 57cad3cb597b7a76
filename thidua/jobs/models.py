"""Việc chạy nền. The queue itself is django-tasks-db's; this table is what its owner sees of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.jobs.terms import State


class Job(models.Model):
    """Việc chạy nền: who asked, which work with what given, how far it is, what came out or why nothing did.

    `owner` is the account's number, without a foreign key: this room lies below the people. `work` is the dotted name
    of a function marked `long_work`; `beat_at` the last sign of life.
    """

    owner = models.PositiveBigIntegerField(db_index=True)
    work = models.CharField(max_length=200)
    title = models.CharField(_("việc"), max_length=300)
    given = models.JSONField(default=dict)
    back = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(blank=True)
    error = models.TextField(blank=True)
    result = models.FileField(blank=True, max_length=200)
    result_name = models.CharField(max_length=200, blank=True)
    result_type = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(state__in=State.values), name="known_job_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in {State.QUEUED, State.RUNNING}
