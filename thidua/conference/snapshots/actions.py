"""The writer of photographs from phones: into the album through the newsroom's own act, all of them or none."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from thidua.members.queries import Here
from thidua.news.actions import add_picture
from thidua.news.models import Picture
from thidua.news.queries import album


@transaction.atomic
def add_photographs(
    *, here: Here, caption: str, alt: str, uploads: "Sequence[UploadedFile[Any]]", at: dt.datetime
) -> list[Picture]:
    """Put them into the year's album; the second under the same caption is numbered (2), and so on."""
    taken = {picture.caption for picture in album(here.year)}
    made = []
    for upload in uploads:
        numbered, number = caption, 2
        while numbered in taken:
            numbered, number = f"{caption} ({number})", number + 1
        taken.add(numbered)
        made.append(add_picture(here=here, caption=numbered, alt=alt or numbered, upload=upload, at=at))
    return made
