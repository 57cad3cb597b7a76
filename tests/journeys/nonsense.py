"""What is typed by mistake, by a cat, or by somebody who means harm, for each kind of control."""

from tests.journeys.found_forms import CHOICES, Control

SCRIPT = '<script>alert("thi đua")</script>'
BEYOND, ENDLESS = "9" * 40, "9" * 5000
NUMBERS = {"letters": "mười", "beyond": BEYOND, "endless": ENDLESS, "superscript": "²", "nul": "5\x00"}
TEXTS = {"long": "x" * 10_000, "script": SCRIPT, "nul": "một\x00hai", "control": "một\x07\x0bhai", "signs": "!!!"}
DAYS = {
    "no such day": "31/02/2026",
    "far": "9999-12-31",
    "first": "0001-01-01",
    "letters": "hôm nay",
    "nul": "2026\x00",
}
UNOFFERED = {"unknown": "khong-co", "number": "999999", "beyond": BEYOND, "endless": ENDLESS, "nul": "1\x00"}
MARKS = {"letters": "abc", "beyond": BEYOND, "endless": ENDLESS + ".abc", "nul": "1\x00", "verb": "up-²",
         "verb beyond": "remove-" + ENDLESS}  # fmt: skip
DOUBTFUL: dict[str, object] = {"two values": ["1", "2"], "negative": "-5"}
"""A form may take these, as far as the rules of the room go."""

NEVER = {"number": NUMBERS, "decimal": NUMBERS, "date": DAYS, **dict.fromkeys(CHOICES, UNOFFERED)}
"""What such a control must never take."""


def for_control(one: Control) -> dict[str, object]:
    """Everything to be tried in a control, by its name."""
    if one.kind in ("hidden", "button"):
        return dict(MARKS)
    if one.kind == "file":
        return {}
    return {**NEVER.get(one.kind, TEXTS), **(DOUBTFUL if one.kind in ("text", "decimal") else {})}


def must_refuse(one: Control, how: str) -> bool:
    """Whether an act that went through with this in it was deceived. A lone box is a yes, whatever it says."""
    box = one.kind == "checkbox" and len(one.offered) == 1
    return (how == "nul" and one.kind == "text") or (how in NEVER.get(one.kind, {}) and not box)
