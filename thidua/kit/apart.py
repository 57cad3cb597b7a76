"""A small program of ours run on somebody else's bytes, apart from the server: what breaks there breaks nothing here.

Run as a program itself it shuts itself out of the network, takes no more memory and time than it is worth, then becomes
the one it is asked for.
"""

import ctypes
import runpy
import subprocess
import sys
from pathlib import Path

PATIENCE = 20
MEMORY, SECONDS = 2 * 1024**3, 15
NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
"""The kernel's own numbers for a program in namespaces of its own."""


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


def cut_off() -> None:
    """No network, where the system lets a program shut itself out of it (Linux with user namespaces)."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None) if sys.platform == "linux" else None
    if unshare is not None:
        unshare(NEW_USER | NEW_NETWORK)  # refused: as before, for a file not read at all would help nobody


if __name__ == "__main__":
    cut_off()
    limit()
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
