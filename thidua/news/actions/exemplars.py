"""The writer of the good examples: written down, changed, shown to the public with their office's leave."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.kit.viet import slug
from thidua.ledger.actions import record
from thidua.members.models import Membership
from thidua.members.queries import Here
from thidua.news.models import Exemplar, Picture
from thidua.news.queries import WRITERS
from thidua.news.rules import why_not_write


@transaction.atomic
def tell_exemplar(
    *, here: Here, title: str, holder: str, membership: Membership | None, deed: str, at: dt.datetime,
    permission: str = "", permitted_on: dt.date | None = None, picture: Picture | None = None,
    exemplar: Exemplar | None = None,
) -> Exemplar:  # fmt: skip
    """Write a good example down, or change the one given."""
    require(why_not_write(here))
    if bool(permission) != (permitted_on is not None):
        raise Refused(_("Hãy ghi cả cơ quan cho phép và ngày cho phép, hoặc để trống cả hai."), "permission")
    given = {"title": title, "holder": holder, "membership": membership, "deed": deed, "permission": permission,
             "permitted_on": permitted_on, "picture": picture}  # fmt: skip
    try:
        with transaction.atomic():
            if exemplar is None:
                start = f"{slug(title)[:150].strip('-') or 'dien-hinh'}-{here.year.cluster.slug}-{here.year.year}"
                exemplar = Exemplar.objects.create(year=here.year, slug=start[:200], **given)
            else:
                Exemplar.objects.filter(pk=exemplar.pk).update(**given)
                exemplar.refresh_from_db()
    except IntegrityError:
        raise Refused(_("Năm thi đua này đã có điển hình mang tên đó; hãy sửa điển hình đã có."), "title") from None
    record(act="exemplar.tell", subject=exemplar, by=here.actor(*WRITERS), at=at, year_id=here.year.pk,
           facts={"holder": holder, "permission": permission})  # fmt: skip
    return exemplar
