"""Reads the words of a PDF: bytes in, one JSON text out.

Run by `kit.apart` as a program of its own.

    python read_words.py < in.pdf > out.json
"""

import json
import sys

import pypdfium2

MOST_PAGES = 200


def main() -> None:
    """Read, tell."""
    pdf = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    pages = [pdf[n].get_textpage().get_text_range() for n in range(min(len(pdf), MOST_PAGES))]
    sys.stdout.write(json.dumps("\n".join(pages)))


if __name__ == "__main__":
    main()
