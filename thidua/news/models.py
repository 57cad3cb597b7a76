"""Tin bài, ảnh, điển hình tiên tiến, và những gì đã công bố."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.members.models import ClusterYear, Membership
from thidua.news.terms import Shown, State


class Article(models.Model):
    """Bài viết. `body` is a list of blocks: {"kind", "text", "traces", "picture", "pictures"}.

    `kind` is one of `drafting.BlockKind`; `picture` is a Picture's number, `pictures` those of an album. `sources`
    keeps what a drafted text was made from: {"facts": {key: words}, "sentences": [[sentence, [keys]], …]}.

    What readers see is not read from here but from what was published (`Showing`): a published article that is being
    corrected is a draft again (`correction` says of what), while its readers still see what they saw.
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
    sources = models.JSONField(default=dict)
    correction = models.CharField(_("nội dung đính chính"), max_length=500, blank=True)
    corrections = models.JSONField(default=list)

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="known_article_state"),
            models.CheckConstraint(condition=~Q(state="published") | Q(published_at__isnull=False),
                                   name="published_has_a_time"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """Bản của bài: the text as it was saved each time, never changed."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    standfirst = models.TextField(blank=True)
    body = models.JSONField(default=list)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="article_version_once")]


class Jotting(models.Model):
    """Phần đang gõ dở: what one person typed in the editor and has not saved. Gone once saved or thrown away.

    `turn` counts the times it was kept: of two tabs, the one that did not see the last turn is told.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="jottings")
    person_id = models.PositiveBigIntegerField()
    typed = models.JSONField(default=dict)
    turn = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "person_id"], name="jotting_once")]


class Picture(models.Model):
    """Ảnh: caption once, text alternative required; `file` empty means our own placeholder is shown.

    `focal_x`, `focal_y` say, in percent, what must stay in sight when the picture is cropped.
    """

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="pictures")
    caption = models.CharField(_("chú thích"), max_length=300)
    alt = models.CharField(_("mô tả cho người không xem được ảnh"), max_length=300)
    file = models.FileField(upload_to="pictures", blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    order = models.PositiveSmallIntegerField(default=0)
    focal_x = models.PositiveSmallIntegerField(_("tâm ảnh, ngang"), default=50)
    focal_y = models.PositiveSmallIntegerField(_("tâm ảnh, dọc"), default=50)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "caption"], name="caption_once"),
            models.CheckConstraint(condition=Q(focal_x__lte=100) & Q(focal_y__lte=100), name="focal_inside"),
        ]

    def __str__(self) -> str:
        return self.caption


class Depicted(models.Model):
    """Người có tên trong ảnh: named to the public only once the own office's consent is written down."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="people")
    name = models.CharField(_("họ và tên"), max_length=200)
    office = models.CharField(_("chức vụ, cơ quan"), max_length=200)
    consent = models.CharField(_("cơ quan đồng ý, theo văn bản hoặc ý kiến nào"), max_length=300, blank=True)
    consent_on = models.DateField(_("ngày đồng ý"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["picture", "name"], name="depicted_once")]

    def __str__(self) -> str:
        return self.name


class Exemplar(models.Model):
    """Điển hình tiên tiến: who by office or unit, what they did, and by whose leave it is told."""

    year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="exemplars")
    slug = models.SlugField(max_length=200, unique=True)
    title = models.CharField(_("việc làm, mô hình"), max_length=300)
    holder = models.CharField(_("tập thể, cá nhân (ghi theo chức vụ)"), max_length=200)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="exemplars")
    deed = models.TextField(_("đã làm gì, kết quả ra sao"))
    permission = models.CharField(_("cơ quan cho phép nêu gương, theo văn bản nào"), max_length=300, blank=True)
    permitted_on = models.DateField(_("ngày cho phép"), null=True, blank=True)
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="exemplars")

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["year", "title"], name="exemplar_once")]

    def __str__(self) -> str:
        return self.title


class Showing(models.Model):
    """Bản công bố: what the public sees of one thing from a moment on. Rows are added, and the newest counts.

    Public pages are made of these rows alone, so nothing that was not published can be on them. `first` is when the
    thing was first published, whichever row of it this is. `ended` takes the
    thing down, with `note` in its place. `ahead` is announced for a later
    moment; `dropped` was announced for later and called off before anybody saw it.
    """

    kind = models.CharField(max_length=10, choices=Shown)
    key = models.SlugField(max_length=200)
    year = models.ForeignKey(ClusterYear, models.PROTECT, null=True, blank=True, related_name="showings")
    data = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    since = models.DateTimeField(db_index=True)
    first = models.DateTimeField()
    ahead = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    dropped = models.BooleanField(default=False)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-since", "-pk"]
        indexes = [
            models.Index(fields=["kind", "key", "since"], name="showing_newest"),
            models.Index(fields=["kind", "-first", "-id"], name="showing_listed"),
            models.Index(fields=["kind", "-since", "-id"], name="showing_fresh"),
        ]
        constraints = [models.CheckConstraint(condition=Q(kind__in=Shown.values), name="known_shown_kind")]

    def __str__(self) -> str:
        return str(self.data.get("title") or self.key)


class Freeze(models.Model):
    """Tạm giữ trang công khai: while one is on, the public reads what it read when it began, to the byte.

    `last` is the last row published before it. `on` is true or null, so that two cannot be on at once.
    """

    since = models.DateTimeField()
    last = models.PositiveBigIntegerField(default=0)
    on = models.BooleanField(null=True, default=True, unique=True)
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=300)
    by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Tạm giữ trang công khai từ {self.since:%d/%m/%Y}"
