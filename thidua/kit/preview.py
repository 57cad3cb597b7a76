"""Ảnh xem trước: a small picture of a file, drawn once in a process of its own and kept beside the files."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.http import HttpResponse

from thidua.kit.apart import ran
from thidua.kit.draw_preview import PDF
from thidua.kit.files import PICTURES

DRAWN = frozenset({PDF, *PICTURES})
"""The media types that can be drawn."""
SMALL, LARGE = 320, 1200


def preview(file: "FieldFile | Any", sha256: str, media_type: str, size: int = SMALL) -> bytes | None:
    """WebP bytes, the longer side at most `size` pixels; None when the file cannot be drawn."""
    kept = f"previews/{sha256}-{size}.webp"
    if default_storage.exists(kept):
        with default_storage.open(kept) as ready:
            return bytes(ready.read())
    with file.open("rb") as source:
        drawn = draw(source.read(), media_type, size)
    if drawn:
        default_storage.save(kept, ContentFile(drawn))
    return drawn


def draw(data: bytes, media_type: str, size: int) -> bytes | None:
    """Draw; None when the file is broken, or asks for more time or memory than a preview is worth."""
    if media_type not in DRAWN:
        return None
    return ran("draw_preview", media_type, str(size), data=data)


def shown(picture: bytes) -> HttpResponse:
    """A preview as an answer: a picture and nothing else, kept by the reader's own browser alone."""
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "private, max-age=3600",
        "Content-Disposition": "inline",
    }  # fmt: skip
    return HttpResponse(picture, content_type="image/webp", headers=headers)
