"""Câu hỏi đã lưu; kết quả thử độ vững đã tính."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.insight.terms import Varied
from thidua.members.models import Cluster, ClusterYear, Person


class SavedQuestion(models.Model):
    """Câu hỏi đã lưu: an address under a name, one's own or shown to a cluster too. Whoever opens it is told only
    what that person may read."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="questions")
    name = models.CharField(_("tên câu hỏi"), max_length=120)
    asked = models.TextField()
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, blank=True, related_name="questions",
                                verbose_name=_("cho cụm cùng xem"))  # fmt: skip
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="question_name_once")]

    def __str__(self) -> str:
        return self.name


class Simulation(models.Model):
    """Lần tính độ vững: how often each unit held each place, of which figures (`inputs`, SHA-256), drawn from `seed`.

    The same figures and the same seed give the same `places`; of each kind of change a year keeps the last.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="simulations")
    varied = models.CharField(max_length=10, choices=Varied)
    cases = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    inputs = models.CharField(max_length=64)
    places = models.JSONField()
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "varied"], name="one_simulation_of_a_kind"),
            models.CheckConstraint(condition=Q(varied__in=Varied.values), name="known_varied"),
        ]

    def __str__(self) -> str:
        return f"Độ vững thứ hạng, {self.year}"
