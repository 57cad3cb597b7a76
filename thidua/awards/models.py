"""Sổ khen thưởng: decisions and their awards, holds and rulings, dossiers, the reward fund."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.awards.terms import UNDER_WAY, State
from thidua.ballots.models import Ballot
from thidua.members.models import ClusterYear, Membership, Person, Unit
from thidua.results.models import Nomination


class AwardDecision(models.Model):
    """Quyết định khen thưởng trong sổ: its number is used once by its body in its year (`…_key`: as it is compared)."""

    body = models.CharField(_("cơ quan quyết định"), max_length=200)
    body_key = models.CharField(max_length=200)
    number = models.CharField(_("số quyết định"), max_length=60)
    number_key = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField(_("năm"))
    on = models.DateField(_("ngày quyết định"))
    signer = models.CharField(_("người ký"), max_length=200, blank=True)
    file = models.FileField(_("tệp quyết định"), blank=True, max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body_key", "year", "number_key"], name="decision_number_once"),
            models.CheckConstraint(condition=~Q(number=""), name="award_decision_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"Quyết định số {self.number}, {self.body}"


class Award(models.Model):
    """Khen thưởng: a title or form given to a unit, or to a person of it, for a year, by a decision.

    Names stand as they were on the paper; `unit` links the unit where it is known here. `search` is all of it folded.
    """

    decision = models.ForeignKey(AwardDecision, models.PROTECT, related_name="awards")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="awards")
    unit_name = models.CharField(_("đơn vị"), max_length=200)
    person = models.CharField(_("cá nhân"), max_length=200, blank=True)
    office = models.CharField(_("chức vụ"), max_length=200, blank=True)
    title = models.CharField(max_length=60)
    title_name = models.CharField(_("danh hiệu, hình thức"), max_length=200)
    year = models.PositiveSmallIntegerField(_("thành tích năm"))
    search = models.TextField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "unit_name", "person", "title"], name="awarded_once"),
        ]
        indexes = [models.Index(fields=["unit", "title", "year"]), models.Index(fields=["year", "title"])]

    def __str__(self) -> str:
        return f"{self.title_name}, {self.person or self.unit_name}, năm {self.year}"


class Hold(models.Model):
    """Tạm dừng xét: while discipline, an inspection or a complaint about a unit or person is being settled."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="holds")
    person = models.CharField(_("cá nhân"), max_length=200, blank=True)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến hết ngày"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)
    document = models.CharField(_("văn bản"), max_length=300)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-since"]

    def __str__(self) -> str:
        return f"Tạm dừng xét {self.person or self.unit.name}"


class Ruling(models.Model):
    """Quyết định của người về một điều kiện: what no program may decide, with its reason and document, once."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="rulings")
    person = models.CharField(_("cá nhân"), max_length=200, blank=True)
    title = models.CharField(max_length=60)
    condition = models.CharField(_("điều kiện"), max_length=400)
    passes = models.BooleanField(_("đạt"))
    reason = models.CharField(_("lý do"), max_length=500)
    document = models.CharField(_("văn bản"), max_length=300, blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "person", "title", "condition"], name="ruled_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="ruling_has_a_reason"),
        ]


class Dossier(models.Model):
    """Hồ sơ đề nghị: a unit, or a person of it, for a title, on its way from the cluster to the decision.

    `checked` is what was found of each condition, under which law, on the day it was last sent; `title` what is asked
    now, `asked` what was asked at first. `ballot` is the cluster's vote, `council_ballot` the Council's.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="dossiers")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="dossiers")
    person = models.CharField(_("cá nhân"), max_length=200, blank=True)
    office = models.CharField(_("chức vụ"), max_length=200, blank=True)
    title = models.CharField(max_length=60)
    asked = models.CharField(max_length=60)
    nomination = models.ForeignKey(Nomination, models.PROTECT, null=True, blank=True, related_name="dossiers")
    achievement = models.TextField(_("tóm tắt thành tích"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.CLUSTER)
    officer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="dossiers")
    ballot = models.ForeignKey(Ballot, models.PROTECT, null=True, blank=True, related_name="dossiers")
    council_ballot = models.ForeignKey(Ballot, models.PROTECT, null=True, blank=True, related_name="council_dossiers")
    checked = models.JSONField(default=dict, blank=True)
    council = models.JSONField(default=dict, blank=True)
    award = models.OneToOneField(Award, models.PROTECT, null=True, blank=True, related_name="dossier")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["membership__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "person", "title"], condition=Q(state__in=UNDER_WAY),
                                    name="one_dossier_under_way"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_dossier_state"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Hồ sơ đề nghị {self.person or self.membership.unit.name}"


class Move(models.Model):
    """Bước đi của hồ sơ: who moved it where, when and why; only added."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="moves")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    what = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State)

    class Meta:
        ordering = ["pk"]


class Opinion(models.Model):
    """Ý kiến: asked of several at the same time, each answers for itself."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="award_opinions")
    question = models.CharField(_("hỏi về việc"), max_length=300)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    text = models.TextField(_("ý kiến"), blank=True)
    agrees = models.BooleanField(null=True, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "person"], name="opinion_asked_once")]


class FundEntry(models.Model):
    """Thu, chi quỹ thi đua, khen thưởng: whole đồng, out is negative; an award is paid once."""

    on = models.DateField(_("ngày"))
    amount = models.BigIntegerField(_("số tiền"))
    what = models.CharField(_("nội dung"), max_length=300)
    document = models.CharField(_("chứng từ"), max_length=200, blank=True)
    award = models.OneToOneField(Award, models.PROTECT, null=True, blank=True, related_name="payment")
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="fund_entry_is_something")]

    def __str__(self) -> str:
        return self.what


class CertificateLayout(models.Model):
    """Bố trí giấy chứng nhận: where each line goes, in tenths of a millimetre; a printed blank gets nothing else.

    `places` is field → [x, y, size, centred]: the line's left end (or middle) and foot; size in tenths of a point.
    """

    name = models.CharField(_("tên"), max_length=120, unique=True)
    width = models.PositiveSmallIntegerField(_("rộng"), default=2970)
    height = models.PositiveSmallIntegerField(_("cao"), default=2100)
    printed = models.BooleanField(_("phôi in sẵn"), default=False)
    places = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
