"""A PDF from a Typst source and plain data: exact to the millimetre, the same data the same bytes.

A source reads what it is given with `#let given = json(bytes(sys.inputs.given))`, and may import the other files
handed along by name (`files`). Numbers arrive as texts, already written the Vietnamese way: a source lays out, it
works nothing out. Sources are kept in the rooms they belong to, under `typst/`.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from PIL import ImageFont

SERIF = ("Times New Roman", "Tinos", "Liberation Serif", "Libertinus Serif")
"""The face official papers are set in, then those of the same measures; the last comes with the typesetter itself."""

LETTERS = "ẠẰẴỆỘỒƠỚƯỰỴđ"
"""Those a face cut for the West has not."""


@cache
def source(path: Path) -> bytes:
    """A source as it stands in its room."""
    return path.read_bytes()


@cache
def fonts() -> typst.Fonts:
    """The face that is set in, looked up once a process: that takes longer than a page.

    Some machines carry cut copies of a face, in which Vietnamese letters are missing and come from another face in the
    middle of a word. So only the folders of files that have them all are handed on; where there is none, the
    typesetter's own face has them.
    """
    known = typst.Fonts().fonts()
    for family in SERIF:
        files = [Path(one.path) for one in known if one.family == family and one.path]
        if whole := {path.parent for path in files if _whole(path)}:
            return typst.Fonts(include_system_fonts=False, font_paths=sorted(whole)[:1])
    return typst.Fonts(include_system_fonts=False)


def _whole(path: Path) -> bool:
    """Whether the file draws every letter as something else than the box for a letter it has not."""
    try:
        face = ImageFont.truetype(path, 20)
    except OSError:
        return False
    missing = bytes(face.getmask("\U0010fffd"))
    return all(bytes(face.getmask(letter)) != missing for letter in LETTERS)


def pdf(
    main: bytes, given: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None, archival: bool = False,
    at: datetime | None = None,
) -> bytes:  # fmt: skip
    """The pages. `archival` writes PDF/A-2b; `at` is the moment written into the file as its making.

    Raises `typst.TypstError` when the source is wrong, which only a mistake of ours can make it.
    """
    made: bytes = _compile(
        main, given, files, pdf_standards=["a-2b"] if archival else [], timestamp=int(at.timestamp()) if at else None
    )
    return made


def drawings(main: bytes, given: Mapping[str, Any], *, files: Mapping[str, bytes] | None = None) -> list[bytes]:
    """The same pages as SVG pictures, to be looked at in a browser."""
    made: list[bytes] | bytes = _compile(main, given, files, format="svg")
    return made if isinstance(made, list) else [made]


def _compile(main: bytes, given: Mapping[str, Any], files: Mapping[str, bytes] | None, **how: Any) -> Any:
    inputs = {"given": json.dumps({**given, "serif": SERIF}, ensure_ascii=False, default=str)}
    # The package's stub does not know yet that it takes several files.
    return typst.compile({"main.typ": main, **(files or {})}, sys_inputs=inputs, font_paths=fonts(), **how)
