"""Tráng ảnh: an uploaded picture becomes two of ours, without where and when and by which camera it was taken."""

import io
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from thidua.kit.files import PICTURES, sniff
from thidua.kit.refusal import Refused

LARGE, SMALL = 1600, 800
SIZES = (SMALL, LARGE)
MOST_PIXELS = 60_000_000
QUALITY = 82


@dataclass(frozen=True)
class Developed:
    """Ảnh đã tráng: WebP bytes by longest side, and the size of the large one."""

    by_size: dict[int, bytes]
    width: int
    height: int


def develop(upload: "UploadedFile[Any]") -> Developed:
    """Decode the upload and write it anew. Metadata does not survive: only the pixels and their colour profile do."""
    sniff(upload, PICTURES)
    broken = _("Ảnh “%(name)s” hỏng hoặc không đọc được. Hãy mở ảnh, lưu lại rồi tải lên.") % {"name": upload.name}
    try:
        with Image.open(upload) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused(
                    _("Ảnh “%(name)s” quá lớn (%(width)s × %(height)s điểm ảnh). Hãy thu nhỏ rồi tải lại.")
                    % {"name": upload.name, "width": opened.width, "height": opened.height},
                    "upload",
                )
            profile = opened.info.get("icc_profile") or b""
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise Refused(broken, "upload") from None
    upright.thumbnail((LARGE, LARGE))
    return Developed({size: _printed(upright, size, profile) for size in SIZES}, upright.width, upright.height)


def _printed(image: Image.Image, size: int, profile: bytes) -> bytes:
    copy = image.copy()
    copy.thumbnail((size, size))
    out = io.BytesIO()
    copy.save(out, "WEBP", quality=QUALITY, icc_profile=profile, exif=b"", xmp=b"")
    return out.getvalue()


def small_name(name: str) -> str:
    """Where the small one lies, beside the large one."""
    return name.removesuffix(".webp") + f"-{SMALL}.webp"
