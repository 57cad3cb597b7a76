"""Văn bản. A cluster has no registry of its own: its papers carry the head unit's number (domain.md 6.2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thidua.members.models import Cluster, ClusterYear, Person, Unit
from thidua.paperwork.terms import Kind, Status, TemplateState


class Register(models.Model):
    """Sổ văn bản đi: one series of numbers of a unit in a calendar year.

    `series` is the symbol of a kind, or "" for one series through all kinds; a unit has the one or the other in a
    year. `mark` tells the cluster's papers from the unit's own. A number is given by raising `last` by one in the
    transaction that issues, so there is never a gap.
    """

    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="registers")
    mark = models.CharField(max_length=20)
    series = models.CharField(max_length=4, blank=True)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "mark", "series", "year"], name="register_once")]

    def __str__(self) -> str:
        return f"{self.issuer}, {self.series or '*'}, {self.year}"


class Letterhead(models.Model):
    """Tiêu đề giấy của cụm: the place before the date, the mark after the kind in a number such as 12/BB-CTĐ."""

    cluster = models.OneToOneField(Cluster, models.PROTECT, related_name="letterhead")
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    mark = models.CharField(_("ký hiệu"), max_length=20, default="CTĐ")

    def __str__(self) -> str:
        return str(self.cluster)


class Template(models.Model):
    """Bản mẫu Word của cụm for one kind of paper, version by version; a paper keeps the version it was made with."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="paper_templates")
    kind = models.CharField(_("loại văn bản"), max_length=4, choices=Kind)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=TemplateState, default=TemplateState.TRIAL)
    file = models.FileField(max_length=200)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "kind", "version"], name="template_version_once"),
            models.UniqueConstraint(
                fields=["cluster", "kind"], condition=Q(state="in_use"), name="one_template_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name} ({self.version})"


class RecipientList(models.Model):
    """Danh sách nơi nhận: of a cluster, named, used again from paper to paper."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="recipient_lists")
    name = models.CharField(_("tên danh sách"), max_length=120)
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["cluster", "name"], name="recipient_list_once")]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """Một văn bản: made from data by the room that knows it, numbered when issued.

    `content` is the paper as plain JSON: {"sections": [{"heading", "paragraphs": [..], "table": {"head", "rows"}}],
    "recipients": [..], "signatures": [{"authority", "name", "note"}], "to": [..], "bases": [..], "place"}, every key
    optional. A number is unique and gapless in its register. What is written is fixed when the paper is issued:
    `digest` is the SHA-256 of it all. `for_cluster`: issued for the cluster with the head unit's number, rather than a
    unit's own.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="documents")
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="documents")
    kind = models.CharField(_("loại văn bản"), max_length=4, choices=Kind)
    mark = models.CharField(_("ký hiệu"), max_length=20, default="CTĐ")
    for_cluster = models.BooleanField(default=True)
    about = models.CharField(_("trích yếu"), max_length=400)
    subject = models.CharField(max_length=60, help_text="which thing it documents, such as pledge:12")
    content = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    register = models.ForeignKey(Register, models.PROTECT, null=True, blank=True, related_name="documents")
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True, blank=True)
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="papers_prepared")
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="papers_signed")
    template = models.ForeignKey(Template, models.PROTECT, null=True, blank=True, related_name="documents")
    code = models.CharField(max_length=16, unique=True, null=True, blank=True)  # none until issued
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="document_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "signed", "dropped"], number__isnull=True)
                | Q(status__in=["issued", "revoked"], number__isnull=False, issued_on__isnull=False,
                    number_year__isnull=False, register__isnull=False),
                name="issued_means_numbered",
            ),
            models.CheckConstraint(condition=Q(signed_by__isnull=True) | Q(prepared_by__isnull=True)
                                   | ~Q(signed_by=F("prepared_by")), name="prepares_or_signs"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about}"


class SignedCopy(models.Model):
    """Bản đã ký số: a PDF of an issued paper that came back signed; `signed` as `kit.signed` told when it came in.

    `same`: whether it is the paper that was issued: "file" (its very bytes, then signatures), "text" (the same words
    in another file), "other". None of `signed` means the signatures could not be read.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="signed_copies")
    file = models.FileField(max_length=200)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    signed = models.JSONField(null=True, blank=True)
    same = models.CharField(max_length=5)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["document", "sha256"], name="signed_copy_once")]

    def __str__(self) -> str:
        return self.name
