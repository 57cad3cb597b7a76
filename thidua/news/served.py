"""Ảnh gửi tới trình duyệt, and the article as structured data for machines that read it."""

import json
from collections.abc import Callable

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.utils.safestring import SafeString

from thidua.news.models import Article, Picture
from thidua.news.photographs import SMALL, small_name

# As Django's json_script: what could close the script element is written as an escape.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def picture_response(picture: Picture, size: int) -> FileResponse:
    """One size of a picture, inline: we wrote these bytes ourselves."""
    large = str(picture.file.name)
    name = small_name(large) if size == SMALL else large
    response = FileResponse(default_storage.open(name), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def structured(article: Article, absolute: Callable[[str], str], address: str, pictures: list[str]) -> SafeString:
    """The article as schema.org NewsArticle, safe inside a script element."""
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": article.standfirst,
        "datePublished": article.published_at.isoformat() if article.published_at else None,
        "inLanguage": "vi",
        "mainEntityOfPage": absolute(address),
        "image": [absolute(picture) for picture in pictures],
        "author": [{"@type": "Person", "name": article.byline}] if article.byline else None,
        "publisher": {"@type": "Organization", "name": str(article.year.cluster)},
    }
    known = {key: value for key, value in told.items() if value}
    return SafeString(json.dumps(known, ensure_ascii=False).translate(ESCAPES))
