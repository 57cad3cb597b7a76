"""Chuẩn bị hội nghị: what is set, sent, seated and handed out before the day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thidua.conference.preparing.terms import Answer, OpenTo
from thidua.members.models import Membership
from thidua.notices.models import Letter
from thidua.paperwork.models import Document


class Setup(models.Model):
    """Thời hạn chuẩn bị, số đại biểu tham dự of a conference; an empty day is no limit, or the usual days of the
    delegates' pages; no `quorum`: nobody has said how many member units have to be there."""

    conference = models.OneToOneField("conference.Conference", models.PROTECT, related_name="setup")
    talks_due = models.DateField(_("hạn gửi tham luận"), null=True, blank=True)
    answers_due = models.DateField(_("hạn trả lời giấy mời"), null=True, blank=True)
    open_from = models.DateField(_("mở trang đại biểu từ"), null=True, blank=True)
    open_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    quorum = models.PositiveSmallIntegerField(_("số đơn vị phải có mặt"), null=True, blank=True)
    quorum_basis = models.CharField(_("căn cứ"), max_length=200, blank=True)


class StoredFile(models.Model):
    """Tệp đã lưu: what is known of an uploaded file."""

    file = models.FileField(upload_to="conference")
    media_type = models.CharField(max_length=120)
    extension = models.CharField(max_length=10)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Talk(StoredFile):
    """Tham luận a unit sent beforehand; one sent again is another row, the former stays, withdrawn."""

    conference = models.ForeignKey("conference.Conference", models.PROTECT, related_name="talks")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="talks")
    item = models.ForeignKey("conference.Item", models.SET_NULL, null=True, blank=True, related_name="talks")
    title = models.CharField(_("tên tham luận"), max_length=300)
    speaker = models.CharField(_("người trình bày"), max_length=200)
    late = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "membership", "sha256"],
                                    condition=Q(withdrawn_at__isnull=True), name="talk_sent_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Need(models.Model):
    """Nhu cầu ăn ở, đi lại of a delegate: seen by the secretaries and the own unit only."""

    delegate = models.OneToOneField("conference.Delegate", models.CASCADE, related_name="need")
    dietary = models.CharField(_("ăn uống"), max_length=300, blank=True)
    travel = models.CharField(_("đi lại, lưu trú"), max_length=300, blank=True)


class HandOrder(models.Model):
    """Thứ tự lễ tân xếp tay: the whole order after one change; undone, the one before it stands again."""

    conference = models.ForeignKey("conference.Conference", models.PROTECT, related_name="hand_orders")
    number = models.PositiveSmallIntegerField()
    delegations = models.JSONField(default=list)
    delegates = models.JSONField(default=list)
    what = models.CharField(max_length=300)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["conference", "number"], name="hand_order_numbered_once")]


class Block(models.Model):
    """Khối ghế of a hall: rows from the front, seats from the left."""

    conference = models.ForeignKey("conference.Conference", models.PROTECT, related_name="blocks")
    name = models.CharField(_("tên khối"), max_length=80)
    rows = models.PositiveSmallIntegerField(_("số hàng"))
    seats = models.PositiveSmallIntegerField(_("số ghế mỗi hàng"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["conference", "name"], name="block_named_once")]

    def __str__(self) -> str:
        return self.name


class Spot(models.Model):
    """Chỗ ngồi of one delegate: block, row and number, counted from 1."""

    delegate = models.OneToOneField("conference.Delegate", models.CASCADE, related_name="spot")
    block = models.ForeignKey(Block, models.CASCADE, related_name="spots")
    row = models.PositiveSmallIntegerField(_("hàng"))
    number = models.PositiveSmallIntegerField(_("ghế"))

    class Meta:
        ordering = ["block", "row", "number"]
        constraints = [models.UniqueConstraint(fields=["block", "row", "number"], name="one_delegate_a_spot")]


class Handout(StoredFile):
    """Tài liệu hội nghị, and to whom it is open."""

    conference = models.ForeignKey("conference.Conference", models.PROTECT, related_name="handouts")
    name = models.CharField(_("tên tài liệu"), max_length=200)
    open_to = models.CharField(_("mở cho"), max_length=12, choices=OpenTo, default=OpenTo.SECRETARIES)
    code = models.CharField(max_length=32, unique=True, help_text="its address when it is public")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "sha256"], name="handout_stored_once"),
            models.CheckConstraint(condition=Q(open_to__in=OpenTo.values), name="known_open_to"),
        ]

    def __str__(self) -> str:
        return self.name


class Invite(models.Model):
    """Giấy mời họp to a member unit or another body, and its answer; `code` lets one answer without an account."""

    conference = models.ForeignKey("conference.Conference", models.PROTECT, related_name="invites")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="invites")
    body = models.CharField(_("cơ quan, đơn vị"), max_length=200)
    email = models.EmailField(_("thư điện tử"), blank=True)
    code = models.CharField(max_length=32, unique=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(_("trả lời"), max_length=10, choices=Answer, default=Answer.WAITING)
    reason = models.CharField(_("lý do vắng"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "body"], name="invited_once"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="known_answer"),
            models.CheckConstraint(condition=~Q(answer="excused") | ~Q(reason=""), name="excused_says_why"),
        ]

    def __str__(self) -> str:
        return self.body


class Mailing(models.Model):
    """Thư mời đã gửi: which state of the meeting (`sequence`) went to which address, as which letter."""

    invite = models.ForeignKey(Invite, models.PROTECT, related_name="mailings")
    sequence = models.PositiveSmallIntegerField()
    address = models.EmailField()
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["invite", "address", "sequence"], name="mailed_once")]
