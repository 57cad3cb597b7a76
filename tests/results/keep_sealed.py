"""Giữ thêm một kết quả đã chốt: put one more sealed result beside the others, to be replayed by every later engine.

    python -m tests.results.keep_sealed NAME FILE

FILE is what “Tải về” on a result's page gives. It has to replay today; its digest becomes part of its name. A result
once kept is never written over: what the engine no longer replays is the engine's mistake, not the file's.
"""

import os
import sys
from pathlib import Path

SEALED = Path(__file__).parent / "sealed"


def keep(name: str, sealed: bytes, folder: Path = SEALED) -> Path:
    """Write it under NAME.digest.json; ValueError when the name is taken or the text does not replay."""
    from thidua.results.models import Result  # noqa: PLC0415  Django is only set up now
    from thidua.results.sealing import digest_of, replay  # noqa: PLC0415

    text = sealed.decode()
    digest = digest_of(text)
    if taken := list(folder.glob(f"{name}.*.json")):
        raise ValueError(f"{taken[0].name} is kept already; choose another name")
    if list(folder.glob(f"*.{digest}.json")):
        raise ValueError("this very result is kept already")
    if not replay(Result(sealed=text, digest=digest)):
        raise ValueError("this text does not replay to its own bytes, so it was not sealed by the program")
    path = folder / f"{name}.{digest}.json"
    with path.open("xb") as file:
        file.write(sealed)
    return path


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    import django

    django.setup()
    try:
        sys.stdout.write(f"{keep(sys.argv[1], Path(sys.argv[2]).read_bytes())}\n")
    except ValueError as refused:
        sys.exit(str(refused))
