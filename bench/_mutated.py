"""What a fuzzer sends: values nobody types, and files that were whole once."""

import io
import random
import string
import zipfile
from collections.abc import Callable

ODD = (
    "", " ", "0", "-1", "1e309", "NaN", "9" * 40, "9" * 5000, "²", "1\x00", "\x07", "null", "[]", "{}", "true",
    "../../etc/passwd", "' OR 1=1 --", '<script>alert("x")</script>', "{{ 7*7 }}", "{% load %}", "%s%n%x", "\u202e",
    "\ufeff", "😀" * 300, "x" * 20_000, "31/02/2026", "9999-12-31", "0001-01-01", "=cmd|'/c calc'!A1", "ệ",
    "\r\nSet-Cookie: a=b", "e\u0323\u0302", "2026-13-45", "1,5", "1.000,5", "１２", "\U0010ffff", "%00",
    "#set page(width: 0pt)", "$x$", "*" * 3000,
)  # fmt: skip
LETTERS = string.printable + "àáảãạăâđêôơưẠỆỮ€\u2028\u200b"


def word(dice: random.Random) -> str:
    """Something odd, or letters at random."""
    if dice.random() < 0.6:
        return dice.choice(ODD)
    return "".join(dice.choices(LETTERS, k=dice.randrange(1, 60)))


def file(dice: random.Random, samples: dict[str, bytes]) -> tuple[str, bytes]:
    """A sample of some kind, broken in some way: its name and bytes. Now and then under another kind's name."""
    name = dice.choice(sorted(samples))
    data = dice.choice(WAYS)(dice, samples[name], samples)
    called = name if dice.random() < 0.8 else dice.choice(sorted(samples))
    return called, data


def _flip(dice: random.Random, data: bytes, _samples: dict[str, bytes]) -> bytes:
    changed = bytearray(data)
    for _each in range(dice.randrange(1, 40)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(dice: random.Random, data: bytes, _samples: dict[str, bytes]) -> bytes:
    return data[: dice.randrange(len(data))]


def _spliced(dice: random.Random, data: bytes, samples: dict[str, bytes]) -> bytes:
    other = samples[dice.choice(sorted(samples))]
    return data[: dice.randrange(len(data))] + other[dice.randrange(len(other)) :]


def _repeated(dice: random.Random, data: bytes, _samples: dict[str, bytes]) -> bytes:
    start = dice.randrange(len(data))
    piece = data[start : start + dice.randrange(1, 2000)]
    return data[:start] + piece * dice.randrange(2, 50) + data[start:]


def _repacked(dice: random.Random, data: bytes, samples: dict[str, bytes]) -> bytes:
    """A package whose parts were changed and packed again, so that its sums are right; other files as `_flip`."""
    if not data.startswith(b"PK"):
        return _flip(dice, data, samples)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        chosen = dice.choice(whole.namelist())
        for name in whole.namelist():
            part = whole.read(name)
            if name == chosen:
                if dice.random() < 0.15:
                    continue
                part = dice.choice(PARTS)(dice, part)
            made.writestr(name, part)
        if dice.random() < 0.1:
            made.writestr("../../" + chosen, b"x")
    return out.getvalue()


def _bytes_of(dice: random.Random, part: bytes) -> bytes:
    return _flip(dice, part, {}) if part else part


def _values(dice: random.Random, part: bytes) -> bytes:
    """A number or a text of the part replaced by something odd."""
    pieces = part.split(b">")
    place = dice.randrange(len(pieces))
    odd = word(dice).encode(errors="replace").replace(b"&", b"").replace(b"<", b"")
    pieces[place] = odd + b"<" + pieces[place].partition(b"<")[2]
    return b">".join(pieces)


def _entities(_dice: random.Random, part: bytes) -> bytes:
    """Entities that grow without end, and one that reads a file."""
    doctype = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "' + b"&a;" * 50 + b'"><!ENTITY c "' + b"&b;" * 50
    doctype += b'"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    head, mark, rest = part.partition(b"?>")
    return head + mark + doctype + rest.replace(b"</", b"&c;&f;</", 1)


def _bomb(_dice: random.Random, _part: bytes) -> bytes:
    """Thirty million letters that pack into nearly nothing."""
    return b"0" * 30_000_000


PARTS: tuple[Callable[[random.Random, bytes], bytes], ...] = (_bytes_of, _values, _values, _values, _entities, _bomb)
WAYS = (_flip, _cut, _spliced, _repeated, _repacked, _repacked, _repacked)
