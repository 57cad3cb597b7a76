"""Draws a small picture of a PDF's first page or of a photograph: bytes in, WebP bytes out.

Run by `kit.apart` as a program of its own, so that a broken or hostile file can bring down or hold up nothing else.

    python draw_preview.py application/pdf 320 < in.pdf > out.webp
"""

import io
import sys

from PIL import Image

PDF = "application/pdf"
MOST_PIXELS = 100_000_000


def first_page(data: bytes, size: int) -> Image.Image:
    """The first page of a PDF, its longer side `size` pixels."""
    import pypdfium2  # noqa: PLC0415  photographs do without

    page = pypdfium2.PdfDocument(data)[0]
    drawn: Image.Image = page.render(scale=size / max(page.get_size())).to_pil()
    return drawn


def photograph(data: bytes) -> Image.Image:
    """A picture, upright."""
    from PIL import ImageOps  # noqa: PLC0415  a page does without

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data)))


def main() -> None:
    """Read, draw, write."""
    kind, size = sys.argv[1], int(sys.argv[2])
    data = sys.stdin.buffer.read()
    drawn = (first_page(data, size) if kind == PDF else photograph(data)).convert("RGB")
    drawn.thumbnail((size, size))
    out = io.BytesIO()
    drawn.save(out, "WEBP", quality=80)
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main()
