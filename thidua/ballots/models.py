"""Bỏ phiếu. The roll says who has voted, the papers say what; no key, order or time joins them (design section 7)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.ballots.terms import Choice, Form, Method, Per, State, Tie
from thidua.members.models import ClusterYear, Membership, Person
from thidua.members.terms import Lead


class Ballot(models.Model):
    """Cuộc bỏ phiếu: nominees for a title, one paper per mandate, the threshold counted on *all* members.

    `threshold_percent`, `quorum_percent`, `seats`, `rounds`, `tie`, `per`, `proxies` and `basis` are the cluster's own
    rule, stored with the vote. A further round names the one it `follows`.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="ballots")
    title = models.CharField(_("nội dung bỏ phiếu"), max_length=300)
    form = models.CharField(_("hình thức"), max_length=8, choices=Form, default=Form.SECRET)
    method = models.CharField(_("cách cho ý kiến"), max_length=8, choices=Method, default=Method.OPINION)
    most = models.PositiveSmallIntegerField(_("chọn tối đa"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(_("số đơn vị được chọn"), null=True, blank=True)
    quorum_percent = models.PositiveSmallIntegerField(_("số tham gia tối thiểu (%)"), default=0)
    threshold_percent = models.PositiveSmallIntegerField(_("tỷ lệ cần đạt (%)"), default=80)
    per = models.CharField(_("quyền bỏ phiếu"), max_length=8, choices=Per, default=Per.UNIT)
    proxies = models.PositiveSmallIntegerField(_("số phiếu một đơn vị được bỏ thay"), default=0)
    rounds = models.PositiveSmallIntegerField(_("số vòng tối đa"), default=2)
    tie = models.CharField(_("khi bằng phiếu"), max_length=8, choices=Tie, default=Tie.AGAIN)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.CALLED)
    decided = models.JSONField(null=True, blank=True)  # which of those level people chose; see TieVoice
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="next_round")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(threshold_percent__range=(1, 100)), name="threshold_is_a_percentage"),
            models.CheckConstraint(condition=Q(quorum_percent__range=(0, 100)), name="quorum_is_a_percentage"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_ballot_state"),
            models.CheckConstraint(condition=Q(form__in=Form.values), name="known_ballot_form"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="known_ballot_method"),
            models.CheckConstraint(condition=Q(per__in=Per.values), name="known_mandates"),
            models.CheckConstraint(condition=Q(tie__in=Tie.values), name="known_tie_rule"),
            models.CheckConstraint(condition=Q(rounds__range=(1, 9)), name="some_rounds"),
        ]

    def __str__(self) -> str:
        return self.title


class Nominee(models.Model):
    """Đơn vị được đề nghị in a ballot, for a title of the catalogue; before the Council also a `person` of the unit."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="nominees")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="nominations_voted")
    person = models.CharField(_("cá nhân"), max_length=200, blank=True)
    award = models.CharField(_("danh hiệu, hình thức"), max_length=60)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "membership", "person", "award"], name="nominee_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.membership.unit.name}" if self.person else self.membership.unit.name

    @property
    def short(self) -> str:
        """As the head of a narrow column."""
        return self.person or self.membership.unit.short_name


class Turnout(models.Model):
    """Danh sách cử tri: one row per mandate, so the electorate is fixed the day the ballot opens.

    A mandate is a unit's, of a named delegate of it (`person`), or of a member of the Council, who comes from no unit
    (`membership` is empty). `carrier` is the unit that votes in its stead, by a
    written proxy; `by_letter` marks an absent unit's written opinion; `document` is the paper either rests on.
    `voted` is flipped once. Exactly one vote per mandate: one row by the constraints, one flip by conditional update.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="turnout")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    carrier = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.CharField(_("theo văn bản"), max_length=300, blank=True)
    by_letter = models.BooleanField(default=False)
    voted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "membership"], condition=Q(person__isnull=True),
                                    name="one_vote_per_mandate"),
            models.UniqueConstraint(fields=["ballot", "person"], condition=Q(person__isnull=False),
                                    name="one_vote_per_delegate"),
            models.CheckConstraint(condition=Q(carrier__isnull=True, by_letter=False) | ~Q(document=""),
                                   name="proxies_and_letters_are_written"),
            models.CheckConstraint(condition=Q(membership__isnull=False) | Q(person__isnull=False),
                                   name="a_mandate_is_somebodys"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.person.name if self.person else self.unit_name

    @property
    def unit_name(self) -> str:
        """ "" of a member of the Council."""
        return self.membership.unit.name if self.membership else ""


class Paper(models.Model):
    """Lá phiếu: choices by nominee, under a random key; no voter, no time, no order. The receipt is the voter's alone.

    As many blank papers as mandates are made, in random order, when a secret ballot opens; to vote is to fill in one of
    them drawn at random. `choices` is empty on a blank one. In an open vote the choice is public and `mandate` (and
    `person`, of a delegate or a member of the Council) names who cast it; in a secret vote both are always empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="papers")
    receipt = models.CharField(max_length=24, unique=True)
    choices = models.JSONField(null=True)
    mandate = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    CHOICES = Choice

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "mandate"], name="one_open_paper_per_mandate",
                                    condition=Q(mandate__isnull=False, person__isnull=True)),
            models.UniqueConstraint(fields=["ballot", "person"], condition=Q(person__isnull=False),
                                    name="one_open_paper_per_delegate"),
        ]  # fmt: skip


class TellerMark(models.Model):
    """Xác nhận của ban kiểm phiếu: two different tellers open, and two close; each mark is a row."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="marks")
    act = models.CharField(max_length=8, choices=[("open", _("Mở")), ("close", _("Đóng"))])
    teller_id = models.PositiveBigIntegerField()
    teller = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "act", "teller_id"], name="teller_marks_once")]


class Count(models.Model):
    """Số kiểm đếm of one teller, of a vote by hand or on paper slips: entered alone, and two must agree.

    `figures`: nominee → what was said → how many. `given_out` counts mandates present (hand) or slips given out.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="counts")
    teller_id = models.PositiveBigIntegerField()
    teller = models.CharField(max_length=200)
    given_out = models.PositiveSmallIntegerField()
    returned = models.PositiveSmallIntegerField()
    invalid = models.PositiveSmallIntegerField(default=0)
    figures = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "teller_id"], name="teller_counts_once")]


class TieVoice(models.Model):
    """Quyết định khi bằng phiếu: what one of those who decide said; it holds once all of them said the same.

    `role` is the cluster's head or deputy, by their unit's leader. The reason is theirs; no program weighs it.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="tie_voices")
    role = models.CharField(max_length=10, choices=Lead)
    nominees = models.JSONField()
    reason = models.CharField(_("lý do"), max_length=400)
    person = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "role"], name="one_voice_a_lead")]
