"""Signed copies: a PDF of an issued paper that comes back with signatures in it."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from thidua.kit import files
from thidua.kit.refusal import Refused, require
from thidua.kit.signed import PDF, signatures
from thidua.ledger.actions import record, take_turn
from thidua.members.queries import Here
from thidua.members.terms import Office
from thidua.paperwork.layout import symbol
from thidua.paperwork.models import Document, SignedCopy
from thidua.paperwork.rules import CLERKS, why_not_bring_back
from thidua.paperwork.sameness import same_as


@transaction.atomic
def bring_back(*, here: Here, document: Document, upload: "UploadedFile[Any]", at: dt.datetime) -> SignedCopy:
    """Keep the file with what its signatures say, whatever that is: a tampered copy is kept and named."""
    require(why_not_bring_back(here, document))
    seen = files.sniff(upload, {PDF: "pdf"})
    data = upload.read()
    found = signatures(data, settings.TRUST_ROOTS)
    if found == []:
        raise Refused(_("Tệp “%(name)s” không có chữ ký số. Hãy ký số vào bản PDF rồi tải lên.")
                      % {"name": upload.name}, "file")  # fmt: skip
    take_turn()
    if SignedCopy.objects.filter(document=document, sha256=seen.sha256).exists():
        raise Refused(_("Tệp này đã được tải lên trước đó."), "file")
    upload.seek(0)
    kept = default_storage.save(files.random_name("signed", seen.extension), upload)
    made = SignedCopy.objects.create(
        document=document, file=kept, name=(upload.name or "")[:200], size=seen.size, sha256=seen.sha256, signed=found,
        same=same_as(document, data), by_name=here.person.name, at=at,
    )  # fmt: skip
    by = here.actor(Office.UNIT_OFFICER, *CLERKS, Office.STANDING_OFFICE)
    record(act="paperwork.bring_back", subject=document, by=by, at=at, year_id=here.year.pk,
           facts={"symbol": symbol(document), "sha256": seen.sha256, "same": made.same})  # fmt: skip
    return made
