"""Uploaded files: what they really are, their size and hash; kept outside the web root under names of our own."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from thidua.kit.refusal import Refused, require
from thidua.kit.scanning import why_not_clean

OFFICE = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
XLSX = next(kind for kind, extension in OFFICE.items() if extension == "xlsx")
PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
DOCUMENTS = {"application/pdf": "pdf", **OFFICE, **PICTURES}


@dataclass(frozen=True)
class Sniffed:
    """What an upload is: media type, the extension we give it, size in bytes, SHA-256 hex of its bytes."""

    media_type: str
    extension: str
    size: int
    sha256: str


def sniff(upload: "UploadedFile[Any]", allowed: dict[str, str] | None = None) -> Sniffed:
    """Look at the bytes, not at the name. Refuses what is empty, too large, or of a kind not allowed."""
    allowed = allowed or DOCUMENTS
    name, size = upload.name, upload.size or 0
    if not size:
        raise Refused(_("Tệp “%(name)s” rỗng. Hãy chọn lại tệp.") % {"name": name})
    if size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise Refused(
            _("Tệp “%(name)s” nặng %(size)s MB, vượt mức %(limit)s MB. Hãy nén hoặc tách tệp rồi tải lại.")
            % {"name": name, "size": size // (1024 * 1024), "limit": limit}
        )
    head = upload.read(8192)
    upload.seek(0)
    kind = filetype.guess(head)
    if kind is None or kind.mime not in allowed:
        raise Refused(
            _("Tệp “%(name)s” không đúng loại được nhận (%(kinds)s); phần mềm xem nội dung tệp, không xem đuôi tên.")
            % {"name": name, "kinds": ", ".join(sorted(set(allowed.values())))}
        )
    hashed = hashlib.sha256()
    for chunk in upload.chunks():
        hashed.update(chunk)
    upload.seek(0)
    require(why_not_clean(upload.chunks(), str(name)))
    upload.seek(0)
    return Sniffed(kind.mime, allowed[kind.mime], size, hashed.hexdigest())


def random_name(folder: str, extension: str) -> str:
    """A name in the store that says nothing and cannot be guessed."""
    return f"{folder}/{secrets.token_hex(16)}.{extension}"


def download(stored: object, name: str, media_type: str) -> FileResponse:
    """The file as an attachment; never shown inline by the browser's guess."""
    given = FileResponse(stored.open("rb"), as_attachment=True, filename=name, content_type=media_type)  # type: ignore[attr-defined]
    given["Cache-Control"] = "private, no-store"
    return given


def attached(data: bytes, name: str, media_type: str) -> HttpResponse:
    """A file made just now, as an attachment; `name` in plain letters. Kept by no cache: tomorrow it is another."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=media_type, headers=headers)
