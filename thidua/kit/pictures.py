"""Pictures as files: readable, of a bearable size, and without the place where they were taken."""

import io

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from thidua.kit.refusal import Refused

MOST_PIXELS = 100_000_000
GPS = 0x8825
"""The EXIF tag under which a camera writes where it stood."""


def without_place(data: bytes, name: str) -> bytes | None:
    """The picture without the place where it was taken; None when it carries none and stays as it is.

    Only such a picture is written anew: a JPEG with its own tables, so that nothing is seen of it.
    """
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(
                    _("Ảnh “%(name)s” quá lớn (%(width)s × %(height)s điểm ảnh). Hãy thu nhỏ rồi tải lại.")
                    % {"name": name, "width": picture.width, "height": picture.height}
                )
            picture.load()
            return _written_anew(picture) if _tells_place(picture) else None
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        raise Refused(
            _("Ảnh “%(name)s” hỏng hoặc không đọc được. Hãy mở ảnh, lưu lại rồi tải lên.") % {"name": name}
        ) from None


def _tells_place(picture: Image.Image) -> bool:
    words = [value for value in picture.info.values() if isinstance(value, str | bytes)]
    told = [word if isinstance(word, bytes) else word.encode() for word in words]
    return GPS in picture.getexif() or any(b"GPSLatitude" in word for word in told)


def _written_anew(picture: Image.Image) -> bytes:
    exif, kind = picture.getexif(), picture.format or "PNG"
    if GPS in exif:
        del exif[GPS]
    kept = {"exif": exif.tobytes(), "icc_profile": picture.info.get("icc_profile")}
    out = io.BytesIO()
    if kind == "JPEG":
        picture.save(out, "JPEG", quality="keep", **kept)
    elif kind == "PNG":
        picture.save(out, "PNG", **kept)
    else:
        picture.save(out, "JPEG" if kind == "MPO" else kind, quality=95, **kept)
    return out.getvalue()
