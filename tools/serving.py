"""A server started for a while: on a free port of this machine, waited for, and ended with all its processes.

Benches, tests and guides start servers the same way. Each gets a process group of its own, so that what is ended is
this server and no other's.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tools.postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
__all__ = ["free_port", "killed", "running", "started", "web_server"]
PATIENCE = 90
"""Seconds to wait for a server to answer, and to end."""
Process = subprocess.Popen[bytes]


def web_server(
    port: int, workers: int = 2, application: str = "thidua.config.wsgi:application", log: str = "error"
) -> list[str]:
    """The command of the web server as it is run in earnest: so many workers of four threads."""
    return [sys.executable, "-m", "thidua", "serve", "--port", str(port), "--workers", str(workers),
            "--log-level", log, application]  # fmt: skip


def started(command: Sequence[str], port: int, env: Mapping[str, str], **more: Any) -> Process:
    """The command running, in a group of its own, and answering on its port. Raises when it ends or stays silent."""
    process = subprocess.Popen(command, env=dict(env), start_new_session=True, **{"cwd": ROOT, **more})
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process
        time.sleep(0.01)
    killed(process)
    raise RuntimeError(f"no answer on port {port}: {' '.join(command)}")


def killed(process: Process, how: signal.Signals = signal.SIGKILL) -> None:
    """The whole group ended, and waited for; an ended one stays ended."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)


@contextmanager
def running(command: Sequence[str], port: int, env: Mapping[str, str], **more: Any) -> Iterator[Process]:
    """The server while it is needed."""
    process = started(command, port, env, **more)
    try:
        yield process
    finally:
        killed(process, signal.SIGTERM)
