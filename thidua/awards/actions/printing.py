"""Writing the layouts of certificates."""

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.awards.models import CertificateLayout
from thidua.awards.printing import BLANK, FIELDS, OURS
from thidua.awards.rules import why_not_keep
from thidua.kit.posted import whole
from thidua.kit.refusal import Refused, require
from thidua.ledger.actions import record
from thidua.ledger.terms import Actor

SMALLEST, LARGEST = 60, 720
"""Sizes of letters, tenths of a point."""


@transaction.atomic
def make_layout(*, by: Actor, at: dt.datetime, name: str, printed: bool) -> CertificateLayout:
    """Another layout, beginning as ours or as a printed blank."""
    require(why_not_keep(by))
    if not name.strip():
        raise Refused(_("Hãy đặt tên cho bố trí."), "name")
    try:
        with transaction.atomic():
            made = CertificateLayout.objects.create(
                name=name.strip(), printed=printed, places=BLANK if printed else OURS
            )
    except IntegrityError:
        raise Refused(_("Đã có bố trí tên này; hãy đặt tên khác."), "name") from None
    record(act="awards.make_layout", subject=made, by=by, at=at, facts={"name": made.name, "printed": printed})
    return made


@transaction.atomic
def place_lines(*, by: Actor, at: dt.datetime, layout: CertificateLayout, typed: Mapping[str, str]) -> None:
    """Keep where each line goes: `field-x`, `field-y` in tenths of a millimetre, `field-size`, `-on`, `-centred`."""
    require(why_not_keep(by))
    places = {}
    for field, label in FIELDS.items():
        if not typed.get(f"{field}-on"):
            continue
        x, y, size = (whole(typed.get(f"{field}-{part}", "").strip()) for part in ("x", "y", "size"))
        if x is None or y is None or size is None or x > layout.width or y > layout.height:
            raise Refused(_("“%(field)s”: vị trí phải là số nguyên nằm trong khổ giấy.") % {"field": label})
        if not SMALLEST <= size <= LARGEST:
            raise Refused(_("“%(field)s”: cỡ chữ từ 60 đến 720 phần mười điểm.") % {"field": label})
        places[field] = [x, y, size, bool(typed.get(f"{field}-centred"))]
    if not places:
        raise Refused(_("Hãy giữ lại ít nhất một dòng để in."))
    CertificateLayout.objects.filter(pk=layout.pk).update(places=places)
    record(act="awards.place_lines", subject=layout, by=by, at=at, facts={"places": places})
