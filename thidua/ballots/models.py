"""Bỏ phiếu. The roll says who has voted, the papers say what; no key, order or time joins them (design section 7)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.ballots.terms import Choice, Form, State
from thidua.members.models import ClusterYear, Membership


class Ballot(models.Model):
    """Cuộc bỏ phiếu: nominees for a title, one paper per mandate, the threshold counted on *all* members.

    `threshold_percent` and its `basis` are the cluster's own rule, stored with the vote.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="ballots")
    title = models.CharField(_("nội dung bỏ phiếu"), max_length=300)
    form = models.CharField(_("hình thức"), max_length=8, choices=Form, default=Form.SECRET)
    threshold_percent = models.PositiveSmallIntegerField(_("tỷ lệ cần đạt (%)"), default=80)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.CALLED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(threshold_percent__range=(1, 100)), name="threshold_is_a_percentage"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_ballot_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Nominee(models.Model):
    """Đơn vị được đề nghị in a ballot, for a title of the catalogue."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="nominees")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="nominations_voted")
    award = models.CharField(_("danh hiệu, hình thức"), max_length=60)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "membership", "award"], name="nominee_once")]


class Turnout(models.Model):
    """Danh sách cử tri: one row per mandate, made when the ballot opens, so the electorate is that day's.

    `voted` is flipped once. Exactly one vote per mandate: one row by the constraint, one flip by conditional update.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="turnout")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "membership"], name="one_vote_per_mandate")]


class Paper(models.Model):
    """Lá phiếu: choices by nominee, under a random key; no voter, no time, no order. The receipt is the voter's alone.

    In an open vote the choice is public and `mandate` names who cast it; in a secret vote it is always empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="papers")
    receipt = models.CharField(max_length=24, unique=True)
    choices = models.JSONField()
    mandate = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    CHOICES = Choice


class TellerMark(models.Model):
    """Xác nhận của ban kiểm phiếu: two different tellers open, and two close; each mark is a row."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="marks")
    act = models.CharField(max_length=8, choices=[("open", _("Mở")), ("close", _("Đóng"))])
    teller_id = models.PositiveBigIntegerField()
    teller = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "act", "teller_id"], name="teller_marks_once")]
