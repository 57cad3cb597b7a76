"""What is sent besides pages: sizes of pictures, and a published thing as structured data for machines that read it."""

import json

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.utils.safestring import SafeString

from thidua.news.models import Picture
from thidua.news.photographs import FORMATS, SMALL, printed, small_name
from thidua.news.pieces import Piece
from thidua.news.terms import Shown

# As Django's json_script: what could close the script element is written as an escape.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
FOR_EVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
PICTURE_ONLY = "default-src 'none'; sandbox"


def picture_response(picture: Picture, size: int) -> FileResponse:
    """One size of a picture, inline: we wrote these bytes ourselves."""
    large = str(picture.file.name)
    name = small_name(large) if size == SMALL else large
    response = FileResponse(default_storage.open(name), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def size_of(name: str, shape: str, width: int, extension: str) -> HttpResponse:
    """One size of a published picture, made when it is first asked for. Another picture has another name."""
    kept = f"variants/{name}/{shape}-{width}.{extension}"
    if not default_storage.exists(kept):
        file, across, down = name.rsplit("-", 2)
        with default_storage.open(f"pictures/{file}.webp") as stored:
            made = printed(stored.read(), shape, width, extension, (int(across), int(down)))
        default_storage.save(kept, ContentFile(made))
    with default_storage.open(kept) as ready:
        content = ready.read()
    headers = {"Cache-Control": FOR_EVER, "Content-Security-Policy": PICTURE_ONLY}
    return HttpResponse(content, content_type=FORMATS[extension], headers=headers)


def structured(piece: Piece, address: str, picture: str) -> SafeString:
    """A published thing in the words of schema.org, safe inside a script element."""
    told: dict[str, object] = {
        "@context": "https://schema.org", "headline": piece.title, "description": piece.summary, "inLanguage": "vi",
        "mainEntityOfPage": address, "url": address, "image": [picture],
        "publisher": {"@type": "Organization", "name": piece.place} if piece.place else None,
    }  # fmt: skip
    if piece.kind == Shown.ARTICLE:
        told |= {
            "@type": "NewsArticle", "datePublished": piece.on.isoformat(), "dateModified": piece.changed.isoformat(),
            "author": [{"@type": "Person", "name": piece.byline}] if piece.byline else told["publisher"],
            "correction": "; ".join(note for _day, note in piece.corrected) or None,
        }  # fmt: skip
    else:
        told |= {"@type": "WebPage", "name": piece.title}
        del told["headline"]
    known = {key: value for key, value in told.items() if value}
    return SafeString(json.dumps(known, ensure_ascii=False).translate(ESCAPES))
