"""The writer of the album: pictures, their words, what must stay in sight, who is named in them and by whose leave."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.kit.files import random_name
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.members.queries import Here
from thidua.news.models import Depicted, Picture
from thidua.news.photographs import LARGE, SMALL, Developed, develop, small_name
from thidua.news.queries import PHOTOGRAPHERS
from thidua.news.rules import why_not_photograph


@transaction.atomic
def add_picture(
    *, here: Here, caption: str, alt: str, at: dt.datetime, upload: "UploadedFile[Any] | None" = None
) -> Picture:  # fmt: skip
    """Put a picture into the year's album. Each caption once; without a file our own placeholder stands in."""
    require(why_not_photograph(here))
    developed = develop(upload) if upload else None
    try:
        with transaction.atomic():
            order = Picture.objects.filter(year=here.year).count() + 1
            picture = Picture.objects.create(year=here.year, caption=caption, alt=alt, order=order)
    except IntegrityError:
        raise Refused(_("Đã có ảnh mang chú thích này; mỗi chú thích chỉ dùng một lần."), "caption") from None
    if developed:
        _keep(picture, developed)
    record(act="picture.add", subject=picture, by=here.actor(*PHOTOGRAPHERS), at=at, year_id=here.year.pk,
           facts={"file": "yes" if developed else "no"})  # fmt: skip
    return picture


@transaction.atomic
def change_picture(
    *, here: Here, picture: Picture, caption: str, alt: str, at: dt.datetime,
    upload: "UploadedFile[Any] | None" = None, focal: tuple[int, int] | None = None,
) -> None:  # fmt: skip
    """Correct the words of a picture, or put the photograph where the placeholder stood.

    `focal` says, in percent from the left and the top, what stays in sight when the picture is cropped.
    """
    require(why_not_photograph(here))
    developed = develop(upload) if upload else None
    before = picture.caption
    x, y = focal or (picture.focal_x, picture.focal_y)
    try:
        with transaction.atomic():
            Picture.objects.filter(pk=picture.pk).update(caption=caption, alt=alt, focal_x=x, focal_y=y)
    except IntegrityError:
        raise Refused(_("Đã có ảnh mang chú thích này; mỗi chú thích chỉ dùng một lần."), "caption") from None
    picture.refresh_from_db()
    if developed:
        _keep(picture, developed)
    record(act="picture.change", subject=picture, by=here.actor(*PHOTOGRAPHERS), at=at, year_id=here.year.pk,
           facts={"before": before, "file": "yes" if developed else "no"})  # fmt: skip


def _keep(picture: Picture, developed: Developed) -> None:
    """Store both sizes under a random name; the row points to the large one."""
    name = default_storage.save(random_name("pictures", "webp"), ContentFile(developed.by_size[LARGE]))
    default_storage.save(small_name(name), ContentFile(developed.by_size[SMALL]))
    Picture.objects.filter(pk=picture.pk).update(file=name, width=developed.width, height=developed.height)
    picture.refresh_from_db()


@transaction.atomic
def name_person(
    *, here: Here, picture: Picture, name: str, office: str, consent: str, consent_on: dt.date | None, at: dt.datetime
) -> Depicted:
    """Write down who is in the picture and, once given, their own office's consent; again to complete it."""
    require(why_not_photograph(here))
    if consent and consent_on is None:
        raise Refused(_("Hãy ghi ngày cơ quan đồng ý."), "consent_on")
    if consent_on and consent_on > here.day:
        raise Refused(_("Ngày đồng ý không thể ở sau hôm nay."), "consent_on")
    given = {"office": office, "consent": consent, "consent_on": consent_on if consent else None}
    person, made = Depicted.objects.get_or_create(picture=picture, name=name, defaults=given)
    if not made and not Depicted.objects.filter(pk=person.pk).exclude(**given).update(**given):
        raise Refused(_("Người này đã có trong ảnh, với đúng những điều đã ghi."), "name")
    record(act="picture.name", subject=picture, by=here.actor(*PHOTOGRAPHERS), at=at, year_id=here.year.pk,
           facts={"name": name, "office": office, "consent": consent})  # fmt: skip
    return person


@transaction.atomic
def unname_person(*, here: Here, person: Depicted, at: dt.datetime) -> None:
    """The person is not to be named in the picture, or the consent was taken back."""
    require(why_not_photograph(here))
    if not Depicted.objects.filter(pk=person.pk).delete()[0]:
        raise Refused(_("Người này đã được bỏ khỏi ảnh trước đó."))
    record(act="picture.unname", subject=person.picture, by=here.actor(*PHOTOGRAPHERS), at=at, year_id=here.year.pk,
           facts={"name": person.name, "consent": person.consent})  # fmt: skip
