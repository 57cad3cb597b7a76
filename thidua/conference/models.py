"""Hội nghị."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.conference.checkin.models import Arrival
from thidua.conference.floor.models import Floor, Turn
from thidua.conference.following.models import Followup
from thidua.conference.following.terms import Progress, Sort
from thidua.conference.live.models import Run, Screen
from thidua.conference.minutes.models import Draft, Revision, Section
from thidua.conference.preparing.models import (
    Block,
    HandOrder,
    Handout,
    Invite,
    Mailing,
    Need,
    Setup,
    Spot,
    Talk,
)
from thidua.conference.terms import Kind, Presence, Session, Side, State
from thidua.members.models import ClusterYear, Membership, Unit

__all__ = [
    "Arrival", "Block", "Conference", "Delegate", "Delegation", "Draft", "Floor", "Followup", "HandOrder", "Handout",
    "Invite", "Item", "Mailing", "Need", "Recommendation", "Revision", "Run", "Screen", "Section", "Setup", "Spot",
    "Statement", "Talk", "Turn",
]  # fmt: skip


class Conference(models.Model):
    """Một hội nghị of a cluster year."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="conferences")
    kind = models.CharField(_("loại"), max_length=10, choices=Kind, default=Kind.SUMMARY)
    title = models.CharField(_("tên hội nghị"), max_length=300)
    on = models.DateField(_("ngày"))
    session = models.CharField(_("buổi"), max_length=10, choices=Session, default=Session.MORNING)
    place = models.CharField(_("địa điểm"), max_length=200)
    host = models.ForeignKey(Unit, models.PROTECT, related_name="hosted")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    chair = models.CharField(_("chủ trì"), max_length=200, blank=True)
    begins = models.TimeField(_("giờ bắt đầu"), null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0, help_text="how often day, hour or place changed")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "kind"], name="one_conference_of_a_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_conference_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """Mục chương trình, in order; the time of day follows from the durations, when they are known."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("nội dung"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("số phút"), null=True, blank=True)
    speaker = models.CharField(_("người trình bày"), max_length=200, blank=True)
    record = models.TextField(_("ghi nhận"), blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]


class Delegation(models.Model):
    """Đoàn đại biểu of a member unit, or of a body that is none (ministry, host city)."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="delegations")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="delegations")
    body = models.CharField(_("cơ quan, đơn vị"), max_length=200)
    side = models.CharField(_("nhóm"), max_length=10, choices=Side, default=Side.MEMBER)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "body"], name="delegation_once")]

    def __str__(self) -> str:
        return self.body


class Delegate(models.Model):
    """Đại biểu: rank, name and office title kept apart. An unnamed delegate is known by the title alone."""

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="delegates")
    rank = models.CharField(_("cấp bậc"), max_length=60, blank=True)
    name = models.CharField(_("họ và tên"), max_length=200, blank=True)
    title = models.CharField(_("chức vụ"), max_length=200)
    lead = models.BooleanField(_("trưởng đoàn"), default=False)
    code = models.CharField(max_length=32, unique=True, help_text="what the badge's QR holds; cannot be guessed")
    spoke = models.BooleanField(_("có phát biểu"), default=False)
    since_year = models.PositiveSmallIntegerField(_("năm giữ chức vụ, cấp bậc"), null=True, blank=True)
    presence = models.CharField(_("có mặt"), max_length=10, choices=Presence, default=Presence.EXPECTED)
    checked_in_at = models.DateTimeField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-lead", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["delegation"], condition=Q(lead=True), name="one_lead_per_delegation"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="known_presence"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.name}".strip() if self.name else self.title


class Statement(models.Model):
    """Ghi nhận của hội nghị: a result in words, or a point of the discussion."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=12, choices=[("result", _("Kết quả")), ("discussion", _("Thảo luận"))])
    text = models.TextField(_("nội dung"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]


class Recommendation(models.Model):
    """Kiến nghị, đề xuất: with owner and deadline, followed into the next year."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="recommendations")
    text = models.TextField(_("nội dung"))
    owner = models.CharField(_("đơn vị thực hiện"), max_length=200, blank=True)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="recommendations")
    sort = models.CharField(_("loại"), max_length=15, choices=Sort, default=Sort.RECOMMENDATION)
    state = models.CharField(_("tình trạng"), max_length=10, choices=Progress, default=Progress.OPEN)
    done_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(_("kết quả thực hiện"), blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:120]
