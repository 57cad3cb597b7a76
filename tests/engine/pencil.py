"""A person with a pencil: works out the arithmetic of an explanation from its text alone, knowing nothing of ours."""

import re
from fractions import Fraction

_PIECE = re.compile(r"\s*([0-9.]+(?:,[0-9]+)?|½|[-+−×/()%])")
_LINE = re.compile(
    r"^(?:.*?: )?(?P<left>[-−0-9½(][-−0-9.,½+×/()% ]*?) = (?P<right>[-−0-9.,/()%]+)(?=$|; | điểm|, làm tròn)"
)
_ROUNDED = re.compile(r"làm tròn (?P<places>\d) chữ số thập phân thành (?P<made>[-−0-9.,]+)")
_NUMBER = r"[-−]?[0-9][0-9.]*(?:,[0-9]+)?(?:/[0-9.]+)?"
_LIMIT = re.compile(rf"; (?P<word>tối đa|thấp nhất là) (?P<at>{_NUMBER}) nên lấy (?P<made>{_NUMBER})")
_SOLE = re.compile(r"^(?P<left>[-−0-9.,/]+)(?= điểm|, làm tròn|; )")


def worked(text: str) -> Fraction:
    """The value of a line of arithmetic."""
    pieces, place = [], 0
    while place < len(text.rstrip()):
        found = _PIECE.match(text, place)
        assert found, f"cannot read {text[place:]!r} in {text!r}"
        pieces.append(found[1])
        place = found.end()
    value, rest = _sum(pieces)
    assert not rest, f"left over {rest} in {text!r}"
    return value


def claims(line: str) -> tuple[Fraction, Fraction] | None:
    """What a line says on both sides of its equals sign, each worked out apart; None when it makes no claim."""
    found = _LINE.match(line)
    return (worked(found["left"]), worked(found["right"])) if found else None


def limited(line: str, value: Fraction) -> Fraction:
    """The value after every ceiling and floor a line tells of; each must really have been passed."""
    for found in _LIMIT.finditer(line):
        bound = worked(found["at"])
        assert worked(found["made"]) == bound, line
        assert value > bound if found["word"] == "tối đa" else value < bound, line
        value = bound
    return value


def verdict(sentence: str) -> Fraction:
    """The points a sentence ends with; its limits and its rounding are worked out again here."""
    both = claims(sentence)
    sole = _SOLE.match(sentence)
    assert both or sole, sentence
    value = limited(sentence, both[1] if both else worked(sole["left"]))
    rounded = _ROUNDED.search(sentence)
    if not rounded:
        return value
    step = Fraction(1, 10 ** int(rounded["places"]))
    size = (abs(value) / step + Fraction(1, 2)).__floor__() * step
    assert worked(rounded["made"]) == (size if value >= 0 else -size), sentence
    return worked(rounded["made"])


def _sum(pieces: list[str]) -> tuple[Fraction, list[str]]:
    value, rest = _product(pieces)
    while rest and rest[0] in "+-−":
        other, after = _product(rest[1:])
        value = value + other if rest[0] == "+" else value - other
        rest = after
    return value, rest


def _product(pieces: list[str]) -> tuple[Fraction, list[str]]:
    value, rest = _single(pieces)
    while rest and rest[0] in "×/":
        other, after = _single(rest[1:])
        value = value * other if rest[0] == "×" else value / other
        rest = after
    return value, rest


def _single(pieces: list[str]) -> tuple[Fraction, list[str]]:
    head, rest = pieces[0], pieces[1:]
    if head in "-−":
        value, rest = _single(rest)
        value = -value
    elif head == "(":
        value, rest = _sum(rest)
        assert rest[0] == ")"
        rest = rest[1:]
    else:
        value = Fraction(1, 2) if head == "½" else Fraction(head.replace(".", "").replace(",", "."))
    while rest and rest[0] == "%":
        value, rest = value / 100, rest[1:]
    return value, rest
