"""Run as a program on its own (kit.apart): a PDF or picture becomes clean A4 pages to be joined to others.

Bytes come in on standard input, a PDF goes out; the media type is the argument. Bookmarks, scripts and forms of the
file stay behind: what is joined is what is seen.
"""

import io
import sys

from PIL import Image, ImageOps
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import NameObject

PDF = "application/pdf"
A4, DOTS, MARGIN = (1240, 1754), 150, 60
"""A page of 150 dots an inch, and the margin of a picture on it."""
MOST_PIXELS = 100_000_000


def of_pdf(data: bytes) -> bytes:
    """The pages alone."""
    whole = PdfWriter()
    for page in PdfReader(io.BytesIO(data)).pages:
        whole.add_page(_still(page))
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()


def _still(page: PageObject) -> PageObject:
    """A page that does nothing when it is opened or touched."""
    for key in ("/AA", "/Annots"):
        if key in page:
            del page[NameObject(key)]
    return page


def of_picture(data: bytes) -> bytes:
    """The picture upright in the middle of a page, no larger than fits."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(data)) as found:
        upright = ImageOps.exif_transpose(found).convert("RGB")
    size = A4 if upright.height >= upright.width else A4[::-1]
    upright.thumbnail((size[0] - 2 * MARGIN, size[1] - 2 * MARGIN))
    sheet = Image.new("RGB", size, "white")
    sheet.paste(upright, ((size[0] - upright.width) // 2, (size[1] - upright.height) // 2))
    out = io.BytesIO()
    sheet.save(out, "PDF", resolution=DOTS)
    return out.getvalue()


if __name__ == "__main__":
    given = sys.stdin.buffer.read()
    sys.stdout.buffer.write(of_pdf(given) if sys.argv[1] == PDF else of_picture(given))
