"""`make messages`: collect every text of the screen into locale/en, keeping what is translated.

Needs no GNU gettext: Django turns a template into something gettext-like, Babel reads it, polib writes the catalogue.
Where a text stands is left out, so that moving a line changes nothing here.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import polib
from babel.messages.extract import extract
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


@dataclass(frozen=True, order=True)
class Message:
    """One text to translate. `plural` is "" where there is one form, as Vietnamese has."""

    text: str
    plural: str = ""
    context: str | None = None


def collect() -> set[Message]:
    """Every text of the package: Python and templates."""
    found: set[Message] = set()
    for path in sorted((ROOT / "thidua").rglob("*.py")):
        if "migrations" not in path.parts and "engine" not in path.relative_to(ROOT).parts:
            found |= set(messages(path.read_bytes()))
    for path in sorted((ROOT / "thidua").rglob("templates/**/*.html")):
        found |= set(messages(as_python(path).encode()))
    return found


def messages(source: bytes) -> Iterator[Message]:
    for _line, text, _comments, context in extract("python", io.BytesIO(source), KEYWORDS):
        words = [str(part) for part in (text if isinstance(text, tuple) else (text,))]
        yield Message(words[0], words[1] if len(words) > 1 else "", context)


def as_python(path: Path) -> str:
    """A template as calls of gettext; the text around them becomes rubble that Babel steps over."""
    from django.utils.translation.template import templatize  # noqa: PLC0415  needs the settings

    ready()
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    wanted = re.findall(
        r"""\b(?:p|np|n)?gettext\((?:u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*,?\s*|\w+\s*)+\)""", calls
    )
    return "\n".join(wanted)


def ready() -> None:
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()


def merge(found: set[Message]) -> polib.POFile:
    """The catalogue with exactly these texts; what was translated stays translated."""
    kept = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    known = {(entry.msgctxt, entry.msgid): entry for entry in kept if not entry.obsolete}
    made = polib.POFile(wrapwidth=100)
    made.metadata = {
        "Language": "en", "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit", "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }  # fmt: skip
    for message in sorted(found, key=lambda one: (one.text, one.context or "")):
        old = known.get((message.context, message.text))
        entry = polib.POEntry(msgid=message.text, msgctxt=message.context, msgid_plural=message.plural)
        if message.plural:
            entry.msgstr_plural = old.msgstr_plural if old and old.msgstr_plural else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        if "%(" in message.text:
            entry.flags.append("python-format")
        made.append(entry)
    return made


def main() -> int:
    made = merge(collect())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(CATALOGUE))
    left = len(made.untranslated_entries())
    print(f"{len(made)} câu; còn {left} câu chưa dịch sang tiếng Anh ({CATALOGUE.relative_to(ROOT)})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
