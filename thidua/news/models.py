"""Tin bài, ảnh."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.members.models import ClusterYear
from thidua.news.terms import State


class Article(models.Model):
    """Bài viết. `body` is a list of blocks: {"kind", "text", "traces", "picture"}.

    `kind` is "paragraph", "heading", "quote", "picture" or "credit"; `picture` is a Picture's number.

    Published means readable by anyone; a second person publishes what the first wrote.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="articles")
    slug = models.SlugField(max_length=200, unique=True)
    title = models.CharField(_("đầu đề"), max_length=300)
    standfirst = models.TextField(_("sa-pô"), blank=True)
    body = models.JSONField(default=list)
    byline = models.CharField(_("tác giả"), max_length=200, blank=True)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    author_id = models.PositiveBigIntegerField()
    reviewer_note = models.TextField(_("ý kiến người duyệt"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_article_state"),
            models.CheckConstraint(condition=~Q(state="published") | Q(published_at__isnull=False),
                                   name="published_has_a_time"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Picture(models.Model):
    """Ảnh: caption once, text alternative required; `file` empty means our own placeholder is shown."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="pictures")
    caption = models.CharField(_("chú thích"), max_length=300)
    alt = models.CharField(_("mô tả cho người không xem được ảnh"), max_length=300)
    file = models.FileField(upload_to="pictures", blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["year", "caption"], name="caption_once")]

    def __str__(self) -> str:
        return self.caption
