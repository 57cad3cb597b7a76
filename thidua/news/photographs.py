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


FULL = (480, 800, 1200, 1600)
CARD = (480, 960)
SHARE = 1200
SHAPES = {"anh": FULL, "the": CARD, "chia-se": (SHARE,)}
"""Each shape with its widths: the whole picture, the 3 : 2 of a card, the 1200 × 630 of a shared link."""
PROPORTION = {"the": (3, 2), "chia-se": (1200, 630)}
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
HOW = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 9},
    "webp": {"format": "WEBP", "quality": 80},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}


def printed(master: bytes, shape: str, width: int, extension: str, focal: tuple[int, int]) -> bytes:
    """One size of one shape in one format; a crop keeps the focal point (in percent) in sight."""
    with Image.open(io.BytesIO(master)) as opened:
        profile, picture = opened.info.get("icc_profile") or b"", opened.convert("RGB")
    if shape in PROPORTION:
        picture = picture.crop(window(picture.width, picture.height, PROPORTION[shape], focal))
    if picture.width > width:
        picture = picture.resize((width, max(picture.height * width // picture.width, 1)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, **HOW[extension], icc_profile=profile)  # type: ignore[arg-type]
    return out.getvalue()


def window(width: int, height: int, proportion: tuple[int, int], focal: tuple[int, int]) -> tuple[int, int, int, int]:
    """The largest piece of that proportion, as near to the focal point as the edges allow.

    >>> window(1600, 1600, (3, 2), (50, 0)), window(1600, 1600, (3, 2), (50, 100))
    ((0, 0, 1600, 1066), (0, 534, 1600, 1600))
    """
    across, down = proportion
    wide, high = min(width, height * across // down), min(height, width * down // across)
    left = min(max(width * focal[0] // 100 - wide // 2, 0), width - wide)
    top = min(max(height * focal[1] // 100 - high // 2, 0), height - high)
    return left, top, left + wide, top + high
