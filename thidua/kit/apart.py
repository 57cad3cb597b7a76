"""A small program of ours run on somebody else's bytes, apart from the server: what breaks there breaks nothing here.

Run as a program itself it takes no more memory and time than it is worth, then becomes the one it is asked for.
"""

import runpy
import subprocess
import sys
from pathlib import Path

PATIENCE = 20
MEMORY, SECONDS = 2 * 1024**3, 15


def ran(program: str, *arguments: str, data: bytes) -> bytes | None:
    """What `kit/<program>.py` answers to the bytes; None when it broke, or took too long."""
    command = [sys.executable, "-I", __file__, str(Path(__file__).with_name(f"{program}.py")), *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603  ours
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 and done.stdout else None


def limit() -> None:
    """No more memory and processor time than this, where the system can say so."""
    try:
        import resource  # noqa: PLC0415  not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    limit()
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
