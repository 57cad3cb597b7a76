"""Cụm, đơn vị, người, vai trò."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.members.terms import Lead, Office, Stage, Succession


class Unit(models.Model):
    """Đơn vị: an organisation, dated. A renamed or merged unit is another row, linked by lineage."""

    code = models.SlugField(_("mã"), max_length=60, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    short_name = models.CharField(_("tên gọi tắt"), max_length=80)
    founded_on = models.DateField(_("từ ngày"), null=True, blank=True)
    ended_on = models.DateField(_("đến ngày"), null=True, blank=True)
    illustrative = models.BooleanField(_("số liệu minh hoạ"), default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_on__isnull=True) | Q(founded_on__isnull=True)
                                   | Q(ended_on__gte=F("founded_on")), name="unit_ends_after_it_began"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Lineage(models.Model):
    """Kế thừa: `successor` came out of `predecessor` on a day, by a legal act."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=10, choices=Succession)
    on = models.DateField()
    by_document = models.CharField(max_length=300)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="lineage_once")]


class Cluster(models.Model):
    """Cụm thi đua: organiser, family and number. The number alone is no identity (domain.md 3.6)."""

    slug = models.SlugField(max_length=80, unique=True)
    organiser = models.CharField(_("cơ quan tổ chức"), max_length=200)
    family = models.CharField(_("nhóm"), max_length=200, blank=True)
    number = models.CharField(_("số"), max_length=20, blank=True)
    name = models.CharField(_("tên cụm"), max_length=200)
    illustrative = models.BooleanField(_("số liệu minh hoạ"), default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organiser", "family", "number"], name="cluster_identity"),
        ]

    def __str__(self) -> str:
        return self.name


class ClusterYear(models.Model):
    """Năm thi đua của cụm: the heart of the model. Rooms hang their rows on it."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField(_("năm"))
    stage = models.CharField(_("bước"), max_length=20, choices=Stage, default=Stage.CONSTITUTED)
    cut_off = models.DateField(_("ngày chốt số liệu"), null=True, blank=True)
    by_document = models.CharField(_("văn bản thành lập"), max_length=300, blank=True)
    mid_review = models.BooleanField(_("có sơ kết"), default=True)

    class Meta:
        ordering = ["-year", "cluster__name"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "year"], name="one_year_once"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="known_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster.name}, năm {self.year}"

    @property
    def at(self) -> Stage:
        return Stage(self.stage)


class Membership(models.Model):
    """Đơn vị thành viên: a unit in a cluster year, dated. `order` is the protocol order of the cluster's own papers."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    order = models.PositiveSmallIntegerField(default=0)
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "unit__name"]
        constraints = [models.UniqueConstraint(fields=["year", "unit"], name="member_once")]

    def __str__(self) -> str:
        return self.unit.name


class LeadTerm(models.Model):
    """Nhiệm kỳ Cụm trưởng, Cụm phó. At most one open term per role and year; both are members of the year."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="lead_terms")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="lead_terms")
    role = models.CharField(max_length=10, choices=Lead)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by_document = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "role"], condition=Q(until__isnull=True), name="one_lead_at_a_time"
            ),
            models.CheckConstraint(condition=Q(role__in=Lead.values), name="known_lead"),
        ]


class PersonManager(BaseUserManager["Person"]):
    """Accounts are made by `members.actions.admit` only; this finds them."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Người dùng: an account. Rank and office title are kept apart; powers come from seats only."""

    username = models.CharField(_("tên đăng nhập"), max_length=60, unique=True)
    name = models.CharField(_("họ và tên"), max_length=200)
    rank = models.CharField(_("cấp bậc"), max_length=60, blank=True)
    title = models.CharField(_("chức vụ"), max_length=200, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    illustrative = models.BooleanField(_("số liệu minh hoạ"), default=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    objects = PersonManager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """Vị trí: an office held by a person, in a unit, in a cluster year, from–to, by a document.

    Site offices (standing office, Council, administrator) have neither year nor unit: they hold for every cluster. A
    substitute has a seat of the own, to a day, that names the seat it stands in for.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="seats")
    office = models.CharField(max_length=24, choices=Office)
    year = models.ForeignKey(ClusterYear, models.PROTECT, null=True, blank=True, related_name="seats")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="seats")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by_document = models.CharField(max_length=300, blank=True)
    stands_in_for = models.ForeignKey(  # uỷ quyền khi vắng: another's seat, for some days
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes"
    )

    class Meta:
        ordering = ["office", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(stands_in_for__isnull=True) | Q(until__isnull=False),
                                   name="substitute_until_a_day"),
            models.UniqueConstraint(fields=["person", "office", "year", "membership"],
                                    condition=Q(until__isnull=True), name="seat_once"),
            models.UniqueConstraint(fields=["person", "office"], name="site_seat_once",
                                    condition=Q(until__isnull=True, year__isnull=True)),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="known_office"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person.name}: {self.get_office_display()}"
