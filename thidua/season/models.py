"""Phong trào, phát động, thời hạn."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.members.models import ClusterYear, Membership
from thidua.season.terms import Phase


class Movement(models.Model):
    """Phong trào thi đua: launched by a body for a year, with a slogan; many clusters take part in one movement."""

    name = models.CharField(_("tên phong trào"), max_length=200)
    year = models.PositiveSmallIntegerField(_("năm"))
    launched_by = models.CharField(_("cơ quan phát động"), max_length=200)
    slogan = models.CharField(_("khẩu hiệu"), max_length=400, blank=True)
    aims = models.TextField(_("mục đích, yêu cầu"), blank=True)

    class Meta:
        ordering = ["-year", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "year", "launched_by"], name="movement_once")]

    def __str__(self) -> str:
        return f"“{self.name}” năm {self.year}"


class Launch(models.Model):
    """Phát động: the movement launched in one cluster year. Its row is the fact; the ledger says by whom."""

    year = models.OneToOneField(ClusterYear, models.PROTECT, related_name="launch")
    movement = models.ForeignKey(Movement, models.PROTECT, related_name="launches")
    on = models.DateField(_("ngày phát động"), null=True, blank=True)
    by_document = models.CharField(_("văn bản phát động"), max_length=300, blank=True)

    def __str__(self) -> str:
        return str(self.movement)


class Window(models.Model):
    """Thời hạn: when a phase is open and when it is due. An extension is another row; the latest due date counts."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="windows")
    phase = models.CharField(_("giai đoạn"), max_length=20, choices=Phase)
    opens_on = models.DateField(_("mở từ ngày"))
    due_on = models.DateField(_("hạn"))
    reason = models.CharField(_("lý do gia hạn"), max_length=300, blank=True)

    class Meta:
        ordering = ["opens_on", "due_on"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=models.F("opens_on")), name="due_after_opening"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="known_phase"),
        ]

    def __str__(self) -> str:
        return self.get_phase_display()


class Extension(models.Model):
    """Gia hạn: a later due day for one unit, or (no unit) for all, of what a phase asks; the latest due day counts.

    `of` names which of several things a phase asks: a report period by its name, a round by its period; "" when there
    is one. What was handed in before the extension was given stays as late as it was.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="extensions")
    phase = models.CharField(_("giai đoạn"), max_length=20, choices=Phase)
    of = models.CharField(max_length=80, blank=True)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="extensions")
    due_before = models.DateField(_("hạn trước đó"))
    due_on = models.DateField(_("hạn mới"))
    reason = models.CharField(_("lý do gia hạn"), max_length=300)
    by_document = models.CharField(_("theo văn bản"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=models.F("due_before")), name="extension_is_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="known_extended_phase"),
        ]

    def __str__(self) -> str:
        return f"{self.of or self.get_phase_display()}: {self.membership.unit.name if self.membership else self.year}"
