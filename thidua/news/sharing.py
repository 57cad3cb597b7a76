"""Ảnh chia sẻ: the picture that stands for a page where its link is shared, drawn from its title."""

import io
from functools import cache
from pathlib import Path

import fontpkg_be_vietnam_pro
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
PAPER, LACQUER, GOLD, INK, SOFT = "#faf7f2", "#9c1f1f", "#c9973a", "#231d18", "#645a50"
MARGIN = 72
SIZES = (64, 56, 48, 42, 36)
MOST_LINES = 6
FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"


@cache
def letters(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"BeVietnamPro-{weight}.ttf", size)


def drawn(title: str, kicker: str, photo: bytes | None = None) -> bytes:
    """PNG bytes: the kicker, the title as large as it fits, our mark; a photograph on the right when there is one."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(card)
    right = WIDTH - MARGIN
    if photo:
        with Image.open(io.BytesIO(photo)) as opened:
            shown = opened.convert("RGB").resize((WIDTH, HEIGHT))
        half = shown.crop((WIDTH // 2 - 240, 0, WIDTH // 2 + 240, HEIGHT))
        card.paste(half, (WIDTH - 480, 0))
        right = WIDTH - 480 - MARGIN // 2
    pen.rectangle((0, 0, 18, HEIGHT), fill=LACQUER)
    pen.rectangle((18, 0, 24, HEIGHT), fill=GOLD)
    pen.text(
        (MARGIN, 64), fitting(pen, kicker, letters("SemiBold", 28), right - MARGIN), LACQUER, letters("SemiBold", 28)
    )
    size, lines = laid_out(pen, title, right - MARGIN)
    pen.multiline_text((MARGIN, 124), "\n".join(lines), INK, letters("Bold", size), spacing=size // 4)
    _mark(pen)
    out = io.BytesIO()
    card.quantize(256, dither=Image.Dither.FLOYDSTEINBERG if photo else Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


def _mark(pen: ImageDraw.ImageDraw) -> None:
    top = HEIGHT - 108
    pen.rounded_rectangle((MARGIN, top, MARGIN + 48, top + 48), 10, fill=LACQUER)
    peaks = [(MARGIN + x * 1.5, top + y * 1.5) for x, y in ((6, 22), (12, 10), (16, 17), (20, 12), (26, 22))]
    pen.line(peaks, fill="#f4d58a", width=4, joint="curve")
    pen.text((MARGIN + 64, top + 6), "Thi Đua", SOFT, letters("Bold", 28))


def laid_out(pen: ImageDraw.ImageDraw, title: str, width: int) -> tuple[int, list[str]]:
    """The largest letters in which the title fits, and its lines; the last one cut when nothing fits."""
    for size in SIZES:
        lines = wrapped(pen, title, letters("Bold", size), width)
        if len(lines) * size * 5 // 4 <= HEIGHT - 260 and len(lines) <= MOST_LINES:
            return size, lines
    return SIZES[-1], [
        *lines[: MOST_LINES - 1],
        fitting(pen, " ".join(lines[MOST_LINES - 1 :]), letters("Bold", SIZES[-1]), width),
    ]


def wrapped(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Lines no wider than `width`, broken between words."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and pen.textlength(longer, font) <= width:
            lines[-1] = longer
        else:
            lines.append(fitting(pen, word, font, width))
    return lines


def fitting(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """The text, or as much of its beginning as fits, with an ellipsis."""
    text = text[:200]
    if pen.textlength(text, font) <= width:
        return text
    while text and pen.textlength(text + "…", font) > width:
        text = text[:-1]
    return text.rstrip() + "…"
